"""`/export/FORMAT`: the whole graph, written while it is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.export import FORMATS, export
from minsheng.serve.answers import unchanged, validators
from minsheng.serve.asking import generation
from minsheng.serve.loaded import Written
from minsheng.serve.relaying import Stream

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.graph import Graph
    from minsheng.serve.loaded import Loaded


def whole(loaded: Loaded, form: str) -> Written:
    """The graph in a format of `minsheng export`, the same bytes as there."""
    # The exporters need of a graph what a loaded snapshot has too.
    return Written(None, partial(export, cast("Graph", loaded), form))


async def exported(request: Request) -> Response:
    """One format; `turtle` and `turtle.ttl` are the same."""
    name, dot, suffix = request.path_params["name"].partition(".")
    if name not in FORMATS or dot + suffix not in ("", FORMATS[name].suffix):
        raise HTTPException(404)
    form = FORMATS[name]
    if kept := unchanged(request, form.media_type):
        return kept
    current = generation(request)
    headers = {
        **validators(request, form.media_type),
        "Content-Disposition": f'attachment; filename="minsheng-{current.manifest.digest[:12]}{form.suffix}"',
    }
    return Stream(
        request, current.exports, whole, name, seconds=current.settings.export_seconds,
        headers=headers, media=form.media_type,
    )  # fmt: skip


ROUTES = [Route("/export/{name}", exported)]
