"""Rows of a query as plain text, for those who need values and not terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.vocabulary import sparql_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(store: ox.Store, query: str, document: str | None = None) -> Iterator[tuple[str, ...]]:
    """The rows of a SELECT over all documents, or over the one of an IRI: each term's text, "" where unbound.

    Raises:
        SyntaxError: the query is not SPARQL.

    Example:
        >>> list(rows(ox.Store(), "SELECT (1 AS ?one) (<urn:a> AS ?iri) {}"))
        [('1', 'urn:a')]
    """
    if document is None:
        found = store.query(sparql_prefixes() + query, use_default_graph_as_union=True)
    else:
        found = store.query(sparql_prefixes() + query, default_graph=[ox.NamedNode(document)])
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        yield tuple(getattr(term, "value", "") for term in solution)
