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


def answers(loaded: Loaded) -> bool:
    """Whether a worker finds anything: if none answers, the server is not healthy."""
    return any(True for _ in loaded.store.quads_for_pattern(None, None, None, None))


async def health(request: Request) -> Response:
    """The state of the server."""
    current = generation(request)
    about = {
        "status": "ok" if await read(request, answers) else "empty",
        "prepared": current.prepared,
        "snapshot": current.snapshot.path.name,
        "digest": current.manifest.digest,
        "documents": current.manifest.documents,
        "triples": current.manifest.triples,
    }
    return JSONResponse(about, headers={"Cache-Control": "no-store"})


ROUTES = [Route("/health", health)]
