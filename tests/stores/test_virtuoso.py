"""What Virtuoso alone does: it gives ten thousand rows at a time, and sorts no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.stores.conftest import load

from minsheng.api import open_graph
from minsheng.queries import run

if TYPE_CHECKING:
    from benchmarks.servers import Running

MANY = 10_400
GRAPH = NamedNode("urn:many")
ROWS = f"SELECT ?s ?o FROM {GRAPH} {{ ?s <urn:p> ?o }}"


@pytest.fixture(scope="module")
def many(virtuoso: Running) -> Running:
    """The server with a graph beside ours that no answer can hold."""
    store = Store()
    for number in range(MANY):
        subject, value = NamedNode(f"urn:s{number:05d}"), Literal(str(number % 9))
        store.add(Quad(subject, NamedNode("urn:p"), value, GRAPH))
    load(virtuoso, store)
    return virtuoso


@pytest.mark.parametrize("order", ["", " ORDER BY ?o", " ORDER BY DESC(?s)"])
def test_all_rows(many: Running, order: str) -> None:
    found = open_graph(many.url).query(ROWS + order, limit=0)
    assert len(set(found.rows)) == len(found) == MANY
    assert not found.truncated


@pytest.mark.parametrize(("limit", "truncated"), [(10_200, True), (MANY, False), (20_000, False)])
def test_more_than_one_answer(many: Running, limit: int, truncated: bool) -> None:
    found = open_graph(many.url).query(f"{ROWS} ORDER BY ?s", limit=limit)
    assert found.column("s") == [f"urn:s{number:05d}" for number in range(min(MANY, limit))]
    assert found.truncated == truncated


def test_bounds_of_a_query_that_lie_far_out(many: Running) -> None:
    found = open_graph(many.url).query(f"{ROWS} ORDER BY ?s LIMIT 30 OFFSET 10390")
    assert found.column("s") == [f"urn:s{number:05d}" for number in range(10_390, MANY)]


def test_all_triples_of_a_construct(many: Running) -> None:
    made = f"CONSTRUCT {{ ?s <urn:q> ?o }} FROM {GRAPH} WHERE {{ ?s <urn:p> ?o }}"
    assert len(open_graph(many.url).query(made, limit=0)) == MANY


def test_graphs_of_others_are_left_out(many: Running, demo: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert open_graph(many.url).query(count).column("n") == run(demo, count).column("n")
