"""Traditional characters read as simplified ones, one to one, so that every position stays.

What works on a text speaks of simplified characters; labels and quotations are as the original has them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from minsheng.data import data


@cache
def _table() -> dict[int, str]:
    """Code point → the character that it is read as."""
    table: dict[int, str] = {}
    for line in data("reading", "traditional.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            simple, others = line.split("\t")
            table.update(dict.fromkeys(map(ord, others), simple))
    return table


@cache
def _folded() -> re.Pattern[str]:
    """Any character of the table; as a rule a text has none, and the search is fast."""
    return re.compile(f"[{''.join(map(chr, _table()))}]")


def simplified(text: str) -> str:
    """A text of the same length in simplified characters, with the quotation marks that go with them.

    Example:
        >>> simplified("「青石鎮衛生院」")
        '“青石镇卫生院”'
    """
    return text.translate(_table()) if _folded().search(text) else text


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(f"[{''.join(char for char in map(chr, _table()) if char.isalpha())}]")


def traditional(text: str) -> bool:
    """Whether a text has characters that are written so in traditional texts only; marks do not count.

    Example:
        >>> traditional("青石鎮"), traditional("「青石镇」")
        (True, False)
    """
    return _letters().search(text) is not None


def spelling(original: str) -> dict[int, str]:
    """How an original most often writes each character of its simplified form; {} if in the same way.

    Example:
        >>> "青石镇卫生院".translate(spelling("青石鎮衛生院開業"))
        '青石鎮衛生院'
    """
    simple = simplified(original)
    if simple == original:
        return {}
    ways: dict[str, list[tuple[int, str]]] = {}
    for (simpler, character), count in Counter(zip(simple, original, strict=True)).items():
        ways.setdefault(simpler, []).append((-count, character))
    best = {simpler: min(found)[1] for simpler, found in ways.items()}
    return {ord(simple): way for simple, way in best.items() if way != simple}
