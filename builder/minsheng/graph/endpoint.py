"""A SPARQL 1.1 endpoint: one question over HTTP at a time, within a time limit that holds.

Questions travel as a form by POST, which every server takes, through SPARQLWrapper; the proxy variables
of the environment count. What is known of servers, and what is done about it, stands in `docs/stores.md`.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from minsheng.errors import GraphError, QueryTimeout
from minsheng.graph.calling import Answer, Call, Deadline, Login
from minsheng.graph.quads import SHARED
from minsheng.graph.refusals import refused, unreachable, unreadable, wrapped
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Triple

    from minsheng.graph.store import Term

    Row = tuple[Term | None, ...]

#: Seconds that a question may take where no other limit is given.
TIMEOUT: Final = 60.0
#: Holds the password of a URL that names a user: `https://reader@example.org/sparql`.
PASSWORD: Final = "MINSHENG_PASSWORD"
#: Bytes of an error's body that are read.
_SAID = 2**16
#: What makes a server ask the union of the named graphs, the first that works; none minds the others'.
_UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)
_HOLDS = f"ASK {{ ?document a <{MS.SourceDocument}> }}"
_OTHERS = f"""SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(?graph != <{SHARED}>)
    FILTER NOT EXISTS {{ GRAPH ?graph {{ ?graph a <{MS.SourceDocument}> }} }} }}"""
_NAMED = f"ASK {{ GRAPH ?graph {{ ?document a <{MS.SourceDocument}> }} }}"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT, as far as the server gave them."""

    names: tuple[str, ...]
    rows: list[Row]
    #: the server says that it gives no more than these at one time
    told: bool = False

    @property
    def round(self) -> bool:
        """Whether their number is so round that it is to be doubted: some servers cut without a word."""
        return bool(self.rows) and len(self.rows) % 100 == 0


@dataclass(frozen=True, slots=True)
class Server:
    """What answers at an endpoint."""

    #: `Virtuoso/07.20.3229 …`, "" if it does not say
    name: str
    #: parameters that make it ask the union of the named graphs
    union: Mapping[str, str]

    @property
    def virtuoso(self) -> bool:
        """Whether it is a Virtuoso, which needs most care."""
        return self.name.lower().startswith("virtuoso")

    @property
    def oxigraph(self) -> bool:
        """Whether it is the engine that is also the embedded one."""
        return self.name.lower().startswith("oxigraph")


