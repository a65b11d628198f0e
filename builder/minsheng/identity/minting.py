"""Giving IRIs to things: readable, never one for two, and those once published stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.identity.iris import entity_iri, place_iri, short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


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

    def iris(self, things: Sequence[Thing]) -> list[str]:
        """One IRI a thing, in the order of `things`, on which the choice does not depend."""
        given: dict[int, str] = self._keep(things)
        wanted: dict[str, list[int]] = {}
        for number, thing in enumerate(things):
            if number not in given:
                wanted.setdefault(self._plain(thing), []).append(number)
        for plain in sorted(wanted):
            for number in sorted(wanted[plain], key=lambda n: (things[n].label, things[n].keys)):
                given[number] = self._new(plain, things[number])
        return [given[number] for number in range(len(things))]

    def _keep(self, things: Sequence[Thing]) -> dict[int, str]:
        """The IRIs that stay. One that two things could claim stays with the least of their keys."""
        owners: dict[str, tuple[str, int]] = {}
        for number, thing in enumerate(things):
            for key in self._published(thing.keys):
                iri = self._known[key]
                owners[iri] = min(owners.get(iri, (key, number)), (key, number))
        claims: dict[int, list[str]] = {}
        for iri, (_, number) in sorted(owners.items()):
            claims.setdefault(number, []).append(iri)
        kept: dict[int, str] = {}
        for number, iris in claims.items():
            preferred = self._known.get(things[number].key)
            kept[number] = preferred if preferred in iris else iris[0]
            self.redirects.update((iri, kept[number]) for iri in iris if iri != kept[number])
        return kept

    def _published(self, keys: Iterable[str]) -> Iterable[str]:
        return (key for key in keys if key in self._known) if self._known else ()

    def _plain(self, thing: Thing) -> str:
        if thing.code:
            return place_iri(thing.code, self._base)
        return entity_iri(thing.type, thing.area, thing.label, self._base)

    def _new(self, plain: str, thing: Thing) -> str:
        name = thing.keys[0] if thing.local else thing.label
        iri, digits = plain, 4
        while iri in self._taken or (thing.local and iri == plain):
            digits += 2
            iri = f"{plain}-{short_hash(name, digits=digits)}"
        self._taken.add(iri)
        return iri
