"""Named graphs sent to another store: by the Graph Store Protocol, or as updates where that is not spoken."""

from __future__ import annotations

import time
from http.client import HTTPException
from itertools import islice
from random import Random
from typing import IO, TYPE_CHECKING, Any, Final, Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    build_opener,
)

from minsheng.errors import GraphError
from minsheng.graph.refusals import refused, unreachable
from minsheng.graph.terms import unescapable
from minsheng.proposals.retrying import retry_after, wait_before
from minsheng.redirects import NoRedirect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from http.client import HTTPMessage

    from minsheng.errors import MinshengError
    from minsheng.graph.calling import Login

#: Attempts at one request; what may pass is tried again after a while.
ATTEMPTS: Final = 5
#: Seconds that a server may take for one request: loading a part takes seconds where it is busy.
TIMEOUT: Final = 300.0
#: Triples of one request of the Graph Store Protocol, and of one update, which is parsed as a query.
PART, BATCH = 50_000, 500
_SAID = 2**16
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))


class Sender(Protocol):
    """Puts named graphs into another store."""

    #: where, without user name and password
    url: str

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Makes these lines of N-Triples the whole of a named graph."""

    def remove(self, graph: str) -> None:
        """Removes a named graph; one that is not there is no error."""


class _Basic(HTTPBasicAuthHandler):
    """Closes the answers that asked for the password, which the library leaves open."""

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any | None:
        """The answer to the same request with the password, None if there is none."""
        return _closing(fp, super().http_error_401, req, fp, code, msg, headers)


class _Digest(HTTPDigestAuthHandler):
    """The same for the other way of telling a password."""

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any | None:
        """The answer to the same request with the password, None if there is none."""
        return _closing(fp, super().http_error_401, req, fp, code, msg, headers)


def _closing(fp: IO[bytes], answer: Callable[..., Any], *words: object) -> Any | None:
    try:
        reply = answer(*words)
    except BaseException:
        fp.close()
        raise
    if reply is not None:
        fp.close()
    return reply


class Line:
    """Requests to one address, with its login, tried again where that may help."""

    def __init__(self, url: str, login: Login, sleep: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(url)
        self.url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        self._sleep = sleep
        self._random = Random()
        passwords = HTTPPasswordMgrWithDefaultRealm()
        if login.user:
            passwords.add_password(None, self.url, *login)
        # What the server asks for is answered: Virtuoso wants Digest, most others Basic.
        self._opener = build_opener(NoRedirect, _Basic(passwords), _Digest(passwords))

    def send(self, method: str, query: str, body: bytes | None, kind: str, *, gone: bool = False) -> None:
        """One request.

        Args:
            method: of HTTP.
            query: what stands behind `?` in the address, beside what stands there already.
            body: what is sent.
            kind: its media type.
            gone: whether 404 is as good as success.

        Raises:
            GraphError: `push-refused`, `endpoint-login`, `endpoint-busy`, `endpoint-unreachable`.
        """
        mark = "&" if "?" in self.url else "?"
        address = f"{self.url}{mark}{query}" if query else self.url
        for attempt in range(1, ATTEMPTS + 1):
            headers = {"Content-Type": kind, "User-Agent": "minsheng", "Accept": "*/*"}
            try:
                with self._opener.open(
                    Request(address, body, headers, method=method), timeout=TIMEOUT
                ) as reply:
                    reply.read()
                return
            except HTTPError as error:
                with error:
                    # an error that the library makes up itself has no body, and not always of bytes
                    said = (error.read(_SAID) or b"").decode("utf-8", "replace")
                if error.code == 404 and gone:
                    return
                failure, asked = self._failure(error, said), retry_after(error.headers.get("Retry-After"))
                if error.code not in _AGAIN or attempt == ATTEMPTS:
                    raise failure from None
            except (OSError, HTTPException, ValueError) as error:
                if attempt == ATTEMPTS or isinstance(error, ValueError):
                    raise unreachable(self.url, error) from error
                asked = None
            self._sleep(wait_before(attempt, self._random, asked))

    def _failure(self, error: HTTPError, said: str) -> MinshengError:
        where = error.headers.get("Location") or ""
        known = refused(self.url, error.code, said, where)
        if isinstance(known, GraphError) and known.key != "endpoint-failed":
            return known
        return GraphError(
            "push-refused", file=self.url, reason=known.values.get("reason", f"HTTP {error.code}")
        )


class GraphStore:
    """A server that speaks the SPARQL 1.1 Graph Store HTTP Protocol.

    Example:
        >>> GraphStore(Line("http://localhost:7878/store", Login())).remove("urn:a")  # doctest: +SKIP
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.url = line.url

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Puts the first part in place of what was there, and adds the others."""
        for number, part in enumerate(_parts(lines, PART)):
            body = "".join(part).encode()
            self._line.send("POST" if number else "PUT", _named(graph), body, "application/n-triples")

    def remove(self, graph: str) -> None:
        """Deletes it."""
        self._line.send("DELETE", _named(graph), None, "application/n-triples", gone=True)


class Updates:
    """A server that takes SPARQL 1.1 updates, as a form.

    Example:
        >>> Updates(Line("http://localhost:7878/update", Login())).remove("urn:a")  # doctest: +SKIP
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.url = line.url

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Drops what was there, and inserts the lines in batches."""
        self.remove(graph)
        for part in _parts(lines, BATCH):
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{unescapable(''.join(part))}}} }}")

    def remove(self, graph: str) -> None:
        """Drops it."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def _update(self, text: str) -> None:
        body = urlencode({"update": text}).encode()
        self._line.send("POST", "", body, "application/x-www-form-urlencoded")


def _named(graph: str) -> str:
    return f"graph={quote(graph, safe='')}"


def _parts(lines: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(lines)
    while part := list(islice(rest, size)):
        yield part
