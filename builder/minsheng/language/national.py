"""Bodies and schemes of the whole country, whose names no place begins: 教育部, 家庭医生签约服务."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.lexicon import either, words
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daachorse import CharwiseDoubleArrayAhoCorasick

    from minsheng.language.context import Context

#: The Party's committee of an area: 中共青河区委员会.
_COMMITTEE = re.compile("(?:中共|中国共产党)[\u4e00-\u9fff]{2,14}?委员会|(?<!青)团[省市区县州旗]委(?![员书])")


@cache
def _bodies() -> re.Pattern[str]:
    # 财政部门 is any, 公安部队 none
    return re.compile(f"(?:{either(words('national_bodies.txt'))})(?![门队属委级])")


def national_bodies(context: Context) -> Iterator[Mention]:
    """Mentions of such bodies, and of the Party's committees, at the edges of words."""
    for match in (*_bodies().finditer(context.text), *_COMMITTEE.finditer(context.text)):
        start, end = match.span()
        if context.words.edge(start) and context.words.edge(end):
            yield Mention(
                start, end, match.group(), "PublicBody", "national-body", confidence("national-body")
            )


#: With these behind it a scheme's name only tells what something is about.
_ABOUT = re.compile("率|人数|对象|经费|资金|协议|条例|办法|法[，。、]|者|员|组|会|科|处|室|局")


@cache
def _schemes() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    import daachorse

    names = tuple(sorted(words("schemes.txt")))
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(names), match_kind=kind), names


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
    return re.compile(f"(?<![国四二草])(?:中华人民共和国)?(?:{either(words('laws.txt'))}){_NO_LAW}")


def laws(context: Context) -> Iterator[Mention]:
    """Mentions of national laws without title marks, at the edges of words."""
    text = context.text
    for match in _laws().finditer(text) if "法" in text else ():
        start, end = match.span()
        if start not in context.quoted and context.words.edge(start) and context.words.edge(end):
            yield Mention(start, end, match.group(), "Document", "national-law", confidence("national-law"))
