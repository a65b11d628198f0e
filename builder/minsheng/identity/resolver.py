"""What the documents of a graph speak of in common: the same name in the same area is one thing."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from minsheng.identity.areas import AreaNames, core
from minsheng.identity.groups import Groups
from minsheng.identity.minting import Mint, Thing
from minsheng.identity.names import family, generic, national, normal
from minsheng.vocabulary import BASE, classes, superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minsheng.records import DocumentFacts, EntityFact

#: Between the parts of a key: family, area, name.
_TAB = "\t"
#: Marks the area of a name that means a thing in one document only.
_LOCAL = "@"
#: A name that stands for another where no area is known must have this many characters.
_TELLING = 4
#: Room for the classes of the ontology in a number that holds one of them.
_CLASSES = 64
#: Where national names of these families stand, the area is only where they were given or done.
_WITHOUT_AREA = frozenset({"Award", "Document", "Work", "organization", "doing"})


@dataclass(frozen=True, slots=True)
class Identity:
    """Which thing an entity of a document is."""

    iri: str
    #: the fullest name in any document
    label: str
    #: its class by the majority of documents
    type: str


class Resolver:
    """Gives entities of many documents their identity; the order of the documents does not matter.

    Args:
        base: prefix of the IRIs.
        known: key → IRI as `assignments()` gave it when the graph was last published, so that IRIs stay.

    Example:
        >>> resolver = Resolver()
        >>> for document in documents: resolver.add(document)  # doctest: +SKIP
        >>> resolver.settle()  # doctest: +SKIP
        >>> resolver.of("a.txt")[0].iri  # doctest: +SKIP
        'https://w3id.org/minsheng/id/School/110105-liu-xi-xiao-xue'
    """

    def __init__(self, base: str = BASE, known: Mapping[str, str] | None = None) -> None:
        self._base = base
        self._known = known or {}
        self._family = family()
        #: family → its classes, each with its number
        self._classes: dict[str, list[tuple[int, str]]] = {}
        for position, name in enumerate(classes()):
            self._classes.setdefault(self._family[name], []).append((position, name))
        self._positions = {name: position for position, name in enumerate(classes())}
        #: key → number
        self._numbers: dict[str, int] = {}
        #: by number, the fullest name
        self._names: list[str] = []
        #: by number and class, the documents that say so
        self._votes: Counter[int] = Counter()
        #: key of an alias → the numbers that go by it
        self._aliases: dict[str, tuple[int, ...]] = {}
        self._areas = AreaNames()
        self._documents: dict[str, array[int]] = {}
        self._identities: list[Identity] = []
        self._of_number = array("L")
        self._redirects: dict[str, str] = {}

    def add(self, document: DocumentFacts) -> None:
        """Take in the entities of a document; its name must be new."""
        entities = sorted(document.entities, key=lambda fact: fact.key)
        self._documents[document.name] = array("L", (self._number(fact, document.name) for fact in entities))

    def settle(self) -> None:
        """Decide; then `of`, `assignments` and `redirects` answer."""
        groups = _Settling(
            tuple(self._numbers), self._aliases, self._areas, self._documents.values()
        ).groups()
        members: dict[int, list[int]] = {}
        for number in range(len(self._names)):
            members.setdefault(groups.root(number), []).append(number)
        keys = tuple(self._numbers)
        things = [self._thing([keys[number] for number in group], group) for group in members.values()]
        mint = Mint(self._base, self._known)
        iris = mint.iris(things)
        self._identities = [
            Identity(iri, thing.label, thing.type) for iri, thing in zip(iris, things, strict=True)
        ]
        self._of_number = array("L", [0]) * len(keys)
        for position, group in enumerate(members.values()):
            for number in group:
                self._of_number[number] = position
        self._redirects = mint.redirects
        self._aliases.clear()
        self._votes.clear()

    def of(self, document: str) -> tuple[Identity, ...]:
        """The identities of a document's entities, by entity key.

        Raises:
            KeyError: no such document was added.
        """
        return tuple(self._identities[self._of_number[number]] for number in self._documents[document])

    def assignments(self) -> dict[str, str]:
        """Key → IRI, to hand to the next `Resolver` as `known`."""
        return {
            key: self._identities[self._of_number[number]].iri
            for key, number in sorted(self._numbers.items())
        }

    def redirects(self) -> dict[str, str]:
        """IRIs that were known and are no longer used → the IRI of what they meant, sorted."""
        return dict(sorted(self._redirects.items()))

    def _number(self, fact: EntityFact, document: str) -> int:
        near, name = self._family[fact.type], normal(fact.name)
        area = self._area(fact, near, name, document)
        key = f"Place{_TAB}{fact.code}{_TAB}" if fact.code else f"{near}{_TAB}{area}{_TAB}{name}"
        number = self._numbers.setdefault(key, len(self._names))
        if number == len(self._names):
            self._names.append(fact.name)
        else:
            self._names[number] = min(self._names[number], fact.name, key=_fullness)
        self._votes[number * _CLASSES + self._positions[fact.type]] += 1
        if fact.code:
            self._areas.add(fact.code, (fact.name, *fact.aliases))
        elif not area.startswith(_LOCAL):
            self._alias(fact, f"{near}{_TAB}{area}{_TAB}", name, number)
        return number

    def _area(self, fact: EntityFact, near: str, name: str, document: str) -> str:
        if near in _WITHOUT_AREA and national(name):
            return ""
        return fact.area or (_LOCAL + document if generic(name) else "")

    def _alias(self, fact: EntityFact, scope: str, name: str, number: int) -> None:
        for alias in {normal(alias) for alias in fact.aliases} - {name}:
            holders = self._aliases.get(scope + alias, ())
            if number not in holders:
                self._aliases[scope + alias] = (*holders, number)

    def _thing(self, keys: list[str], numbers: list[int]) -> Thing:
        named = zip((self._names[number] for number in numbers), keys, strict=True)
        label, key = (
            min(named, key=lambda pair: (_fullness(pair[0]), pair[1])) if len(keys) > 1 else next(named)
        )
        parts = [key.split(_TAB, 2) for key in keys]
        areas = sorted(area for _, area, _ in parts)
        area = max(areas, key=lambda area: len(core(area)) if area.isdigit() else 0)
        local = area.startswith(_LOCAL)
        return Thing(
            type=self._type(parts[0][0], numbers),
            area="" if local else area,
            label=label,
            keys=tuple(sorted(keys)),
            key=key,
            code=min((area for _, area, name in parts if not name), default=""),
            local=local,
        )

    def _type(self, near: str, numbers: list[int]) -> str:
        """The class that most documents give; of equals the narrower, then the first of the ontology."""
        ranks = {}
        for position, name in self._classes[near]:
            votes = sum(self._votes[number * _CLASSES + position] for number in numbers)
            ranks[-votes, -len(superclasses(name)), position] = name
        return ranks[min(ranks)]


class _Settling:
    """Which names mean one thing. Each step decides on what the steps before it left, then joins."""

    def __init__(
        self,
        keys: tuple[str, ...],
        aliases: Mapping[str, tuple[int, ...]],
        areas: AreaNames,
        documents: Iterable[array[int]],
    ) -> None:
        self._keys = keys
        self._aliases = aliases
        self._areas = areas
        self._documents = documents
        self._groups = Groups(len(keys))
        #: family, area and name as said there → a number
        self._said: dict[tuple[str, str, str], int] = {}

    def groups(self) -> Groups:
        """All of it."""
        self._join_spellings()
        for step in (self._nested, self._places, self._by_alias):
            for one, other in list(step()):
                self._groups.join(one, other)
        return self._groups

    def _join_spellings(self) -> None:
        for number, key in enumerate(self._keys):
            near, area, name = key.split(_TAB, 2)
            if name:
                said = (near, area, self._areas.spelled(name, area))
                self._groups.join(number, self._said.setdefault(said, number))

    def _nested(self) -> Iterator[tuple[int, int]]:
        """A name given for a city, which one district of the city has: the district's."""
        areas: dict[tuple[str, str], dict[str, int]] = {}
        for (near, area, name), number in self._said.items():
            if area.isdigit():
                areas.setdefault((near, name), {})[core(area)] = number
        for (_, name), found in areas.items():
            if len(found) > 1 and not generic(name):
                for wide, number in found.items():
                    inside = [code for code in found if code != wide and code.startswith(wide)]
                    nearest = min(inside, key=len, default="")
                    if inside and all(code.startswith(nearest) for code in inside):
                        yield number, found[nearest]

    def _places(self) -> Iterator[tuple[int, int]]:
        """A place without a code, whose name one place with a code has, within the same area."""
        coded = {core(key.split(_TAB)[1]): n for n, key in enumerate(self._keys) if key.endswith(_TAB)}
        for (near, area, name), number in self._said.items():
            if near == "Place" and area.isdigit():
                found = self._areas.codes(name, area)
                if len(found) == 1:
                    yield number, coded[found[0]]

    def _by_alias(self) -> Iterator[tuple[int, int]]:
        """A name that one thing of the area is said to go by, unless a document tells the two apart."""
        root = self._groups.root
        coded = {root(number) for number, key in enumerate(self._keys) if key.endswith(_TAB)}
        pairs: set[tuple[int, int]] = set()
        for key, holders in self._aliases.items():
            near, area, alias = key.split(_TAB, 2)
            named = self._said.get((near, area, self._areas.spelled(alias, area)))
            roots = {root(holder) for holder in holders}
            if named is None or len(roots) != 1 or (not area and (generic(alias) or len(alias) < _TELLING)):
                continue
            one, other = sorted((root(named), *roots))
            if one != other and not {one, other} <= coded:
                pairs.add((one, other))
        return iter(pairs - self._together(pairs))

    def _together(self, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those of the pairs that one document names as two things."""
        watched = {number for pair in pairs for number in pair}
        found: set[tuple[int, int]] = set()
        for numbers in self._documents:
            present = sorted(watched.intersection(map(self._groups.root, numbers)))
            found |= pairs.intersection(combinations(present, 2))
        return found


def _fullness(name: str) -> tuple[int, int, str]:
    """Sorts names: the one that says most first; of equals the one with fewest marks, then by code points."""
    return -len(normal(name)), len(name), name
