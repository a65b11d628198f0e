"""SPARQL questions to a store, about a list of things at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.vocabulary import MS, entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.graph.rows import Engine

#: Things named in one question: enough to ask seldom, few enough for any engine to take.
_BATCH = 1000


def ask(store: Engine, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT over the union of the named graphs, each once, in no order.

    Values are IRIs and the texts of literals; what is unbound is "".
    """
    from minsheng.graph.rows import rows

    return list(set(rows(store, query)))


def ask_about(store: Engine, query: str, things: Iterable[str]) -> list[tuple[str, ...]]:
    """Like `ask`, with the `$THINGS` of the query standing for IRIs, a batch at a time."""
    rest = list(things)
    batches = (rest[start : start + _BATCH] for start in range(0, len(rest), _BATCH))
    return [row for batch in batches for row in ask(store, query.replace("$THINGS", listed(batch)))]


def listed(iris: Iterable[str]) -> str:
    """IRIs as SPARQL writes them, for VALUES.

    Raises:
        ValueError: one is no IRI.

    Example:
        >>> listed(["https://example.org/a"])
        '<https://example.org/a>'
    """
    from pyoxigraph import NamedNode

    return " ".join(str(NamedNode(iri)) for iri in iris)


def is_iri(text: str) -> bool:
    """Whether a text can be an IRI at all."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def is_relation(variable: str) -> str:
    """A condition that a variable is a relation between entities."""
    return f"{variable} IN ({', '.join(f'<{relation.iri}>' for relation in relations().values())})"


def is_entity(variable: str, kind: str = "?class") -> str:
    """A pattern that a variable is an entity of a class of the ontology, which `kind` then holds."""
    return (
        f"{variable} a {kind} FILTER({kind} IN ({', '.join(f'<{MS[name]}>' for name in entity_classes())}))"
    )
