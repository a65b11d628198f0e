"""`/documents/…`: what a source says, its quotations in place, and the facts that rest on them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.describing import describe_document
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import read
from minsheng.serve.figures import full
from minsheng.serve.linking import linker
from minsheng.serve.page import render
from minsheng.serve.representations import SUFFIXES
from minsheng.serve.things import reader

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.serve.loaded import Loaded


def page(loaded: Loaded, name: str) -> bytes | None:
    """The page of a source by what its IRI ends in; None if there is none."""
    base = loaded.manifest.base
    try:
        about = describe_document(loaded.prepared(reader), f"{base}source/{name}")
    except ValueError:  # no part of an IRI
        return None
    if about is None:
        return None
    return render(
        "document.html", about=about, link=linker(base), path=f"/id/source/{name}", suffixes=SUFFIXES,
        plain=lambda value: full(Decimal(value)),
    ).encode()  # fmt: skip


async def document(request: Request) -> Response:
    """The page of a document."""
    if kept := unchanged(request, "text/html"):
        return kept
    body = await read(request, page, request.path_params["name"])
    if body is None:
        raise HTTPException(404, request.path_params["name"])
    return answer(request, body, "text/html")


ROUTES = [Route("/documents/{name:path}", document)]
