"""Whether one name is short for another: 川外江城中学 for 四川外国语大学江城中学."""

from __future__ import annotations

import re

#: Dropping one of these from a name makes another thing's name: 临江区实验小学 is not 临江小学.
_TELLING = re.compile(
    r"实验|附属|第[一二三四五六七八九十\d]+|中心|外国语|职业|特殊|师范|高级|初级|中医|儿童|妇幼|人民|^[分新老东西南北]$|[校院]$"
)
_OWN = re.compile("^.{2,}(?:大学|学院)[^附]{0,6}附属(?=.{2,}医院$)")
_COMMON = re.compile("第|人民|中心|中医|附属|儿童|妇|口腔|肿瘤|[省市区县].?医院")
_ORDINAL = re.compile("[一二三四五六七八九十\\d]$")
#: Commissions are shortened to their last character: 省卫健委 is 省卫生健康委.
_OFFICES = "委局厅"
#: 江城区委 is no commission.
_AREAS = "省市区县州旗"
#: So many characters at their ends two names share.
_TAIL = 2


def abbreviates(short: str, long: str) -> bool:
    """Whether `short` leaves out parts of `long` that do not tell it from others.

    Example:
        >>> abbreviates("川外江城中学", "四川外国语大学江城中学")
        True
        >>> abbreviates("江城小学", "江城实验小学")
        False
    """
    office = short[-1] == long[-1] and short[-1] in _OFFICES and short[-_TAIL] not in _AREAS
    if short[-_TAIL:] != long[-_TAIL:] and not office:
        return False
    if short.endswith("医院") and not _COMMON.match(short):
        # a university's hospital has a name of its own
        long = _OWN.sub("", long)
        if long == short:
            return True
    if long.endswith(short):
        dropped = long[: -len(short)]
        return not re.search(r"附属|[校院]$|中心$", dropped)
    if short[0] not in long or len(short) < 4:
        return False
    return not any(
        _TELLING.search(part) or (_ORDINAL.search(part) and follows in "中小幼院校区")
        for part, follows in _dropped(short, long)
    )


def narrows(short: str, long: str) -> bool:
    """Whether `long` has one word more inside, which tells its subject: 临江博物馆, 临江钟表博物馆."""
    if len(long) < len(short) + 2 or long.endswith(short):
        return False
    return any(long.startswith(short[:k]) and long.endswith(short[k:]) for k in range(2, len(short) - 1))


def _dropped(short: str, long: str) -> list[tuple[str, str]]:
    """The runs of `long` that `short` leaves out, each with the character kept behind it.

    What is no subsequence leaves out something telling.
    """
    runs: list[tuple[str, str]] = []
    run, at = "", 0
    for char in long:
        if at < len(short) and char == short[at]:
            if run:
                runs.append((run, char))
            run, at = "", at + 1
        else:
            run += char
    return runs if at == len(short) and not run else [("附属", "")]
