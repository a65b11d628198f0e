"""Runs a question on an endpoint, with the limits and results that the embedded engine gives."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from minsheng.errors import GraphError
from minsheng.graph.calling import Deadline
from minsheng.graph.paging import PAGE, read
from minsheng.queries import parameters
from minsheng.queries.anatomy import Template, dissect
from minsheng.queries.dialects import excluding, single_steps, started
from minsheng.queries.runner import Part, gathered
from minsheng.queries.substitution import substituted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Triple

    from minsheng.graph.endpoint import Endpoint
    from minsheng.queries.anatomy import Query
    from minsheng.queries.results import Result, Term
    from minsheng.queries.runner import Request

    Row = tuple[Term | None, ...]

#: Names that are read to find those like a mistaken one: no more than come at once.
_NAMES: Final = PAGE // 2
#: In the words of a Virtuoso that is asked for a path with both ends free.
_NO_START: Final = "transitive"


def answer(endpoint: Endpoint, request: Request, timeout: float, *, trusted: bool) -> Result:
    """Runs a question there, once for each thing that its parameters name.

    Args:
        endpoint: who is asked.
        request: the question.
        timeout: seconds for everything, the resolution of names included.
        trusted: whether the question is one of ours.

    Raises:
        UsageError: a parameter or its value is off.
        InputError: the server takes the query for no SPARQL.
        QueryTimeout: the time limit was reached, here or there.
        GraphError: the server failed, or cannot be reached.
    """
    asking = _Asking(endpoint, request.query.text, timeout, trusted)
    start = time.perf_counter()
    bindings = parameters.bind(request.query, request.values, asking.look_up)
    return gathered(request, bindings, asking.evaluate, start)


def select(
    endpoint: Endpoint, sparql: str, bound: Mapping[str, Term], document: str | None = None
) -> list[dict[str, Term]]:
    """The rows of a SELECT over all documents there, or over one, as `StoredGraph.select` gives them.

    Raises:
        TypeError: the query is no SELECT.
        MinshengError: as `answer`.
    """
    query = dissect(substituted(sparql, bound))
    if query.form != "SELECT":
        raise TypeError("not a SELECT query")
    asked = query.select()
    if document is not None:
        asked = replace(asked, dataset=f"FROM {NamedNode(document)}")
    names, rows = read(endpoint, asked)
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in rows]


class _Asking:
    """One question under way."""

    def __init__(self, endpoint: Endpoint, text: str, timeout: float, trusted: bool) -> None:
        self._endpoint, self._text, self._trusted = endpoint, text, trusted
        self._deadline = Deadline(timeout)

    def look_up(self, text: str, bound: Mapping[str, Term]) -> Iterable[Row]:
        """Rows of a query that finds things by their names."""
        query = dissect(substituted(text, bound, joined=self._endpoint.server.oxigraph))
        return read(self._endpoint, query.select(), None if bound else _NAMES, deadline=self._deadline)[1]

    def evaluate(self, bound: Mapping[str, Term], wanted: int | None) -> Part:
        """What the question gives with its variables bound, so many rows at most."""
        oxigraph = self._endpoint.server.oxigraph
        text = substituted(self._text, bound, joined=oxigraph)
        if self._trusted and not oxigraph:
            text = single_steps(text)
        try:
            return self._part(dissect(text), wanted)
        except GraphError as error:
            refused = _NO_START in str(error.values.get("reason", ""))
            if not (refused and self._endpoint.server.virtuoso):
                raise
            return self._part(dissect(started(text)), wanted)

    def _part(self, query: Query, wanted: int | None) -> Part:
        if not self._trusted and not query.dataset and self._endpoint.server.virtuoso:
            query = replace(query, prologue=f"{excluding(self._endpoint.others)} {query.prologue}".strip())
        union = not query.dataset
        if query.form == "ASK":
            return Part("boolean", (), truth=self._endpoint.ask(query.bounded, self._deadline, union=union))
        if query.form == "SELECT":
            names, rows = read(self._endpoint, query.select(), wanted, deadline=self._deadline)
            return Part("rows", names, rows)
        return Part("graph", ("subject", "predicate", "object"), self._triples(query, wanted, union))

    def _triples(self, query: Query, wanted: int | None, union: bool) -> Iterator[Row]:
        """Triples of a CONSTRUCT or DESCRIBE, each once."""
        first = self._endpoint.triples(query.bounded, self._deadline, union=union)
        answers = iter([first])
        if query.form == "CONSTRUCT" and self._endpoint.server.virtuoso and len(first) >= PAGE:
            answers = self._pages(query, union)
        seen = dict.fromkeys(islice(chain.from_iterable(answers), wanted))
        return ((triple.subject, triple.predicate, triple.object) for triple in seen)

    def _pages(self, query: Query, union: bool) -> Iterator[list[Triple]]:
        """The triples of a CONSTRUCT from a server that gives but so many at one time."""
        template = Template.of(query)
        size = max(1, PAGE // template.triples)
        start, end = query.offset, None if query.limit is None else query.offset + query.limit
        while end is None or start < end:
            count = size if end is None else min(size, end - start)
            page = self._endpoint.triples(template.page(count, start), self._deadline, union=union)
            if not page:
                return
            yield page
            start += count
