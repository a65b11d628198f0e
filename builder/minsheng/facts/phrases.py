"""The words before a number: the noun that it counts, and the verb that governs it.

Nothing here knows a name of any text; word lists are data (`rules/observations.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.facts.tokens import Token, known_verb, tokens
from minsheng.facts.wordlists import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Linking words that the segmenter glues to a noun's last character: 率达, 量超.
_COMPARED = re.compile("不得?[少低高多大小]于|不得?超过|至少|最多")
_GLUED = re.compile(
    f"(?<=[率度比值量数额字模积口])(?:已经?|均)?[降升增跌]?(?:保持在?|维持在?|稳定在|达到|达|为|超过|超|约|近|至)+$"
    f"|线上线下(?:共有?|共计|累计)*$|(?:{_COMPARED.pattern})$"
)
#: Particles that the segmenter leaves at the beginning of a noun.
_LEFTOVER = re.compile(
    "^(?:及?以上(?:学历|学位|职称)?|已|共|仅|约|下|上|面|的)(?=..)(?!海|下|半|门|学|水|饭|级|游|岗|同|青|享|建|治)"
)
#: Where a place's name ends.
_DIVISION = re.compile("[省市区县镇乡村州旗]$")
#: The longest item of a list that is taken as it stands.
_ITEM = 14
#: How long a list of nouns may be that one number counts, and what may stand before it.
_LISTED = 18
_BEFORE_LIST = frozenset("、，。；：和及与共了的")
#: 大专及以上学历: no second item of a list.
_LEVELS = ("以上", "以下")
#: States that a noun has before 的: 已建成和在建的学校.
_STATES = frozenset(("在建", "新建", "新增", "续建", "拟建", "改造", "改建", "扩建", "完工", "开工", "竣工"))
#: 一台进口价: not how many there are.
_ONE = re.compile("[一两][台个件份次名位条家所笔句亩套部]")
#: Suffixes that make a measure even of a verb that is one of its own: 建成率, 接诊量.
_MEASURES = frozenset("率量数额费金")
#: Words that give each item of a list a number of its own.
_EACH = re.compile("分别|各")
_JOINING = frozenset("和与及同")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, with the verb that governs it; `noun` or `verb` may be empty.

    `start` and `end` bound what was read, in the coordinates of the text.
    """

    noun: str
    verb: str
    start: int
    end: int
    #: linking words between noun and number: 达, 为, 共有
    link: str = ""


def _leads_up(token: Token) -> bool:
    return token.word in wording().modifiers or (not known_verb(token.word) and token.nominal)


def trim(tokens: Sequence[Token]) -> str:
    """The words joined, without those at both ends that only point: 目前, 各类, 等."""
    edges = wording().edges
    words_ = [token.word for token in tokens]
    while words_ and (words_[0] in edges or (len(words_) > 1 and _ONE.fullmatch(words_[0]))):
        words_.pop(0)
    while words_ and words_[-1] in edges:
        words_.pop()
    return _LEFTOVER.sub("", "".join(words_))


def noun_before(text: str, start: int, end: int, *, counted: bool = False) -> Phrase:
    """The noun phrase that ends at `end`, where a number begins, not reaching before `start`.

    With `counted`, another number ends at `start`, which counts the first noun behind it.

    Example:
        >>> phrase = noun_before("新增学位1.2万个", 0, 4)
        >>> phrase.noun, phrase.verb
        ('学位', '新增')
    """
    behind, link = _unlinked(text, start, end)
    stop = behind[-1].end if behind else start
    index = len(behind)
    while index and _joins(behind, index - 1, index < len(behind)):
        index -= 1
    if index < len(behind) and not _EACH.search(link):
        index = _coordinated(behind, index, 1 if counted else 0)
    taken = behind[index:]
    of = index > 1 and behind[index - 1].word == "的" and taken and behind[index - 2].word in _STATES
    verb, verb_start = _verb(behind, index - 2 if of else index - 1)
    noun = trim(taken)
    if all(token.tag == "ns" for token in taken) and _DIVISION.search(noun):
        noun = ""
    begin = taken[0].start if taken else verb_start if verb else stop
    return Phrase(noun, verb, min(begin, verb_start) if verb else begin, end, link)


