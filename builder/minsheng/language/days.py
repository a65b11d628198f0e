"""Days, weeks and months that the country or the world keeps: 全国助残日, 世界读书日, 中国医师节."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_DAY = re.compile(
    '(?:世界|国际|全国|中国|全民)[“"]?(?P<about>(?:(?![日节周月的])[\u4e00-\u9fff]){2,8})[”"]?'
    "(?:日|节|宣传周|宣传月|活动周|活动月|阅读月)(?![报程常期前后内游本元语益渐记历子目假能点俗气约])"
)
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "c", "x", "w", "t"})
_NOT = re.compile(
    "今|昨|近|欢|迎|庆|人民|各地|举|开展|当|次|每|同|首|前|较|春节|联合|传统|文化$|电视$|旅游$|电影$|艺术$|音乐$|戏剧$|美食$"
)


def days(context: Context) -> Iterator[Mention]:
    """Mentions of days that are called by what they are about."""
    words = context.words
    for match in _DAY.finditer(context.text):
        start, end = match.span()
        if not (words.edge(start) and words.edge(end)) or _NOT.search(match["about"]):
            continue
        inside = range(words.at(match.start("about")), words.at(match.end("about")))
        if any(words.tags[i] in _OTHER for i in inside):
            continue
        yield Mention(start, end, match.group(), "Event", "kept-day", confidence("kept-day"))
