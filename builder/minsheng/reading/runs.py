"""How columns take turns on a page that a scanner read: so many lines of one, then so many of the next."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Columns beside each other that are tried.
_COLUMNS = (2, 3, 4)
#: Usual lengths of a turn; most turns have it, some a line more or less.
_LENGTHS = (2, 3, 4, 5, 7)
_SHARES = {-1: 0.22, 0: 0.52, 1: 0.22}
#: Turns as long as it happens.
_ANY = dict.fromkeys(range(2, 7), 0.2)
#: A turn that has gone on for so many lines says nothing more about where it will end.
LONGEST = 12
#: No turn ends, and none goes on, with more certainty than this: columns are of different lengths.
_DOUBT = 0.04
#: Share of the moves to another column that go to its right neighbour, or from the last to the first.
_NEIGHBOUR = 0.9


@dataclass(frozen=True, slots=True)
class Turns:
    """One way in which columns take turns.

    Example:
        >>> turns = Turns.of(2, {3: 1.0})
        >>> turns.ends[2] > turns.stays[2], turns.ends[0] > turns.stays[0]
        (True, False)
    """

    columns: int
    #: log-probability that a turn ends, and that it goes on, behind its first, second, … line
    ends: tuple[float, ...]
    stays: tuple[float, ...]
    #: log-probability that the next turn is of the column 0, 1, … places further to the right, round the page
    moves: tuple[float, ...]

    @classmethod
    def of(cls, columns: int, lengths: Mapping[int, float]) -> Turns:
        """The turns of so many columns; `lengths` tells how likely a turn of each length is."""
        ends, left = [], 1.0
        for length in range(1, LONGEST + 1):
            share = lengths.get(length, 0.0)
            chance = share / left if left > _DOUBT else 1.0
            ends.append(min(1 - _DOUBT, max(_DOUBT, chance)))
            left -= share
        others = math.log((1 - _NEIGHBOUR) / (columns - 2)) if columns > 2 else 0.0
        nearest = math.log(_NEIGHBOUR) if columns > 2 else 0.0
        return cls(
            columns,
            tuple(math.log(chance) for chance in ends),
            tuple(math.log(1 - chance) for chance in ends),
            (-math.inf, nearest, *[others] * (columns - 2)),
        )


@cache
def tried() -> Sequence[Turns]:
    """The ways that a page is tried with: line by line, in turns of a usual length, in turns of any."""
    usual: list[Mapping[int, float]] = [{1: 1.0}]
    usual += [{length + shift: share for shift, share in _SHARES.items()} for length in _LENGTHS]
    return tuple(Turns.of(columns, lengths) for columns in _COLUMNS for lengths in (*usual, _ANY))
