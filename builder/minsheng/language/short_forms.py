"""Short forms that the whole country uses: 卫健委 is 卫生健康委员会, 非遗馆 is 非物质文化遗产馆."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from minsheng.language.lexicon import either, table

#: Schools by number: 第六小学 is 六小.
_NUMBERED = re.compile(r"第?([一二三四五六七八九十百]+|\d+)(小学|中学|幼儿园)$")


@cache
def _full_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    """The expression of all full forms, and full form → short form."""
    short = {full: short for short, *fulls in table("short_forms.tsv") for full in fulls}
    return re.compile(either(short)), short


@lru_cache(maxsize=1 << 12)
def shortened(name: str) -> str:
    """A name with every full form that has a common short form shortened; compare names by it.

    Example:
        >>> shortened("青河区卫生健康委员会"), shortened("青河区卫健委"), shortened("青河小学")
        ('青河区卫健委', '青河区卫健委', '青河小学')
        >>> shortened("青河第六小学")
        '青河六小'
    """
    full, short = _full_forms()
    name = full.sub(lambda match: short[match.group()], name)
    return _NUMBERED.sub(lambda match: match[1] + match[2][0], name)
