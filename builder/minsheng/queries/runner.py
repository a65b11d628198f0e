"""Runs a question on a graph, within a row limit and a time limit that hold.

The engine cannot be interrupted. Questions that come with the package are trusted and run in this
process; all others, and every one with a time limit, run in a process of their own, which is killed
at the limit.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from minsheng.errors import GraphError, InputError, UsageError
from minsheng.queries import catalogue, guard, ordering, parameters
from minsheng.queries.named import NamedQuery
from minsheng.queries.results import Result
from minsheng.queries.substitution import Among, substituted
from minsheng.vocabulary import prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from minsheng.graph.endpoint import Endpoint
    from minsheng.queries.named import Parameter
    from minsheng.queries.results import Term

    Row = tuple[Term | None, ...]
    Found = QuerySolutions | QueryBoolean | QueryTriples

#: Seconds for a query that is not one of ours: all questions of ours need less on ten million triples.
TIME_LIMIT: Final = 30.0

#: Values for which rows are found first, where they are found by steps.
_FIRST: Final = 16


@dataclass(frozen=True, slots=True)
class Dataset:
    """Graphs that a query is to see, by IRI: their union as its default graph, and by name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A question with everything it needs, as it travels to a worker process."""

    query: NamedQuery
    values: dict[str, object] = field(default_factory=dict)
    #: rows at most; None takes the question's own, 0 is no limit
    limit: int | None = None
    #: rows to skip first
    offset: int = 0
    #: IRIs after FROM, which must be graphs of the store
    froms: tuple[str, ...] = ()
    #: takes the place of FROM; a graph that is not there is empty
    dataset: Dataset | None = None
    #: what relative IRIs of the text are relative to
    base: str | None = None


def run(
    graph: Store | Endpoint | str | Path,
    question: str | Path | NamedQuery,
    params: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
    timeout: float | None = None,
) -> Result:
    """Answers a question: the name of one, the path of an `.rq` file, or SPARQL itself.

    `graph` is a store, the folder of one, or an endpoint; `limit` counts rows (0: all; default: the
    question's own); `timeout` is in seconds (default: none for our own questions on a store, else
    `TIME_LIMIT`).

    Raises:
        UsageError: unknown question or parameter, a value that names nothing, a refused query.
        InputError: a query that is not SPARQL, or whose header is not as it should be.
        QueryTimeout: stopped at its time limit.
        GraphError: the store cannot be opened, the engine ended, or the endpoint failed.

    Example:
        >>> from pyoxigraph import Store
        >>> run(Store(), "ASK { ?s ?p ?o }").truth
        False
    """
    query, trusted = find(question)
    froms = () if trusted else guard.check(query.text)
    if query.steps is not None and not trusted:
        guard.check(query.steps[1])
    request = Request(query, dict(params or {}), limit, offset, froms)
    if not isinstance(graph, Store | str | Path):
        from minsheng.queries import remote

        return remote.answer(graph, request, TIME_LIMIT if timeout is None else timeout, trusted=trusted)
    if trusted and timeout is None:
        return answer(graph if isinstance(graph, Store) else open_store(graph), request)
    from minsheng.queries import worker

    return worker.ask(graph, request, TIME_LIMIT if timeout is None else timeout)


def find(question: str | Path | NamedQuery) -> tuple[NamedQuery, bool]:
    """The question meant, and whether it is one of ours.

    Raises:
        UsageError, InputError: as `catalogue.load` and `catalogue.read`.
    """
    if isinstance(question, NamedQuery):
        return question, question.name in catalogue.names() and question == catalogue.load(question.name)
    if isinstance(question, Path) or (question.endswith(".rq") and "{" not in question):
        return catalogue.read(question), False
    if "{" in question or len(question.split()) > 1:
        return catalogue.parse(question, "query"), False
    return catalogue.load(question), True


def open_store(path: str | Path) -> Store:
    """The store in a folder, read-only: several readers may open it at once.

    Raises:
        GraphError: there is none.
    """
    try:
        if not Path(path).is_dir():
            raise FileNotFoundError("no such folder")
        return Store.read_only(str(path))
    except OSError as error:
        raise GraphError("query-store", file=path, reason=str(error)) from error


def answer(store: Store, request: Request) -> Result:
    """Runs a question in this process, once for each thing that its parameters name."""
    start = time.perf_counter()
    query = request.query
    _check_graphs(store, request)

    def evaluate(bound: Mapping[str, Term], wanted: int | None) -> Part:
        if wanted is not None and _stepped(query, bound):
            return Part("rows", catalogue.projection(query.text), _by_steps(store, request, bound, wanted))
        if query.columns and ordering.order(query.text) is not None:
            return Part("rows", catalogue.projection(query.text), _in_order(store, request, bound, wanted))
        found = _evaluate(store, query.text, bound, query.name, request)
        if isinstance(found, QueryBoolean):
            return Part("boolean", (), truth=bool(found))
        return Part(*_shape(found), _rows(found))

    return gathered(request, parameters.bind(query, request.values, _asking(store)), evaluate, start)


def _stepped(query: NamedQuery, bound: Mapping[str, Term]) -> bool:
    """Whether rows are found by steps: not where a parameter tells their values, or is unknown to them."""
    if query.steps is None:
        return False
    names, text = query.steps
    return bound.keys() <= {*catalogue.projection(text)} - {*names}


def _by_steps(store: Store, request: Request, bound: Mapping[str, Term], wanted: int) -> Iterator[Row]:
    """The rows for some values after others of what comes first in their order, few more than wanted."""
    assert request.query.steps is not None
    names, text = request.query.steps
    columns = catalogue.projection(text)
    at = [columns.index(name) for name in names]
    known = {key: term for key, term in bound.items() if key in columns}
    step = replace(request, query=replace(request.query, text=text, steps=None))
    groups = _alike(_in_order(store, step, known, None), text)
    size, taken, found = _FIRST, 0, 0
    here = [catalogue.projection(request.query.text).index(name) for name in names]
    while rows := _some(groups, size):
        # in their order, which a set would not keep
        values = dict.fromkeys(tuple(row[column] for column in at) for row in rows)
        for row in _in_order(store, request, bound, None, _among(names, values)):
            if tuple(row[column] for column in here) in values:
                found += 1
                yield row
        taken += len(rows)
        # so many as the rest will need, if they give as many rows as those before
        size = min(8 * size, 1 + max(0, wanted - found) * taken // max(1, found))


def _among(names: Sequence[str], values: Iterable[Row]) -> Among:
    """What the engine is to begin with: the things, if there are any, for many facts have the same number."""
    whole = [row for row in values if None not in row]
    things = [at for at in range(len(names)) if all(isinstance(row[at], NamedNode) for row in whole)]
    chosen = things or range(len(names))
    rows = dict.fromkeys(tuple(row[at] for at in chosen) for row in whole)
    return Among(tuple(names[at] for at in chosen), [[term for term in row if term] for row in rows])


def _alike(rows: Iterable[Row], text: str) -> Iterator[list[Row]]:
    """Rows in an order, together where it does not tell them apart: what is found for those is one."""
    ordered = ordering.order(text)
    columns = [criterion.column for criterion in ordered[1]] if ordered else []
    for _, alike in groupby(rows, key=lambda row: [row[column] for column in columns]):
        yield list(alike)


def _some(groups: Iterator[list[Row]], size: int) -> list[Row]:
    """At least so many of the next rows, if there are, in whole groups."""
    rows: list[Row] = []
    for group in groups:
        rows += group
        if len(rows) >= size:
            break
    return rows


def _in_order(
    store: Store,
    request: Request,
    bound: Mapping[str, Term],
    wanted: int | None,
    among: Among | None = None,
) -> Iterable[Row]:
    """The first rows, sorted here, or by the engine where it alone knows how."""
    query = request.query
    ordered = ordering.order(query.text)
    if ordered is not None:
        text, criteria = ordered
        try:
            return ordering.first(
                _rows(_evaluate(store, text, bound, query.name, request, among)), criteria, wanted
            )
        except ordering.Unordered:
            pass
    return _rows(_evaluate(store, query.text, bound, query.name, request, among))


class Part(NamedTuple):
    """What a question gave for one combination of its parameters' things."""

    #: rows, graph or boolean
    kind: str
    columns: tuple[str, ...]
    rows: Iterable[Row] = ()
    truth: bool | None = None


