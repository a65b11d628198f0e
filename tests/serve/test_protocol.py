"""The SPARQL 1.1 Protocol, case by case, after the specification: what is sent, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import pytest

from minsheng.errors import UsageError
from minsheng.graph import open_graph
from minsheng.serve.protocol import pairs

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ASK = "ASK { ?s ?p ?o }"
CLEAR = "CLEAR ALL"
DEFAULT = "default-graph-uri"


class Sent(NamedTuple):
    """A request."""

    method: str
    #: parameters of the address
    query: list[tuple[str, str]]
    media: str | None = None
    body: bytes = b""

    def to(self, client: httpx.Client, path: str = "/sparql", **headers: str) -> httpx.Response:
        if self.media is not None:
            headers["Content-Type"] = self.media
        address = f"{path}?" + urlencode(self.query)
        return client.request(self.method, address, content=self.body or None, headers=headers)


def form(*parameters: tuple[str, str]) -> bytes:
    return urlencode(parameters).encode()


CASES: list[tuple[str, Sent, int]] = [
    ("query via GET", Sent("GET", [("query", ASK)]), 200),
    ("query via HEAD", Sent("HEAD", [("query", ASK)]), 200),
    ("query via form", Sent("POST", [], FORM, form(("query", ASK))), 200),
    ("query via form, with a charset", Sent("POST", [], f"{FORM}; charset=UTF-8", form(("query", ASK))), 200),
    ("query directly", Sent("POST", [], QUERY, ASK.encode()), 200),
    ("query directly, in capitals", Sent("POST", [], QUERY.upper(), ASK.encode()), 200),
    ("query directly, with other parameters", Sent("POST", [("x", "y")], QUERY, ASK.encode()), 200),
    ("query in Chinese", Sent("POST", [], QUERY, 'ASK { ?s ?p "青河小学" }'.encode()), 200),
    ("query after a mark of byte order", Sent("POST", [], QUERY, b"\xef\xbb\xbf" + ASK.encode()), 400),
    ("no query via GET describes the service", Sent("GET", []), 200),
    ("no query via form", Sent("POST", [], FORM, form(("x", "y"))), 400),
    ("no query at all", Sent("POST", [], QUERY), 400),
    ("no media type", Sent("POST", [], None, ASK.encode()), 415),
    ("a wrong media type", Sent("POST", [], "text/plain", ASK.encode()), 415),
    ("a form of another kind", Sent("POST", [], "multipart/form-data; boundary=a", b"--a--"), 415),
    ("two queries via GET", Sent("GET", [("query", ASK), ("query", ASK)]), 400),
    ("two queries via form", Sent("POST", [], FORM, form(("query", ASK), ("query", ASK))), 400),
    ("a query in the address and one in the body", Sent("POST", [("query", ASK)], QUERY, ASK.encode()), 400),
    ("a query in another encoding", Sent("POST", [], f"{QUERY}; charset=UTF-16", ASK.encode("utf-16")), 400),
    ("a query that is not UTF-8", Sent("POST", [], QUERY, b'ASK { ?s ?p "\xff" }'), 400),
    ("a form that is not UTF-8", Sent("POST", [], FORM, b"query=ASK+%7B%7D%FF"), 400),
    ("a query that is not SPARQL", Sent("GET", [("query", "ASK { ?s ?p")]), 400),
    ("an empty query", Sent("GET", [("query", "")]), 400),
    ("PUT", Sent("PUT", [("query", ASK)]), 405),
    ("DELETE", Sent("DELETE", [("query", ASK)]), 405),
    ("PATCH", Sent("PATCH", [], QUERY, ASK.encode()), 405),
    ("update via form", Sent("POST", [], FORM, form(("update", CLEAR))), 403),
    ("update directly", Sent("POST", [], UPDATE, CLEAR.encode()), 403),
    ("update via GET", Sent("GET", [("update", CLEAR)]), 403),
    ("update as a query", Sent("GET", [("query", CLEAR)]), 403),
    ("update as a direct query", Sent("POST", [], QUERY, b"INSERT DATA { <a:a> <a:b> <a:c> }"), 403),
    ("query and update at once", Sent("POST", [], FORM, form(("query", ASK), ("update", CLEAR))), 403),
    ("a default graph elsewhere", Sent("GET", [("query", ASK), (DEFAULT, "http://e/no")]), 200),
    ("a named graph elsewhere", Sent("GET", [("query", ASK), ("named-graph-uri", "http://e/no")]), 200),
    ("FROM elsewhere, which the protocol overrides",
     Sent("GET", [("query", "ASK FROM <http://e/no> {}"), (DEFAULT, "http://e/other")]), 400),
    ("a graph that is no address", Sent("GET", [("query", ASK), (DEFAULT, "no address")]), 400),
    ("a relative graph", Sent("GET", [("query", ASK), ("named-graph-uri", "a/b")]), 400),
    ("an empty graph, as forms send it", Sent("GET", [("query", ASK), (DEFAULT, "")]), 200),
    ("FROM elsewhere", Sent("GET", [("query", "ASK FROM <http://e/no> {}")]), 400),
    ("SERVICE", Sent("GET", [("query", "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")]), 400),
    ("LOAD", Sent("POST", [], UPDATE, b"LOAD <http://127.0.0.1:1/>"), 403),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_requests_and_their_status(client: httpx.Client, sent: Sent, status: int) -> None:
    response = sent.to(client)
    assert response.status_code == status
    if status >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        told = response.json()
        assert told["status"] == status
        assert told["cause"]["zh"]
        assert told["cure"]["en"]
    if status == 405:
        assert {"GET", "POST"} <= set(response.headers["allow"].split(", "))


SELECT, CONSTRUCT = "SELECT * { ?s ?p ?o } LIMIT 1", "CONSTRUCT WHERE { ?s a ms:School }"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, XML, XML),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, f"{JSON};q=0.3, {XML};q=0.7, text/turtle", XML),
        (SELECT, "text/html", "text/html; charset=utf-8"),
        (SELECT, "text/turtle", None),
        (SELECT, f"{JSON};q=0", None),
        (ASK, "*/*", JSON),
        (ASK, XML, XML),
        (ASK, "text/csv", None),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/rdf+xml;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        (CONSTRUCT, JSON, None),
        ("DESCRIBE ?s WHERE { ?s a ms:School }", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_accept_chooses_the_form(client: httpx.Client, query: str, accept: str, media: str | None) -> None:
    for sent in (Sent("GET", [("query", query)]), Sent("POST", [], FORM, form(("query", query)))):
        response = sent.to(client, Accept=accept)
        assert response.status_code == (406 if media is None else 200)
        if media is not None:
            assert response.headers["content-type"] == media


@pytest.fixture(scope="module")
def documents(graph: Path) -> list[str]:
    return [document.iri for document in open_graph(graph).documents()]


#: A triple that two documents state is one.
COUNT = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def number(client: httpx.Client, query: str, **graphs: list[str]) -> int:
    """The one number that a query gives, by all three ways of asking."""
    parameters = [(f"{kind}-graph-uri", iri) for kind, iris in graphs.items() for iri in iris]
    answers = [
        sent.to(client)
        for sent in (
            Sent("GET", [("query", query), *parameters]),
            Sent("POST", [], FORM, form(("query", query), *parameters)),
            Sent("POST", parameters, QUERY, query.encode()),
        )
    ]
    found = {int(answer.json()["results"]["bindings"][0]["n"]["value"]) for answer in answers}
    assert len(found) == 1
    return found.pop()


def size(graph: Path, *documents: str) -> int:
    opened = open_graph(graph)
    return len({quad.triple for document in documents for quad in opened.quads(document)})


def test_the_dataset_of_the_protocol(client: httpx.Client, graph: Path, documents: list[str]) -> None:
    one, two, three = documents[:3]
    assert number(client, COUNT) == size(graph, *map(str, all_graphs(graph)))
    assert number(client, COUNT, default=[one]) == size(graph, one)
    assert number(client, COUNT, default=[one, two]) == size(graph, one, two)
    assert number(client, NAMED, named=[one, two]) == 2
    assert number(client, COUNT, named=[one, two]) == 0
    assert number(client, NAMED, default=[one]) == 0
    assert number(client, COUNT, default=[three], named=[one]) == size(graph, three)
    assert number(client, NAMED, default=[three], named=[one]) == 1


@pytest.mark.parametrize("iri", ["http://127.0.0.1:1/graph", "file:///etc/passwd", "urn:nothing"])
def test_a_graph_that_is_not_there_is_empty_and_not_fetched(
    client: httpx.Client, graph: Path, documents: list[str], iri: str
) -> None:
    one = documents[0]
    assert number(client, COUNT, default=[iri]) == number(client, NAMED, named=[iri]) == 0
    assert number(client, COUNT, default=[iri, one]) == size(graph, one)
    assert number(client, NAMED, named=[iri, one]) == 1


def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(
    client: httpx.Client, graph: Path, documents: list[str]
) -> None:
    one, two = documents[:2]
    query = COUNT.replace("{", f"FROM <{one}> {{", 1)
    assert number(client, query) == size(graph, one)
    assert number(client, query, default=[two]) == size(graph, two)


def all_graphs(graph: Path) -> list[str]:
    return [name.value for name in open_graph(graph).store.named_graphs()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("query=ASK+%7B%7D", [("query", "ASK {}")]),
        ("a=1&a=2&b", [("a", "1"), ("a", "2"), ("b", "")]),
        ("a=%E9%9D%92%E6%B2%B3", [("a", "青河")]),
        ("a=b%26c%3Dd", [("a", "b&c=d")]),
    ],
)
def test_parameters(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(("text", "key"), [("a=%FF", "encoding"), ("&".join("a" * 1001), "parameters-many")])
def test_what_are_no_parameters(text: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        pairs(text)
    assert caught.value.key == key


def test_other_sites_may_read_without_credentials(client: httpx.Client) -> None:
    headers: dict[str, Any] = {"Origin": "https://example.org"}
    asked = client.get("/sparql", params={"query": ASK}, headers=headers)
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in asked.headers
    before = client.options(
        "/sparql",
        headers={
            **headers,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "Content-Type",
        },
    )
    assert before.status_code == 200
    assert "POST" in before.headers["access-control-allow-methods"]
