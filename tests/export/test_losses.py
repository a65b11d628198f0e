from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from minsheng.export import FORMATS, export
from minsheng.export.losses import FILLED, NO_PROPERTY, Losses

if TYPE_CHECKING:
    import pyoxigraph as ox

#: Formats that carry all that the union of the graphs says.
WHOLE = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "rdf12")


def test_counts_by_term_and_reason() -> None:
    losses = Losses()
    for reason in (NO_PROPERTY, NO_PROPERTY, FILLED):
        losses.add("https://w3id.org/minsheng/ontology#pinyin", reason)
    assert losses.rows() == [
        {"term": "ms:pinyin", "reason": "no-property", "count": 2},
        {"term": "ms:pinyin", "reason": "filled", "count": 1},
    ]
    assert losses.total() == 2


@pytest.mark.parametrize("form", WHOLE)
def test_rdf_loses_nothing(store: ox.Store, form: str) -> None:
    assert export(SimpleNamespace(store=store), form, io.BytesIO()).lost == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {*WHOLE, "csv", "graphml", "dcat-ap"}))
def test_what_has_no_place_is_counted(store: ox.Store, form: str) -> None:
    done = export(SimpleNamespace(store=store), form, io.BytesIO())  # type: ignore[arg-type]
    assert done.lost > 0
    assert all(row["reason"] in ("no-class", "no-property", "no-value", "filled") for row in done.losses)