def gathered(
    request: Request,
    bindings: Sequence[Mapping[str, Term]],
    evaluate: Callable[[Mapping[str, Term], int | None], Part],
    start: float,
) -> Result:
    """The parts as one result, within the limit of rows.

    Args:
        request: the question and its limits.
        bindings: what its variables are bound with, one after another.
        evaluate: asks with one of them, for so many rows at most, or all.
        start: when it began, as `time.perf_counter` tells.
    """
    query = request.query
    limit = query.limit if request.limit is None else request.limit
    end = None if limit == 0 else request.offset + limit + 1
    columns: tuple[str, ...] = ()
    kind, truth = "rows", None
    rows: list[Row] = []
    for bound in bindings:
        left = None if end is None else end - len(rows)
        part = evaluate(bound, left)
        kind, columns = part.kind, part.columns
        if part.truth is not None:
            truth = bool(truth) or part.truth
        rows.extend(islice(part.rows, left))
    truncated = end is not None and len(rows) == end
    return Result(
        columns=columns,
        rows=tuple(rows[request.offset : end and end - 1]),
        truncated=truncated,
        elapsed=time.perf_counter() - start,
        kind=kind,
        truth=truth,
        headings=query.columns,
        given=frozenset(name for bound in bindings for name in bound),
    )


