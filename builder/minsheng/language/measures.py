"""Measure words: what each counts, and what one of it is worth in its canonical unit (`data/units.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from minsheng.language.lexicon import table


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word: its canonical form, what one of it is worth there, and what it counts."""

    word: str
    #: canonical unit: 名 and 位 count 人, 块钱 counts 元
    name: str
    factor: Decimal
    #: count, facility, people, visits, events, money, share, area, duration, age, place …
    kind: str
    #: the largest value that the word counts, None without limit: 五大课程, but 二十大
    most: int | None


@cache
def units() -> dict[str, Unit]:
    """The measure words of `data/units.tsv`, by word.

    Example:
        >>> units()["名"].name
        '人'
    """
    return {
        word: Unit(word, name, Decimal(factor), kind, int(most) if most else None)
        for word, name, factor, kind, _, most in table("units.tsv")
    }


@cache
def _kinds() -> dict[str, str]:
    return {unit.name: unit.kind for unit in units().values()}


def kind_of(unit: str) -> str:
    """What a canonical unit counts; "bare" for none, "count" for a unit that the table does not know.

    Example:
        >>> kind_of("元"), kind_of("%")
        ('money', 'share')
    """
    return _kinds().get(unit, "count") if unit else "bare"


def alternation() -> str:
    """The measure words as one alternation, ordered by first character, longest first."""
    by_first: dict[str, list[str]] = {}
    for row in table("units.tsv"):
        follow = f"(?!{row[4]})" if "|" in row[4] else f"(?![{row[4]}])" if row[4] else ""
        by_first.setdefault(row[0][0], []).append(re.escape(row[0][1:]) + follow)
    branches = []
    for first, tails in sorted(by_first.items()):
        tails.sort(key=lambda tail: -len(tail.split("(?!")[0]))
        branches.append(re.escape(first) + (f"(?:{'|'.join(tails)})" if len(tails) > 1 else tails[0]))
    return "|".join(branches)
