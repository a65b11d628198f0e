"""Giving IRIs to things: readable, never one for two, and those once published stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.identity.iris import entity_iri, place_iri, short_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to have one IRI."""

    type: str
    #: administrative code of the area that tells it from namesakes, "" if none does
    area: str
    label: str
    #: names that it goes by, sorted: what its IRI is remembered by
    keys: tuple[str, ...]
    #: key of the label
    key: str
    #: own administrative code, places only
    code: str = ""
    #: whether its name means it in one document only
    local: bool = False


class Mint:
    """Gives each thing its IRI.

    Args:
        base: prefix of the IRIs.
        known: key → IRI as published before; such an IRI is kept, and never given to another thing.
    """

    def __init__(self, base: str, known: Mapping[str, str]) -> None:
        self._base = base
        self._known = known
        self._taken = set(known.values())
        #: IRIs that were published for what is now one thing → the IRI that stays
        self.redirects: dict[str, str] = {}

    def iris(self, numbers: Iterable[int], thing: Callable[[int], Thing]) -> dict[int, str]:
        """Number → IRI, whatever the order of `numbers`; things are asked for when needed, not kept."""
        numbers = list(numbers)
        given = self._keep(numbers, thing) if self._known else {}
        wanted: dict[str, int] = {}
        sharing: dict[str, list[int]] = {}
        for number in numbers:
            if number not in given:
                plain, local = self._plain(thing(number))
                first = wanted.setdefault(plain, number)
                if first != number or local or plain in self._taken:
                    sharing.setdefault(plain, [first]).extend([number] * (first != number))
        self._taken.update(plain for plain in wanted if plain not in sharing)
        given.update((number, plain) for plain, number in wanted.items() if plain not in sharing)
        for plain in sorted(sharing):
            alike = [(thing(number), number) for number in sharing[plain]]
            for each, number in sorted(alike, key=lambda pair: (pair[0].label, pair[0].keys)):
                given[number] = self._new(plain, each)
        return given

    def _keep(self, numbers: list[int], thing: Callable[[int], Thing]) -> dict[int, str]:
        """The IRIs that stay. One that two things could claim stays with the least of their keys."""
        owners: dict[str, tuple[str, int]] = {}
        for number in numbers:
            for key in thing(number).keys:
                if iri := self._known.get(key):
                    owners[iri] = min(owners.get(iri, (key, number)), (key, number))
        claims: dict[int, list[str]] = {}
        for iri, (_, number) in sorted(owners.items()):
            claims.setdefault(number, []).append(iri)
        kept: dict[int, str] = {}
        for number, iris in claims.items():
            preferred = self._known.get(thing(number).key)
            kept[number] = preferred if preferred in iris else iris[0]
            self.redirects.update((iri, kept[number]) for iri in iris if iri != kept[number])
        return kept

    def _plain(self, thing: Thing) -> tuple[str, bool]:
        if thing.code:
            return place_iri(thing.code, self._base), False
        return entity_iri(thing.type, thing.area, thing.label, self._base), thing.local

    def _new(self, plain: str, thing: Thing) -> str:
        name = thing.keys[0] if thing.local else thing.label
        iri, digits = plain, 4
        while iri in self._taken or (thing.local and iri == plain):
            digits += 2
            iri = f"{plain}-{short_hash(name, digits=digits)}"
        self._taken.add(iri)
        return iri
