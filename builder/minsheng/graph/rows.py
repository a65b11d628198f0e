"""Rows of a query as plain text, for those who need values and not terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from minsheng.vocabulary import sparql_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from minsheng.graph.endpoint import Endpoint

    #: What holds a graph: the embedded engine's store, or a server.
    Engine: TypeAlias = ox.Store | Endpoint


def rows(engine: Engine, query: str, document: str | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT over all documents, or over the one of an IRI: each term's text, "" where unbound.

    Args:
        engine: a store, or an endpoint, which is read page by page where it keeps rows back.
        query: without prologue; to be asked of an endpoint, it has its first `{` behind its variables.
        document: IRI of the document.

    Raises:
        SyntaxError: the query is not SPARQL.

    Example:
        >>> list(rows(ox.Store(), "SELECT (1 AS ?one) (<urn:a> AS ?iri) {}"))
        [('1', 'urn:a')]
    """
    for row in terms(engine, query, document):
        yield tuple(getattr(term, "value", "") for term in row)


def terms(engine: Engine, query: str, document: str | None = None) -> Iterator[tuple[Any, ...]]:
    """As `rows`, with the terms themselves, None where unbound."""
    graph = None if document is None else ox.NamedNode(document)
    if not isinstance(engine, ox.Store):
        from minsheng.graph.paging import Select, read

        head, _, group = query.partition("{")
        dataset = "" if graph is None else f"FROM {graph}"
        _, found = read(engine, Select(head, "{" + group, sparql_prefixes(), dataset))
        yield from found
        return
    if graph is None:
        solutions = engine.query(sparql_prefixes() + query, use_default_graph_as_union=True)
    else:
        solutions = engine.query(sparql_prefixes() + query, default_graph=[graph])
    assert isinstance(solutions, ox.QuerySolutions)
    yield from map(tuple, solutions)
