"""`/documents/…`: what a source says, its quotations in place, and the facts that rest on them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from minsheng.describing import describe_document
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import read
from minsheng.serve.figures import full
from minsheng.serve.linking import below, linker
from minsheng.serve.negotiation import accepted
from minsheng.serve.page import render
from minsheng.serve.representations import SUFFIXES, chosen
from minsheng.serve.things import alternates, reader

if TYPE_CHECKING:
    from starlette.requests import Request

    from minsheng.serve.loaded import Loaded


def page(loaded: Loaded, name: str) -> tuple[str, bytes] | None:
    """The page of a source by what its IRI ends in, and where its data are; None if there is none."""
    base = loaded.manifest.base
    try:
        about = describe_document(loaded.prepared(reader), f"{base}source/{name}")
    except ValueError:  # no part of an IRI
        return None
    if about is None:
        return None
    path = below(base, about.document.iri)
    shown = render(
        "document.html", about=about, link=linker(base), path=path, suffixes=SUFFIXES,
        plain=lambda value: full(Decimal(value)),
    )  # fmt: skip
    return path, shown.encode()


async def document(request: Request) -> Response:
    """The page of a document; who wants data is sent to where its IRI answers."""
    accept = accepted(request)
    if kept := unchanged(request, accept):
        return kept
    made = await read(request, page, request.path_params["name"])
    if made is None:
        raise HTTPException(404, request.path_params["name"])
    path, body = made
    if chosen(accept) != "html":
        headers = {"Location": path, "Vary": "Accept", "Cache-Control": "no-cache"}
        return Response(status_code=303, headers=headers)
    return answer(request, body, "text/html", {"Link": alternates(path)}, key=accept)


ROUTES = [Route("/documents/{name:path}", document)]
