"""Which of the forms on offer a client wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mimeparse
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request


def accepted(request: Request) -> str:
    """The Accept header, "" if there is none; several stand for one."""
    return ", ".join(request.headers.getlist("accept"))


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type on offer that an Accept header likes best; earlier ones win where it likes several.

    None where it takes none of them. No header, an empty one and one that cannot be read take anything.

    Example:
        >>> preferred("text/turtle;q=0.8, application/ld+json", ["text/turtle", "application/ld+json"])
        'application/ld+json'
    """
    if not accept or not accept.strip():
        return offered[0]
    try:
        return mimeparse.best_match(list(reversed(offered)), accept.lower()) or None
    except (mimeparse.MimeTypeParseException, ValueError):
        return offered[0]


def negotiated(request: Request, offered: Mapping[str, str]) -> str:
    """The form (a key of `offered`) whose media type the client wants.

    Raises:
        HTTPException: 406, with what there is.

    Example:
        >>> negotiated(request, {"turtle": "text/turtle", "html": "text/html"})  # doctest: +SKIP
        'html'
    """
    forms = {media: form for form, media in offered.items()}
    found = preferred(accepted(request), list(forms))
    if found is None:
        raise HTTPException(406, ", ".join(forms))
    return forms[found]
