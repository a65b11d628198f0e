"""Where things lie that do not stand right behind their place: in a list whose first member names it, in a
passage that begins with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.pairs import ELSEWHERE, WIDE, level
from minsheng.records import Span
from minsheng.vocabulary import subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_FACILITIES = subclasses("Facility")
#: What holds others and has a name of its own.
_SCENES = frozenset({"Place", "ScenicSpot", "HeritageSite"})
#: Between members of a list; one that was not recognised may stand between.
_AND = re.compile("[”’》]?(?:、(?:[^，。；：、（）“”\\s]{2,10}、)?|和|与|及|以及)[“‘《]?")
#: A first member that was not recognised, up to the comma of its list.
_UNKNOWN = re.compile("([^，。；：、（）“”\\s的在由与和将]{2,8})、")
#: 县医院 lies in no town that the list begins with.
UPPER = re.compile("[省市区县州]")
#: How small towns are, as `level` counts.
_TOWN = 3
#: What may stand before and behind the place with which a passage begins.
_OPENING = re.compile("(?:[^，。；：]{0,20}，)?(?:近日|日前|目前|如今|今年|其中)?，?在")
_WITHIN = re.compile("(?:境内|辖区|辖区内|沿线|沿岸|一带|地区|片区|区域|内|里)?[，,]")


class Placed(NamedTuple):
    """A thing, where it lies, and the words that say so."""

    thing: Thing
    place: Thing
    span: Span


class _Named(NamedTuple):
    """An outermost name of a sentence, and the places that it begins with or that stand right before it."""

    mention: Mention
    thing: Thing
    #: from the largest
    chain: tuple[Thing, ...]
    start: int


def behind_first(reading: Reading) -> Iterator[Placed]:
    """What the first of a list begins with holds the others, too.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("青石镇河湾村书屋、柳林村书屋开放。", "a.txt"))
        >>> [(found.thing.name, found.place.name) for found in behind_first(reading)]
        [('柳林村书屋', '青石镇'), ('柳林村', '青石镇')]
    """
    for sentence in reading.sentences:
        first: _Named | None = None
        end = -1
        for named in _outermost(reading, sentence):
            if first is not None and _begins_list(reading, first, named):
                # 青石镇某公寓、河湾一村: the first was not recognised
                first = _Named(named.mention, named.thing, (*first.chain, first.thing), first.start)
                yield Placed(named.thing, first.chain[-1], Span(first.start, named.mention.end))
            elif first is not None and _AND.fullmatch(reading.text, end, named.mention.start):
                holder = _holder(first, named)
                if holder is None:
                    first = named
                else:
                    span = Span(first.start, named.mention.end)
                    yield from (Placed(thing, holder, span) for thing in _members(named))
            else:
                first = named
            end = named.mention.end


def _begins_list(reading: Reading, place: _Named, other: _Named) -> bool:
    """Whether only a name that was not recognised stands between a town and a smaller place of a list."""
    if not place.thing.type == other.thing.type == "Place" or other.chain:
        return False
    if not _TOWN <= level(place.thing.name) < level(other.thing.name):
        return False
    return _UNKNOWN.fullmatch(reading.text, place.mention.end, other.mention.start) is not None


def _members(named: _Named) -> Iterator[Thing]:
    """A name, and the largest of the places that it begins with."""
    yield named.thing
    if named.chain:
        yield named.chain[0]


def _holder(first: _Named, other: _Named) -> Thing | None:
    """The place before the first of a list that holds another member; None where that names its own."""
    if other.thing.type == "Place" or other.chain:
        begun = other.chain[0] if other.chain else other.thing
        size = level(begun.name)
        sizes = [level(place.name) for place in (*first.chain, first.thing) if place.type == "Place"]
        if size not in sizes:
            return None
        larger = [place for place in first.chain if level(place.name) < size]
        return larger[-1] if larger else None
    own = UPPER.match(other.thing.name) or ELSEWHERE.search(other.thing.name) or other.thing.kind in WIDE
    if not first.chain or first.thing.type != other.thing.type or own:
        return None
    return first.chain[-1]


def in_scene(reading: Reading) -> Iterator[Placed]:
    """What a sentence that begins with a place names lies there.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("在青石镇，市民可以参观河湾书院。", "a.txt"))
        >>> [(found.thing.name, found.place.name) for found in in_scene(reading)]
        [('河湾书院', '青石镇')]
    """
    for sentence in reading.sentences:
        if (begun := _OPENING.match(reading.text, sentence.start, sentence.end)) is None:
            continue
        scene: _Named | None = None
        for named in _outermost(reading, sentence):
            if scene is None:
                if named.start != begun.end() or not _WITHIN.match(reading.text, named.mention.end):
                    break
                if named.thing.type not in _SCENES:
                    break
                scene = named
            elif named.thing.type == "Place":
                break
            elif named.thing.type in _FACILITIES and all(place.key == reading.area for place in named.chain):
                yield Placed(named.thing, scene.thing, Span(scene.start, named.mention.end))


def _begun_by(reading: Reading, mentions: tuple[Mention, ...], index: int) -> list[Thing]:
    """The places that one of the names of a sentence begins with, from the largest."""
    name = mentions[index]
    begins = {name.start}
    found: list[tuple[int, Thing]] = []
    for i in range(index + 1, len(mentions)):
        inner = mentions[i]
        if inner.start >= name.end:
            break
        held = reading.thing(inner)
        if held is not None and held.type == "Place" and inner.start in begins and inner.end < name.end:
            begins.add(inner.end)
            found.append((inner.end, held))
    return [thing for _, thing in sorted(found, key=lambda each: each[0])]


def _outermost(reading: Reading, sentence: Sentence) -> Iterator[_Named]:
    """The outermost names of a sentence; a place right before a name belongs to it."""
    before: _Named | None = None
    at = sentence.start
    mentions = sentence.mentions
    for i, mention in enumerate(mentions):
        thing = reading.thing(mention)
        if mention.start < at or thing is None:
            continue
        at = mention.end
        chain: list[Thing] = []
        start = mention.start
        if before is not None:
            if before.mention.end == mention.start and before.thing.type == "Place":
                chain, start = [*before.chain, before.thing], before.start
            else:
                yield before
        chain.extend(_begun_by(reading, mentions, i))
        before = _Named(mention, thing, tuple(chain), start)
    if before is not None:
        yield before
