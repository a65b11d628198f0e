"""A server on a port, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from minsheng.errors import GraphError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import uvicorn
    from starlette.applications import Starlette

    from minsheng.serve.server import Server
    from minsheng.serve.settings import Settings

#: Seconds that requests may go on when the server is told to stop.
_GOODBYE: Final = 10
#: Seconds that an idle connection is kept.
_IDLE: Final = 20
#: Connections at once; more get 503, so that descriptors never run out.
_CONNECTIONS: Final = 1000


def run(
    graph: str | Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serves a graph folder until SIGINT or SIGTERM.

    Args:
        graph: the folder.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        settings: the limits.
        ready: is called with the URL when requests are answered.

    Raises:
        GraphError: there is no graph, it is damaged, or the port is taken.
        UsageError: `server-platform`.
    """
    if sys.platform == "win32":
        raise UsageError("server-platform")
    from minsheng.serve.server import Server
    from minsheng.serve.settings import Settings

    _allow_connections()
    with listening(host, port) as sock:
        server = Server(graph, settings or Settings())
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{sock.getsockname()[1]}/"
        asked = asyncio.run(_serve(server, sock, lambda: ready(url) if ready else None))
    if asked == signal.SIGINT:
        raise KeyboardInterrupt


def _allow_connections() -> None:
    """Raises the limit of open files, as far as the system lets us, to what the connections need."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS if hard == resource.RLIM_INFINITY else min(2 * _CONNECTIONS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


async def _serve(server: Server, sock: socket.socket, ready: Callable[[], None]) -> int:
    """Serves until a signal comes; gives its number."""
    from minsheng.serve.app import application

    site = configured(application(server))
    # Ours, since its own would end the process by the same signal, before anything is put away.
    site.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
    asked: list[int] = []
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def stop(number: int) -> None:
        asked.append(number)
        if site.started:
            site.handle_exit(number, None)
        else:  # a large graph is still being loaded
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    try:
        async with server:
            sock.listen()
            ready()
            await site.serve(sockets=[sock])
    except asyncio.CancelledError:
        if not asked:
            raise
    return asked[0] if asked else 0


def configured(app: Starlette) -> uvicorn.Server:
    """The HTTP server of an application, with limits on connections."""
    import uvicorn

    from minsheng.serve.guarded import Guarded

    config = uvicorn.Config(
        app, http=Guarded, log_config=None, access_log=False, server_header=False, ws="none",
        limit_concurrency=_CONNECTIONS, timeout_keep_alive=_IDLE, timeout_graceful_shutdown=_GOODBYE,
    )  # fmt: skip
    # What it says of broken requests and connections is for its own developers.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    return uvicorn.Server(config)


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to an address, not yet open for connections.

    Raises:
        GraphError: `server-port`.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise GraphError("server-port", host=host, port=port, reason=reason) from error
    return sock
