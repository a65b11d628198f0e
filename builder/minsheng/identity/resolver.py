"""What the documents of a graph speak of in common: the same name in the same area is one thing."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.identity.areas import AreaNames, core
from minsheng.identity.minting import Mint, Thing
from minsheng.identity.names import family, generic, national, normal
from minsheng.identity.settling import Settling, key_of, parts_of
from minsheng.identity.votes import Votes
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.identity.groups import Groups
    from minsheng.records import DocumentFacts, EntityFact

#: Marks the area of a name that means a thing in one document only.
_LOCAL = "@"
#: Where national names of these families stand, the area is only where they were given or done.
_WITHOUT_AREA = frozenset({"Award", "Document", "Work", "organization", "doing"})
#: Families whose names stand in many areas: a 和平社区, a 和平小学 is in every other city.
_REPEATED = frozenset({"facility", "Place"})
#: From so many characters on, such a name is taken to be the only one of the country.
_UNIQUE = 8


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
        self._numbers: dict[str, int] = {}
        #: by number
        self._keys: list[str] = []
        #: by number, the fullest name as written, where that is not the key's
        self._labels: dict[int, str] = {}
        self._votes = Votes()
        #: key of an alias → the numbers that go by it
        self._aliases: dict[str, tuple[int, ...]] = {}
        self._areas = AreaNames()
        self._documents: dict[str, array[int]] = {}
        #: by number of what stands for a thing
        self._iris: dict[int, str] = {}
        self._members: dict[int, list[int]] = {}
        self._groups: Groups | None = None
        self._redirects: dict[str, str] = {}

    def add(self, document: DocumentFacts) -> None:
        """Take in the entities of a document, before `settle`; its name must be new."""
        entities = sorted(document.entities, key=lambda fact: fact.key)
        self._documents[document.name] = array("L", (self._number(fact, document) for fact in entities))

    def settle(self) -> None:
        """Decide; then `of`, `assignments` and `redirects` answer."""
        groups = Settling(self._keys, self._aliases, self._areas, self._documents.values()).groups()
        self._groups = groups
        self._aliases.clear()
        self._numbers.clear()
        roots = [number for number in range(len(self._keys)) if groups.root(number) == number]
        for number in range(len(self._keys)):
            if (root := groups.root(number)) != number:
                self._members.setdefault(root, [root]).append(number)
        mint = Mint(self._base, self._known)
        self._iris = mint.iris(roots, self._thing)
        self._redirects = mint.redirects

    def of(self, document: str) -> tuple[Identity, ...]:
        """The identities of a document's entities, by entity key.

        Raises:
            KeyError: no such document was added.
        """
        return tuple(self._identity(self._root(number)) for number in self._documents[document])

    def assignments(self) -> dict[str, str]:
        """Key → IRI, to hand to the next `Resolver` as `known`; sorted."""
        iris = ((key, self._iris[self._root(number)]) for number, key in enumerate(self._keys))
        return dict(sorted(iris))

    def redirects(self) -> dict[str, str]:
        """IRIs that were known and are no longer used → the IRI of what they meant; sorted."""
        return dict(sorted(self._redirects.items()))

    def _root(self, number: int) -> int:
        return number if self._groups is None else self._groups.root(number)

    def _identity(self, root: int) -> Identity:
        members = self._members.get(root, [root])
        return Identity(self._iris[root], self._label(members)[0], self._votes.winner(members))

    def _number(self, fact: EntityFact, document: DocumentFacts) -> int:
        near, name = family()[fact.type], normal(fact.name)
        area = self._area(fact, near, name, document)
        key = key_of("Place", fact.code) if fact.code else key_of(near, area, name)
        number = self._numbers.setdefault(key, len(self._keys))
        if number == len(self._keys):
            self._keys.append(key)
            written = fact.name
        else:
            written = min(self._written(number), fact.name, key=_fullness)
        if written == parts_of(key)[2]:
            self._labels.pop(number, None)
        else:
            self._labels[number] = written
        self._votes.add(number, fact.type)
        if fact.code:
            self._areas.add(fact.code, (fact.name, *fact.aliases))
        elif not area.startswith(_LOCAL):
            for alias in {normal(alias) for alias in fact.aliases} - {name, ""}:
                holders = self._aliases.setdefault(key_of(near, area, alias), ())
                if number not in holders:
                    self._aliases[key_of(near, area, alias)] = (*holders, number)
        return number

    def _area(self, fact: EntityFact, near: str, name: str, document: DocumentFacts) -> str:
        if near in _WITHOUT_AREA and national(name):
            return ""
        if area := fact.area or document.area_code:
            return area
        common = generic(name) or (near in _REPEATED and len(name) < _UNIQUE)
        return _LOCAL + document.name if common else ""

    def _written(self, number: int) -> str:
        return self._labels.get(number) or parts_of(self._keys[number])[2]

    def _label(self, members: list[int]) -> tuple[str, str]:
        """The fullest name that any document has, and its key."""
        named = ((self._written(number), self._keys[number]) for number in members)
        return min(named, key=lambda pair: (_fullness(pair[0]), pair[1])) if len(members) > 1 else next(named)

    def _thing(self, root: int) -> Thing:
        members = self._members.get(root, [root])
        label, key = self._label(members)
        keys = sorted(self._keys[number] for number in members)
        parts = [parts_of(each) for each in keys]
        areas = sorted(area for _, area, _ in parts)
        area = max(areas, key=lambda area: len(core(area)) if area.isdigit() else 0)
        local = area.startswith(_LOCAL)
        return Thing(
            type=self._votes.winner(members),
            area="" if local else area,
            label=label,
            keys=tuple(keys),
            key=key,
            code=min((area for _, area, name in parts if not name), default=""),
            local=local,
        )


def _fullness(name: str) -> tuple[int, int, str]:
    """Sorts names: the one that says most first; of equals the one with fewest marks, then by code points."""
    return -len(normal(name)), len(name), name
