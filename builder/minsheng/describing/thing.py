"""Whatever else has an IRI: statements, numbers, rules, concepts, as properties and what points to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.describing.reader import Reader, text_of

if TYPE_CHECKING:
    from minsheng.describing.records import Named, Quote
    from minsheng.export.descriptions import Object

#: Subjects that point to a thing, listed of each predicate at most.
MOST_LISTED: Final = 50
#: Those that are counted: a rule may have made a hundred thousand facts.
MOST_COUNTED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Property:
    """A predicate with all its values: things by name, literals as text."""

    name: Named
    things: tuple[Named, ...]
    words: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    #: of incoming ones, of which only the first are listed; never more than are counted
    total: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """An IRI with everything that is said of it and by it."""

    iri: str
    name: Named
    properties: tuple[Property, ...]
    #: what has it as its object
    incoming: tuple[Property, ...]


def describe_thing(store: ox.Store | Reader, iri: str) -> Thing | None:
    """Everything that the graph says of any IRI; None where it stands nowhere.

    Example:
        >>> describe_thing(ox.Store(), "urn:nothing") is None
        True
    """
    reader = store if isinstance(store, Reader) else Reader(store)
    if not reader.holds(iri):
        return None
    properties = tuple(
        _property(reader, predicate, values) for predicate, values in reader.properties(iri).items()
    )
    return Thing(iri, reader.named(iri), properties, tuple(_incoming(reader, iri)))


def _property(reader: Reader, predicate: str, values: list[Object]) -> Property:
    things, words, quotes = [], [], []
    for value in values:
        if not isinstance(value, ox.NamedNode):
            words.append(text_of(value))
        elif (quote := reader.quote(value.value)) is not None:
            quotes.append(quote)
        else:
            things.append(reader.named(value.value))
    return Property(reader.named(predicate), tuple(sorted(things)), tuple(words), tuple(sorted(quotes)))


def _incoming(reader: Reader, iri: str) -> list[Property]:
    by_predicate: dict[str, set[str]] = {}
    pointing = reader.store.quads_for_pattern(None, None, ox.NamedNode(iri), None)
    for quad in islice(pointing, MOST_COUNTED):
        if isinstance(quad.subject, ox.NamedNode):
            by_predicate.setdefault(quad.predicate.value, set()).add(quad.subject.value)
    return [
        Property(
            reader.named(predicate),
            tuple(sorted(map(reader.named, sorted(subjects)[:MOST_LISTED]))),
            (),
            total=len(subjects),
        )
        for predicate, subjects in sorted(by_predicate.items())
    ]
