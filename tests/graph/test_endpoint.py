from __future__ import annotations

import gc
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store

from minsheng.api import open_graph
from minsheng.errors import GraphError
from minsheng.graph import endpoint as module
from minsheng.graph import validate
from minsheng.graph.endpoint import Endpoint
from minsheng.graph.quads import QuadWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minsheng.identity import Identity
    from minsheng.records import DocumentFacts


@pytest.fixture
def store(
    document: Callable[..., DocumentFacts], identities: Callable[[DocumentFacts], list[Identity]]
) -> Store:
    store, writer = Store(), QuadWriter()
    for name in ("a.txt", "b.txt", "c.txt"):
        facts = document(name)
        store.load("".join(writer.document(facts, identities(facts))), RdfFormat.N_QUADS)
    store.load("".join(writer.shared()), RdfFormat.N_QUADS)
    return store


def answer(store: Store, sparql: str, cut: int) -> bytes:
    """What a server says, which cuts its rows at some number without a word."""
    found = store.query(sparql, use_default_graph_as_union=True)
    if isinstance(found, (QuerySolutions, QueryBoolean)):
        data = found.serialize(format=QueryResultsFormat.JSON)
    else:
        data = found.serialize(format=RdfFormat.N_TRIPLES)
    assert data is not None
    if isinstance(found, QuerySolutions):
        import json

        results = json.loads(data)
        del results["results"]["bindings"][cut:]
        data = json.dumps(results).encode()
    return data


@contextmanager
def serving(reply: Callable[[str], tuple[int, bytes]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            code, data = reply(parse_qs(body)["query"][0])
            self.send_response(code)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: a test is quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()


def test_questions_are_answered_over_http(store: Store) -> None:
    with serving(lambda sparql: (200, answer(store, sparql, 10**6))) as url:
        endpoint = Endpoint(url)
        (row, *_) = endpoint.select("SELECT DISTINCT ?name ?none { ?s a ms:School ; rdfs:label ?name }")
        assert [(name, str(term)) for name, term in row.items()] == [("name", '"青河小学"@zh-hans')]
        assert endpoint.ask("ASK { ?s a ms:School }")
        assert not endpoint.ask("ASK { ?s a ms:Event }")
        assert len(endpoint.construct("CONSTRUCT { ?s a ms:School } WHERE { ?s a ms:School }")) == 1


@pytest.mark.parametrize("page", [3, 50, 5000])
def test_a_graph_is_copied_whole(store: Store, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    monkeypatch.setattr(module, "PAGE", page)
    with serving(lambda sparql: (200, answer(store, sparql, 2 * page))) as url:
        graph = open_graph(url)
    assert sorted(map(str, graph.quads())) == sorted(map(str, store))
    assert [document.name for document in graph.documents()] == ["a.txt", "b.txt", "c.txt"]
    assert validate(graph) == []
    folder = graph.path
    assert folder.is_dir()
    del graph
    gc.collect()
    assert not folder.exists()


def test_rows_kept_back_are_noticed(store: Store) -> None:
    with serving(lambda sparql: (200, answer(store, sparql, 20))) as url, pytest.raises(GraphError) as raised:
        open_graph(url)
    assert raised.value.key == "endpoint-cut"


def test_an_endpoint_of_something_else_is_told() -> None:
    with (
        serving(lambda sparql: (200, answer(Store(), sparql, 9))) as url,
        pytest.raises(GraphError) as raised,
    ):
        open_graph(url)
    assert raised.value.key == "endpoint-empty"


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (500, b"no"),
        (200, b"<html>"),
        (200, b""),
        (200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "val'),
        (200, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "odd", "value": "x"}}]}}'),
    ],
)
def test_what_is_no_answer_is_told(code: int, data: bytes) -> None:
    with serving(lambda _: (code, data)) as url, pytest.raises(GraphError) as raised:
        Endpoint(url).select("SELECT ?s { ?s ?p ?o }")
    assert raised.value.key == "endpoint-failed"


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with pytest.raises(GraphError) as raised:
        Endpoint("http://127.0.0.1:9/query").ask("ASK {}")
    assert raised.value.key == "endpoint-failed"
