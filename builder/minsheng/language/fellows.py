"""Items of a list that end like the name before them: 柳溪博物馆、水乡生活活态馆, 桃花节、万人健步行."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context

#: What items end in, whatever their words are, beside a name of the class.
_SITES = re.compile("(?:(?<![使事])馆|站|厅|室|坊|基地|驿站|之家|书屋|书房)$")
_ENDS = {
    "CulturalSite": _SITES,
    "ServiceCentre": _SITES,
    "Event": re.compile("(?:会|赛|展|节|活动|仪式|论坛|讲座|展演|马拉松|巡礼|季|月|周|行)$"),
}
#: What items are by their last words, whatever stands beside them.
_SERVICE = re.compile("(?:站|室|之家|基地|驿站)$")
_ITEM_END = re.compile("[、，。；：！？（(”\\n]|等(?!级)|和|与|及")
_SHORTEST, _LONGEST = 4, 26
#: Parts of speech that no item holds, by their beginning.
_OTHER = "pcduyeo"
#: What is counted or pointed at is no name.
_COUNTED = re.compile(
    "[一二两三四五六七八九十几多数\\d]+(?:[个家所座处场次类项批]|号线)|^(?:各|其他|其它|多|这|该|本|此)|的"
)


def fellows(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of items behind a name of a list, of its class, that end in a word for the class.

    Args:
        context: the document.
        mentions: what was found so far.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "柳溪博物馆、水乡生活活态馆。"
        >>> museum = Mention(0, 5, "柳溪博物馆", "CulturalSite", "head-open", 0.9)
        >>> [m.name for m in fellows(context_of(text, segment(text), []), [museum])]
        ['水乡生活活态馆']
    """
    found = list(mentions)
    spans = {(m.start, m.end) for m in found}
    typed = {(m.start, m.end, m.type) for m in found}
    begun = {m.start: m.end for m in sorted(found, key=lambda m: m.end)}
    for mention in found:
        ending = _ENDS.get(mention.type)
        at = mention.end
        while ending is not None and context.text[at : at + 1] == "、":
            at += 1
            mark = _ITEM_END.search(context.text, at, at + _LONGEST + 1)
            end = mark.start() if mark else at
            if (at, end, mention.type) in typed:
                break  # the list goes on behind that one
            if (at, end) not in spans:
                if begun.get(at, 0) > end or not _is_name(context, at, end, ending):
                    break
                name, sure = context.text[at:end], confidence("list-company")
                type_ = "ServiceCentre" if _SERVICE.search(name) else mention.type
                yield Mention(at, end, name, type_, "list-company", sure)
            at = end


def _is_name(context: Context, start: int, end: int, ending: re.Pattern[str]) -> bool:
    """Whether an item holds nothing that no name holds, and ends in a word for its class."""
    text, words = context.text, context.words
    if not _SHORTEST <= end - start <= _LONGEST or not ending.search(text, start, end):
        return False
    if not words.edge(start) or _COUNTED.search(text[start:end]):
        return False
    inside = range(words.at(start), words.at(end - 1) + 1)
    return not any(words.tags[i][0] in _OTHER for i in inside)
