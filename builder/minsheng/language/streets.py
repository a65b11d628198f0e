"""Roads and streets where the words around them speak of a place: 桐花路、文昌北路交叉口, 柳溪路12号."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_END = re.compile("[路街]|大道")
#: Behind the last character what makes it another word.
_OTHER_WORD = frozenset("道边灯面口上况线径网段基桥政演过标名牌长办区头友舞景市坊")
_SIDES = frozenset("东南西北")
_MIDDLE = _SIDES | frozenset("中支")
#: What is called by its road is another thing.
_ITS = re.compile(
    "街道|社区|小区|派出所|小学|中学|站|店|支行|校区|公园|商圈|夜市|居委|党|新村|号线|口岸|市场|号院"
)
#: What stands behind the address of a place.
_BEHIND = re.compile(
    r"\d{1,5}(?:弄|号)|交叉|交汇|路口|沿线|沿街|临街|附近|两侧|[东南西北]侧|以[东南西北]|[、与和至][\u4e00-\u9fff]{2,5}(?:路|街|大道)"
)
_BEFORE = re.compile("(?:位于|坐落于?|地处|家住|途经|地址：|(?:路|街|大道)[、与和至])$")
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
#: Kinds of roads, and what is no road.
_KINDS = re.compile(
    "(?:.*(?:公|铁|马|之|道|跑|丝|线|网|高速|集成电|必由|必经|主干|快速|盘山|机耕|柏油|步行|商业|美食|风情)|[道电思小大水土石老古]|丝绸之|乡村)[路街]"
    "|.*(?:景观|绿|主干)大道|[一二两三四五六七八九十几多条整每各该这那本全]{1,3}[路街]"
)
#: Parts of speech that no name of a road holds.
_OTHER = frozenset("pcudryxq")
_LONGEST = 6


def streets(context: Context) -> Iterator[Mention]:
    """Mentions of roads by name, as parts of addresses.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "驿站位于柳溪路12号。"
        >>> [road.name for road in streets(context_of(text, segment(text), []))]
        ['柳溪路']
    """
    text, edge = context.text, context.words.edge
    for last in _END.finditer(text):
        end = last.end()
        if text[end : end + 1] in _OTHER_WORD or not edge(end):
            continue
        start = _start(context, _last_word(text, last.start()), end)
        if start is None or _KINDS.fullmatch(text, start, end) or _ITS.match(text, end):
            continue
        if _BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - 4), start):
            yield Mention(start, end, text[start:end], "Place", "street", confidence("street"))


def _last_word(text: str, at: int) -> int:
    """Where the last word of a road's name begins: 北路, 大街."""
    before = text[at - 1 : at]
    return at - 1 if before in _MIDDLE or (before == "大" and text[at] == "街") else at


def _start(context: Context, at: int, end: int) -> int | None:
    """Where the name of a road begins whose last word begins at `at`: at a noun, a name, an unknown word."""
    words = context.words
    i = words.at(at)
    start = words.starts[i]
    if start == at:
        i -= 1
        start = words.starts[i]
    word = words.words[i][: at - start]
    if len(word) == 1 and i and len(words.words[i - 1]) == 1 and start not in context.place_ends:
        # 紫 + 蕨路
        i -= 1
        start, word = words.starts[i], words.words[i] + word
    if not _NAME.fullmatch(text := context.text[start:at]) or end - start > _LONGEST:
        return None
    if words.tags[i][0] in _OTHER or text in context.lexicon.generic or text in context.lexicon.stops:
        return None
    proper = words.tags[i] in ("ns", "nr", "nz", "nrt") or not known(word)
    if not proper and words.tags[i][0] not in "nat":
        return None
    if (stop := context.places.get(start, end)) < at and at - stop > 1:
        return stop
    # 南 + 桐花路
    return start - 1 if i and words.words[i - 1] in _SIDES else start
