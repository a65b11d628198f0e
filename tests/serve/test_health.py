"""What `/health` tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def test_a_graph_too_large_for_memory_is_read_from_disk(graph: Path, serve: Serve) -> None:
    with serve(graph, Settings(in_memory=1)) as client:
        assert client.get("/health").json()["triples"] == len(open_graph(graph)) > 1000