def _coordinated(behind: Sequence[Token], index: int, least: int) -> int:
    """Where the nouns begin of which that at `index` is the last: 康复医院和护理院30家, 老党员、老兵12人."""
    first = index
    if behind[index].word.startswith(_LEVELS):
        return index
    while first > 1 and behind[first - 1].word in wording().conjunctions:
        item = first - 1
        while (
            item
            and _listed(behind[item - 1])
            and (item == first - 1 or not known_verb(behind[item - 1].word))
        ):
            item -= 1  # 走访老党员、老兵: the verb is no part of the item
        length = sum(len(token.word) for token in behind[item:])
        if (
            item < least
            or item == first - 1
            or length > _LISTED
            or (len(behind[item].word) == 1 and item == first - 2)
        ):
            break
        if item and not (behind[item - 1].verbal or behind[item - 1].word in _BEFORE_LIST):
            break
        first = item
    return first


def _listed(token: Token) -> bool:
    """Whether the word may stand in an item of a list of nouns; persons' names do not."""
    if token.word in wording().modifiers:
        return True
    return token.nominal and not token.verbal and not token.tag.startswith(("nr", "m"))


def _joins(behind: Sequence[Token], index: int, begun: bool) -> bool:
    """Whether a word before a number is part of the noun phrase, of which the next words are (`begun`)."""
    lists = wording()
    token = behind[index]
    if token.word in lists.stops or not token.written:
        return False
    if token.word in lists.modifiers:
        # 运营补贴195万元: a verb that is a noun too is the noun when another noun leads up to it
        inside = begun or (index > 0 and _leads_up(behind[index - 1]))
    else:
        inside = begun and token.tag == "vn" and token.word not in lists.neutral
    if begun and behind[index + 1].word in lists.suffixes:
        inside = inside or behind[index + 1].word in _MEASURES or not known_verb(token.word)  # 建成率
    if token.word in lists.suffixes and not begun:
        return True
    if not begun and not index and token.word in lists.sums:
        return token.word in ("收入", "支出") or not known_verb(token.word)  # 预算1530万元
    if not begun and index and token.word in lists.sums and behind[index - 1].tag in ("n", "b", "vn"):
        # 考核收入, 项目预算: words for money that the segmenter takes for verbs
        return token.word != "投资" or behind[index - 1].word not in lists.modifiers
    return inside or (not token.verbal and (token.tag in lists.nominal or token.word in lists.modifiers))


def _unlinked(text: str, start: int, end: int) -> tuple[list[Token], str]:
    """The words before a number without the linking words at their end, and those joined."""
    lists = wording()
    glued = _GLUED.search(text, start, end)
    stop = glued.start() if glued else end
    behind = tokens(text, start, stop)
    nominalised = _COMPARED.match(text, stop) is not None
    while behind and lists.linkers.fullmatch(behind[-1].word):
        if nominalised and len(behind) > 1 and behind[-1].word in lists.changing:
            # 学历提升不少于60人: the noun of a change, not its size
            behind[-1] = behind[-1]._replace(tag="vn")
            break
        behind.pop()
    return behind, text[behind[-1].end if behind else start : end]


def is_linking(text: str, start: int, end: int) -> bool:
    """Whether only linking words stand there, or nothing.

    Example:
        >>> is_linking("比例达到约", 2, 5)
        True
    """
    return start >= end or wording().linkers.fullmatch(text, start, end) is not None


def nouns_before(text: str, start: int, end: int) -> list[Phrase]:
    """The coordinated noun phrases that end at `end`, first to last: 门诊量、住院量分别.

    Example:
        >>> [phrase.noun for phrase in nouns_before("门诊量、住院量分别", 0, 9)]
        ['门诊量', '住院量']
    """
    behind, _ = _unlinked(text, start, end)
    stop = behind[-1].end if behind else start
    found: list[Phrase] = []
    while stop > start:
        cut = max(text.rfind(mark, start, stop) for mark in "、和与及")
        phrase = noun_before(text, max(cut + 1, start), stop)
        if start < cut + 1 and stop - cut <= _ITEM:
            phrase = Phrase(text[cut + 1 : stop], "", cut + 1, stop)  # between separators: all of it
        if not phrase.noun:
            break
        found.insert(0, phrase)
        if cut < 0:
            break
        stop = cut
    return found


def _verb(behind: Sequence[Token], index: int) -> tuple[str, int]:
    """The verb that stands at `index`, with those coordinated before it: 新建、改扩建."""
    found: list[str] = []
    start = behind[-1].end if behind else 0
    while index >= 0:
        token = behind[index]
        if token.tag in ("ul", "uz", "ug", "d", "ad") and not found:
            index -= 1
            continue
        if token.word in "、和及并" and found:
            index -= 1
            continue
        if not (known_verb(token.word) or token.tag in ("v", "vn", "vd")) or token.word in _JOINING:
            break
        if found and behind[index + 1].word not in "、和及并":
            break
        found.insert(0, token.word)
        start = token.start
        index -= 1
    return "".join(found), start
