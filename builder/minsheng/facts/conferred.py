"""Honours that a heading or a colon confers on what is listed below: “市级文明校园（6所）”, and six names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rules import rules
from minsheng.records import Span
from minsheng.vocabulary import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

#: What a list has behind the honour in its heading, in its title or before its colon.
_COUNT = r"[（(][^（）()]{0,40}?\d ?[个家所名处项位座][^（）()]{0,40}[）)]"
_LISTED = re.compile(
    rf"[”’]?(?:{_COUNT})?(?:名单|名录)?(?:公示|公布|公告)?(?:[（(][^（）()]{{0,16}}[）)])?[：:]?$"
)
_NAMED_LIST = re.compile(rf"[：:]$|名单|名录|{_COUNT}$")
#: What makes the honour one that is only sought.
_SOUGHT = re.compile("拟|申报|推荐|候选|公示|参评|入围|建议")
#: A heading is no longer; a line of the list has no such mark.
_LONGEST = 80
_PROSE = re.compile("[。！？；，]")
#: Share of the characters of a line, its labels and figures aside, that are names.
_NAMES = 0.6
_ASIDE = re.compile(r"[\s\d、,.．:：（）()一二三四五六七八九十]")


def conferred(reading: Reading) -> Iterator[Related]:
    """What is listed below an honour received it, or seeks it.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> text = "市级文明校园名单（2所）\\n河湾小学、青石中学\\n"
        >>> reading, _ = Extractor().read(read_text(text, "a.txt"))
        >>> [reading.things[related.subject].name for related in conferred(reading)]
        ['河湾小学', '青石中学']
    """
    honour: Mention | None = None
    rule = rules("relations")["award-of-list"]
    status = "received"
    for sentence in reading.sentences:
        over = _over(reading, sentence)
        if over is None and honour is None:
            continue
        words = reading.text[sentence.start : sentence.end]
        if over is not None:
            honour, status = over, "appliedFor" if _SOUGHT.search(words) else "received"
        elif _PROSE.search(words) or _NAMED_LIST.search(words):
            honour = None
        elif honour is not None and (award := reading.thing(honour)) is not None:
            for mention, thing in _listed(reading, sentence):
                spans = (Span(mention.start, mention.end), Span(honour.start, honour.end))
                yield Related(
                    thing.key, rule.relation, award.key, spans, rule.id, rule.confidence, award_status=status
                )


def _over(reading: Reading, sentence: Sentence) -> Mention | None:
    """The one honour that the heading of a list names."""
    text = reading.text
    awards = [mention for mention in sentence.mentions if mention.type == "Award"]
    if len({mention.name for mention in awards}) != 1 or sentence.end - awards[-1].end > _LONGEST:
        return None
    words = text[sentence.start : sentence.end]
    if not _NAMED_LIST.search(words) or not _LISTED.match(text, awards[-1].end, sentence.end):
        return None
    return awards[-1]


def _listed(reading: Reading, sentence: Sentence) -> list[tuple[Mention, Thing]]:
    """The names of a line that holds little else; the place that labels it is none of them."""
    found: list[tuple[Mention, Thing]] = []
    for mention in sentence.outermost:
        thing = reading.thing(mention)
        if thing is None or thing.type == "Place":
            continue
        if relations()["received"].allows(thing.type, "Award"):
            found.append((mention, thing))
    named = sum(mention.end - mention.start for mention in sentence.outermost)
    rest = _ASIDE.sub("", reading.text[sentence.start : sentence.end])
    return found if named >= _NAMES * len(rest) else []
