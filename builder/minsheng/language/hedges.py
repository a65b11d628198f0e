"""Hedges around a number: 近, 约, 不足, 以上, and the directions of change (`data/hedges.tsv`)."""

from __future__ import annotations

import re
from functools import cache

from minsheng.language.lexicon import table

#: How far before a number a hedge may begin.
_REACH = 7


@cache
def _hedges(side: str) -> tuple[re.Pattern[str], frozenset[str], dict[str, str]]:
    """Hedges before or after a quantity: pattern, the characters next to the number, meanings."""
    rows = [row for row in table("hedges.tsv") if row[1] == side]
    words = {row[0]: row[2] for row in rows}
    guards = {row[0]: f"(?<![{row[3]}])" for row in rows if len(row) > 3 and row[3]}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    ordered = "|".join(guards.get(word, "") + word for word in longest_first)
    if side == "after":
        return re.compile(ordered), frozenset(word[0] for word in words), words
    # 增长了近: a direction keeps its meaning through the particles and hedges behind it
    directed = "|".join(sorted(word for word in words if words[word] in ("growth", "decline")))
    pattern = re.compile(f"(?:({directed})(?:了|约|近|超过|超|逾|达)*|({ordered}))$")
    return pattern, frozenset(word[-1] for word in words) | frozenset("了达"), words


@cache
def _transitive() -> dict[str, frozenset[str]]:
    """Directions that take as object what they count, by the kinds that they then say nothing of."""
    rows = [row for row in table("hedges.tsv") if len(row) > 4 and row[4]]
    return {row[0]: frozenset(row[4].split()) for row in rows}


def qualifier(text: str, begin: int, stop: int, kind: str) -> str:
    """The qualifier of the number at `text[begin:stop]`, which counts things of a kind; "exact" for none.

    Example:
        >>> qualifier("近30家", 1, 4, "facility"), qualifier("提升30家", 2, 5, "facility")
        ('approx', 'exact')
    """
    before = text[begin - 1] if begin else ""
    pattern, nearest, words = _hedges("before")
    if before and before in nearest:
        hedge = pattern.search(text[max(0, begin - _REACH) : begin])
        if hedge:
            word = hedge[1] or hedge[2]
            # 提升24个片区: the object, not the size of a rise
            return "exact" if kind in _transitive().get(word, ()) else words[word]
    pattern, nearest, words = _hedges("after")
    if text[stop : stop + 1] in nearest and stop < len(text):
        hedge = pattern.match(text, stop)
        if hedge:
            return words[hedge[0]]
    return "exact"


def hedge_start(text: str, begin: int) -> int:
    """Where the hedge before the number at `begin` begins; `begin` if there is none.

    Example:
        >>> hedge_start("占地约50亩", 3), hedge_start("占地50亩", 2)
        (2, 2)
    """
    pattern, nearest, words = _hedges("before")
    if begin and text[begin - 1] in nearest:
        hedge = pattern.search(text[max(0, begin - _REACH) : begin])
        if hedge and words[hedge[1] or hedge[2]] in ("approx", "over", "under"):
            return begin - len(hedge[0])
    return begin
