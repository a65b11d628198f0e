"""Results in every form, what is said of them, and the description of the service."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minsheng.graph import open_graph
from minsheng.graph.copying import copy
from minsheng.graph.endpoint import Endpoint
from minsheng.queries import run
from minsheng.serve.settings import Settings
from minsheng.vocabulary import RDF, SD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve

SCHOOLS = "SELECT ?s ?label { ?s a ms:School ; rdfs:label ?label } ORDER BY ?s ?label"
TRIPLES = "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a ms:School ; rdfs:label ?label }"
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def short(graph: Path, serve: Serve) -> Iterator[httpx.Client]:
    """A server that gives three rows at most."""
    with serve(graph, Settings(rows=3, pages=1, questions=1, queries=1, exports=1)) as client:
        yield client


def asked(client: httpx.Client, query: str, form: str) -> httpx.Response:
    response = client.get("/sparql", params={"query": query, "format": form})
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("form", RESULTS)
def test_rows_come_as_the_library_gives_them(client: httpx.Client, graph: Path, form: str) -> None:
    expected = run(open_graph(graph).store, SCHOOLS).rows
    found = ox.parse_query_results(asked(client, SCHOOLS, form).content, format=RESULTS[form])
    assert isinstance(found, ox.QuerySolutions)
    assert tuple(tuple(row) for row in found) == expected


def test_rows_for_spreadsheets(client: httpx.Client, graph: Path) -> None:
    expected = [[term.value for term in row if term] for row in run(open_graph(graph).store, SCHOOLS).rows]  # type: ignore[union-attr]
    rows = list(csv.reader(io.StringIO(asked(client, SCHOOLS, "csv").text)))
    assert rows == [["s", "label"], *expected]


@pytest.mark.parametrize("form", GRAPHS)
def test_triples_come_as_the_library_gives_them(client: httpx.Client, graph: Path, form: str) -> None:
    expected = {tuple(row) for row in run(open_graph(graph).store, TRIPLES).rows}
    found = ox.parse(asked(client, TRIPLES, form).content, format=GRAPHS[form])
    assert {(quad.subject, quad.predicate, quad.object) for quad in found} == expected


def test_our_own_client_understands_it(client: httpx.Client, graph: Path, tmp_path: Path) -> None:
    """A graph copied from the endpoint is the graph that is served."""
    copy(Endpoint(f"{client.base_url}/sparql"), tmp_path / "graph")
    copied = {str(quad) for quad in open_graph(tmp_path / "graph").quads()}
    assert copied == {str(quad) for quad in open_graph(graph).quads()}


@pytest.mark.parametrize("form", [*RESULTS, "csv", "html"])
def test_rows_that_were_cut_say_so(client: httpx.Client, short: httpx.Client, form: str) -> None:
    whole, cut = asked(client, SCHOOLS, form), asked(short, SCHOOLS, form)
    assert "x-truncated" not in whole.headers
    assert (cut.headers["x-truncated"], cut.headers["x-sparql-maxrows"]) == ("true", "3")
    if form == "json":
        assert cut.json()["truncated"] is True
        assert len(cut.json()["results"]["bindings"]) == 3
        assert "truncated" not in whole.json()
    else:
        word = "后面还有" if form == "html" else "truncated"
        assert word in cut.text
        assert word not in whole.text
    if form in ("csv", "tsv"):
        assert cut.text.splitlines()[-1].startswith("# truncated")
        assert len(cut.text.splitlines()) == 5
    if form in ("json", "xml"):
        found = ox.parse_query_results(cut.content, format=RESULTS[form])
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) == 3


@pytest.mark.parametrize("form", GRAPHS)
def test_triples_that_were_cut_say_so(short: httpx.Client, form: str) -> None:
    cut = asked(short, TRIPLES, form)
    assert cut.headers["x-truncated"] == "true"
    assert len(list(ox.parse(cut.content, format=GRAPHS[form]))) == 3
    assert ("truncated" in cut.text) == (form != "jsonld")


def test_as_many_rows_as_the_limit_are_not_cut(short: httpx.Client) -> None:
    response = asked(short, "SELECT ?x { VALUES ?x { 1 2 3 } }", "json")
    assert "x-truncated" not in response.headers
    assert "truncated" not in response.json()


def test_a_form_that_is_not_on_offer(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": SCHOOLS, "format": "turtle"})
    assert response.status_code == 406
    assert "csv" in response.json()["cure"]["en"]


@pytest.mark.parametrize("form", GRAPHS)
def test_without_a_query_the_service_is_described(client: httpx.Client, form: str) -> None:
    response = client.get("/sparql", headers={"Accept": GRAPHS[form].media_type})
    store = ox.Store()
    store.load(response.content, format=GRAPHS[form], base_iri="http://e/")
    service = ox.NamedNode(f"{client.base_url}/sparql")
    assert ox.Quad(service, ox.NamedNode(RDF.type), ox.NamedNode(SD.Service)) in store
    assert ox.Quad(service, ox.NamedNode(SD.endpoint), service) in store
    assert ox.Quad(service, ox.NamedNode(SD.supportedLanguage), ox.NamedNode(SD.SPARQL11Query)) in store


def test_the_description_is_the_same_each_time(client: httpx.Client) -> None:
    assert len({client.get("/sparql").content for _ in range(5)}) == 1


def test_a_browser_gets_a_page_to_write_queries_on(client: httpx.Client) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert '<textarea id="query" name="query"' in page.text


def test_the_examples_run(client: httpx.Client) -> None:
    from minsheng.serve.editor import examples

    assert len(examples()) >= 3
    for example in examples():
        response = client.get("/sparql", params={"query": example.query})
        assert response.status_code == 200
        assert len(response.content) > 300, example.query


def test_a_result_on_a_page_leads_to_its_entities(client: httpx.Client) -> None:
    page = asked(client, SCHOOLS, "html").text
    assert '<a href="/id/School/' in page
    assert "SELECT ?s ?label" in page


@pytest.mark.parametrize(
    ("query", "status"), [("SELECT * { <b>", 400), ("CLEAR ALL", 403), ("ASK { SERVICE <a:> {} }", 400)]
)
def test_a_page_shows_what_was_wrong_beside_the_query(client: httpx.Client, query: str, status: int) -> None:
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == status
    assert 'class="failure"' in page.text
    assert escape(query) in page.text
    assert client.get("/sparql", params={"query": query, "format": "json"}).json()["status"] == status


def test_what_a_query_says_is_text_on_the_page(client: httpx.Client) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) ("javascript:alert(1)" AS ?y) {}'
    page = asked(client, query, "html").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_client_may_keep_what_is_still_good(client: httpx.Client) -> None:
    for address in ("/sparql", "/sparql?query=ASK+%7B%7D"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert not again.content
        assert first.headers["last-modified"].endswith("GMT")
        assert "Accept" in first.headers["vary"]
        other = client.get(address, headers={"If-None-Match": first.headers["etag"], "Accept": "text/html"})
        assert other.status_code == 200


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("If-None-Match", "*", 304),
        ("If-None-Match", '"a", "b"', 200),
        ("If-None-Match", "", 200),
        ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", 304),
        ("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT", 200),
        ("If-Modified-Since", "yesterday", 200),
        ("If-Modified-Since", "Fri, 99 Jan 99999 00:00:00 GMT", 200),
    ],
)
def test_conditions(client: httpx.Client, header: str, value: str, status: int) -> None:
    assert client.get("/sparql", headers={header: value}).status_code == status
    assert client.post("/sparql", data={"query": "ASK {}"}, headers={header: value}).status_code == 200


def test_the_date_of_an_answer_is_a_condition(client: httpx.Client) -> None:
    date = client.get("/queries/groups.json").headers["last-modified"]
    assert client.get("/queries/groups.json", headers={"If-Modified-Since": date}).status_code == 304


def test_long_answers_are_compressed(client: httpx.Client) -> None:
    plain = client.get("/sparql", params={"query": SCHOOLS}, headers={"Accept-Encoding": "identity"})
    packed = client.get("/sparql", params={"query": SCHOOLS}, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert packed.json() == plain.json()


def test_a_long_result_comes_whole(client: httpx.Client, graph: Path) -> None:
    """Longer than what is held in memory on its way."""
    query = "SELECT ?s ?p ?o ?t { ?s ?p ?o . ?t a ms:School } LIMIT 9000"
    response = asked(client, query, "json")
    assert int(response.headers.get("content-length", 0)) > 2**20 or "content-encoding" in response.headers
    assert len(response.json()["results"]["bindings"]) == 9000


def test_two_servers_give_the_same_bytes(client: httpx.Client, graph: Path, serve: Serve) -> None:
    with serve(graph, Settings(pages=1, questions=1, queries=1, exports=1)) as other:
        for form in ("json", "csv", "html"):
            assert asked(client, SCHOOLS, form).content == asked(other, SCHOOLS, form).content


TERMS = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20),
    st.integers(min_value=-(10**15), max_value=10**15),
    st.booleans(),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TERMS, max_size=5))
def test_values_come_back_as_they_were_sent(client: httpx.Client, values: list[object]) -> None:
    written = " ".join(json.dumps(value, ensure_ascii=False) for value in values)
    response = client.post("/sparql", data={"query": f"SELECT ?x {{ VALUES ?x {{ {written} }} }}"})
    found = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["x"].value for row in found] == [
        value if isinstance(value, str) else json.dumps(value) for value in values
    ]
