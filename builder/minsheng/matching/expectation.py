"""What a question expects beside the name, compared with what the graph says of an entity."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from minsheng.matching.entities import ATTRIBUTES, place_key
from minsheng.matching.features import Fit
from minsheng.matching.spelling import plain
from minsheng.vocabulary import ONTOLOGY, classes, concepts, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.matching.index import Index
    from minsheng.matching.question import Question, Value

_LOCATED = "locatedIn"


class Expectation:
    """The class and values of a question, made ready to be compared with many entities.

    Args:
        index: the names of the graph.
        question: what is asked.
    """

    __slots__ = ("_index", "_lenient", "_types", "_values", "places")

    def __init__(self, index: Index, question: Question) -> None:
        self._index = index
        self._lenient = question.lenient
        known = [type_ for type_ in question.types if type_ in classes()]
        self._types = frozenset[str]().union(*map(subclasses, known)) if question.types else None
        #: several values of one property are alternatives
        self._values: dict[str, list[Value]] = {}
        for value in question.values:
            self._values.setdefault(value.property, []).append(value)
        #: keys of the places where the thing is said to be
        self.places = tuple(
            sorted({key for value in self._values.get(_LOCATED, ()) for key in self._keys(value)})
        )

    def fit(self, number: int) -> Fit | None:
        """How the entity of that number fits; None where it is of a class that was not asked for."""
        differs = self._types is not None and self._index.entities[number].type not in self._types
        if differs and not self._lenient:
            return None
        if not self._values:
            return Fit(type_differs=differs)
        found = [self._has_one(values, number) for values in self._values.values()]
        return Fit(found.count(True) / len(found), found.count(False) / len(found), differs)

    def fitting(self) -> list[int]:
        """Numbers of the entities that have every value, sorted; none where no value is asked for."""
        if not self._values:
            return []
        there = self._index.there(self.places) if self.places else range(len(self._index.entities))
        return [number for number in there if (fit := self.fit(number)) is not None and fit.value == 1.0]

    def _has_one(self, values: Sequence[Value], number: int) -> bool | None:
        """Whether an entity has one of the values; None where the graph says nothing of them."""
        found = {self._agrees(value, number) for value in values}
        return True if True in found else False if False in found else None

    def _agrees(self, value: Value, number: int) -> bool | None:
        """Whether an entity has a value; None where the graph says nothing of it."""
        if value.property == _LOCATED:
            keys = self._keys(value)
            return self._index.areas.agree(keys, self._index.places[number]) if keys else None
        held = self._index.entities[number].linked(value.property)
        if not held:
            return None
        if value.iri in held:
            return True
        if not value.text:
            return False
        if value.property in ATTRIBUTES:
            return any(plain(value.text) in _words(value.property, iri) for iri in held)
        return any(self._called(iri, value.text) for iri in held)

    def _keys(self, value: Value) -> Iterable[str]:
        return (place_key(value.iri),) if value.iri else self._index.areas.keys(plain(value.text))

    def _called(self, iri: str, text: str) -> bool:
        """Whether an entity goes by a name, or by one that contains it or is contained in it."""
        number = self._index.number(iri)
        if number is None:
            return False
        asked = self._index.form(text)
        for name in self._index.names(number):
            bare = self._index.bare[name]
            if bare and asked.bare and (bare in asked.folded or asked.bare in self._index.folded[name]):
                return True
        return False


@cache
def _words(scheme: str, iri: str) -> frozenset[str]:
    """Everything that a concept is called, in plain form."""
    notation = iri.removeprefix(ONTOLOGY[scheme] + "/")
    concept = concepts(scheme).get(notation)
    named = (notation,) if concept is None else (notation, concept.zh, concept.en, *concept.alt)
    return frozenset(map(plain, named))
