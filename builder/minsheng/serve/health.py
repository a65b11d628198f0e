"""`/health`: whether the server answers, and from what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from minsheng.serve.asking import generation, read

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.serve.loaded import Loaded


def count(loaded: Loaded) -> int:
    """Number of quads, asked of a worker: it answers, or the server is not healthy."""
    return len(loaded.store)


async def health(request: Request) -> Response:
    """The state of the server."""
    current = generation(request)
    quads = await read(request, count)
    about = {
        "status": "ok",
        "snapshot": current.snapshot.path.name,
        "digest": current.manifest.digest,
        "documents": current.manifest.documents,
        "triples": quads,
    }
    return JSONResponse(about, headers={"Cache-Control": "no-store"})


ROUTES = [Route("/health", health)]
