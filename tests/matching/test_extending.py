"""Values of entities fetched for a table: what is asked in, rows out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.matching.conftest import LIBRARY, SCHOOL
from tests.matching.schemas import faults

from minsheng.errors import UsageError
from minsheng.matching.reconciliation import Limits, extend, propose
from minsheng.matching.reconciliation.extending import TEXTS
from minsheng.matching.terms import askable
from minsheng.vocabulary import BASE, MS, OA, RDFS, SKOS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from minsheng.matching import Index


def test_values_of_entities(sample: Index, store: ox.Store) -> None:
    asked = ("locatedIn", MS.kind, "status", RDFS.label, SKOS.altLabel, OA.exact, "memberOf")
    query = {"ids": [SCHOOL, LIBRARY, "urn:nothing"], "properties": [{"id": each} for each in asked]}
    assert not faults("extension-query", query)
    answer = extend(sample, store, query)
    assert not faults("extension-response", answer)
    assert [each["id"] for each in answer["meta"]] == list(asked)
    rows = json.loads(json.dumps(answer["rows"]))
    assert rows[SCHOOL]["locatedIn"] == [{"id": f"{BASE}Place/990101", "name": "青河区"}]
    assert rows[SCHOOL][MS.kind] == [{"str": "小学"}]
    assert rows[SCHOOL][RDFS.label] == [{"str": "青河小学"}]
    assert "青河小学" in rows[SCHOOL][OA.exact][0]["str"]
    assert rows[LIBRARY]["status"] == [{"str": "在建"}]
    assert rows[LIBRARY]["memberOf"] == []
    assert rows["urn:nothing"] == {each: [] for each in asked}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ([], "M358"),
        ({"ids": []}, "M359"),
        ({"ids": ["a"], "properties": [{}]}, "M359"),
        ({"ids": [5], "properties": []}, "M358"),
        ({"ids": [], "properties": [{"id": "x" * 501}]}, "M360"),
        ({"ids": ["a"] * 201, "properties": []}, "M361"),
    ],
)
def test_what_is_no_extension_is_told(sample: Index, store: ox.Store, query: object, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        extend(sample, store, query)


def test_proposed_properties(sample: Index) -> None:
    answer = propose(sample, "School")
    assert not faults("property-proposal", answer)
    assert answer["type"] == MS.School
    ids = [each["id"] for each in answer["properties"]]
    assert ids[:2] == [MS.memberOf, MS.kind]
    assert RDFS.label in ids
    assert MS.hosts not in ids
    cut = propose(sample, "", 1)
    assert not faults("property-proposal", cut)
    assert (cut["limit"], len(cut["properties"])) == (1, 1)


def test_what_is_proposed_can_be_fetched(sample: Index, store: ox.Store) -> None:
    proposed = propose(sample, "")["properties"]
    query = {"ids": [SCHOOL, LIBRARY], "properties": [{"id": each["id"]} for each in proposed]}
    assert not faults("extension-response", extend(sample, store, query))


def test_all_that_can_be_proposed_can_be_fetched_at_once(sample: Index, store: ox.Store) -> None:
    names = [*(MS[name] for name in askable()), *TEXTS]
    query = {"ids": [SCHOOL], "properties": [{"id": name} for name in names]}
    assert [each["id"] for each in extend(sample, store, query)["meta"]] == names
    more = {"ids": [SCHOOL], "properties": [{"id": f"urn:{n}"} for n in range(Limits().columns + 1)]}
    with pytest.raises(UsageError, match="M361"):
        extend(sample, store, more)
