"""What `/health` tells."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from minsheng.graph import folder, open_graph
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve

#: Seconds to wait for what must come: a bound on a hang, not a measurement.
PATIENCE = 60


def test_health_tells_what_is_served(client: httpx.Client, graph: Path) -> None:
    manifest = folder.current(graph).manifest()
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["digest"] == manifest.digest
    assert told["triples"] == len(open_graph(graph)) == manifest.triples


def prepared(client: httpx.Client) -> None:
    """Waits until all is prepared."""
    for _ in range(PATIENCE * 20):
        if client.get("/health").json()["prepared"]:
            return
        time.sleep(0.05)
    pytest.fail("it was never prepared")


def test_a_large_graph_is_answered_from_before_all_is_prepared(graph: Path, serve: Serve) -> None:
    with serve(graph, Settings(in_memory=1, watch=2, pages=1, questions=1, queries=1, exports=1)) as client:
        assert client.get("/health").json()["prepared"] is False
        for address in ("/", "/search?q=dadukou", "/dataset", "/reconcile"):
            response = client.get(address)
            assert (response.status_code, response.json()["error"]) == (503, "server-preparing")
            assert int(response.headers["retry-after"]) > 0
        schools = "SELECT ?school { ?school a ms:School } ORDER BY ?school"
        found = client.get("/sparql", params={"query": schools}).json()["results"]["bindings"]
        path = found[0]["school"]["value"].partition("/minsheng")[2]
        early = client.get(path)
        assert early.status_code == 200
        assert client.get("/queries/groups.json").json()["results"]["bindings"]
        prepared(client)
        assert client.get(path).content == early.content
        for address in ("/", "/search?q=dadukou", "/dataset", "/reconcile"):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("settings", [Settings(in_memory=1), Settings(copied=1)])
def test_a_graph_too_large_for_memory_is_read_from_disk(
    graph: Path, serve: Serve, settings: Settings
) -> None:
    with serve(graph, settings) as client:
        assert client.get("/health").json()["status"] == "ok"
        prepared(client)
        counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
        assert int(counted["results"]["bindings"][0]["n"]["value"]) == len(open_graph(graph)) > 1000
        assert len(client.get("/export/nquads").content.splitlines()) > 1000
        assert client.get("/queries/groups.json").json()["results"]["bindings"]
        assert "大渡口" in client.get("/search?q=dadukou").text
