"""Bodies and schemes of the whole country, whose names no place begins: 教育部, 家庭医生签约服务."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.lexicon import begun, either, matches, words
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daachorse import CharwiseDoubleArrayAhoCorasick

    from minsheng.language.context import Context

#: The Party's committee of an area: 中共青河区委员会.
_COMMITTEE = re.compile(
    "[中团](?:(?<=中)(?:共|国共产党)[\u4e00-\u9fff]{2,14}?委员会|(?<=团)(?<!青.)[省市区县州旗]委(?![员书]))"
)


#: Behind its name what makes it another thing: 财政部门 is any, 公安部队 none.
_ANY = frozenset("门队属委级")


def _longest(file: str) -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    """What finds the longest names of a word list, and the names."""
    import daachorse

    names = tuple(sorted(words(file)))
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(names), match_kind=kind), names


@cache
def _bodies() -> CharwiseDoubleArrayAhoCorasick:
    return _longest("national_bodies.txt")[0]


def national_bodies(context: Context) -> Iterator[Mention]:
    """Mentions of such bodies, and of the Party's committees, at the edges of words."""
    text = context.text
    bodies = [(start, end) for start, end, _ in _bodies().find(text) if text[end : end + 1] not in _ANY]
    for start, end in (*bodies, *(match.span() for match in _COMMITTEE.finditer(text))):
        if context.words.edge(start) and context.words.edge(end):
            yield Mention(
                start, end, text[start:end], "PublicBody", "national-body", confidence("national-body")
            )


#: With these behind it a scheme's name only tells what something is about.
_ABOUT = re.compile("率|人数|对象|经费|资金|协议|条例|办法|法[，。、]|者|员|组|会|科|处|室|局")


@cache
def _schemes() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    return _longest("schemes.txt")


def schemes(context: Context) -> Iterator[Mention]:
    """Mentions of schemes that the whole country knows by their names, at the edges of words."""
    automaton, names = _schemes()
    for start, end, index in automaton.find(context.text):
        if context.words.edge(start) and context.words.edge(end) and not _ABOUT.match(context.text, end):
            yield Mention(start, end, names[index], "Programme", "scheme", confidence("scheme"))


#: Behind a law's name these speak of other things: 文物保护法务, 宪法宣誓.
_NO_LAW = "(?![治律院规官学制定庭务案人]|宣[誓传]|日|周|修正)"


@cache
def _laws() -> re.Pattern[str]:
    names = words("laws.txt")
    begins = "".join(sorted({"中", *(name[0] for name in names)}))
    return begun(begins, f"(?<![国四二草])(?:中华人民共和国)?{either(names)}{_NO_LAW}")


def laws(context: Context) -> Iterator[Mention]:
    """Mentions of national laws without title marks, at the edges of words.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "志愿者讲解民法典。"
        >>> [law.name for law in laws(context_of(text, segment(text), []))]
        ['民法典']
    """
    text = context.text
    for match in matches(_laws(), text) if "法" in text else ():
        start, end = match.span(1)
        if start not in context.quoted and context.words.edge(start) and context.words.edge(end):
            yield Mention(start, end, match[1], "Document", "national-law", confidence("national-law"))
