"""`/assets/…`: the style sheet and scripts of the pages, from the package's folder `static/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

_MEDIA: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@cache
def _files() -> dict[str, bytes]:
    folder = files("minsheng.serve") / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


async def asset(request: Request) -> Response:
    """One file."""
    name = request.path_params["name"]
    if name not in _files():
        raise HTTPException(404, name)
    media = _MEDIA[name.rpartition(".")[2]]
    return Response(_files()[name], headers={"Cache-Control": "max-age=3600"}, media_type=media)


ROUTES = [Route("/assets/{name}", asset)]
