"""What a server's failure means: each kind of it as one of this project's errors, with its cure."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from minsheng.errors import GraphError, InputError, QueryTimeout

if TYPE_CHECKING:
    from minsheng.errors import MinshengError

#: Characters of a server's own words that an error repeats.
_SHOWN: Final = 300
_TOO_LONG = (408, 504)
_BUSY = (429, 502, 503)
_LOGIN = (401, 403, 407)
#: How servers say that a query took, or would take, too long.
_GAVE_UP = re.compile(
    r"S1T00|SR171|timed? ?out|time-out|exceeds the limit of \d+ \(sec\)|cancelled|deadline", re.IGNORECASE
)
_MARKUP = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def refused(url: str, status: int, body: str, where: str = "") -> MinshengError:
    """The error for an answer of some other status than 200.

    Args:
        url: the endpoint, without user name and password.
        status: of HTTP.
        body: what the server says, markup included.
        where: address that a redirection leads to.

    Example:
        >>> refused("http://localhost/query", 400, "expected }").key
        'query-syntax'
    """
    said = words(body)
    reason = ": ".join(filter(None, (f"HTTP {status}", where, said)))
    if status in _TOO_LONG or (status >= 500 and _GAVE_UP.search(said)):
        return QueryTimeout("endpoint-timeout", file=url, reason=reason)
    if status == 400:
        return InputError("query-syntax", file=url, reason=said or reason)
    if status in _BUSY:
        return GraphError("endpoint-busy", file=url, reason=reason)
    if status in _LOGIN:
        return GraphError("endpoint-login", file=url, reason=f"HTTP {status}")
    return GraphError("endpoint-failed", file=url, reason=reason)


def unreachable(url: str, error: Exception) -> GraphError:
    """The error for a server that cannot be connected with."""
    cause = getattr(error, "reason", error)
    return GraphError("endpoint-unreachable", file=url, reason=words(str(cause)) or type(error).__name__)


def unreadable(url: str, body: bytes, error: Exception) -> MinshengError:
    """The error for an answer of status 200 that is no proper results.

    One that begins as JSON and breaks off is what servers give whose time is up: they have sent the
    status long before.
    """
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("{"):
        return QueryTimeout("endpoint-broken", file=url)
    reason = words(text) or words(str(error)) or type(error).__name__
    return GraphError("endpoint-failed", file=url, reason=reason)


def words(said: str) -> str:
    """A server's words on one line, without markup, cut to what an error can show.

    Example:
        >>> words("<html><title>x</title><p>Not\\n here")
        'Not here'
    """
    return " ".join(_MARKUP.sub(" ", said).split())[:_SHOWN]


def wrapped(error: Exception) -> tuple[int, str] | None:
    """Status and body of an exception of SPARQLWrapper, which keeps the body within its message alone.

    None for exceptions of another kind.
    """
    statuses = {
        "QueryBadFormed": 400,
        "Unauthorized": 401,
        "EndPointNotFound": 404,
        "URITooLong": 414,
        "EndPointInternalError": 500,
    }
    status = statuses.get(type(error).__name__)
    if status is None:
        return None
    _, _, quoted = str(error).partition("Response:\n")
    body = ast.literal_eval(quoted) if quoted else b""
    return status, body.decode("utf-8", "replace")
