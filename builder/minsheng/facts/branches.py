"""Branches and units that bear the name of what they are part of: campuses, stations, departments, teams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.records import Span
from minsheng.vocabulary import subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_FACILITIES = subclasses("Facility")
_GROUPS = frozenset({"EducationGroup", "MedicalConsortium"})
_BODIES = _FACILITIES | subclasses("Organization")
#: What lies at a monument or in a park need not belong to it.
_WHOLES = _BODIES - {"HeritageSite", "ScenicSpot"}
_IN_BRACKETS = re.compile("[（(][^（）()]+[）)]")
#: What may follow the name of the whole in the name of a branch: 江城中学(北)校区.
_BRANCH = re.compile(f"^.{{0,8}}(?:{listed('branches')})$")
#: Words behind a name that make it that of a road, of an affiliate, of a society of its own.
_APART = re.compile(f"(?:{listed('apart')})|.*(?:{listed('independent')})$")
#: Shorter names are in others by chance, and shorter words name no unit.
_SHORTEST, _OWN = 4, 2


def branches(reading: Reading) -> Iterator[Related]:
    """What the names of branches and groups begin with.

    江城医院北院区 is part of 江城医院; a group that bears the name of a school has it as a member.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("柳荫医院北院区开诊，柳荫医院扩建。", "a.txt"))
        >>> [reading.things[related.subject].name for related in branches(reading)]
        ['柳荫医院北院区']
    """
    branch, group = (rules("relations")[name].confidence for name in ("branch-in-name", "group-in-name"))
    for sentence in reading.sentences:
        for i, mention in enumerate(sentence.mentions):
            thing = reading.thing(mention)
            if thing is None:
                continue
            before = _bracketed(reading.text, sentence, i)
            outer = reading.thing(before) if before is not None else None
            if before is not None and outer is not None and outer.key != thing.key:
                span = (Span(before.start, mention.end),)
                yield Related(thing.key, "partOf", outer.key, span, "branch-in-name", branch)
            for inner in sentence.mentions[i + 1 :]:
                if inner.start != mention.start:
                    break
                if inner.end >= mention.end:
                    continue
                whole = reading.thing(inner)
                if whole is None or whole.key == thing.key or whole.type not in _FACILITIES:
                    continue
                rest = mention.name[inner.end - inner.start :]
                span = (Span(mention.start, mention.end),)
                if thing.type in _FACILITIES and _BRANCH.search(rest):
                    yield Related(thing.key, "partOf", whole.key, span, "branch-in-name", branch)
                    break
                if thing.type in _GROUPS and _alone(reading, whole):
                    yield Related(whole.key, "memberOf", thing.key, span, "group-in-name", group)
                    break


def _bracketed(text: str, sentence: Sentence, index: int) -> Mention | None:
    """The whole before a branch in brackets: 江城小学（南校区）."""
    branch = sentence.mentions[index]
    if not _IN_BRACKETS.match(text, branch.start - 1, branch.end + 1) or not _BRANCH.search(branch.name):
        return None
    wholes = (m for m in sentence.mentions[:index] if m.end == branch.start - 1 and m.type == branch.type)
    return next(wholes, None)


def _alone(reading: Reading, thing: Thing) -> bool:
    """Whether a name stands by itself somewhere, not only within a longer one."""
    for own in thing.mentions:
        sentence = reading.sentence_at(own.start)
        holders = sentence.mentions if sentence is not None else ()
        if not any(m.start <= own.start and m.end >= own.end and m.name != own.name for m in holders):
            return True
    return False


def units(reading: Reading) -> Iterator[Related]:
    """Units whose names begin with that of another body of the text.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("柳溪图书馆开馆。柳溪图书馆东湖分馆也开放。", "a.txt"))
        >>> [reading.things[related.subject].name for related in units(reading)]
        ['柳溪图书馆东湖分馆']
    """
    confidence = rules("relations")["unit-in-name"].confidence
    named = {
        name: thing
        for thing in reading.things
        if thing.type in _WHOLES
        for name in (thing.name, *thing.aliases)
        if len(name) >= _SHORTEST
    }
    for thing in reading.things if len(named) > 1 else ():
        if thing.type not in _BODIES - _GROUPS:
            continue
        whole = _bearer(reading, thing, named)
        if whole is not None and _alone(reading, whole):
            span = Span(thing.first.start, thing.first.end)
            yield Related(thing.key, "partOf", whole.key, (span,), "unit-in-name", confidence)


def _bearer(reading: Reading, unit: Thing, named: dict[str, Thing]) -> Thing | None:
    """The body whose name a unit's begins with, the longest where there are several."""
    mention = next((m for m in unit.mentions if m.name == unit.name), unit.first)
    for length in range(len(mention.name) - _OWN, _SHORTEST - 1, -1):
        whole = named.get(mention.name[:length])
        if whole is None or whole.key == unit.key:
            continue
        if _APART.match(mention.name, length) or not reading.words.edge(mention.start + length):
            return None
        return whole
    return None
