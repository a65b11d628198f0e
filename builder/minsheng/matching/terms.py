"""Classes and properties as people and programs name them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.matching.entities import ATTRIBUTES
from minsheng.queries.near import near
from minsheng.vocabulary import MS, classes, entity_classes, properties, relations

if TYPE_CHECKING:
    from collections.abc import Mapping


def type_named(name: str) -> str:
    """The local name of a class given by it, by its IRI, as `ms:School`, or by its label.

    Raises:
        UsageError: no class of entities is called so.

    Example:
        >>> type_named("学校"), type_named("ms:School"), type_named(MS.School)
        ('School', 'School', 'School')
    """
    return _named(name, _types(), "match-type")


def property_named(name: str) -> str:
    """The local name of a property that can be asked for beside a name.

    Raises:
        UsageError: no relation or attribute is called so.

    Example:
        >>> property_named("位于"), property_named("kind")
        ('locatedIn', 'kind')
    """
    return _named(name, _properties(), "match-property")


def askable() -> tuple[str, ...]:
    """Local names of the properties that can be asked for: relations, then attributes."""
    return (*relations(), *ATTRIBUTES)


def matchable() -> tuple[str, ...]:
    """Local names of the classes that can be asked for: those of entities, and what they have in common."""
    return ("Facility", *entity_classes())


def labels(property_: str) -> tuple[str, str]:
    """The Chinese and English label of a property that can be asked for."""
    term = relations().get(property_) or properties()[property_]
    return term.zh, term.en


def _named(name: str, known: Mapping[str, str], error: str) -> str:
    asked = name.strip()
    found = known.get(asked) or known.get(asked.casefold())
    if found is None:
        raise UsageError(error, name=asked[:80], near=near(asked[:80], _shown(known)))
    return found


def _shown(known: Mapping[str, str]) -> list[str]:
    """Local names and Chinese labels, for an error to suggest."""
    return [way for way in known if way in known.values() or not way.isascii()]


@cache
def _types() -> Mapping[str, str]:
    return _ways({name: (classes()[name].zh, classes()[name].en) for name in matchable()})


@cache
def _properties() -> Mapping[str, str]:
    return _ways({name: labels(name) for name in askable()})


def _ways(terms: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Everything that terms are called → their local names."""
    found = {}
    for name, called in terms.items():
        for way in (name, MS[name], f"ms:{name}", *called):
            found[way] = name
            found.setdefault(way.casefold(), name)
    return MappingProxyType(found)
