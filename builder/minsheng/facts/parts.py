"""What is part of an undertaking by names and lists: phases, items below a title or behind 其中."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_UNDERTAKINGS = frozenset({"Event", "Programme"})
#: The number before an item: （一）, 1., ①, ●
_NUMBER = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳●■◆▲·•\-—])\s*")
#: What may follow the name of an undertaking in the name of its part: 读书节启动仪式.
_PHASE = re.compile(f"^[”’》]?.{{0,6}}(?:{listed('phases')})$")
_MARKS = re.compile("[“”‘’《》]")
#: What has parts all along: a festival, a season, a series.
_SERIES = re.compile(f"系列|(?:{listed('seasons')})(?:系列)?(?:主题)?(?:活动)?[”’]?$")
#: What is held for the sake of an undertaking.
_OCCASION = re.compile(
    "(?:仪式|典礼|发布会|推进会|推介会|座谈会|大会|会议|签约|培训班?|论坛|征集)(?:活动)?[”’]?$"
)
#: So many parts in one sentence tell of a programme of events.
_FEWEST = 3
_AMONG = re.compile('[“"]?其中[，,：:]?')
#: What may stand between the beginning of an item and its name.
_OPENING = frozenset("“‘《，,：: ")
#: Shorter names are part of others by chance.
_SHORTEST = 4


def listed_below(reading: Reading) -> Iterator[Related]:
    """The items of a text, a line each, whose title names an event or programme."""
    whole: Thing | None = None
    confidence = rules("relations")["listed-below"].confidence
    for sentence in reading.sentences:
        for mention in sentence.mentions:
            thing = reading.thing(mention)
            if thing is None or thing.type not in _UNDERTAKINGS:
                continue
            if sentence.block == "title":
                whole = whole or thing
            elif whole is not None and thing.key != whole.key and _item(reading, sentence, mention):
                spans = (Span(mention.start, mention.end), Span(whole.first.start, whole.first.end))
                yield Related(thing.key, "partOf", whole.key, spans, "listed-below", confidence)


def parts_in_names(reading: Reading) -> Iterator[Related]:
    """青石镇爱心课堂 is part of 爱心课堂, 读书节启动仪式 of 读书节."""
    confidence = rules("relations")["part-in-name"].confidence
    named = {
        plain: thing.key
        for thing in reading.things
        if thing.type in _UNDERTAKINGS
        for name in (thing.name, *thing.aliases)
        if len(plain := _MARKS.sub("", name)) >= _SHORTEST
    }
    for sentence in reading.sentences:
        for i, mention in enumerate(sentence.mentions):
            thing = reading.thing(mention)
            if thing is None or thing.type not in _UNDERTAKINGS:
                continue
            whole = _whole(reading, mention, sentence.mentions[i + 1 :], named)
            if whole is not None and whole != thing.key:
                span = Span(mention.start, mention.end)
                near = reading.things[whole].first
                yield Related(
                    thing.key, "partOf", whole, (span, Span(near.start, near.end)), "part-in-name", confidence
                )


def in_series(reading: Reading) -> Iterator[Related]:
    """What a text about a series lists in one sentence, three at least, are parts of the series.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> text = "首届柳溪文化节开幕。首届柳溪文化节期间，有“渔歌”音乐会、“童心”朗诵大赛、“书香”阅读活动。"
        >>> reading, _ = Extractor().read(read_text(text, "a.txt"))
        >>> [reading.things[related.subject].name for related in in_series(reading)]
        ['“渔歌”音乐会', '“童心”朗诵大赛', '“书香”阅读活动']
    """
    confidence = rules("relations")["part-of-series"].confidence
    series = _series(reading)
    if series is None:
        return
    seen = {thing.key for thing in reading.things if thing.first.start <= series.first.end}
    starts = [mention.start for mention in series.mentions]
    for sentence in reading.sentences:
        things = [reading.thing(mention) for mention in sentence.mentions]
        parts = {thing.key: thing for thing in things if thing is not None and thing.type in _UNDERTAKINGS}
        parts.pop(series.key, None)
        for key, part in parts.items() if len(parts) >= _FEWEST else ():
            if key not in seen and not _OCCASION.search(part.name):
                near = series.mentions[bisect_left(starts, part.first.start) - 1]
                spans = (Span(part.first.start, part.first.end), Span(near.start, near.end))
                yield Related(key, "partOf", series.key, spans, "part-of-series", confidence)
        seen.update(parts)


def _series(reading: Reading) -> Thing | None:
    """The series that a text is about: named first or in its title, and most often."""
    undertakings = [thing for thing in reading.things if thing.type in _UNDERTAKINGS]
    most = max((len(thing.mentions) for thing in undertakings), default=0)
    titles = (s for s in reading.sentences if s.block in ("title", "heading"))
    titled = {thing.key for s in titles for m in s.mentions if (thing := reading.thing(m)) is not None}
    for thing in undertakings:
        central = most > 1 and len(thing.mentions) == most
        central = central and (thing is undertakings[0] or thing.key in titled)
        if central and any(_SERIES.search(name) for name in (thing.name, *thing.aliases)):
            return thing
    return None


def _whole(
    reading: Reading, mention: Mention, following: tuple[Mention, ...], named: dict[str, int]
) -> int | None:
    """What an undertaking is part of by its name, as the names within it tell."""
    for inner in following:
        if inner.start >= mention.end:
            break
        thing = reading.thing(inner)
        if thing is None or inner.start != mention.start or inner.end >= mention.end:
            continue
        rest = reading.text[inner.end : mention.end]
        if thing.type == "Place" and _within(reading, thing) and _MARKS.sub("", rest) in named:
            return named[_MARKS.sub("", rest)]
        if thing.type in _UNDERTAKINGS and _PHASE.search(rest):
            return thing.key
    return None


def _within(reading: Reading, place: Thing) -> bool:
    """Whether a place is smaller than the document's area, as far as codes tell."""
    area = reading.locality.code
    return place.key != reading.area and not (place.code and area.startswith(place.code))


def among_them(reading: Reading, antecedents: Antecedents) -> Iterator[Related]:
    """其中，甲…；乙…；丙…: what each item begins with is part of what was spoken of before."""
    confidence = rules("relations")["among-them"].confidence
    for sentence in reading.sentences:
        begun = _AMONG.match(reading.text, sentence.start, sentence.end)
        whole = antecedents.undertaking(sentence.start) if begun else None
        if begun is None or whole is None:
            continue
        at = begun.end()
        for mention in sentence.mentions:
            stop = max(reading.text.rfind(mark, at, mention.start) for mark in "；;") + 1
            at = max(at, stop)
            thing = reading.thing(mention)
            if thing is None or thing.type not in _UNDERTAKINGS or thing.key == whole.key:
                continue
            if _OPENING.issuperset(reading.text[at : mention.start]):
                spans = (Span(mention.start, mention.end), whole.span)
                yield Related(thing.key, "partOf", whole.key, spans, "among-them", confidence)


def _item(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence is nothing but a name behind a number."""
    start, end = (bound(reading.text, sentence) for bound in (_numbered, _ending))
    return start == mention.start and mention.end >= end


def _numbered(text: str, sentence: Sentence) -> int:
    found = _NUMBER.match(text, sentence.start, sentence.end)
    return found.end() if found else -1


def _ending(text: str, sentence: Sentence) -> int:
    return sentence.start + len(text[sentence.start : sentence.end].rstrip("。；;，, \n"))
