"""Real servers that hold the demonstration graph, started once; and one that misbehaves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, build_opener

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from tests.stores.misbehaving import Misbehaving, misbehaving

from benchmarks import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.servers import Running

DEMO = Path(__file__).parents[1] / "queries" / "data" / "demo.trig"
KINDS = ("oxigraph", "virtuoso")


def load(server: Running, store: Store) -> None:
    """Puts each named graph into a server, by means that are not this project's."""
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, server.graph_store, "dba", "dba")
    opener = build_opener(HTTPDigestAuthHandler(passwords))
    for graph in store.named_graphs():
        assert isinstance(graph, NamedNode)
        data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
        url = f"{server.graph_store}?graph={quote(graph.value, safe='')}"
        headers = {"Content-Type": "application/n-triples"}
        with opener.open(Request(url, data, headers, method="PUT"), timeout=60):
            pass


def require(kind: str) -> None:
    """Skips where a server is not installed, but not in CI."""
    there = servers.virtuoso_binary() if kind == "virtuoso" else servers.oxigraph_binary()
    if not there:
        if os.environ.get("CI"):
            pytest.fail(f"CI must have {kind}")
        pytest.skip(f"no {kind} on this machine: apt install virtuoso-opensource-7, pip install oxigraph")


@pytest.fixture(scope="session")
def demo() -> Store:
    store = Store()
    store.load(path=str(DEMO), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def oxigraph(demo: Store) -> Iterator[Running]:
    require("oxigraph")
    with servers.oxigraph() as running:
        load(running, demo)
        yield running


@pytest.fixture(scope="session")
def virtuoso(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    require("virtuoso")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        load(running, demo)
        yield running


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest) -> Running:
    running: Running = request.getfixturevalue(request.param)
    return running


@pytest.fixture
def odd() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server
