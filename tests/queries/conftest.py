"""The demonstration graph in the forms in which it is asked: two engines, and on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

if TYPE_CHECKING:
    from rdflib import Dataset

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def store() -> Store:
    loaded = Store()
    loaded.load(path=str(DATA / "demo.trig"), format=RdfFormat.TRIG)
    return loaded


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "store"
    kept = Store(str(path))
    kept.bulk_load(path=str(DATA / "demo.trig"), format=RdfFormat.TRIG)
    kept.flush()
    del kept
    return path


@pytest.fixture(scope="session")
def dataset(store: Store) -> Dataset:
    from rdflib import Dataset

    loaded = Dataset(default_union=True)
    loaded.parse(data=store.dump(format=RdfFormat.N_QUADS), format="nquads")
    return loaded


@pytest.fixture(scope="session")
def expected() -> Path:
    return DATA / "expected"
