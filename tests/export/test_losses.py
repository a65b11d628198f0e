from __future__ import annotations

import io
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from minsheng.export import FORMATS, export
from minsheng.export.losses import FILLED, NO_PROPERTY, Losses
from minsheng.vocabulary import MS, XSD

REASONS = {"no-class", "no-property", "no-value", "one-value", "no-end", "filled"}
#: Formats that carry all that the union of the graphs says.
WHOLE = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "rdf12")


def test_counts_by_class_property_and_reason() -> None:
    losses = Losses()
    for reason in (NO_PROPERTY, NO_PROPERTY, FILLED):
        losses.add(reason, MS.School, MS.pinyin)
    losses.add(NO_PROPERTY, MS.School, MS.status, count=0)
    assert losses.rows() == [
        {"class": "ms:School", "property": "ms:pinyin", "reason": "no-property", "count": 2},
        {"class": "ms:School", "property": "ms:pinyin", "reason": "filled", "count": 1},
    ]
    assert losses.total() == 2


@pytest.mark.parametrize("form", WHOLE)
def test_rdf_loses_nothing(store: ox.Store, form: str) -> None:
    assert export(SimpleNamespace(store=store), form, io.BytesIO()).lost == 0  # type: ignore[arg-type]


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {*WHOLE, "dcat-ap"}))
def test_what_has_no_place_is_counted(store: ox.Store, form: str) -> None:
    done = export(SimpleNamespace(store=store), form, io.BytesIO())  # type: ignore[arg-type]
    assert done.lost > 0
    assert {row["reason"] for row in done.losses} <= REASONS


@pytest.mark.parametrize(
    ("form", "class_", "property_", "reason", "count"),
    [
        ("csv", "ms:School", "ms:pinyin", "no-property", 1),
        ("csv", "ms:CulturalSite", "ms:confidence", "no-property", 2),
        ("csv", "ms:Place", "prov:wasDerivedFrom", "no-property", 0),
        ("csv", "ms:Evidence", "", "no-class", 0),
        ("graphml", "ms:Place", "prov:wasDerivedFrom", "no-property", 2),
        ("graphml", "ms:Observation", "", "no-class", 2),
        ("graphml", "rdf:Statement", "ms:extractedBy", "no-property", 4),
        ("graphml", "rdf:Statement", "", "no-end", 1),
        ("neo4j", "ms:School", "ms:confidence", "no-property", 2),
    ],
)
def test_losses_are_told_by_class_and_property(
    store: ox.Store, form: str, class_: str, property_: str, reason: str, count: int
) -> None:
    done = export(SimpleNamespace(store=store), form, io.BytesIO())  # type: ignore[arg-type]
    found = {(row["class"], row["property"], row["reason"]): row["count"] for row in done.losses}
    assert found.get((class_, property_, reason), 0) == count


def test_of_several_values_one_has_room(store: ox.Store) -> None:
    second = ox.Literal("8.0", datatype=ox.NamedNode(XSD.decimal))
    number = ox.NamedNode("https://w3id.org/minsheng/id/observation/01")
    store.add(ox.Quad(number, ox.NamedNode(MS.value), second))
    for form in ("csv", "neo4j"):
        done = export(SimpleNamespace(store=store), form, io.BytesIO())  # type: ignore[arg-type]
        lost = {"class": "ms:Observation", "property": "ms:value", "reason": "one-value", "count": 1}
        assert lost in done.losses
