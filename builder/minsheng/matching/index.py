"""All names of a graph, to be found by spelling, by characters, by place and by sound."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING

from minsheng.identity import pinyin
from minsheng.matching.entities import PLACE, areas_of, place_key, read_entities
from minsheng.matching.forms import form
from minsheng.matching.grams import Grams
from minsheng.matching.sounds import Sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Store

    from minsheng.matching.areas import Areas
    from minsheng.matching.entities import Entity
    from minsheng.matching.forms import Form

#: Names that share most characters with the asked one, and are looked at closely.
NEAR = 24
#: Namesakes that are looked at closely; more of them cannot be told apart by a name anyhow.
NAMESAKES = 60
#: A place with more things than this is too wide to look through for each name.
CROWDED = 1500


class Index:
    """The names of entities, numbered; made once, then only read.

    Args:
        entities: in the order of their IRIs.

    Example:
        >>> index = Index.of(open_graph("graph").store)  # doctest: +SKIP
        >>> [index.entity(name).label for name in index.candidates(index.form("川外"), ())]  # doctest: +SKIP
        ['四川外国语大学']
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.entities = entities
        self.areas: Areas = areas_of(entities)
        #: by number of the name: the entity's number
        self._owners = array("I")
        #: by number of the name
        self.plain: list[str] = []
        self.folded: list[str] = []
        self.bare: list[str] = []
        #: by number of the entity: keys of the places that it is in, by relation or by name
        self.places: list[tuple[str, ...]] = []
        self._numbers: dict[str, int] = {}
        #: key of a place → its number
        self._by_key: dict[str, int] = {}
        for number, entity in enumerate(entities):
            self._numbers[entity.iri] = number
            if entity.type == PLACE:
                self._by_key[place_key(entity.iri)] = number
            self._add(number, entity)
        self._by_plain = self._sorted(self.plain)
        self._by_folded = self._sorted(self.folded)
        self._by_bare = self._sorted(self.bare)
        #: by number of the name: how many things have it, leaving the places before it aside
        self.holders = self._counted()
        self.grams = Grams(self.folded)

    @classmethod
    def of(cls, store: Store) -> Index:
        """The index of a graph's store."""
        return cls(read_entities(store))

    def form(self, name: str) -> Form:
        """A name's form among the places of this graph."""
        return form(name, self.areas)

    def owner(self, name: int) -> int:
        """The number of the entity that has a name."""
        return self._owners[name]

    def entity(self, name: int) -> Entity:
        """The entity that has a name."""
        return self.entities[self._owners[name]]

    def number(self, iri: str) -> int | None:
        """The number of the entity of an IRI, None if there is none."""
        return self._numbers.get(iri)

    def names(self, entity: int) -> range:
        """The numbers of an entity's names; the label is the first."""
        start = bisect_left(self._owners, entity)
        return range(start, start + len(self.entities[entity].names))

    def candidates(self, asked: Form, places: Sequence[str]) -> list[int]:
        """Numbers of the names that a name may stand for, sorted.

        Args:
            asked: the name.
            places: keys of the places where the thing is said to be, the name's own left out.
        """
        where = places or asked.places
        found = set(self._equal(self.plain, self._by_plain, asked.plain)[:NAMESAKES])
        found.update(self._equal(self.folded, self._by_folded, asked.folded)[:NAMESAKES])
        found.update(self._namesakes(asked.bare, where))
        found.update(self.grams.near(asked.folded, NEAR))
        if asked.bare != asked.folded:
            found.update(self.grams.near(asked.bare, NEAR))
        if where:
            found.update(self._thereabouts(asked.bare, where))
        return sorted(found)

    def spelled(self, asked: Form) -> bool:
        """Whether a thing has this very name, numbers and endings spelled alike."""
        return bool(self._equal(self.folded, self._by_folded, asked.folded))

    def places_named(self, asked: Form) -> tuple[int, ...]:
        """The number of the place that a name means, where it is the name of one place alone."""
        keys = self.areas.keys(asked.plain)
        found = (self._by_key.get(key) for key in keys[:1])
        return tuple(number for number in found if number is not None) if len(keys) == 1 else ()

    def beginning(self, prefix: str) -> Iterator[int]:
        """Numbers of the names whose plain form begins with a plain text, in the order of the names."""
        at = bisect_left(self._by_plain, prefix, key=self.plain.__getitem__)
        for name in islice(self._by_plain, at, None):
            if not self.plain[name].startswith(prefix):
                return
            yield name

    def there(self, places: Iterable[str]) -> list[int]:
        """Numbers of the entities that are in one of the places, sorted."""
        return sorted({number for key in places for number in self._residents.get(key, ())})

    def complete(self) -> None:
        """Makes what is otherwise made when first asked for: processes that are forked then share it."""
        self.sounds.exact("")
        self.there([""])

    @cached_property
    def sounds(self) -> Sounds:
        """The pinyin of all names, read when first asked for."""
        readings = []
        for number, entity in enumerate(self.entities):
            readings.append(entity.pinyin or pinyin(entity.label))
            readings.extend(pinyin(self.plain[name]) for name in self.names(number)[1:])
        return Sounds(readings)

    def _add(self, number: int, entity: Entity) -> None:
        held = set(entity.places)
        for name in entity.names:
            found = self.form(name)
            self._owners.append(number)
            self.plain.append(found.plain)
            self.folded.append(found.folded if found.folded != found.plain else found.plain)
            self.bare.append(found.bare if found.bare != found.folded else self.folded[-1])
            if len(found.places) == 1 and not held:
                held.update(found.places)
        self.places.append(tuple(sorted(held)))

    @cached_property
    def _residents(self) -> dict[str, array[int]]:
        """Key of a place → numbers of the entities in it, wider places included."""
        found: dict[str, array[int]] = {}
        for number, held in enumerate(self.places):
            for key in frozenset[str]().union(*map(self.areas.above, held)):
                found.setdefault(key, array("I")).append(number)
        return found

    def _counted(self) -> array[int]:
        counts = array("I", bytes(4 * len(self.bare)))
        for _, group in groupby(self._by_bare, key=self.bare.__getitem__):
            names = list(group)
            owners = len({self._owners[name] for name in names})
            for name in names:
                counts[name] = owners
        return counts

    @staticmethod
    def _sorted(texts: Sequence[str]) -> array[int]:
        return array("I", sorted(range(len(texts)), key=texts.__getitem__))

    @staticmethod
    def _equal(texts: Sequence[str], order: array[int], text: str) -> array[int]:
        start = bisect_left(order, text, key=texts.__getitem__)
        return order[start : bisect_right(order, text, start, key=texts.__getitem__)]

    def _namesakes(self, bare: str, where: Sequence[str]) -> Iterable[int]:
        """Names that are the same but for the places before them; those that are there come first."""
        found = self._equal(self.bare, self._by_bare, bare)
        if len(found) <= NAMESAKES or not where:
            return found[:NAMESAKES]
        there = [
            name for number in self._near_by(where) for name in self.names(number) if self.bare[name] == bare
        ]
        return [*there, *found[:NAMESAKES]]

    def _near_by(self, where: Sequence[str]) -> list[int]:
        """The entities in the places that are not too wide to look through."""
        return self.there(key for key in where if len(self._residents.get(key, ())) <= CROWDED)

    def _thereabouts(self, bare: str, where: Sequence[str]) -> list[int]:
        """Names of things in the asked places that share characters with a name, the likest first."""
        characters = {character: self.grams.weight(character) for character in bare}
        shared = []
        for number in self._near_by(where):
            for name in self.names(number):
                weight = sum(map(characters.__getitem__, characters.keys() & set(self.bare[name])))
                if weight:
                    shared.append((-weight, abs(len(self.bare[name]) - len(bare)), name))
        return [name for _, _, name in sorted(shared)[:NEAR]]
