"""One call of a SPARQL endpoint through SPARQLWrapper, given up when its time is over."""

from __future__ import annotations

import math
from http.client import IncompleteRead
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPResponse

    from SPARQLWrapper import SPARQLWrapper

#: Bytes of one answer: some two million rows.
LARGEST: Final = 2**29
_PIECE = 2**16
_ACCEPTED = {"CONSTRUCT": "application/n-triples, text/turtle;q=0.8"}
_ROWS = "application/sparql-results+json"


class Answer(NamedTuple):
    """What a server answered, with status 200."""

    body: bytes
    #: what calls itself so in the header `Server`
    server: str
    #: rows that it gives at most, if it told that, else 0
    most: int


class Login(NamedTuple):
    """Who asks; nobody in particular if both are empty."""

    user: str = ""
    password: str = ""


NOBODY: Final = Login()


class Deadline:
    """A time limit for one call or several together, which begins when it is made.

    Example:
        >>> Deadline(30).left() <= 30
        True
    """

    def __init__(self, seconds: float) -> None:
        #: the whole limit
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, 0 if none are."""
        return max(0.0, self._end - monotonic())


class Call:
    """A query on its way; use it once.

    Args:
        url: the endpoint.
        sparql: the query, prologue and all.
        form: `SELECT`, `ASK` or `CONSTRUCT`, which also stands for `DESCRIBE`.
        parameters: sent beside the query.
        login: for Basic authentication.
    """

    def __init__(self, url: str, sparql: str, form: str, parameters: Mapping[str, str], login: Login) -> None:
        self._url, self._sparql, self._form = url, sparql, form
        self._parameters, self._login = parameters, login
        self._over = Event()
        self._answer: Answer | None = None
        self._error: Exception | None = None

    def answer(self, deadline: Deadline) -> Answer:
        """The answer, whole, within the time limit, however slowly it comes.

        Raises:
            TimeoutError: it took longer; the connection is left to close by itself.
            IncompleteRead: the server broke off.
            OSError, HTTPException: of the connection, `HTTPError` among them.
            SPARQLWrapperException: the package's own name for some statuses.
        """
        # Seconds of inactivity are all that the package limits: the limit on the whole is a thread's.
        thread = Thread(target=self._run, args=(deadline.left(),), daemon=True)
        thread.start()
        thread.join(deadline.left())
        self._over.set()
        if self._error is not None:
            raise self._error
        if self._answer is None:
            raise TimeoutError
        return self._answer

    def _run(self, timeout: float) -> None:
        try:
            response: HTTPResponse = self._wrapper(timeout).query().response
            with response:
                body = self._read(response)
                most = response.headers.get("X-SPARQL-MaxRows", "")
                name = response.headers.get("Server", "")
            self._answer = Answer(body, name, int(most) if most.isdigit() else 0)
        except Exception as error:  # it is raised where the answer is waited for
            self._error = error

    def _wrapper(self, timeout: float) -> SPARQLWrapper:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(self._url, agent="minsheng")
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(TURTLE if self._form == "CONSTRUCT" else JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(self._sparql)
        wrapper.queryType = self._form  # its own guess takes the prefix `address:` for an ADD
        wrapper.setTimeout(max(1, math.ceil(timeout)))
        wrapper.addCustomHttpHeader("Accept", _ACCEPTED.get(self._form, _ROWS))
        for name, value in self._parameters.items():
            wrapper.addParameter(name, value)
        if self._login.user:
            wrapper.setCredentials(*self._login)
        return wrapper

    def _read(self, response: HTTPResponse) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while (piece := response.read1(_PIECE)) and not self._over.is_set():
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise ValueError(f"> {LARGEST // 2**20} MB")
        if response.length:
            raise IncompleteRead(b"", response.length)
        return b"".join(pieces)
