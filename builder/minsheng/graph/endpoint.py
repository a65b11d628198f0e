"""A graph behind a SPARQL endpoint: asked over HTTP, or copied whole to be worked with as a folder."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from minsheng.errors import GraphError
from minsheng.graph.folder import Manifest, writing
from minsheng.graph.loading import load
from minsheng.graph.quads import SHARED
from minsheng.vocabulary import BASE, sparql_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

    from minsheng.graph.store import Term

#: Rows asked for at once: Virtuoso cuts answers at 10,000 without a word.
PAGE = 5_000
#: Seconds that an answer may take to begin, and between its parts.
TIMEOUT = 60.0

_GRAPHS = f"""SELECT ?graph (COUNT(*) AS ?count) {{
    {{ GRAPH ?graph {{ ?graph a ms:SourceDocument }} }} UNION {{ VALUES ?graph {{ <{SHARED}> }} }}
    GRAPH ?graph {{ ?s ?p ?o }} }}
    GROUP BY ?graph ORDER BY ?graph"""


class Endpoint:
    """A SPARQL 1.1 endpoint, to read from.

    Example:
        >>> Endpoint("http://localhost:7878/query").ask("ASK { ?s a ms:School }")  # doctest: +SKIP
        True
    """

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        self.url = url
        self._timeout = timeout

    def select(self, sparql: str) -> list[dict[str, Term]]:
        """The rows of a SELECT, as `StoredGraph.select` gives them.

        Raises:
            GraphError: `endpoint-failed`.
        """
        found = self._results(sparql)
        if not isinstance(found, QuerySolutions):
            raise TypeError("not a SELECT query")
        names = [variable.value for variable in found.variables]
        try:
            rows = [dict(zip(names, row, strict=True)) for row in found]
        except (SyntaxError, ValueError) as error:
            raise self._failed("broken results") from error
        return [{name: term for name, term in row.items() if term is not None} for row in rows]

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK.

        Raises:
            GraphError: `endpoint-failed`.
        """
        found = self._results(sparql)
        if not isinstance(found, QueryBoolean):
            raise TypeError("not an ASK query")
        return bool(found)

    def construct(self, sparql: str) -> list[Quad]:
        """The triples of a CONSTRUCT or DESCRIBE, in the default graph.

        Raises:
            GraphError: `endpoint-failed`.
        """
        answer = self._answer(sparql, RdfFormat.N_TRIPLES.media_type)
        try:
            return list(parse(answer, RdfFormat.N_TRIPLES))
        except SyntaxError as error:
            raise self._failed("no N-Triples") from error

    def _results(self, sparql: str) -> QuerySolutions | QueryBoolean:
        answer = self._answer(sparql, QueryResultsFormat.JSON.media_type)
        try:
            json.loads(answer)  # some servers break off in the middle of an answer that they called 200
            return parse_query_results(answer, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._failed("no SPARQL results in JSON") from error

    def _answer(self, sparql: str, accepted: str) -> bytes:
        # A form, since some servers hang on a query as the body itself.
        form = urlencode({"query": sparql_prefixes() + sparql}).encode()
        request = Request(self.url, form, {"Accept": accepted, "User-Agent": "minsheng"})
        try:
            with urlopen(request, timeout=self._timeout) as response:
                answer: bytes = response.read()
        except HTTPError as error:
            with error:
                raise self._failed(f"HTTP {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(str(getattr(error, "reason", error)) or type(error).__name__) from error
        return answer

    def _failed(self, reason: str) -> GraphError:
        return GraphError("endpoint-failed", file=self.url, reason=" ".join(reason.split())[:200])


def copy(endpoint: Endpoint, graph: Path) -> None:
    """Makes a graph folder of all documents of an endpoint, one request or a few for each.

    The folder can be asked, validated, drawn and exported like any other; it knows no sources, so
    `build` cannot add to it.

    Raises:
        GraphError: the endpoint failed, holds no documents, or keeps rows back.
    """
    sizes = _sizes(endpoint)
    if not set(sizes) - {SHARED}:
        raise GraphError("endpoint-empty", file=endpoint.url)
    with writing(graph) as draft:
        draft.snapshot.facts.touch()
        triples = load(draft.snapshot.store, (_lines(endpoint, *size) for size in sizes.items()))
        documents = len(set(sizes) - {SHARED})
        draft.publish(Manifest("", BASE, "0" * 64, documents, triples), {"copied": endpoint.url})


def _sizes(endpoint: Endpoint) -> dict[str, int]:
    """Number of triples by named graph."""
    return {row["graph"].value: int(row["count"].value) for row in _pages(endpoint, _GRAPHS)}  # type: ignore[union-attr]


def _pages(endpoint: Endpoint, query: str) -> Iterator[dict[str, Term]]:
    offset = 0
    while True:
        rows = endpoint.select(f"{query} LIMIT {PAGE} OFFSET {offset}")
        yield from rows
        offset += len(rows)
        if len(rows) < PAGE:
            return


def _lines(endpoint: Endpoint, graph: str, count: int) -> list[str]:
    order = "ORDER BY ?s ?p ?o" if count >= PAGE else ""
    rows = _pages(endpoint, f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} {order}")
    lines = [f"{row['s']} {row['p']} {row['o']} <{graph}> .\n" for row in rows]
    if len(lines) != count:
        raise GraphError("endpoint-cut", file=endpoint.url, graph=graph, found=len(lines), count=count)
    return lines
