"""Places: what names mean them, what lies in them, and which of them a name begins with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from minsheng.identity.areas import core, wider
from minsheng.identity.names import generic
from minsheng.language.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Characters of the longest name of a place at the beginning of another name.
_LONGEST = 12
#: What must be left of a name behind the places that it begins with.
_REST = 2
#: 区文化馆, 全市图书馆: where one stands, which tells nothing to those who stand elsewhere.
_HERE = ("全", "我", "本")
#: 青河路小学 is wherever there is a 青河路.
_WAYS = frozenset("路街巷桥门")
_KINDS = ("街道", "社区", "省", "市", "区", "县", "州", "镇", "乡", "村")


class Split(NamedTuple):
    """A name apart: the places at its beginning, and the rest."""

    places: tuple[str, ...]
    rest: str


class Areas:
    """The places of the gazetteer and of a graph; a key is an administrative code or a place's IRI.

    Args:
        names: plain names of the graph's places, with the keys of the places so called.
        parents: key of a place without code → keys of the places that it lies in.

    Example:
        >>> areas = Areas({"柳溪": {"urn:liuxi"}}, {"urn:liuxi": {"500104"}})
        >>> areas.split("大渡口区柳溪小学"), sorted(areas.above("urn:liuxi"))
        (Split(places=('大渡口区', '柳溪'), rest='小学'), ['50', '5001', '500104', 'urn:liuxi'])
    """

    def __init__(self, names: Mapping[str, Iterable[str]], parents: Mapping[str, Iterable[str]]) -> None:
        self._names = {name: tuple(sorted(keys)) for name, keys in names.items()}
        self._parents = {key: tuple(sorted(above)) for key, above in parents.items()}
        self._above: dict[str, frozenset[str]] = {}

    def keys(self, name: str) -> tuple[str, ...]:
        """What a plain name may mean, as keys: all places of that name."""
        own = self._names.get(name, ())
        listed = self._listed.get(name, ())
        return own if not listed or own == listed else tuple(sorted({*own, *listed}))

    def above(self, key: str) -> frozenset[str]:
        """A place itself and all that it lies in."""
        found = self._above.get(key)
        if found is None:
            found = self._above[key] = frozenset(self._climb(key))
        return found

    def split(self, name: str) -> Split:
        """The places that a plain name begins with, and what follows them.

        A name that is nothing but a place keeps it; 区 or 全市 before a generic rest is dropped.
        """
        places: list[str] = []
        at = 0
        while end := self._end(name, at):
            places.append(name[at:end])
            at = end
        return Split(tuple(places), _without_here(name[at:]))

    def agree(self, asked: Iterable[str], held: Iterable[str]) -> bool | None:
        """Whether a thing in the places `held` is where one of the places `asked` is.

        True: it lies there; False: it lies elsewhere; None: what is known does not say.
        """
        holds = frozenset[str]().union(*map(self.above, held))
        undecided = not holds
        for key in asked:
            if key in holds:
                return True
            undecided = undecided or not self.above(key).isdisjoint(held)
        return None if undecided else False

    def _end(self, name: str, at: int) -> int:
        """Where the longest place that begins at `at` ends; 0 if none does, or too little would follow."""
        for end in range(min(len(name) - _REST, at + _LONGEST), at + 1, -1):
            part = name[at:end]
            if (part in self._names or part in self._listed) and not _goes_on(name, end):
                return end
        return 0

    def _climb(self, key: str) -> set[str]:
        found, waiting = set[str](), [key]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            if one.isdigit():
                found.update(wider(one))
            waiting.extend(self._parents.get(one, ()))
        return found

    @cached_property
    def _listed(self) -> Mapping[str, tuple[str, ...]]:
        """Full and short names of provinces, cities and counties → their codes."""
        listed = gazetteer()
        found: dict[str, tuple[str, ...]] = {}
        for name in listed.names():
            codes = {core(each.code) for each in (*listed.named(name), *listed.short(name))}
            # 东区, 城区: every school with two campuses has one
            if codes and not (len(name) == _REST and name.endswith("区")):
                found[name] = tuple(sorted(codes))
        return found


def _goes_on(name: str, end: int) -> bool:
    """Whether what follows a place makes another name of it: 青河 + 路小学, 柳溪 + 街道."""
    return name[end] in _WAYS or name[end:] in _KINDS


def _without_here(rest: str) -> str:
    shorter = rest[1:] if rest.startswith(_HERE) else rest
    for kind in _KINDS:
        if shorter.startswith(kind) and len(shorter) >= len(kind) + _REST and generic(shorter[len(kind) :]):
            return shorter[len(kind) :]
    return rest
