"""Schools and hospitals that are called by number: 临江二中, 95中, 浙大附二院."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.segmentation import Words

_NUMBERED = re.compile(
    r"[第一二三四五六七八九十\d](?:(?<=第)[一二三四五六七八九十]{1,3}|(?<=[一二三四五六七八九十])[一二三四五六七八九十]{0,2}"
    r"|(?<=\d)\d{0,2})(?P<head>中|小|幼|附小|附中)(?![学心医伙孩步块片时型期间国午旬组个等华央标型班队层年产儿])"
)
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]")
#: Hospitals are called by number and by what they belong to: 临江市一院, 浙大附二院.
_NUMBERED_HOSPITAL = re.compile(
    "(?:[\u4e00-\u9fff]大附?)?(?P<number>[一二三四五六七八九十]院)(?![长士区校系内外里前后墙落线方部感子一-十])"
)
#: What every such name holds; `re` skips to it fast.
_NUMBERED_YARD = re.compile("[一二三四五六七八九十]院")
_NUMBERED_KIND = {
    "中": "middle-school",
    "小": "primary-school",
    "幼": "kindergarten",
    "附小": "primary-school",
    "附中": "middle-school",
}


def numbers_in(text: str, place_ends: dict[int, int], words: Words) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind word) of schools called by number; `place_ends` has the places as end → start.

    Behind what is no place they are if the text says 第 elsewhere, or so again: 光谷六小, 光谷第六小学.
    """
    for match in _NUMBERED.finditer(text):
        start, end = match.span()
        digits = match.group()[0].isdigit()
        if start in place_ends:
            start = place_ends[start]
        elif text[start - 1 : start] in ("市", "区", "县", "州", "省") and not digits:
            start -= 1
        elif not digits and (begin := _called(text, words, start, end)) is not None:
            start = begin
        elif (
            not digits
            or match.group("head") != "中"
            or (start and text[start - 1] in "0123456789.年月-—～~第")
        ):
            continue
        yield start, end, match.group("head")


def _called(text: str, words: Words, number: int, end: int) -> int | None:
    """Where the name begins of a school with this number that no place begins, if the text bears it out."""
    i = words.at(number - 1) if number else -1
    if i < 0 or words.tags[i][0] not in "nj" or not words.edge(number):
        return None
    start = words.starts[i]
    name, kind = text[start:number], text[end - 1]
    if not 2 <= number - start <= 4 or _NUMERAL.search(name) or name[-1] in "第年月日路号的":
        return None
    spelled = text.find(f"{name}第{text[number : end - 1].lstrip('第')}{kind}") >= 0
    return start if spelled or (text.count(text[start:end]) > 1 and text[end : end + 1] not in "学") else None


def numbered_schools(context: Context) -> Iterator[Mention]:
    """Schools called by number behind a place: 临江二中, 95中."""
    for start, end, head in numbers_in(context.text, context.place_ends, context.words):
        name, sure = context.text[start:end], confidence("numbered-school")
        yield Mention(start, end, name, "School", "numbered-school", sure, _NUMBERED_KIND[head])


def numbered_hospitals(context: Context) -> Iterator[Mention]:
    """Hospitals called by number behind a place, a 市 or 县, or a university: 临江市一院, 浙大附二院."""
    if _NUMBERED_YARD.search(context.text) is None:
        return
    for match in _NUMBERED_HOSPITAL.finditer(context.text):
        start, end = match.span()
        if start == match.start("number"):
            if start in context.place_ends:
                start = context.place_ends[start]
            elif context.text[start - 1 : start] in ("市", "区", "县", "州", "省"):
                start -= 1
            else:
                continue
        sure = confidence("numbered-school")
        yield Mention(start, end, context.text[start:end], "Hospital", "numbered-school", sure)
