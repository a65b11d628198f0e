"""Answers that a client may keep: the snapshot says whether they are still good."""

from __future__ import annotations

from email.utils import formatdate, parsedate_to_datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from starlette.responses import Response

from minsheng.serve.asking import generation
from minsheng.serve.lasting import edition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


def validators(request: Request, media: str) -> dict[str, str]:
    """Headers by which a client may ask again: ETag and Last-Modified of the snapshot, Vary."""
    current = generation(request)
    made = f"{current.manifest.digest} {edition()} {media}".encode()
    return {
        "ETag": f'W/"{blake2b(made, digest_size=12).hexdigest()}"',
        "Last-Modified": formatdate(current.made, usegmt=True),
        "Cache-Control": "no-cache",
        "Vary": "Accept",
    }


def unchanged(request: Request, media: str) -> Response | None:
    """304 where the client holds this very form of this very snapshot.

    Example:
        >>> if answer := unchanged(request, "text/turtle"):  # doctest: +SKIP
        ...     return answer
    """
    if request.method not in ("GET", "HEAD"):
        return None
    headers = validators(request, media)
    held, since = (request.headers.get(name) for name in ("if-none-match", "if-modified-since"))
    if held is not None:
        tags = {tag.strip().removeprefix("W/") for tag in held.split(",")}
        same = "*" in tags or headers["ETag"].removeprefix("W/") in tags
    else:
        same = since is not None and generation(request).made <= _seconds(since)
    return Response(status_code=304, headers=headers) if same else None


def _seconds(date: str) -> float:
    """Seconds since 1970 of a date as HTTP writes it; -1 for what is none."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return -1


def answer(
    request: Request,
    body: str | bytes,
    media: str,
    headers: Mapping[str, str] | None = None,
    key: str | None = None,
) -> Response:
    """An answer with status 200 that is good as long as the snapshot is.

    `key` tells this form of it apart from others at the same address, where the media type does not.
    """
    validating = validators(request, media if key is None else key)
    return Response(body, 200, {**validating, **(headers or {})}, media)
