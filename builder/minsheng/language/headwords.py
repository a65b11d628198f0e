"""Where names may end: the heads and tails in a text that the edges of words allow."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from minsheng.language.context import LOCAL, PROPER_TAGS
from minsheng.language.segmentation import known
from minsheng.language.survey import Hit

if TYPE_CHECKING:
    from minsheng.language.context import Context

#: No name goes on across it.
_STOP = re.compile(r"[。！？；!?;，,：:、\n+＋]")
#: Not a head: 大学新生, 乡村.
_GOES_ON = re.compile(
    "(?<=[雄名])镇|(?:医院|中学|小学|大学|公园|广场|图书馆|体育馆|博物馆)站(?![在点台长立])"
    "|(?:古城|古街|公馆|会馆|城墙|祠堂|大佛|瀑布|梯田)(?=[镇乡村路街段]|社区)|时期遗址|[寺庙祠塔宫观](?=社区|街道|小区|[子村镇路街片])"
    "|(?<=\\d)人大|(?<=[筑建水电糖高信吊灯])塔|[东西南北]站(?=街道|社区|派出所|镇|路)|(?<=山)海关|大学(?:新?生|毕业)|乡[村亲土]|村(?=[镇乡医]|街道)|镇(?=镇)|社区(?=矫正)|(?:小学|中学|初中|高中)(?:生(?!活)|毕业|学籍|阶段|学位|学段|教育(?!集团|联盟|共同体|发展))|[寺庙祠塔][市县州省国族]"
)
#: Words that begin with the last character of a head before them.
_WHERE = re.compile("所[在有]|[处站]在")
#: The Party's branch of a town or village, which the segmenter keeps in one word with it: 村党支部.
PARTY = "党(?:委|支部|总支)(?![员会])"
#: An office that the segmenter keeps in one word with the body's head: 协会会长.
_OFFICE = re.compile(f"会长|秘书长|理事长|主席|院长|馆长|校长|会员|理事|(?<=[镇乡村]){PARTY}")
#: What villages and towns are called for their kind.
_KINDS_OF_TOWNS = frozenset(
    {"乡村", "农村", "城镇", "乡镇", "集镇", "小镇", "古镇", "重镇", "名镇", "新村", "古村"}
)
#: Parts of speech of single characters that names begin with.
_NAMING = frozenset({"nr", "ng", "t", "tg", "zg", "f", "n", "a", "ns", "nz", "g"})
_NUMERALS = "一二三四五六七八九十"


def heads_in(context: Context) -> list[Hit]:
    """Where names may end in a head or tail, as far as the edges of words tell.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "青河小学开学，大学新生报到。"
        >>> [hit.word for hit in heads_in(context_of(text, segment(text), []))]
        ['小学']
    """
    floors = [0, *(m.end() for m in _STOP.finditer(context.text))]
    found = context.lexicon.automaton.find(context.text)
    begins = {start for start, _, _ in found}
    hits: list[Hit] = []
    for start, end, index in found:
        word = context.lexicon.endings[index]
        if not (_ends(context, end) or end in begins or _torn(context, start, end)):
            continue
        if _GOES_ON.match(context.text, start) or (len(word) == 1 and not _apart(context, start)):
            continue
        hits.append(Hit(word, start, end, floors[bisect_right(floors, start) - 1]))
    return hits


def _ends(context: Context, end: int) -> bool:
    """Whether a name can end here, for all that the segmenter says."""
    return context.words.edge(end) or _splits(context, end) or _OFFICE.match(context.text, end) is not None


def _torn(context: Context, start: int, end: int) -> bool:
    """Whether the segmenter gives a long head's last character to a word behind it: 防治 + 所在."""
    return end - start > 2 and context.words.edge(start) and _WHERE.match(context.text, end - 1) is not None


def _apart(context: Context, start: int) -> bool:
    """Whether a head of one character stands for itself, or ends a word that the dictionary has: 就业局."""
    if context.words.edge(start) or _splits(context, start):
        return True
    i = context.words.at(start)
    # 第五届桃花节 is held, 妇女节 is a day
    ending = context.text[start] in ("局厅节" if "届" in context.text[max(0, start - 12) : start] else "局厅")
    before = context.text[max(0, start - 3) : start]
    if context.text[start] == "村" and before[-1:] and before[-1] in _NUMERALS:
        # 桐花一村, while 两旧一村 is a policy
        return not any(c in "两旧" or c in _NUMERALS for c in before[:-1])
    if context.text[start] in "村镇" and _completes(context, start, i):
        return True
    told = ending and start + 1 == context.words.starts[i + 1] and len(context.words.words[i]) > 2
    return told or _called(context, start)


def _completes(context: Context, start: int, i: int) -> bool:
    """Whether the segmenter gave a village's last two characters to a word of their own: 柯 + 山村."""
    words = context.words
    word, before = words.words[i], words.words[i - 1] if i else ""
    if len(word) != 2 or words.starts[i] != start - 1 or word in _KINDS_OF_TOWNS or len(before) != 1:
        return False
    return words.tags[i - 1] in _NAMING and before not in context.lexicon.stops and before not in LOCAL


def _called(context: Context, start: int) -> bool:
    """Whether the dictionary has the whole name: 东岳庙, 花园村."""
    i = context.words.at(start)
    word = context.words.words[i]
    if len(word) < 3 or word in context.lexicon.generic or context.words.tags[i] not in PROPER_TAGS:
        return False
    return start + 1 == context.words.starts[i + 1]


def _splits(context: Context, position: int) -> bool:
    """Whether the word that runs across the position is unknown, so that its edges mean nothing."""
    return not known(context.words.words[context.words.at(position)])
