"""The sample texts as a graph, and a server on it: real processes, and HTTP over a real port."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from minsheng.graph import build
from minsheng.serve.app import create_app
from minsheng.serve.running import configured, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from minsheng.serve.settings import Settings

    Serve = Callable[..., AbstractContextManager[httpx.Client]]

SEEDS = Path(__file__).parents[2] / "seeds" / "documents"
#: Seconds to wait for a server to start or an answer to come: a bound on a hang, not a measurement.
PATIENCE = 60


@contextmanager
def serving(graph: Path, settings: Settings | None = None) -> Iterator[httpx.Client]:
    """A client of a server that runs as long as the block does."""
    with listening("127.0.0.1", 0) as sock:
        server = configured(create_app(graph, settings))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[sock])))
        thread.start()
        try:
            url = f"http://127.0.0.1:{sock.getsockname()[1]}"
            with httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
                for _ in range(PATIENCE * 20):
                    if server.started or not thread.is_alive():
                        break
                    thread.join(0.05)
                yield client
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Call with a graph folder and settings: a client of a server of its own."""
    return serving


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "graph"
    build([SEEDS], path)
    return path


@pytest.fixture(scope="session")
def client(graph: Path) -> Iterator[httpx.Client]:
    """A client of the server that most tests share."""
    with serving(graph) as made:
        yield made
