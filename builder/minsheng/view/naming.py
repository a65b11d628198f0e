"""Which entity a person means by a name."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.view.asking import ask, is_entity, is_iri, listed

if TYPE_CHECKING:
    from minsheng.graph.rows import Engine

_NAMES = "rdfs:label|skos:altLabel|skos:hiddenLabel"
#: Names to choose from that an error lists.
_SUGGESTED = 5
#: Characters of an asked name that are compared with others: no name of a place is longer.
_COMPARED = 40


def find_entity(store: Engine, name: str) -> str:
    """The IRI of the entity that has `name` as its IRI or label, as another name, or in a name.

    The first of these that fits one entity alone decides.

    Raises:
        UsageError: no entity is called so, or several are.

    Example:
        >>> find_entity(store, "青溪区")  # doctest: +SKIP
        'https://w3id.org/minsheng/id/Place/509901'
    """
    from pyoxigraph import Literal

    asked = name.strip()
    text = str(Literal(asked))
    for condition in (
        *([f"VALUES ?e {{ {listed([asked])} }}"] if is_iri(asked) else []),
        f"?e rdfs:label ?l FILTER(STR(?l) = {text})",
        f"?e {_NAMES} ?l FILTER(STR(?l) = {text})",
        f"?e {_NAMES} ?l FILTER(CONTAINS(STR(?l), {text}))",
    ):
        query = f"SELECT ?e ?label {{ {condition} . {is_entity('?e')} OPTIONAL {{ ?e rdfs:label ?label }} }}"
        found = dict(sorted((iri, label) for iri, label in ask(store, query)))
        if len(found) == 1:
            return next(iter(found))
        if found:
            # Their labels are what a person would type, unless it is they that are the same.
            names = found.values() if len(set(found.values())) == len(found) else found
            raise UsageError("view-ambiguous", name=asked, near="、".join([*names][:_SUGGESTED]))
    raise UsageError("view-unknown", name=asked, near="、".join(_near(store, asked)) or "—")


def _near(store: Engine, asked: str) -> list[str]:
    """Labels that share two characters in a row with the name, the most alike first."""
    from pyoxigraph import Literal

    head = asked[:_COMPARED]
    pairs = sorted({head[i : i + 2] for i in range(max(1, len(head) - 1))} - {""})
    if not pairs:
        return []
    shares = " || ".join(f"CONTAINS(STR(?l), {Literal(pair)})" for pair in pairs)
    labels = {
        label
        for (label,) in ask(store, f"SELECT ?l {{ ?e rdfs:label ?l FILTER({shares}) . {is_entity('?e')} }}")
    }
    likeness = {label: SequenceMatcher(None, head, label[:_COMPARED]).ratio() for label in labels}
    return sorted(labels, key=lambda label: (-likeness[label], label))[:_SUGGESTED]
