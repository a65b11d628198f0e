"""What a fragment is on the page: paragraph, heading, caption, byline or boilerplate."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import NamedTuple

from minsheng.data import data

_TERMINAL = re.compile(r"[。！？!?…；;：:—\-][”’\"'」』）)】》]*$")
#: A line that gives a number to call is whole without a mark.
_CALLED = re.compile(r"(?:电话|热线|手机|传真)[:：]?[ \u3000]*[\d\-—– 、/（）()]{7,}$")
_PAUSE = re.compile(r"[，、,。；;！？：:]")
#: The number that begins a part of a paper: 第二章, 三、, （一）, 2. (but not 2.5), ①, 【要闻】
_NUMBER = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[章节条编](?=[ \u3000])"
    r"|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．](?!\d)|[①-⑳]|【[^】]{2,8}】"
)
#: Longest heading, caption or byline, in characters.
_SHORT = 60
_NAMES = re.compile(r"(?:[\u3400-\u9fff]{2,3}(?:[ \u3000]+|$)){2,}$")


class _Roles(NamedTuple):
    boilerplate: re.Pattern[str]
    tail: re.Pattern[str]
    byline: re.Pattern[str]
    caption: re.Pattern[str]


@cache
def _roles() -> _Roles:
    with data("reading", "roles.toml").open("rb") as file:
        table = tomllib.load(file)
    alternation = {name: "|".join(patterns) for name, patterns in table.items()}
    return _Roles(
        re.compile(rf"(?:{alternation['boilerplate']})$"),
        re.compile(rf"[ \u3000\xa0]*(?:{alternation['tail']})[\s\S]*$"),
        re.compile(alternation["byline"]),
        re.compile(alternation["caption"]),
    )


def ends_open(text: str) -> bool:
    """Whether a text breaks off before its sentence ends.

    Example:
        >>> ends_open("位于某镇的"), ends_open("建成投用。”"), ends_open("联系电话：00012345678")
        (True, False, False)
    """
    if _TERMINAL.search(text, max(0, len(text) - 6)) is not None:
        return False
    return not text[-1:].isdigit() or _CALLED.search(text, max(0, len(text) - 40)) is None


def number_end(text: str) -> int:
    """Where the number ends that begins a text as a part of a paper; 0 if there is none.

    Example:
        >>> number_end("（一）强化规划引领"), number_end("2.5万个学位")
        (3, 0)
    """
    number = _NUMBER.match(text)
    return number.end() if number else 0


def has_pause(text: str) -> bool:
    """Whether a text has a punctuation mark that headings rarely have; that of its number does not count.

    Example:
        >>> has_pause("二、主要做法"), has_pause("学校、医院和社区")
        (False, True)
    """
    return _PAUSE.search(text, number_end(text)) is not None


def short_role(text: str, spaced: bool) -> str:
    """The role of a short line that its words give away, or "".

    Args:
        text: the line.
        spaced: whether more than one empty line stands before it, as where a picture was.

    Example:
        >>> short_role("新建的社区食堂(某区民政局供图)", False)
        'caption'
    """
    if len(text) > _SHORT:
        return ""
    roles = _roles()
    if roles.boilerplate.match(text):
        return "boilerplate"
    if ends_open(text) or text.endswith(("；", ";")):
        if roles.caption.search(text):
            return "caption"
        if roles.byline.search(text) or _NAMES.match(text):
            return "byline"
        if spaced and not has_pause(text):
            return "caption"
    return ""


def tail_start(text: str) -> int:
    """Where the boilerplate at the end of a web article begins; its length if there is none.

    Example:
        >>> tail_start("新馆开放。返回搜狐，查看更多责任编辑：")
        5
    """
    # Only the end is searched: what stands in mid-article belongs to it.
    found = _roles().tail.search(text, max(0, len(text) - 120))
    return found.start() if found else len(text)
