"""Entities and classes as the protocol shows them to a person who chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minsheng.language.gazetteer import gazetteer
from minsheng.vocabulary import MS, classes, label_of, superclasses

if TYPE_CHECKING:
    from minsheng.matching.entities import Entity
    from minsheng.matching.index import Index

#: Other names that a description lists.
_OTHERS = 3


def typed(name: str) -> dict[str, str]:
    """A class by its IRI and both labels.

    Example:
        >>> typed("School")["name"]
        '学校 · school'
    """
    found = classes()[name]
    return {"id": found.iri, "name": f"{found.zh} · {found.en}"}


def types_of(entity: Entity) -> list[dict[str, str]]:
    """The class of an entity, and those above it."""
    return [typed(name) for name in (entity.type, *superclasses(entity.type))]


def broader(name: str) -> dict[str, Any]:
    """A class with its nearest broader ones."""
    above = [typed(parent) for parent in classes()[name].parents]
    return {**typed(name), **({"broader": above} if above else {})}


def described(index: Index, entity: Entity) -> str:
    """What tells an entity from its namesakes: where it is, what it is, what else it is called.

    Example:
        >>> described(index, entity)  # doctest: +SKIP
        '青河区 · 小学 · 又名 青河附小'
    """
    parts = [where(index, entity), kind_of(entity)]
    if entity.others:
        parts.append("又名 " + "、".join(entity.others[:_OTHERS]))
    return " · ".join(filter(None, parts))


def kind_of(entity: Entity) -> str:
    """The Chinese label of an entity's kind, or of its class."""
    labels = [found[0] for iri in entity.linked("kind") if (found := label_of(iri))]
    return labels[0] if labels else classes()[entity.type].zh


def where(index: Index, entity: Entity) -> str:
    """The places that an entity lies in, the widest first; "" if they are not known."""
    own = index.number(entity.iri)
    held = entity.places if own is None else index.places[own]
    keys = frozenset[str]().union(*map(index.areas.above, held))
    numbers = {iri: index.number(iri) for iri in entity.linked("locatedIn")}
    names = [index.entities[number].label for number in numbers.values() if number is not None]
    above = [
        division.name
        for key in sorted(key for key in keys if key.isdigit())
        if (division := gazetteer().get(key)) is not None and division.name != entity.label
    ]
    return " ".join(dict.fromkeys([*above, *names]))


def property_of(name: str, labels: tuple[str, str]) -> dict[str, str]:
    """A property by its IRI and both labels."""
    return {"id": MS[name], "name": " · ".join(labels)}
