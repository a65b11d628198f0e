"""The application: routes, and what surrounds them all."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from minsheng.serve.failures import HANDLERS
from minsheng.serve.routes import routes
from minsheng.serve.server import Server
from minsheng.serve.settings import Settings
from minsheng.serve.surroundings import Headers, Pinned
from minsheng.serve.warming import warm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

#: What a page of another site may read of an answer.
_EXPOSED = ("ETag", "Last-Modified", "Link", "Retry-After", "X-SPARQL-MaxRows", "X-Truncated")


def create_app(graph: str | Path, settings: Settings | None = None) -> Starlette:
    """An application that serves a graph folder; the snapshot is loaded when it starts.

    Raises:
        GraphError: on start: there is no graph, or it is damaged.

    Example:
        >>> app = create_app("graph")  # doctest: +SKIP
    """
    return application(Server(graph, settings or Settings()))


def application(server: Server) -> Starlette:
    """The application of a server, which opens with it and closes with it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with server:
            yield

    app = Starlette(
        routes=routes(),
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        middleware=[
            Middleware(Headers),
            # No credentials: whoever asks gets what everybody gets.
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"],
                allow_headers=["*"], expose_headers=_EXPOSED,
            ),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
            Middleware(Pinned, server=server),
        ],
    )  # fmt: skip
    app.state.server = server
    server.warm = warm
    return app
