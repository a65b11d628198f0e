"""Pairs of quotation marks in a text, with their list and the words behind that class them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.language.marks import SPEECH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

#: A craft is told by the words before it: 非遗项目“青石剪纸”.
_CRAFT = re.compile("(?:非遗|非物质文化遗产)(?:代表性|保护|传承)*(?:项目|技艺|舞蹈|剧种|名录)?$")
#: What is talked about has no names: 围绕“甲”“乙”等主题.
_TOPICS = re.compile(
    "等(?:[一二两三四五六七八九十多]+个)?(?:主题|话题|议题|方面|内容|理念|字样|问题|口号|标语|要求|难题)(?!活动|宣)"
)
_THEME = re.compile("为主题的")
#: What a quoted description may lead to across 的: “…”的一站式养老模式.
_MANNERS = ("模式", "机制", "体系", "工作法", "制度", "格局", "品牌", "服务圈", "生活圈")
_OF = re.compile("(?:相结合|结合|相融合|为主|并重|一体|联动|并行|于一体)?的")
#: What describes an event between quotation and tail: “甲”特别活动.
_PRAISES = frozenset({"特别", "大型", "专场"})
#: Words that begin so go on the sentence: 在“甲”中 + 铸牢.
_INSIDE = "中里"
_AND_SO_ON = re.compile(r"等(?:[一二两三四五六七八九十多\d]+[个项大类])?|[二两三四五六七八九十][个大]")
_GAP = 18
#: What is held in a place says so before its tail: “桐花”成都站活动.
_HELD = frozenset({"Event", "Programme"})
#: A facility's or body's head stands nearer: “橘灯”志愿服务队.
_NEAR = 6
#: Documents by their titles, programmes in quotation marks: “青苗计划”.
PLANS = frozenset({"计划", "制度"})
#: Documents in quotation marks have titles of this length: “一法一条例” is none.
_TITLE = 8


#: Festivals that are called by what they are about: “桐花书香节”.
_FESTIVAL = 4
_CALENDAR = re.compile(
    r"(?:[环季情细章调关时礼过春]|中秋|端午|重阳|元宵|清明|国庆|劳动|儿童|妇女|教师|青年|情人|圣诞|泼水"
    r"|\d.*|[一二三四五六七八九十].{1,2})节$"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One pair of marks, and what stands around it."""

    start: int
    end: int
    #: the word behind it that classes it, and where that ends
    tail: tuple[int, Head] | None
    #: what classes the others of its list
    shared: Head | None
    #: how many stand side by side
    run: int
    #: where the first of them begins
    first: int
    #: whether the words before the first say that all are crafts
    craft: bool = False


def quotations(context: Context) -> Iterator[Quotation]:
    """Every pair of marks in a text, run by run; none whose words are only a topic."""
    for run in _runs(context):
        end = run[-1][1]
        if _TOPICS.match(context.text, end):
            continue
        tail = _tail(context, end)
        shared = tail[1] if tail else _after_list(context, end)
        if shared is None and len(run) > 1:
            owned = (inner_head(context, context.text[a + 1 : b - 1]) for a, b in run)
            shared = next((head for head in owned if head is not None and head.abstract), None)
        craft = _CRAFT.search(context.text, max(0, run[0][0] - 14), run[0][0]) is not None
        for i, (start, end) in enumerate(run):
            last = i == len(run) - 1
            yield Quotation(start, end, tail if last else None, shared, len(run), run[0][0], craft)


def _runs(context: Context) -> list[list[tuple[int, int]]]:
    """Quotations that stand side by side (“甲”“乙”、“丙”) belong together."""
    runs: list[list[tuple[int, int]]] = []
    inside = 0
    for start, end in context.quotes.items():
        if start < inside:
            continue
        # what somebody says holds names of its own
        inside = start if SPEECH.search(context.text, start + 1, end - 1) else end
        between = context.text[runs[-1][-1][1] : start] if runs else "…"
        if runs and len(between) <= 1 and between in ("", "、", "+", "和", "及", "与"):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return runs


def _after_list(context: Context, end: int) -> Head | None:
    """The class that a list's last words give it: “甲”“乙”等改革."""
    match = _AND_SO_ON.match(context.text, end)
    if match is None:
        return None
    found = _tail(context, match.end())
    if found and match.group()[0] != "等" and not (found[1].abstract and found[0] - match.end() <= _NEAR):
        return None
    return found[1] if found else None


def _tail(context: Context, end: int) -> tuple[int, Head] | None:
    """The tail word that follows a quotation, behind at most a few words that describe it."""
    text, words, lexicon = context.text, context.words, context.lexicon
    theme = _THEME.match(text, end)
    if theme:
        end = theme.end()
    elif text[end : end + 1] in ("", "，", "。", "、", "”", "\n") or _AND_SO_ON.match(text, end):
        return None
    joined = _OF.match(text, end)
    of = joined is not None
    if joined:
        end = joined.end()
    stop = min(len(text), end + _GAP)
    for start, finish, index in lexicon.automaton.find(text[end : min(len(text), stop + 6)]):
        word = lexicon.endings[index]
        tail = lexicon.tails.get(word) or lexicon.heads.get(word)
        if start and any(_breaks(context, i) for i in range(words.at(end), words.at(end + start))):
            return None
        if (
            tail is None
            or tail.mode == "titled"
            or tail.type in ("Place", "PublicBody")
            or not words.edge(end + finish)
        ):
            continue
        placed = any(p in context.places for p in range(end, end + start))
        if tail.word in lexicon.heads and (start > _NEAR or placed or _acts(context, end, end + start)):
            return None
        if placed and tail.type not in _HELD:
            continue
        if (len(word) == 1 and not words.edge(end + start)) or (of and not word.endswith(_MANNERS)):
            continue
        following = _tail(context, end + finish) if end + finish < stop + 6 else None
        if following and tail.type == "Event" and not following[1].abstract:
            following = None
        return following or (end + finish, tail)
    return None


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether a verb stands between a quotation and a facility's head: “增量”均衡布局优质 + 学校."""
    words, nominal = context.words, context.lexicon.nominal
    inside = range(words.at(start), words.at(end)) if start < end else ()
    return any(words.tags[i] == "v" and words.words[i] not in nominal for i in inside)


def _breaks(context: Context, i: int) -> bool:
    word, tag = context.words.words[i], context.words.tags[i]
    if word in ("暨", "为", "即"):
        return word != "暨"
    if tag in ("x", "p", "c", "u", "f", "uj", "ul", "m", "r", "d"):
        return word not in _PRAISES
    if word[0] == "各" or (tag == "v" and len(word) > 1 and word[-1] in "成为到"):
        return True
    return (word in context.lexicon.tail_stops or word[0] in _INSIDE) and word not in context.lexicon.nominal


def inner_head(context: Context, inner: str) -> Head | None:
    """The head or tail that the quoted words themselves end in."""
    for length in range(min(8, len(inner) - 1), 1, -1):
        word = inner[-length:]
        found = context.lexicon.tails.get(word) or context.lexicon.heads.get(word)
        if found is not None and len(inner) > length:
            return found if found.mode != "titled" or found.word in PLANS or len(inner) >= _TITLE else None
    festive = len(inner) >= _FESTIVAL and inner[-1] == "节" and not _CALENDAR.search(inner)
    return context.lexicon.tails.get("节") if festive else None
