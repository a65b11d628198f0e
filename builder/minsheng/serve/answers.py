"""Answers that a client may keep: the snapshot says whether they are still good."""

from __future__ import annotations

from email.utils import formatdate
from hashlib import blake2b
from typing import TYPE_CHECKING

from starlette.responses import Response

from minsheng.graph.fingerprint import version
from minsheng.serve.asking import generation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


def validators(request: Request, media: str) -> dict[str, str]:
    """Headers by which a client may ask again: ETag and Last-Modified of the snapshot, Vary."""
    current = generation(request)
    made = f"{current.manifest.digest} {version()} {media}".encode()
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
    headers = validators(request, media)
    held = request.headers.get("if-none-match")
    if held is None or request.method not in ("GET", "HEAD"):
        return None
    tags = {tag.strip().removeprefix("W/") for tag in held.split(",")}
    if "*" not in tags and headers["ETag"].removeprefix("W/") not in tags:
        return None
    return Response(status_code=304, headers=headers)


def answer(
    request: Request, body: str | bytes, media: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An answer with status 200 that is good as long as the snapshot is."""
    return Response(body, 200, {**validators(request, media), **(headers or {})}, media)
