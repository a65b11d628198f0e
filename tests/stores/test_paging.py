"""All rows, or as many as are wanted, from servers that give only some at a time."""

from __future__ import annotations

import gc
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
)
from tests.stores.misbehaving import Asked, Misbehaving, Reply

from minsheng.api import open_graph
from minsheng.errors import GraphError
from minsheng.graph import copying, paging, validate
from minsheng.graph.endpoint import Endpoint
from minsheng.graph.paging import Select, read
from minsheng.graph.rows import rows as plain_rows

if TYPE_CHECKING:
    from collections.abc import Callable

SUBJECTS = 250


def numbers() -> Store:
    """Subjects with a few values over and over: no order by value alone tells them apart."""
    store = Store()
    for number in range(SUBJECTS):
        value = Literal(str(number % 7))
        store.add(Quad(NamedNode(f"urn:s{number:03d}"), NamedNode("urn:p"), value, NamedNode("urn:g")))
    return store


def cutting(store: Store, cut: int, *, told: bool) -> Callable[[Asked], Reply]:
    """A server that gives at most so many rows, and says so or not."""

    def answer(asked: Asked) -> Reply:
        query = re.sub("define input:\\S+ <.*?> ", "", asked.form["query"][0])
        found = store.query(query, use_default_graph_as_union=True)
        headers: dict[str, str] = {}
        if not isinstance(found, (QuerySolutions, QueryBoolean)):
            data = found.serialize(format=RdfFormat.N_TRIPLES) or b""
            lines = data.splitlines(keepends=True)[:cut]
            return Reply(b"".join(lines), headers=headers, kind="application/n-triples")
        results = json.loads(found.serialize(format=QueryResultsFormat.JSON) or b"")
        if isinstance(found, QuerySolutions):
            if told and len(results["results"]["bindings"]) > cut:
                headers["X-SPARQL-MaxRows"] = str(cut)
            del results["results"]["bindings"][cut:]
        return Reply(json.dumps(results).encode(), headers=headers)

    return answer


ORDERS = ("", "ORDER BY ?o", "ORDER BY DESC(?o) ?s")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    order=st.sampled_from(ORDERS),
    wanted=st.none() | st.integers(0, SUBJECTS + 5),
    skipped=st.integers(0, SUBJECTS + 5),
    limit=st.none() | st.integers(0, SUBJECTS + 5),
    cut=st.sampled_from((100, 10**6)),
    told=st.booleans(),
)
def test_any_part_of_the_rows(
    odd: Misbehaving, order: str, wanted: int | None, skipped: int, limit: int | None, cut: int, told: bool
) -> None:
    odd.answer = cutting(numbers(), cut, told=told)
    select = Select("SELECT ?s ?o", "{ ?s <urn:p> ?o }", order=order, limit=limit, offset=3)
    names, found = read(Endpoint(odd.url), select, wanted, skipped)
    count = max(0, SUBJECTS - 3)
    count = max(0, (count if limit is None else min(count, limit)) - skipped)
    count = count if wanted is None else min(count, wanted)
    rows = list(found)
    assert names == ("s", "o")
    assert len(rows) == len(set(rows)) == count
    if order == "ORDER BY DESC(?o) ?s":
        everything = sorted(range(SUBJECTS), key=lambda number: (-(number % 7), number))
        subjects = [f"urn:s{number:03d}" for number in everything[3 + skipped :][:count]]
        assert [getattr(row[0], "value", "") for row in rows] == subjects


def test_one_request_where_one_is_enough(odd: Misbehaving) -> None:
    odd.answer = cutting(numbers(), 10**6, told=False)
    endpoint = Endpoint(odd.url)
    for wanted in (None, 10, 100):
        before = len(odd.queries)
        rows = list(read(endpoint, Select("SELECT ?s", "{ ?s ?p ?o }"), wanted)[1])
        assert len(rows) == (wanted or SUBJECTS)
        assert len(odd.queries) == before + 1


@pytest.mark.parametrize("told", [True, False])
def test_rows_of_our_own_queries(odd: Misbehaving, told: bool) -> None:
    odd.answer = cutting(numbers(), 100, told=told)
    query = "SELECT ?o (COUNT(?s) AS ?n) (SAMPLE(?g) AS ?any) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?o"
    assert len(list(plain_rows(Endpoint(odd.url), query))) == 7
    found = list(plain_rows(Endpoint(odd.url), "SELECT ?s { ?s ?p ?o }", "urn:g"))
    assert len(set(found)) == SUBJECTS
    assert "FROM <urn:g>" in odd.queries[-1]


def test_a_construct_page_by_page(odd: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minsheng.queries.remote.PAGE", 100)
    odd.answer = cutting(numbers(), 100, told=False)
    odd.name = "Virtuoso/7"
    made = "CONSTRUCT { ?s <urn:q> ?o ; a <urn:t> } WHERE { ?s <urn:p> ?o }"
    graph = open_graph(odd.url)
    assert len(graph.query(made, limit=0)) == 2 * SUBJECTS
    part = graph.query(made, limit=150)
    assert (len(part), part.truncated) == (150, True)
    assert len(graph.query(f"{made} LIMIT 60", limit=0)) == 120
    assert len(graph.query("CONSTRUCT WHERE { ?s <urn:p> ?o }", limit=0)) == SUBJECTS


@pytest.mark.parametrize("page", [100, 10_000])
def test_a_graph_is_copied_whole(
    odd: Misbehaving, demo: Store, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(paging, "PAGE", page)
    odd.answer = cutting(demo, page, told=False)
    graph = open_graph(odd.url)
    assert len(graph) == len(demo)
    assert sorted(map(str, graph.quads())) == sorted(map(str, demo))
    assert validate(graph) == validate(demo)
    folder = graph.path
    assert folder.is_dir()
    del graph
    gc.collect()
    assert not folder.exists()


def test_rows_kept_back_are_noticed(odd: Misbehaving, demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    odd.answer = cutting(demo, 77, told=False)
    with pytest.raises(GraphError) as caught:
        list(open_graph(odd.url).quads())
    assert caught.value.key == "endpoint-cut"


def test_small_graphs_come_together(odd: Misbehaving, demo: Store) -> None:
    odd.answer = cutting(demo, 10**6, told=False)
    sizes = copying.sizes(Endpoint(odd.url))
    assert sum(sizes.values()) == len(demo)
    before = len(odd.queries)
    list(open_graph(odd.url).quads())
    assert len(odd.queries) == before + 3
