"""Exports are measured in processes of their own, beside the store's dump."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks import exporting
from minsheng.export import FORMATS

if TYPE_CHECKING:
    import pytest

SAMPLE = Path(__file__).parents[1] / "export" / "sample.trig"


def test_formats_are_compared_with_the_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.load(path=str(SAMPLE), format=ox.RdfFormat.TRIG)
    store.flush()
    monkeypatch.setattr(exporting, "FORMATS", {"nquads": FORMATS["nquads"]})
    del store
    table = exporting.table(tmp_path / "store", 1, rounds=1)
    dump, nquads = table.rows
    assert (dump[0], nquads[0]) == ("pyoxigraph N-Quads", "nquads")
    assert (dump[2], dump[4]) == ("1.00", "1.00")
    assert dump[5] == nquads[5]
    assert float(nquads[3]) > float(dump[3]) > 1
