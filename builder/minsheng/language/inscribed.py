"""Heritage told by what it was put on: 文昌塔、永济桥入选省级文物保护单位, whatever its name ends in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_LISTS = (
    "文物保护单位", "文保单位", "历史建筑", "不可移动文物", "文化遗产名录", "世界遗产", "世界文化遗产",
    "工业遗产", "水利遗产",
)  # fmt: skip
#: What is put on a list: the words between are the list's level.
_INSCRIBED = re.compile(
    r"(?:均|都|先后|分别|也|还|已|同时|一并|成功)?(?:被|获|获批|获评)?(?:列入|列为|入选|公布为|评为|确定为|核定为|认定为|升格为|命名为|批准为)"
    rf"[^，。；：、！？\n]{{0,16}}?(?:{'|'.join(_LISTS)})"
)
_ITEM = re.compile(r"[^、，。；：！？\s“”《》（）()]+$")
#: Words that no name of a site begins with or holds.
_CLAUSE = re.compile("[的了是在被将把与和及等\\d]|^(?:其中|目前|现有|全部|这|该|此|其|已|有|使|让)")
#: What is called by its kind alone.
_KIND = re.compile("古[厝桥塔村镇建墓寺]|祠堂|寺庙|遗址|旧址|故居|石刻|民居|建筑|文物|遗产")
_FIRST = re.compile("^(?:其中|目前|(?:日前|近日|去年|今年|近年来|此后|随后|其|由此|同年)(?=.{2}))")
_LONGEST, _SHORTEST = 16, 3


def inscribed(context: Context) -> Iterator[Mention]:
    """Mentions of what stands, alone or among others, before the words that put it on a list of heritage."""
    text = context.text
    for verb in _INSCRIBED.finditer(text) if any(told in text for told in _LISTS) else ():
        end = verb.start()
        while end:
            item = _ITEM.search(text, max(0, end - _LONGEST - 4), end)
            if item is None:
                break
            start = item.start()
            first = _FIRST.match(text, start, end)
            start = first.end() if first else start
            if not _is_site(context, start, end):
                break
            sure = confidence("inscribed")
            yield Mention(start, end, text[start:end], "HeritageSite", "inscribed", sure, "protected-site")
            if first or text[start - 1 : start] != "、":
                break
            end = start - 1


def _is_site(context: Context, start: int, end: int) -> bool:
    name, words = context.text[start:end], context.words
    if not _SHORTEST <= len(name) <= _LONGEST or _CLAUSE.search(name) or _KIND.fullmatch(name):
        return False
    if context.places.get(start) == end or not (words.edge(start) and words.edge(end)):
        return False
    inside = range(words.at(start), words.at(end - 1) + 1)
    # 青龙渡 ends in a verb to the segmenter, 三元桥 begins with a number
    if any(words.tags[i] in "dpcr" or (words.tags[i] == "v" and len(words.words[i]) > 1) for i in inside):
        return False
    return not all(words.words[i] in context.lexicon.generic for i in inside)
