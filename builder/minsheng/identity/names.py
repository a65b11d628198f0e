"""When two names mean the same: their normal form, and whether they tell a thing from its namesakes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from minsheng.reading.traditional import simplified
from minsheng.vocabulary import classes, kinds_of, subclasses

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Marks and spaces, which tell no two things apart.
_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』()【】\[\]·•—–_,、:;!-]+")
#: What tells a thing from no namesake: where one stands (区文化馆, 全市图书馆), and what names of a
#: kind have everywhere (第一中学, 实验小学).
_COMMON = re.compile(
    r"街道|社区|[全我本该各省市区县州镇乡街村社]|第?[一二三四五六七八九十\d]+|实验|中心|人民|综合|中医|妇幼|儿童"
    r"|附属|外国语|职业|高级|初级|新|老|旧|东|西|南|北"
)
#: What belongs to the whole country wherever it is given or done.
_NATIONAL = re.compile(r"全国|国家|中国|中华|联合国|世界")
_GROUPS = (
    ("facility", ("Facility",)),
    ("organization", ("Organization",)),
    ("doing", ("Programme", "Event")),
)


@lru_cache(maxsize=1 << 12)
def normal(name: str) -> str:
    """A name without marks, spaces, traditional characters and differences of width; compare names by it.

    Example:
        >>> normal("“柳溪”书房（东区）"), normal("Ａ馆")
        ('柳溪书房东区', 'a馆')
    """
    folded = simplified(unicodedata.normalize("NFKC", name).casefold())
    return _MARKS.sub("", folded) or folded


@cache
def family() -> Mapping[str, str]:
    """Class → group of near classes, in which one name means one thing: texts call a 书院 this or that."""
    near = {name: name for name in classes()}
    for group, tops in _GROUPS:
        for top in tops:
            near.update(dict.fromkeys(subclasses(top), group))
    return near


@cache
def _heads() -> frozenset[str]:
    """Heads of names, and the classes' own names: 文化馆, 医院."""
    heads = {head for name in classes() for head in kinds_of(name)}
    return frozenset(heads.union(found.zh for found in classes().values()))


def generic(name: str) -> bool:
    """Whether a normal name fits things of many areas, so that the area alone tells them apart.

    Example:
        >>> generic("区文化馆"), generic("第一中学"), generic("柳溪小学")
        (True, True, False)
    """
    while name not in _heads() and len(name) > 1:
        common = _COMMON.match(name)
        if common is None:
            return False
        name = name[common.end() :]
    return True


def national(name: str) -> bool:
    """Whether a normal name says that it is the whole country's, or the world's."""
    return _NATIONAL.match(name) is not None


def spelled_out(name: str, own: str, above: tuple[str, ...]) -> str:
    """A normal name as it would be said within the area `own`, whose wider areas are `above`.

    Example:
        >>> spelled_out("江州市清源区图书馆", "清源区", ("江州市",)), spelled_out("区图书馆", "清源区", ())
        ('清源区图书馆', '清源区图书馆')
    """
    while cut := next((wide for wide in above if name.startswith(wide) and len(name) > len(wide) + 1), ""):
        name = name[len(cut) :]
    if len(name) > 2 and name[0] == own[-1:]:
        return own + name[1:]
    return name
