"""Traditional characters read as simplified ones, one to one, so that every position stays.

What works on a text speaks of simplified characters; labels and quotations are as the original has them.
"""

from __future__ import annotations

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


def simplified(text: str) -> str:
    """A text of the same length in simplified characters, with the quotation marks that go with them.

    Example:
        >>> simplified("「青石鎮衛生院」")
        '“青石镇卫生院”'
    """
    return text.translate(_table())


@cache
def _only_traditional() -> frozenset[str]:
    return frozenset(chr(code) for code in _table() if chr(code).isalpha())


def traditional(text: str) -> bool:
    """Whether a text has characters that are written so in traditional texts only; marks do not count.

    Example:
        >>> traditional("青石鎮"), traditional("「青石镇」")
        (True, False)
    """
    return not _only_traditional().isdisjoint(text)


def spelling(original: str) -> dict[int, str]:
    """How an original most often writes each character of its simplified form; {} if in the same way.

    Example:
        >>> "青石镇卫生院".translate(spelling("青石鎮衛生院開業"))
        '青石鎮衛生院'
    """
    simple = simplified(original)
    if simple == original:
        return {}
    ways: dict[str, Counter[str]] = {}
    for character, simpler in zip(original, simple, strict=True):
        ways.setdefault(simpler, Counter())[character] += 1
    best = {simple: min(found, key=lambda way: (-found[way], way)) for simple, found in ways.items()}
    return {ord(simple): way for simple, way in best.items() if way != simple}
