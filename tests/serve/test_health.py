"""What `/health` tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minsheng.graph import folder, open_graph
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from tests.serve.conftest import Serve


def test_health_tells_what_is_served(client: httpx.Client, graph: Path) -> None:
    manifest = folder.current(graph).manifest()
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["digest"] == manifest.digest
    assert told["triples"] == len(open_graph(graph)) == manifest.triples


@pytest.mark.parametrize("settings", [Settings(in_memory=1), Settings(copied=1)])
def test_a_graph_too_large_for_memory_is_read_from_disk(
    graph: Path, serve: Serve, settings: Settings
) -> None:
    with serve(graph, settings) as client:
        assert client.get("/health").json()["status"] == "ok"
        counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
        assert int(counted["results"]["bindings"][0]["n"]["value"]) == len(open_graph(graph)) > 1000
        assert len(client.get("/export/nquads").content.splitlines()) > 1000
        assert client.get("/queries/groups.json").json()["results"]["bindings"]
        assert "大渡口" in client.get("/search?q=dadukou").text
