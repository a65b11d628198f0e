"""The test cases of the W3C's suite for the SPARQL 1.1 Protocol, each by its name, on graphs of our own.

A server that only reads refuses the updates, the good ones as the bad ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
from tests.serve.test_protocol import FORM, QUERY, UPDATE, Sent, form

from minsheng.graph import folder
from minsheng.graph.cache import open_cache
from minsheng.graph.loading import load
from minsheng.serve.settings import Settings
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve

ONE, TWO, THREE = (f"https://example.org/graphs/{name}" for name in ("one", "two", "three"))
ABSENT = "https://example.org/graphs/none"
DEFAULT, NAMED = "default-graph-uri", "named-graph-uri"
EMPTY = "ASK {}"
BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type }}"
EACH = f"GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }}"
WIDE = "; charset=UTF-16"
MADE = "CONSTRUCT { <s> <p> 1 } WHERE {}"
CLEAR, BROKEN = "CLEAR ALL", "CLEAR SOMETHING"


class Case(NamedTuple):
    """A request, and what must come back: a truth, a kind of media types, or a failure."""

    name: str
    sent: Sent
    expected: bool | str


def get(query: str, *graphs: tuple[str, str]) -> Sent:
    return Sent("GET", [("query", query), *graphs])


def direct(query: str, *graphs: tuple[str, str], media: str = QUERY) -> Sent:
    return Sent("POST", list(graphs), media, query.encode())


def posted(*parameters: tuple[str, str], graphs: tuple[tuple[str, str], ...] = ()) -> Sent:
    return Sent("POST", list(graphs), FORM, form(*parameters))


DEFAULTS = ((DEFAULT, ONE), (DEFAULT, TWO))
NAMES = ((NAMED, ONE), (NAMED, TWO))
FULL = f"ASK {{ <{THREE}> a ?type {EACH} }}"
CASES = [
    Case("query_get", get(EMPTY, (DEFAULT, ABSENT)), True),
    Case("query_post_form", posted(("query", EMPTY), graphs=((DEFAULT, ABSENT),)), True),
    Case("query_post_direct", direct(EMPTY, (DEFAULT, ABSENT)), True),
    Case("query_dataset_default_graphs_get", get(BOTH, *DEFAULTS), True),
    Case("query_dataset_default_graphs_post", direct(BOTH, *DEFAULTS), True),
    Case("query_dataset_default_graphs, in a form", posted(("query", BOTH), *DEFAULTS), True),
    Case("query_dataset_default_graphs, one of them", get(BOTH, (DEFAULT, ONE)), False),
    Case("query_dataset_named_graphs_get", get(f"ASK {{ {EACH} }}", *NAMES), True),
    Case("query_dataset_named_graphs_post", direct(f"ASK {{ {EACH} }}", *NAMES), True),
    Case("query_dataset_named_graphs, in a form", posted(("query", f"ASK {{ {EACH} }}"), *NAMES), True),
    Case("query_dataset_named_graphs, one of them", get(f"ASK {{ {EACH} }}", (NAMED, ONE)), False),
    Case("query_dataset_full", direct(FULL, (DEFAULT, THREE), *NAMES), True),
    Case("query_dataset_full, via GET", get(FULL, (DEFAULT, THREE), *NAMES), True),
    Case("query_dataset_full, in a form", posted(("query", FULL), (DEFAULT, THREE), *NAMES), True),
    Case("query_dataset_full, without the default graph", direct(FULL, *NAMES), False),
    Case("query_multiple_dataset", direct(f"ASK FROM <{THREE}> {{ {EACH} }}", *NAMES), True),
    Case(
        "query_multiple_dataset, whose own graph is overridden",
        direct(f"ASK FROM <{THREE}> {{ <{THREE}> a ?type }}", (DEFAULT, ONE)),
        False,
    ),
    Case("query_content_type_select", direct("SELECT (1 AS ?value) {}", (DEFAULT, ABSENT)), "rows"),
    Case("query_content_type_ask", direct(EMPTY, (DEFAULT, ABSENT)), "boolean"),
    Case("query_content_type_describe", direct(f"DESCRIBE <{ONE}>", (DEFAULT, ABSENT)), "graph"),
    Case("query_content_type_construct", direct(MADE, (DEFAULT, ABSENT)), "graph"),
    Case("bad_query_method", Sent("PUT", [("query", EMPTY)]), "refused"),
    Case("bad_multiple_queries", get(EMPTY, ("query", "SELECT * {}")), "refused"),
    Case("bad_query_wrong_media_type", direct(EMPTY, media="text/plain"), "refused"),
    Case("bad_query_missing_form_type", Sent("POST", [], None, form(("query", EMPTY))), "refused"),
    Case("bad_query_missing_direct_type", Sent("POST", [], None, EMPTY.encode()), "refused"),
    Case("bad_query_non_utf8", Sent("POST", [], QUERY + WIDE, EMPTY.encode("utf-16")), "refused"),
    Case("bad_query_non_utf8, unsaid", Sent("POST", [], QUERY, EMPTY.encode("utf-16")), "refused"),
    Case("bad_query_syntax", get("ASK {"), "refused"),
    Case("update_post_form", posted(("update", CLEAR)), "refused"),
    Case("update_post_direct", direct(CLEAR, media=UPDATE), "refused"),
    Case("update_base_uri", direct("INSERT DATA { <a> <b> <c> }", media=UPDATE), "refused"),
    Case("update_dataset", direct(CLEAR, ("using-graph-uri", ONE), media=UPDATE), "refused"),
    Case("bad_update_get", Sent("GET", [("update", CLEAR)]), "refused"),
    Case("bad_multiple_updates", posted(("update", CLEAR), ("update", CLEAR)), "refused"),
    Case("bad_update_wrong_media_type", direct(CLEAR, media="text/plain"), "refused"),
    Case("bad_update_missing_form_type", Sent("POST", [], None, form(("update", CLEAR))), "refused"),
    Case("bad_update_non_utf8", Sent("POST", [], UPDATE + WIDE, CLEAR.encode("utf-16")), "refused"),
    Case("bad_update_syntax", posted(("update", BROKEN)), "refused"),
    Case("bad_update_dataset_conflict", posted(("update", CLEAR), ("using-named-graph-uri", ONE)), "refused"),
]  # fmt: skip
MEDIA = {
    "rows": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "graph": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[httpx.Client]:
    """A server of three graphs, each of which says of itself that it is a document."""
    target: Path = tmp_path_factory.mktemp("suite") / "graph"
    lines = [f"<{iri}> a <http://xmlns.com/foaf/0.1/Document> <{iri}> .\n" for iri in (ONE, TWO, THREE)]
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    with folder.writing(target) as draft:
        with open_cache(draft.snapshot.facts, writing=True):
            pass
        count = load(draft.snapshot.store, [[line.replace(" a ", f" {a} ") for line in lines]])
        draft.publish(folder.Manifest("0", BASE, "0" * 64, 3, count), {})
    with serve(target, Settings(pages=1, questions=1, queries=1, exports=1)) as client:
        yield client


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_suite(three: httpx.Client, case: Case, path: str) -> None:
    answer = case.sent.to(three, path=path)
    if case.expected == "refused":
        assert 400 <= answer.status_code < 500
        return
    assert answer.status_code == 200, answer.text
    media = answer.headers["content-type"].partition(";")[0]
    if isinstance(case.expected, bool):
        assert media in MEDIA["boolean"]
        assert answer.json()["boolean"] is case.expected
    else:
        assert media in MEDIA[case.expected]


def test_relative_iris_are_those_of_the_graph(three: httpx.Client) -> None:
    answer = direct(MADE).to(three, Accept="application/n-triples")
    [triple] = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
    assert triple.subject == ox.NamedNode(f"{BASE}s")


def test_no_update_changed_anything(three: httpx.Client) -> None:
    for case in CASES:
        if "update" in case.name:
            case.sent.to(three)
    assert direct(BOTH).to(three).json()["boolean"] is True
