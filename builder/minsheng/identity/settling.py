"""Deciding which names of many documents mean one thing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from minsheng.identity.areas import core
from minsheng.identity.groups import Groups
from minsheng.identity.names import generic

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from minsheng.identity.areas import AreaNames

#: A name that stands for another where no area is known must have this many characters.
_TELLING = 4
_TAB = "\t"


def key_of(near: str, area: str, name: str = "") -> str:
    """What tells a thing apart: its family of classes, its area, and its normal name there.

    A place with a code is told by the code alone, which then stands as its area.
    """
    return f"{near}{_TAB}{area}{_TAB}{name}"


def parts_of(key: str) -> tuple[str, str, str]:
    """Family, area and name of a key."""
    near, area, name = key.split(_TAB, 2)
    return near, area, name


class Settling:
    """Joins the numbers of names that mean one thing.

    Each step decides on what the steps before it left, and only then joins: so the order in which the
    documents came does not matter.

    Args:
        keys: the names, by number.
        aliases: key of an alias → numbers of those that go by it.
        areas: what the documents call the areas.
        documents: the numbers that stand in each document.
    """

    def __init__(
        self,
        keys: Sequence[str],
        aliases: Mapping[str, tuple[int, ...]],
        areas: AreaNames,
        documents: Iterable[array[int]],
    ) -> None:
        self._keys = keys
        self._aliases = aliases
        self._areas = areas
        self._documents = documents
        self._groups = Groups(len(keys))
        #: key with the name as it is said in its area → a number
        self._said: dict[str, int] = {}

    def groups(self) -> Groups:
        """All of it."""
        self._spellings()
        for step in (self._nested, self._places, self._by_alias):
            for one, other in list(step()):
                self._groups.join(one, other)
        return self._groups

    def _spellings(self) -> None:
        """区图书馆 and 江州市清源区图书馆 are 清源区图书馆, in that district."""
        for number, key in enumerate(self._keys):
            if not key.endswith(_TAB):
                self._groups.join(number, self._said.setdefault(self._spelled(key), number))

    def _spelled(self, key: str) -> str:
        near, area, name = parts_of(key)
        said = self._areas.spelled(name, area)
        return key if said == name else key_of(near, area, said)

    def _nested(self) -> Iterator[tuple[int, int]]:
        """A name given for a city, which one district of the city has: the district's."""
        for name, found in self._in_several_areas():
            if not generic(name):
                for wide, number in found.items():
                    inside = [code for code in found if code != wide and code.startswith(wide)]
                    nearest = min(inside, key=len, default="")
                    if inside and all(code.startswith(nearest) for code in inside):
                        yield number, found[nearest]

    def _in_several_areas(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Names that several areas have, with their numbers by the core of the area's code."""
        seen: set[int] = set()
        several: set[int] = set()
        for near, _, name in map(parts_of, self._said):  # hashes alone are kept: most names are met once
            (several if hash((near, name)) in seen else seen).add(hash((near, name)))
        areas: dict[tuple[str, str], dict[str, int]] = {}
        for key, number in self._said.items():
            near, area, name = parts_of(key)
            if area.isdigit() and hash((near, name)) in several:
                areas.setdefault((near, name), {})[core(area)] = number
        return ((name, found) for (_, name), found in areas.items() if len(found) > 1)

    def _places(self) -> Iterator[tuple[int, int]]:
        """A place without a code, whose name one place with a code has, within the same area."""
        coded = {
            core(parts_of(key)[1]): number for number, key in enumerate(self._keys) if key.endswith(_TAB)
        }
        for key, number in self._said.items():
            near, area, name = parts_of(key)
            if near == "Place" and area.isdigit():
                found = self._areas.codes(name, area)
                if len(found) == 1:
                    yield number, coded[found[0]]

    def _coded(self) -> Iterator[int]:
        return (number for number, key in enumerate(self._keys) if key.endswith(_TAB))

    def _by_alias(self) -> Iterator[tuple[int, int]]:
        """A name that one thing of the area is said to go by, unless a document tells the two apart."""
        root = self._groups.root
        coded = set(map(root, self._coded()))
        pairs: set[tuple[int, int]] = set()
        for key, holders in self._aliases.items():
            named = self._said.get(self._spelled(key))
            roots = {root(holder) for holder in holders}
            if named is None or len(roots) != 1:
                continue
            near, area, alias = parts_of(key)
            one, other = sorted((root(named), *roots))
            if one != other and not {one, other} <= coded and (_telling(alias) or (area and near != "Place")):
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


def _telling(alias: str) -> bool:
    """Whether a short name means one thing wherever it is said."""
    return len(alias) >= _TELLING and not generic(alias)
