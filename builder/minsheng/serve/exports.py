"""`/export/FORMAT`: the whole graph, written once for each snapshot, while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.routing import Route

from minsheng.export import FORMATS
from minsheng.serve.answers import unchanged, validators
from minsheng.serve.asking import generation
from minsheng.serve.making import whole
from minsheng.serve.relaying import Stream, called

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def exported(request: Request) -> Response:
    """One format; `turtle` and `turtle.ttl` are the same."""
    name, dot, suffix = request.path_params["name"].partition(".")
    if name not in FORMATS or dot + suffix not in ("", FORMATS[name].suffix):
        raise HTTPException(404)
    form = FORMATS[name]
    # several parts at once are sent as one body, which is not compressed as a whole
    several = "," in request.headers.get("range", "")
    packed = form.text and not several and "gzip" in request.headers.get("accept-encoding", "")
    key = f"{name} gzip" if packed else name
    if same := unchanged(request, key):
        return same
    current = generation(request)
    headers = {
        **validators(request, key),
        "Vary": "Accept-Encoding",
        "Content-Disposition": f'attachment; filename="minsheng-{current.manifest.digest[:12]}{form.suffix}"',
    }
    # the bytes are always the same, so that a part can be asked for
    exact = {**headers, "ETag": headers["ETag"].removeprefix("W/"), "Accept-Ranges": "bytes"}
    if packed:
        exact["Content-Encoding"] = "gzip"
    file = current.makings.shelf.find(name, packed)
    if file is not None:
        return FileResponse(file, headers=exact, media_type=form.media_type)
    making = None if request.method == "HEAD" else current.makings.of(name)
    followed = None if making is None else current.makings.followed(name, making, packed)
    if followed is not None:
        return Stream(request, followed, exact, form.media_type)
    pieces = called(current.exports, whole, name, seconds=current.settings.export_seconds)
    return Stream(request, pieces, headers, form.media_type)


ROUTES = [Route("/export/{name}", exported)]
