"""What one predicate says of everything in a store, each pair once, whatever number of documents say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple


def pairs(store: Store, predicate: str) -> Iterator[tuple[str, NamedNode | BlankNode | Literal | Triple]]:
    """Subjects that are IRIs, each with what the predicate leads to.

    The engine drops repetitions before it reads a single name, which a pattern over all graphs does not.

    Example:
        >>> from pyoxigraph import Store
        >>> list(pairs(Store(), "urn:a"))
        []
    """
    from pyoxigraph import NamedNode, QuerySolutions

    query = f"SELECT DISTINCT ?s ?o {{ ?s <{predicate}> ?o }}"
    rows = store.query(query, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    for subject, value in rows:
        if isinstance(subject, NamedNode) and value is not None:
            yield subject.value, value
