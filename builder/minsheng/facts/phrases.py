"""The words around a number: the noun that it counts, before it or behind it, and the verb.

Nothing here knows a name of any text; word lists are data (`rules/observations.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.facts.wordlists import endings, wording
from minsheng.language.segmentation import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = '“‘「『《"'
#: A quotation up to so long may be part of a noun phrase: “三甲”医院.
_CLOSED = re.compile('([^，、。；！？…“”‘’「」『』《》"]{1,20})[”’」』》"]')
_HAN = re.compile("[一-鿿]")
#: Words that belong to the number to come: 5件实事满意率达94%.
_RATED = ("率", "满意度", "占比", "比例")
#: Linking words that the segmenter glues to a noun's last character: 率达, 量超.
_GLUED = re.compile("(?<=[率度比值量数额])(?:达到|达|为|超过|超|约|近|至)+$")
#: Hedges and 的 between a measure word and the noun.
_LEAD = re.compile(r"(?:以上|以下|以内|左右|上下|之多|及以上|[余多]|线上线下|的(?=.))*\s*")


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


@dataclass(slots=True)
class _Token:
    word: str
    tag: str
    start: int
    end: int


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    """Words of a stretch of text; a short quotation is one word, a name."""
    tokens: list[_Token] = []
    cut = segment(text[start:end])
    index = 0
    while index < len(cut.words):
        at = start + cut.starts[index]
        word = cut.words[index]
        if word in _OPENING:
            close = _CLOSED.match(text, at + 1, end)
            if close is not None and (word != '"' or not text.count('"', start, at) % 2):
                tokens.append(_Token(close[1], "nz", at, close.end()))
                while index < len(cut.words) and start + cut.starts[index] < close.end():
                    index += 1
                continue
        tokens.append(_Token(word, cut.tags[index], at, at + len(word)))
        index += 1
    return tokens


def noun_after(text: str, start: int, end: int, *, doing: bool = False, people: bool = False) -> Phrase:
    """The noun phrase that begins at `start`, where a measure word ended.

    With `doing`, a verb there says what those counted do (50人参加活动), and is no part of a name; with
    `people`, the noun is not that of an activity.

    Example:
        >>> noun_after("8个社区食堂投入使用", 2, 9).noun
        '社区食堂'
    """
    lists = wording()
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if text[start : start + 1] in tuple(_OPENING) and not _CLOSED.match(text, start + 1, end):
        start += 1  # a quotation that the text never closes, or not here
    tokens = _tokens(text, start, end)
    taken: list[_Token] = []
    seen_noun = False
    index = 0
    for index, token in enumerate(tokens):
        word, tag = token.word, token.tag
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if word == "的" and following is not None and not seen_noun:
            taken = []
            continue
        if word in lists.stops and (taken or word not in lists.edges):
            break
        if following is not None and following.word == "的" and taken and tag[0] in "av" and tag != "vn":
            taken, seen_noun = [], False  # 特色鲜明的社区: the head comes behind 的
            continue
        if tag == "nz" and taken and len(word) > _LABEL:
            break  # 68名儿童“…”: words quoted, not a name
        if word in lists.modifiers or tag in ("vn", "nz"):
            taken.append(token)
            seen_noun = seen_noun or tag in ("vn", "nz")
            continue
        if tag == "d" and not taken and following is not None and not doing:
            continue  # 68家已运营养老机构
        if not _HAN.search(word) and tag != "eng":
            if word.isdigit() or (taken and word in "+-·"):
                taken.append(token)
                continue
            break
        if tag.startswith("v"):
            if following is not None and following.word in lists.suffixes:
                taken.append(token)
                continue
            if not seen_noun and following is not None and _nominal(following) and _opens(word, doing):
                taken.append(token)
                continue
            break
        if tag == "f" and len(word) == 1 and seen_noun:
            break
        if tag in ("a", "ad") and seen_noun:
            break
        if tag not in lists.nominal:
            break
        taken.append(token)
        seen_noun = seen_noun or tag[0] in "njlisf"
    while taken and (taken[-1].tag in lists.trailing or taken[-1].word.endswith(_RATED)):
        taken.pop()
    while len(taken) > 1 and _is_doing(taken[-1], people):
        taken.pop()  # 12所学校开放, 9名学生服务: what they do, or what is done
    noun = _trim(taken)
    if people and noun and not noun.endswith(endings("persons")):
        noun = _with_shared_head(text, taken[-1].end, end, noun)
    verb = ""
    if not noun and tokens and tokens[0].tag.startswith("v"):
        verb = tokens[0].word
    return Phrase(noun, verb, start, taken[-1].end if taken else start)


#: Particles that the segmenter leaves at the beginning of a noun.
_LEFTOVER = re.compile("^(?:已|共|仅|约|下|上|面|的)(?=..)(?!海|下|半|门|学|水|饭|级|游|岗|同|青)")
_LISTED = re.compile("[、和及与]")
#: Where a place's name ends.
_DIVISION = re.compile("[省市区县镇乡村州旗]$")
#: The longest quotation that may follow a noun as its name.
_LABEL = 8
#: The longest item of a list that is taken as it stands.
_ITEM = 14


def _is_doing(token: _Token, people: bool) -> bool:
    """Whether the last word of a noun phrase says what is done: 学校开放, 学生服务."""
    return token.word in wording().neutral or (people and token.tag == "vn")


def _with_shared_head(text: str, start: int, end: int, noun: str) -> str:
    """中小学、幼儿园教师: a list of people of which only the last item says that they are."""
    item = _LISTED.match(text, start, end)
    if item is None:
        return noun
    later = noun_after(text, item.end(), end)
    return noun + later.noun if later.noun.endswith(endings("persons")) else noun


def _opens(verb: str, doing: bool) -> bool:
    """Whether a verb may open the name of what is counted: 3个捐赠项目."""
    return not doing and verb not in wording().neutral


def _known_verb(word: str) -> bool:
    return word in wording().neutral or word in wording().telling


def _leads_up(token: _Token) -> bool:
    if token.word in wording().modifiers:
        return True
    return not _known_verb(token.word) and _nominal(token)


def _nominal(token: _Token) -> bool:
    return (
        token.tag in wording().nominal and bool(_HAN.search(token.word)) and token.word not in wording().stops
    )


def _trim(tokens: Sequence[_Token]) -> str:
    edges = wording().edges
    words_ = [token.word for token in tokens]
    while words_ and words_[0] in edges:
        words_.pop(0)
    while words_ and words_[-1] in edges:
        words_.pop()
    return _LEFTOVER.sub("", "".join(words_))


def noun_before(text: str, start: int, end: int) -> Phrase:
    """The noun phrase that ends at `end`, where a number begins, not reaching before `start`.

    Example:
        >>> phrase = noun_before("新增学位1.2万个", 0, 4)
        >>> phrase.noun, phrase.verb
        ('学位', '新增')
    """
    lists = wording()
    tokens, link = _unlinked(text, start, end)
    stop = tokens[-1].end if tokens else start
    taken: list[_Token] = []
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        word, tag = token.word, token.tag
        if word in lists.stops or not (_HAN.search(word) or tag == "eng"):
            break
        # 运营补贴195万元: a verb that is a noun too is the noun when another noun leads up to it
        inside = word in lists.modifiers and (bool(taken) or (index > 0 and _leads_up(tokens[index - 1])))
        inside = inside or (bool(taken) and tag == "vn" and word not in lists.neutral)
        inside = inside or (bool(taken) and taken[0].word in lists.suffixes and not _known_verb(word))
        if not inside and (_known_verb(word) or (tag.startswith("v") and tag != "vn")):
            break
        if tag not in lists.nominal and word not in lists.modifiers:
            break
        taken.insert(0, token)
        index -= 1
    verb, verb_start = _verb(tokens, index)
    noun = _trim(taken)
    if all(token.tag == "ns" for token in taken) and _DIVISION.search(noun):
        noun = ""
    begin = taken[0].start if taken else verb_start if verb else stop
    return Phrase(noun, verb, min(begin, verb_start) if verb else begin, end, link)


def _unlinked(text: str, start: int, end: int) -> tuple[list[_Token], str]:
    """The words before a number without the linking words at their end, and those joined."""
    lists = wording()
    glued = _GLUED.search(text, start, end)
    stop = glued.start() if glued else end
    tokens = _tokens(text, start, stop)
    while tokens and lists.linkers.fullmatch(tokens[-1].word):
        tokens.pop()
    return tokens, text[tokens[-1].end if tokens else start : end]


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
    tokens, _ = _unlinked(text, start, end)
    stop = tokens[-1].end if tokens else start
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


def _verb(tokens: Sequence[_Token], index: int) -> tuple[str, int]:
    """The verb that stands at `index`, with those coordinated before it: 新建、改扩建."""
    found: list[str] = []
    start = tokens[-1].end if tokens else 0
    while index >= 0:
        token = tokens[index]
        if token.tag in ("ul", "uz", "ug", "d", "ad") and not found:
            index -= 1
            continue
        if token.word in "、和及并" and found:
            index -= 1
            continue
        if not (_known_verb(token.word) or token.tag in ("v", "vn", "vd")):
            break
        if found and tokens[index + 1].word not in "、和及并":
            break
        found.insert(0, token.word)
        start = token.start
        index -= 1
    return "".join(found), start