def offered(store: Store, parameter: Parameter) -> tuple[str, ...]:
    """The values worth offering for a parameter, in this graph; see `parameters.offered`."""
    return parameters.offered(parameter, _asking(store))


def _asking(store: Store) -> parameters.Ask:
    def ask(text: str, bound: Mapping[str, Term]) -> Iterable[Row]:
        return _rows(_evaluate(store, text, bound))

    return ask


def _check_graphs(store: Store, request: Request) -> None:
    """A FROM that names no graph of the store is refused, and so is what is no absolute IRI."""
    named = () if request.dataset is None else (*request.dataset.default, *request.dataset.named)
    for iri in (*request.froms, *named):
        try:
            graph = NamedNode(iri)
        except ValueError:
            graph = None
        if graph is None or (iri in request.froms and not store.contains_named_graph(graph)):
            raise UsageError("query-refused", word=f"FROM <{iri[:200]}>")


def _shape(found: Found) -> tuple[str, tuple[str, ...]]:
    if isinstance(found, QuerySolutions):
        return "rows", tuple(variable.value for variable in found.variables)
    return "graph", ("subject", "predicate", "object")


def _rows(found: Found) -> Iterator[Row]:
    if isinstance(found, QuerySolutions):
        yield from map(tuple, found)
    elif isinstance(found, QueryTriples):
        yield from ((triple.subject, triple.predicate, triple.object) for triple in found)


def _evaluate(
    store: Store,
    text: str,
    bound: Mapping[str, Term],
    name: str | None = None,
    request: Request | None = None,
    among: Among | None = None,
) -> Found:
    """Asks the union of all graphs, unless the request names some."""
    froms, dataset, base = (request.froms, request.dataset, request.base) if request else ((), None, None)
    try:
        return store.query(
            # what is found by steps begins with their values, and not with those of parameters
            substituted(text, bound, name, joined=among is None, among=among) if bound or among else text,
            base_iri=base,
            prefixes=dict(prefixes()),
            # The engine would take the union even where FROM names some.
            use_default_graph_as_union=not froms and dataset is None,
            default_graph=None if dataset is None else [NamedNode(iri) for iri in dataset.default],
            named_graphs=None if dataset is None else [NamedNode(iri) for iri in dataset.named],
        )
    except SyntaxError as error:
        message = " ".join(str(error).split())
        raise InputError("query-syntax", file=name, reason=message[:300]) from error
