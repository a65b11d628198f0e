"""The noun behind a measure word: what is counted.

Nothing here knows a name of any text; word lists are data (`rules/observations.toml`).
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from minsheng.facts.phrases import Phrase, trim
from minsheng.facts.tokens import OPENING, Token, closed, known_verb, tokens
from minsheng.facts.wordlists import endings, wording, words

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words that belong to the number to come: 5件实事满意率达94%.
_RATED = ("率", "满意度", "占比", "比例")
#: Hedges and 的 between a measure word and the noun.
_LEAD = re.compile(
    r"(?:[一-鿿]{2,4}[及或]以上(?:学历|学位|职称)的?(?=[一-鿿]{2})"
    r"|以上|以下|以内|左右|上下|之多|及以上|不等(?=的)|[余多]|线上线下|\d{4}(?:[级届]|年度?)|[（(][一-鿿]{1,2}[)）]|的(?=.))*\s*"
)
#: Words in 人 that name nobody who is counted.
_NOBODY = ("无人", "本人", "个人", "他人")
_MUCH = ("多", "少", "较多", "较少")
_POINTING = ("相关", "有关")
_LEVELS = ("以上", "及以上", "以下", "及以下")
_NEGATIONS = ("不", "非", "未", "无")
#: Before a verb, these say that something is meant to be done: 计划启动.
_INTENDING = ("计划", "预计", "争取")
_LISTED = re.compile("[、和及与]")
#: Longer set phrases behind a noun are what it does.
_SAYING = 3
#: The longest quotation that may follow a noun as its name.
_LABEL = 8
#: How long a clause may be that describes things that are counted.
_DESCRIBING = 16
#: How many words may follow a noun to its end over a verb.
_ATTRIBUTE = 6


def noun_after(
    text: str,
    start: int,
    end: int,
    *,
    doing: bool = False,
    people: bool = False,
    agent: bool = False,
    bodies: bool = False,
) -> Phrase:
    """The noun phrase that begins at `start`, where a measure word ended.

    With `doing`, a verb there says what those counted do (50人参加活动), and is no part of a name; with
    `people`, the noun is not that of an activity; with `agent`, what is counted stands before such a verb
    (由24个村落组成的景区); with `bodies`, the noun ends with the word for a place or body.

    Example:
        >>> noun_after("8个社区食堂投入使用", 2, 9).noun
        '社区食堂'
    """
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if text[start : start + 1] in tuple(OPENING) and not closed(text, start + 1, end):
        start += 1  # a quotation that the text never closes, or not here
    ahead = _without_remarks(tokens(text, start, end))
    taken = _taken_after(ahead, doing, agent)
    while taken and _is_trailing(taken[-1]):
        taken.pop()
    while len(taken) > 1 and _is_doing(taken[-1], taken[-2], people):
        taken.pop()  # 12所学校开放, 9名学生服务: what they do, or what is done
    taken = _of_list(ahead, taken) or (taken if people else _of_attribute(ahead, taken))
    if people:
        taken = _to_persons(_over_verb(ahead, taken))
        described = not agent and taken and _described(ahead, taken[0].start)
        if described and not taken[-1].word.endswith(endings("persons")):
            taken = []  # 3人溺水的事件
    elif taken:
        taken = _with_attribute(ahead, taken)
        taken = _to_bodies(taken) if bodies else taken
    if not taken and ahead and _opens_clause(ahead[0]):
        taken = _head_of_clause(ahead, people)
    noun = trim(taken)
    heads = endings("persons") if people else endings("institutions") + endings("bodies", 2)
    heads += endings("persons", 2)  # 120个高龄、失能老人
    if noun and not noun.endswith(heads) and (people or not noun.endswith(endings("heads"))):
        noun = _with_shared_head(text, taken[-1].end, end, noun, heads)
    acting = not noun and ahead and (ahead[0].tag.startswith("v") or ahead[0].word in words("attained"))
    verb = ahead[0].word if acting else ""
    return Phrase(noun, verb, start, taken[-1].end if taken else start)


def _without_remarks(ahead: list[Token]) -> list[Token]:
    """The words without a short remark in brackets among them: 县（市）人民医院."""
    for index in range(1, len(ahead) - 3):
        opening, inside, closing, behind = ahead[index : index + 4]
        remark = opening.word in "（(" and closing.word in "）)" and len(inside.word) == 1
        if remark and len(ahead[index - 1].word) == 1 and behind.tag[0] in "nj":
            return ahead[:index] + ahead[index + 3 :]
    return ahead


def _is_trailing(token: Token) -> bool:
    """Whether no noun ends with the word: a figure, an adverb, a rate of the number to come."""
    lists = wording()
    measured = token.tag in lists.trailing and token.word not in lists.suffixes  # 服务点: no measure word
    return measured or token.word.endswith(_RATED)


def _taken_after(ahead: Sequence[Token], doing: bool, agent: bool = False) -> list[Token]:
    """The words behind a measure word that name what is counted."""
    taken: list[Token] = []
    seen_noun = False
    for token, following in zip_longest(ahead, ahead[1:]):
        act = _act(token, following, taken, seen_noun, doing)
        if act == "stop" or (act == "drop" and agent and seen_noun and token.tag[0] == "v"):
            break
        if act == "take":
            taken.append(token)
            nominal = token.tag in ("vn", "nz") or token.tag[0] in "njlisf" or token.word in words("single")
            nominal = nominal and token.word not in words("ranges")
            seen_noun = seen_noun or nominal
        elif act == "drop":
            taken, seen_noun = [], False
    return taken


def _act(token: Token, following: Token | None, taken: list[Token], seen_noun: bool, doing: bool) -> str:
    """What to do with a word behind a measure word: take it, pass it, drop all so far, or stop."""
    lists = wording()
    word, tag = token.word, token.tag
    attributive = following is not None and following.word == "的"
    if word == "的" and following is not None and not seen_noun:
        return "drop"
    pointing = tag == "r" or word in _POINTING
    if pointing and not taken and following is not None and (word in lists.edges or attributive):
        return "pass"  # 各类文物, 这样的驿站
    if word in _LEVELS and taken and following is not None and following.nominal:
        return "take"  # 二级以上公立医院
    if word in lists.stops and (taken or word not in lists.edges):
        return "stop"
    if word in _NEGATIONS and not taken:
        return "take"  # 不成套房屋
    if (
        attributive
        and (tag[0] in "avilz" or (seen_noun and word in _MUCH))
        and tag != "vn"
        and not word.endswith(endings("heads"))
    ):
        if tag[0] in "av" and taken and taken[-1].word.endswith(endings("institutions") + endings("heads")):
            return "stop"  # 12个社区参加的活动
        return "drop"  # 特色鲜明的社区, 精选的项目: the head comes behind 的
    if tag == "nz" and taken and len(word) > _LABEL:
        return "stop"  # 68名儿童“…”: words quoted, not a name
    if taken and taken[-1].word in _NEGATIONS:
        return "take"
    acts = word in words("acts") and taken and taken[-1].word.endswith(endings("institutions", 2))
    if acts and not (following and following.word.endswith(endings("institutions"))):
        return "stop"  # 409个项目入围决赛
    if word in lists.modifiers or tag in ("vn", "nz"):
        starts = seen_noun and word not in lists.modifiers and (word in lists.neutral or _acted(token, taken))
        return "stop" if starts else "take"  # 24个片区启动…: what they do
    if word in _INTENDING and following is not None and following.tag.startswith("v"):
        return "stop"
    if tag == "d" and not taken and following is not None and not doing:
        return "pass"  # 68家已运营养老机构
    saying = tag in ("i", "l") and len(word) > _SAYING and not word.endswith(endings("persons", 2))
    if seen_noun and saying and not (following and following.nominal):
        return "stop"  # 300家医院建立联系
    if not token.written:
        joined = taken and word in "+-·" and following is not None and not following.word[0].isdigit()
        return "take" if word.isdigit() or joined else "stop"
    if word in lists.suffixes and taken and len(word) == 1:
        return "take"  # 社工站: the segmenter may take 站 for a verb
    if tag.startswith("v"):
        formed = following is not None and (
            following.word in lists.suffixes
            or (following.word in lists.manners and word not in lists.neutral)
        )
        leads = following is not None and (following.nominal or following.word in lists.modifiers)
        opening = not seen_noun and leads and _opens(word, doing)
        return "take" if formed or opening else "stop"
    if seen_noun and tag in ("a", "ad"):
        return "take" if following is not None and following.tag in ("n", "nz", "vn", "eng") else "stop"
    if seen_noun and tag == "f" and len(word) == 1:
        return "stop"
    return "take" if tag in lists.nominal else "stop"


def _of_list(ahead: Sequence[Token], taken: list[Token]) -> list[Token]:
    """100家航空、航天等企业: the noun behind 等 that says what the items of a list are."""
    if taken and taken[-1].word.endswith(endings("institutions") + endings("heads")):
        return []
    rest = [token for token in ahead if token.start >= taken[-1].end] if taken else list(ahead[1:])
    close = next((i for i, token in enumerate(rest) if token.word == "等"), 0)
    listed = all(token.word in wording().conjunctions or token.tag[0] in "nvbajd" for token in rest[:close])
    if not close or rest[0].word != "、" or not listed:
        return []
    head = _taken_after(rest[close + 1 :], doing=False)
    while head and not head[-1].tag.startswith("n"):
        head.pop()
    return head if head and len(head[-1].word) > 1 else []


def _of_attribute(ahead: Sequence[Token], taken: list[Token]) -> list[Token]:
    """10家不同主题的书店: the place or body behind 的, where what stands before is none."""
    if not taken or taken[-1].word.endswith(
        endings("institutions") + endings("heads") + endings("persons", 2)
    ):
        return taken
    rest = [token for token in ahead if token.start >= taken[-1].end]
    if not rest or rest[0].word != "的":
        return taken
    head = _taken_after(rest[1:], doing=False)
    return head if head and head[-1].word.endswith(endings("institutions")) else taken


def _described(ahead: Sequence[Token], start: int) -> bool:
    return any(token.word == "的" and token.start < start for token in ahead)


def _acted(token: Token, taken: list[Token]) -> bool:
    """28家博物馆调整时间: a verb that is a noun too, right behind those who do it."""
    return token.tag == "vn" and taken[-1].word.endswith(endings("institutions"))


def _with_attribute(ahead: Sequence[Token], taken: list[Token]) -> list[Token]:
    """10家女性赋能社区项目: a noun goes on over a verb if the stretch ends in a word for places or things."""
    index = next((i for i, token in enumerate(ahead) if token.start >= taken[-1].end), len(ahead))
    if not 0 < len(ahead) - index <= _ATTRIBUTE or index >= len(ahead):
        return taken
    verb, rest = ahead[index], list(ahead[index:])
    plain = verb.tag == "v" and not known_verb(verb.word) and verb.word not in wording().stops
    if plain and len(rest) > 1 and rest[1].word in words("wares"):
        return [*taken, *rest[:2]]  # 196台爱心氧疗设备
    while rest and not rest[-1].written:
        rest.pop()
    fits = rest and rest[-1].word.endswith(endings("institutions", 2)) and len(rest) > 1
    plain = all(
        token.word in wording().modifiers or (token.tag[0] in "nvbj" and not known_verb(token.word))
        for token in rest
    )
    if not (fits and plain and verb.tag == "v") or known_verb(verb.word):
        return taken
    return [*taken, *rest]


def _over_verb(ahead: Sequence[Token], taken: list[Token]) -> list[Token]:
    """10名无人抚养儿童: people whom a verb describes, without 的."""
    if taken and taken[-1].word.endswith(endings("persons")) and taken[-1].word not in _NOBODY:
        return taken
    index = next(
        (i for i, token in enumerate(ahead) if not taken or token.start >= taken[-1].end), len(ahead)
    )
    for token in ahead[index : index + 1]:
        behind = ahead[index + 1] if index + 1 < len(ahead) else None
        if token.verbal and behind is not None and behind.word.endswith(endings("persons", 2)):
            return [*taken, token, behind]
    return taken


def _to_persons(taken: list[Token]) -> list[Token]:
    """3名儿童医治成功: people up to the last word that names people, if one does."""
    for index in range(len(taken) - 1, 0, -1):
        if taken[index].word.endswith(endings("persons")) and taken[index].word not in _NOBODY:
            return taken[: index + 1]
    first = taken[0] if taken else None
    acting = len(taken) > 1 and taken[1].tag in ("d", "ad", "v")  # 志愿者专门服务社区
    if (
        first is not None
        and len(first.word) > 1
        and first.word.endswith(endings("persons", 1 if acting else 2))
    ):
        return taken[:1]
    return taken


def _to_bodies(taken: list[Token]) -> list[Token]:
    """7所学校优势学科: bodies up to the last word that names them, if one does."""
    for index in range(len(taken) - 1, -1, -1):
        if taken[index].word.endswith(endings("institutions") + endings("bodies")):
            return taken[: index + 1]
    return taken


def _opens_clause(token: Token) -> bool:
    """Whether a clause that describes what is counted begins with the word: 来自, 从事, 从."""
    return token.tag in ("v", "vn", "p", "d", "vd") or token.verbal


def _head_of_clause(ahead: Sequence[Token], people: bool) -> list[Token]:
    """50名来自各地的志愿者: the noun behind the last 的, if it is of a kind that the clause can describe."""
    last = next((i for i in range(len(ahead) - 2, 0, -1) if ahead[i].word == "的"), 0)
    if not last or (not people and ahead[last].start - ahead[0].start > _DESCRIBING):
        return []
    taken = _taken_after(ahead[last + 1 :], doing=False)
    if people:
        taken = _to_persons(taken)
    if not people:
        return taken if taken and taken[-1].tag.startswith("n") and len(taken[-1].word) > 1 else []
    return taken if taken and taken[-1].word.endswith(endings("persons")) else []


def _is_doing(token: Token, before: Token, people: bool) -> bool:
    """Whether the last word of a noun phrase says what is done: 学校开放, 学生服务, 医院签约."""
    if token.word in words("acts") and before.word.endswith(endings("institutions", 2)):
        return True
    if token.word in wording().neutral or (people and token.tag == "vn"):
        return True
    return token.word in wording().telling and before.word.endswith(endings("institutions", 2))


def _with_shared_head(text: str, start: int, end: int, noun: str, heads: tuple[str, ...]) -> str:
    """中小学、幼儿园教师: a list of people or bodies of which only the last item says what they are."""
    item = _LISTED.match(text, start, end)
    if item is None:
        return noun
    later = noun_after(text, item.end(), end)
    joint = "" if item[0] == "、" else item[0]
    fits = later.noun.endswith(heads) and (joint or later.noun.endswith(endings("persons")))
    return noun + joint + later.noun if fits else noun


def _opens(verb: str, doing: bool) -> bool:
    """Whether a verb may open the name of what is counted: 3个捐赠项目."""
    return not doing and verb not in wording().neutral
