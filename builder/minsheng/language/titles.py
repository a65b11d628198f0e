"""Names in book-title marks: documents, exhibitions, works; headlines are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

#: Notices are called by everything that they are about.
_LONGEST = 120
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
_PRESS = re.compile(r"(?:报|网|杂志|晚报|日报|周刊)$")
#: What says so is a paper: 《晨间新闻》报道.
_REPORTS = re.compile(r"(?:网站|\d{1,2}日)*(?:报道|记者|刊文|援引)")
_EXHIBITION = re.compile("(?<![发拓扩进开施伸舒])展$|展览$|展演$|展映$")
#: What stands before the headline of the text itself.
_HEADLINE = re.compile("(?:原标题|原题|标题|原文)(?:为|是)?[：:]?$")


def titled(
    context: Context, start: int, end: int, inner: str, tail: tuple[int, Head] | None
) -> Mention | None:
    """The mention of what book-title marks hold, or None for newspapers, headlines and bare kinds."""
    if _HEADLINE.search(context.text, max(0, start - 6), start):
        return None
    if (
        _PRESS.search(inner)
        or _REPORTS.match(context.text, end)
        or len(inner) > _LONGEST
        or inner in context.lexicon.tails
    ):
        return None
    bare = _REMARK.sub("", inner)
    for length in range(min(4, len(bare)), 0, -1):
        found = context.lexicon.tails.get(bare[-length:])
        if found is not None and found.type == "Document":
            sure = confidence("title-document")
            return Mention(start, end, f"《{inner}》", "Document", "title-document", sure, None, (inner,))
    if tail is not None and tail[1].type in ("Document",):
        sure = confidence("title-document", weak=True)
        return Mention(start, end, f"《{inner}》", "Document", "title-document", sure, None, (inner,))
    if _EXHIBITION.search(bare):
        sure = confidence("title-event")
        return Mention(start, end, f"《{inner}》", "Event", "title-event", sure, None, (inner,))
    return Mention(start, end, f"《{inner}》", "Work", "title-work", confidence("title-work"), None, (inner,))
