"""Stretches of a text, to be asked which of them a span meets."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Intervals:
    """Intervals of one text, half-open; more of them cost a look-up no more, unless some are long.

    Example:
        >>> list(Intervals([(0, 9), (2, 4), (20, 24)]).meeting(3, 5))
        [(2, 4), (0, 9)]
    """

    def __init__(self, intervals: Iterable[tuple[int, int]]) -> None:
        self._sorted = sorted(intervals)
        #: how far those up to each reach
        self._reach = list(accumulate((end for _, end in self._sorted), max))

    def meeting(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The intervals that share a position with a span, the last to begin first."""
        i = bisect_left(self._sorted, (end, 0))
        while i and self._reach[i - 1] > start:
            i -= 1
            if self._sorted[i][1] > start:
                yield self._sorted[i]

    def holding(self, start: int, end: int) -> bool:
        """Whether a span lies in one of the intervals."""
        return any(a <= start and end <= b for a, b in self.meeting(start, end))
