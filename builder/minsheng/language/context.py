"""What the search for names knows of a text, and which of its words are proper names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from minsheng.language.lexicon import Lexicon
    from minsheng.language.segmentation import Words

#: What makes a body's name as a place does.
NATIONAL = frozenset({"中国", "中华", "中央", "国家", "全国", "首都"})
#: A longer word of the dictionary that begins so is a name: 中国国际展览中心.
_NATION = 4
PROPER_TAGS = frozenset({"ns", "nr", "nz", "nt", "nrt", "nrfg", "j", "eng"})
#: Parts of speech that no name of a programme or system has outside quotation marks.
NEVER_NAMES = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "c", "x", "w"})
LOCAL = frozenset("省市区县镇乡州旗")
#: Words of time that schools are called by.
BRIGHT = frozenset(
    {"未来", "明天", "春天", "早晨", "黎明", "晨光", "朝夕", "老年", "青年", "少年", "世纪", "新世纪"}
)
#: What programmes and services of a place begin with.
PROMISES = frozenset(
    {"健康", "智慧", "数字", "掌上", "平安", "文明", "美丽", "幸福", "云上", "信用", "法治", "书香"}
)
AUTONOMOUS = frozenset({"自治区", "自治州", "自治县", "自治旗"})
#: Unknown words that say of what kind, or that hold a function word: 研究型, 时到.
_KIND = re.compile("(?!.*[镇乡村路山河湖]).+[类型式性化级]|.[到在去从往向于是与和]")
_NTH = re.compile(r"第(?:[一二三四五六七八九十百]+|\d+)$")
#: Names that begin with a numeral: 三星堆, 六角 + 井社区.
SITE = re.compile(
    "[二三四五六七八九][^一二三四五六七八九十百千万亿零两分之几多余半数个]{2,}"
    "|[二三四五六七八九][角元龙眼孔圣官清塘潭峰岭岗坡湾坪坝井泉堡塔庙溪沟合仙桂槐柳松桥湖里营滴洲]"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the search for one document's names knows."""

    text: str
    words: Words
    lexicon: Lexicon
    #: start → end of gazetteer names in the text
    places: dict[int, int]
    #: end → start of the same
    place_ends: dict[int, int]
    #: opening position → closing position of quotation marks
    quotes: dict[int, int]
    #: position inside quotation marks → length of the shortest pair around it
    quoted: dict[int, int]
    #: end → start of schools called by number, which no segmenter keeps whole
    numbered: dict[int, int]
    numbered_starts: frozenset[int]


def part(context: Context, i: int, start: int) -> str:
    """The word at an index as far as it stands before the head: 公立 of 公立医院."""
    return context.words.words[i][: start - context.words.starts[i]]


def rare(context: Context, i: int) -> bool:
    """Whether a word is a noun that the dictionary has and texts seldom use: names are made of such, too."""
    word, tag = context.words.words[i], context.words.tags[i]
    lexicon = context.lexicon
    return (
        len(word) == 2
        and tag[0] in "ns"
        and word[0] not in LOCAL
        and word not in lexicon.common
        and word not in lexicon.generic
        and word not in lexicon.heads
        and word not in lexicon.stops
    )


def proper(context: Context, i: int) -> bool:
    """Whether a word is a name or part of one: proper by its tag, unknown, an ordinal or national."""
    word = context.words.words[i]
    if word in context.lexicon.generic or word in context.lexicon.tails or _KIND.fullmatch(word):
        return False
    if word in NATIONAL or word in context.lexicon.regions or (len(word) > _NATION and word[:2] in NATIONAL):
        return True
    if context.words.tags[i] == "j" and len(word) == 1:
        return False
    return (
        context.words.tags[i] in PROPER_TAGS
        or (len(word) > 1 and not known(word) and not word[0].isdigit())
        or bool(_NTH.fullmatch(word) or SITE.fullmatch(word))
    )
