"""An invented country to match names in: counties of the gazetteer, each with schools, clinics and bodies.

Which county has a school of which name is chance; where one really is called so, that is chance too.
"""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from minsheng.identity import entity_iri, place_iri
from minsheng.language.gazetteer import Division, gazetteer, short_form
from minsheng.matching import Entity

_SEED = 20230711
#: Share of stems that every other county has, of the names of towns, and of names used without the county.
_COMMON, _TOWNLY, _BARE = 0.25, 0.15, 0.3
#: Towns of a county that the country has.
_TOWNS = 6


def country(counties: int, seed: int = _SEED) -> list[Entity]:
    """The entities of so many counties, sorted by IRI; the same for the same arguments.

    Example:
        >>> len(country(2)) > 60
        True
    """
    drawn = random.Random(seed)
    codes = _counties()
    found: dict[str, Entity] = {}
    for code in drawn.sample(codes, min(counties, len(codes))):
        for entity in _county(code, random.Random(f"{seed}-{code}")):
            found.setdefault(entity.iri, entity)
    return [found[iri] for iri in sorted(found)]


@cache
def _counties() -> tuple[str, ...]:
    listed = gazetteer()
    names = {division.code for name in listed.names() for division in listed.named(name)}
    return tuple(sorted(code for code in names if len(code) == 6))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("matching_world.toml").read_text(encoding="utf-8"))


def _county(code: str, drawn: random.Random) -> list[Entity]:
    county = gazetteer().get(code)
    assert county is not None
    towns = gazetteer().towns(code)
    towns = drawn.sample(towns, min(_TOWNS, len(towns)))
    made = [_place(county)]
    made += [_place(town, county) for town in towns]
    for kind in _tables()["things"]:
        made += [_thing(kind["type"], pattern, county, towns, drawn) for pattern in kind["names"]]
    return made


def _place(division: Division, parent: Division | None = None) -> Entity:
    iri = place_iri(division.code)
    links = ((("locatedIn", place_iri(parent.code)),) if parent else ())  # fmt: skip
    places = (division.code, parent.code) if parent else (division.code,)
    short = short_form(division)
    others = (short,) if short != division.name else ()
    return Entity(iri, division.name, others, "Place", tuple(sorted(places)), links)


def _thing(type_: str, pattern: str, county: Division, towns: list[Division], drawn: random.Random) -> Entity:
    town = drawn.choice(towns) if towns else county
    full = pattern.format(
        C=county.name,
        c=short_form(county),
        T=town.name,
        t=_short(town),
        S=_stem(drawn, town),
        N=drawn.choice("一二三四五六七八"),
    )
    inside = full.removeprefix(county.name) if drawn.random() < _BARE else full
    # a name is written with the county in one text, without it in another
    names = {inside, full} if drawn.random() < _BARE else {inside}
    label = max(names, key=len)
    others = tuple(sorted(names - {label}))
    place = town if "{T}" in pattern and towns else county
    iri = entity_iri(type_, county.code, f"{label}{pattern.count('{S}') or ''}")
    return Entity(
        iri, label, others, type_, (county.code, *((place.code,) if place != county else ())),
        (("locatedIn", place_iri(place.code)),),
    )  # fmt: skip


def _stem(drawn: random.Random, town: Division) -> str:
    tables, lot = _tables(), drawn.random()
    if lot < _COMMON:
        return str(drawn.choice(tables["common"]))
    if lot < _COMMON + _TOWNLY:
        return _short(town)
    # the towns of the whole country lend their names: some thirty thousand different ones
    towns = gazetteer().towns(drawn.choice(_counties()))
    return (_short(drawn.choice(towns)) if towns else "") + str(drawn.choice(tables["third"]))


def _short(town: Division) -> str:
    for ending in ("街道", "镇", "乡"):
        town_name = town.name.removesuffix(ending)
        if town_name != town.name:
            return town_name
    return town.name