class Endpoint:
    """A SPARQL 1.1 endpoint, to read from.

    Args:
        url: of its queries; with `name@` before the host it is asked as that user, whose password is in
            the environment variable `PASSWORD`.
        timeout: seconds that a question may take.

    Raises:
        GraphError: `endpoint-login`: the URL names a user, and the environment holds no password.

    Example:
        >>> Endpoint("http://localhost:7878/query").ask("ASK { ?s ?p ?o }")  # doctest: +SKIP
        True
    """

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise unreachable(url, error) from error
        #: as it was given
        self.address = url
        #: without user name and password, as errors show it
        self.url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        self.timeout = timeout
        self._login = Login(
            unquote(parts.username or ""), unquote(parts.password or "") or os.environ.get(PASSWORD, "")
        )
        if self._login.user and not self._login.password:
            raise GraphError("endpoint-login", file=self.url, reason=f"{PASSWORD} = ''")

    @cached_property
    def name(self) -> str:
        """What the server calls itself, `Oxigraph/0.5.13`, whatever it holds; "" if it does not say.

        Raises:
            MinshengError: as `solutions`.
        """
        return self._answer("ASK {}", "ASK", {}).server

    @cached_property
    def server(self) -> Server:
        """What answers, asked once.

        Raises:
            GraphError: it holds no documents, or does not ask its named graphs; or as `solutions`.
        """
        for union in _UNIONS:
            answer = self._answer(_HOLDS, "ASK", union)
            if self._truth(answer):
                return Server(answer.server, union)
        named = self._truth(self._answer(_NAMED, "ASK", {}))
        raise GraphError("endpoint-union" if named else "endpoint-empty", file=self.url)

    @cached_property
    def others(self) -> tuple[str, ...]:
        """Graphs that stand there beside ours, sorted: a server's own, and other people's.

        Raises:
            MinshengError: as `solutions`.
        """
        return tuple(sorted(row[0].value for row in self.solutions(_OTHERS).rows))  # type: ignore[union-attr]

    def solutions(self, sparql: str, deadline: Deadline | None = None, *, union: bool = True) -> Solutions:
        """The rows of a SELECT, prologue and all.

        Args:
            sparql: the query.
            deadline: the time limit, if other than the endpoint's.
            union: whether to ask the union of the named graphs; not where FROM says which.

        Raises:
            InputError: `query-syntax`, as the server sees it.
            QueryTimeout: the time limit was reached, here or there.
            GraphError: `endpoint-unreachable`, `endpoint-busy`, `endpoint-login`, `endpoint-failed`.
        """
        answer = self._asked(sparql, "SELECT", deadline, union)
        found = self._results(answer)
        if not isinstance(found, QuerySolutions):
            raise unreadable(self.url, b"", TypeError("true/false"))
        names = tuple(variable.value for variable in found.variables)
        rows, wrong = _drained(found)
        del found  # an exception would carry it to other threads, where the engine does not let it be freed
        if wrong:
            raise unreadable(self.url, b"", ValueError(wrong))
        return Solutions(names, rows, 0 < answer.most <= len(rows))

    def ask(self, sparql: str, deadline: Deadline | None = None, *, union: bool = True) -> bool:
        """The answer of an ASK; arguments and errors as those of `solutions`."""
        return self._truth(self._asked(sparql, "ASK", deadline, union))

    def triples(self, sparql: str, deadline: Deadline | None = None, *, union: bool = True) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE; arguments and errors as those of `solutions`."""
        answer = self._asked(sparql, "CONSTRUCT", deadline, union)
        try:
            return [quad.triple for quad in parse(answer.body, RdfFormat.TURTLE)]  # N-Triples is Turtle
        except SyntaxError as error:
            raise unreadable(self.url, answer.body, error) from error

    def _truth(self, answer: Answer) -> bool:
        found = self._results(answer)
        if not isinstance(found, QueryBoolean):
            raise unreadable(self.url, b"", TypeError("SELECT"))
        return bool(found)

    def _results(self, answer: Answer) -> QuerySolutions | QueryBoolean:
        try:
            json.loads(answer.body)  # the parser below would give the rows before a break
            return parse_query_results(answer.body, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise unreadable(self.url, answer.body, error) from error

    def _asked(self, sparql: str, form: str, deadline: Deadline | None, union: bool) -> Answer:
        return self._answer(sparql, form, self.server.union if union else {}, deadline)

    def _answer(
        self, sparql: str, form: str, parameters: Mapping[str, str], deadline: Deadline | None = None
    ) -> Answer:
        limit = Deadline(self.timeout) if deadline is None else deadline
        try:
            return Call(self.url, sparql, form, parameters, self._login).answer(limit)
        except TimeoutError as error:
            raise self._late(limit) from error
        except IncompleteRead as error:
            raise QueryTimeout("endpoint-broken", file=self.url) from error
        except HTTPError as error:
            with error:
                said = error.read(_SAID).decode("utf-8", "replace")
                where = error.headers.get("Location") or ""
            raise refused(self.url, error.code, said, where) from error
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late(limit) from error
            raise unreachable(self.url, error) from error
        except Exception as error:
            known = wrapped(error)
            if known is None:
                raise
            if isinstance(error.__context__, HTTPError):
                error.__context__.close()  # the package leaves it open
            raise refused(self.url, *known) from error

    def _late(self, limit: Deadline) -> QueryTimeout:
        return QueryTimeout("query-timeout", file=self.url, seconds=f"{limit.seconds:g}")


def _drained(found: QuerySolutions) -> tuple[list[Row], str]:
    """The rows, and what was wrong with them, if anything was."""
    rows: list[Row] = []
    try:
        rows.extend(map(tuple, found))
    except (SyntaxError, ValueError) as error:
        return rows, str(error)
    return rows, ""
