"""How often one Chinese character follows another, from a table of counts."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from minsheng.data import data

#: Pseudo-count of the unigram distribution in a row of the table.
_SMOOTHING = 8.0
#: Beyond these, a pair says more about the table than about the seam.
_LEAST, _MOST = -1.2, 3.5
#: Counts are kept as their natural logarithm in steps of this size.
_STEP = 0.5


class _Table(NamedTuple):
    counts: dict[str, float]
    pairs: dict[str, float]
    total: float


@cache
def _table() -> _Table:
    counts: dict[str, float] = {}
    pairs: dict[str, float] = {}
    with data("reading", "pairs.tsv").open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            first, count, *groups = line.rstrip("\n").split("\t")
            counts[first] = float(count)
            for group in groups:
                level, _, seconds = group.partition(" ")
                times = math.exp(int(level) * _STEP)
                for second in seconds:
                    pairs[first + second] = times
    return _Table(counts, pairs, sum(counts.values()))


def affinity(before: str, after: str) -> float:
    """Log of how much likelier the first character of `after` is behind the last of `before`.

    A full stop at the end of `before` asks how likely `after` begins a sentence. 0 where one of them is
    no Chinese character of the table.

    Example:
        >>> affinity("医", "院") > 0 > affinity("院", "为")
        True
    """
    table = _table()
    first, second = before[-1:], after[:1]
    if first not in table.counts or second not in table.counts:
        return 0.0
    chance = table.counts[second] / table.total
    times = table.pairs.get(first + second, 0.0)
    ratio = (times + _SMOOTHING * chance) / ((table.counts[first] + _SMOOTHING) * chance)
    return min(_MOST, max(_LEAST, math.log(ratio)))
