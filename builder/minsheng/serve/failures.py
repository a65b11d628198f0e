"""Errors as HTTP has them: a status, and the cause and cure in the form that the client reads."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from minsheng.errors import GraphError, InputError, MinshengError, QueryTimeout, UsageError
from minsheng.serve.negotiation import accepted, preferred
from minsheng.serve.page import render
from minsheng.serve.surroundings import SAFE
from minsheng.wording import field, keys, text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ExceptionHandler

_LOG = logging.getLogger("minsheng.serve")
#: Status by the key of an error; all others by its class.
_BY_KEY: Final = {
    "query-unknown": 404,
    "query-update": 403,
    "query-long": 413,
    "body-large": 413,
    "reconcile-many": 413,
    "body-slow": 408,
    "media-unsupported": 415,
    "not-acceptable": 406,
    "server-busy": 503,
    "export-busy": 503,
    "server-closed": 503,
    "server-preparing": 503,
    "query-ended": 503,
    "internal": 500,
}
_BY_CLASS: Final = {UsageError: 400, InputError: 400, QueryTimeout: 503, GraphError: 500}
#: Seconds after which to come again, by the key of an error that passes.
_RETRY: Final = {
    "server-busy": 2,
    "export-busy": 60,
    "server-closed": 5,
    "server-preparing": 10,
    "query-timeout": 30,
}
_PROBLEM: Final = "application/problem+json"


def status(error: MinshengError) -> int:
    """The status code of an error of ours.

    Example:
        >>> status(UsageError("query-update", word="INSERT"))
        403
    """
    return _BY_KEY.get(error.key, _BY_CLASS.get(type(error), 500))


def reads_pages(accept: str | None) -> bool:
    """Whether a client would rather see an error on a page than as data.

    Example:
        >>> reads_pages("text/html, */*;q=0.8"), reads_pages("*/*")
        (True, False)
    """
    return preferred(accept, [_PROBLEM, "application/json", "text/html"]) == "text/html"


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, MinshengError)
    code = status(error)
    if code == 500:
        _LOG.error("%s %s", error, error.values.get("trace", ""))
    headers = {"Retry-After": str(_RETRY[error.key])} if error.key in _RETRY else {}
    # where a file lies on this machine is nobody's business
    about = {**error.as_dict(), "file": None, "line": None}
    return _answer(request, code, about, headers)


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = f"status.{error.status_code}"
    if key not in keys("serve"):
        key = "status.other"
    values = {"code": error.status_code, "detail": error.detail}
    about: dict[str, object] = {
        "code": f"HTTP {error.status_code}",
        "error": key,
        "cause": text("serve", key, **values)._asdict(),
        "cure": field("serve", key, "cure", **values)._asdict(),
    }
    return _answer(request, error.status_code, about, dict(error.headers or {}))


async def _unforeseen(request: Request, error: Exception) -> Response:
    if isinstance(error, MinshengError):
        return await _ours(request, error)
    message = " ".join(str(error).split())[:300]
    answer = await _ours(request, MinshengError("internal", kind=type(error).__name__, message=message))
    # the server drops the connection after such an error: whoever asks again must not do so through it
    answer.headers["Connection"] = "close"
    return answer


def _answer(request: Request, code: int, about: dict[str, object], headers: dict[str, str]) -> Response:
    # an unforeseen error is answered outside of all that surrounds a request
    headers = {"Cache-Control": "no-store", **SAFE, **headers}
    if reads_pages(accepted(request)):
        page = render("failure.html", status=code, about=about)
        return Response(page, code, headers, "text/html")
    problem = {"status": code, "title": str(about["error"]), **about}
    return Response(json.dumps(problem, ensure_ascii=False), code, headers, _PROBLEM)


async def _gone(request: Request, error: Exception) -> Response:
    """Nobody reads this any more."""
    return Response(status_code=499)


HANDLERS: Final[dict[int | type[Exception], ExceptionHandler]] = {
    MinshengError: _ours,
    HTTPException: _plain,
    ClientDisconnect: _gone,
    Exception: _unforeseen,
}
