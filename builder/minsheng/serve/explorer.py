"""`/` and `/search`: where people begin."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from minsheng.errors import UsageError
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import read
from minsheng.serve.exploring import PAGE, places, results, search, start
from minsheng.serve.names import names
from minsheng.serve.negotiation import negotiated
from minsheng.serve.protocol import pairs

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_FORMS: Final = {"html": "text/html", "json": "application/json"}
#: Characters of a search: no name is longer.
_LONGEST: Final = 200


async def explorer(request: Request) -> Response:
    """The first page."""
    if kept := unchanged(request, "text/html"):
        return kept
    return answer(request, await read(request, start), "text/html")


async def searched(request: Request) -> Response:
    """Names that have a text in them, or the things of a class."""
    media = _FORMS[form := negotiated(request, _FORMS)]
    if kept := unchanged(request, media):
        return kept
    given = dict(pairs(request.url.query))
    text, kind, written = given.get("q", "")[:_LONGEST], given.get("class") or None, given.get("page") or "0"
    if not (written.isascii() and written.isdecimal() and len(written) < 7):
        raise UsageError("parameter-value", name="page", value=written[:40], expected="0, 1, 2, …")
    page = int(written)
    if form == "html":
        return answer(request, await read(request, results, text, kind, page), media)
    found = await read(request, search, text, kind, page)
    about = {
        "total": found.total,
        "page": page,
        "size": PAGE,
        "classes": found.counts,
        "found": [each._asdict() for each in found.found],
    }
    return answer(request, json.dumps(about, ensure_ascii=False), media)


PREPARED = (names, places)
ROUTES = [Route("/", explorer), Route("/search", searched)]
