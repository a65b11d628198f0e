from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.export import export

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Path(__file__).with_name("sample.trig")


@pytest.fixture
def store() -> ox.Store:
    """A graph of two invented documents, with awkward labels and quotations."""
    store = ox.Store()
    store.load(path=str(SAMPLE), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture
def exported(store: ox.Store) -> Callable[..., bytes]:
    """The sample, or another store, in a format."""

    def write(form: str, other: ox.Store | None = None) -> bytes:
        out = BytesIO()
        export(SimpleNamespace(store=store if other is None else other), form, out)  # type: ignore[arg-type]
        return out.getvalue()

    return write
