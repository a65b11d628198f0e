"""Columns whose lines a scanner read in turn: the likeliest way to deal the lines back out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.fragments import Fragment
from minsheng.reading.roles import ends_open
from minsheng.reading.seams import Edge, Seams

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

#: Columns beside each other, and how often two lines of the same one follow each other, that are tried.
_TRIED = ((2, 0.03), (2, 0.6), (2, 0.85), (3, 0.03), (3, 0.6), (3, 0.85), (4, 0.03))
#: Several columns must be this much likelier than one, in nats: a text in order stays as it is.
_MARGIN = 4.0
#: Share of the moves to another column that go to its right neighbour, or from the last to the first.
_NEIGHBOUR = 0.9
#: Ways of dealing that are followed up at a time.
_BEAM = 48
#: Cost of beginning a further column, and of an indented line behind an open end, in nats.
_BEGIN, _INDENTED = -1.0, -4.0


class _Way(NamedTuple):
    """A way to deal out the lines so far."""

    gain: float
    #: last line of each column
    lasts: tuple[int, ...]
    #: column of the last line
    column: int
    before: _Way | None


def columns_dealt_out(lines: Sequence[Fragment], starts: Container[int] = ()) -> list[Fragment]:
    """The lines of a page with their columns apart and the lines of a sentence joined.

    A line goes on in its column, so that only the last line of each column can be continued; among all
    ways to deal the lines into one to four columns the likeliest is taken.

    Args:
        lines: those of the page; lines of a kind other than "" go with the line behind them.
        starts: indices of lines that begin a paragraph.
    """
    running = [i for i, line in enumerate(lines) if not line.kind]
    if not running:
        return list(lines)
    gain = _gains(lines, starts)
    best = _dealt(running, gain, 1, 1.0)
    floor = best.gain + _MARGIN
    for columns, stays in _TRIED:
        way = _dealt(running, gain, columns, stays)
        if way.gain > max(best.gain, floor):
            best = way
    columns_of = dict(zip(reversed(running), _columns(best), strict=True))
    dealt: dict[int, list[int]] = {}
    column = columns_of[running[-1]]
    for i in range(len(lines) - 1, -1, -1):
        column = columns_of.get(i, column)
        dealt.setdefault(column, []).append(i)
    return [
        fragment for column in sorted(dealt) for fragment in _sentences(lines, dealt[column][::-1], starts)
    ]


def _gains(lines: Sequence[Fragment], starts: Container[int]) -> Callable[[int, int], float]:
    """How likely a line continues another, against its standing behind a full stop."""
    seams = Seams([line.text for line in lines])
    edges = [Edge.of(line.text) for line in lines]
    open_ends = [ends_open(line.text) for line in lines]
    known: dict[tuple[int, int], float] = {}

    def gain(before: int, after: int) -> float:
        if not open_ends[before]:
            return 0.0
        if after in starts:
            return _INDENTED
        if (before, after) not in known:
            known[before, after] = seams.score(edges[before], edges[after])
        return known[before, after]

    return gain


def _dealt(running: Sequence[int], gain: Callable[[int, int], float], columns: int, stays: float) -> _Way:
    """The best way to deal the lines into `columns`, found with a beam."""
    moves = _moves(columns, stays)
    ways = [_Way(0.0, (running[0],), 0, None)]
    for line in running[1:]:
        found: dict[tuple[tuple[int, ...], int], _Way] = {}
        for way in ways:
            for column in range(min(len(way.lasts) + 1, columns)):
                total = way.gain + moves[(column - way.column) % columns]
                if column < len(way.lasts):
                    total += gain(way.lasts[column], line)
                    lasts = (*way.lasts[:column], line, *way.lasts[column + 1 :])
                else:
                    total += _BEGIN
                    lasts = (*way.lasts, line)
                known = found.get((lasts, column))
                if known is None or total > known.gain:
                    found[lasts, column] = _Way(total, lasts, column, way)
        ways = sorted(found.values(), key=lambda way: (-way.gain, way.lasts))[:_BEAM]
    return ways[0]


def _moves(columns: int, stays: float) -> list[float]:
    """Log-probability to find the next line 0, 1, … columns further to the right, round the page."""
    if columns == 1:
        return [0.0]
    if columns == 2:
        return [math.log(stays), math.log(1 - stays)]
    others = math.log((1 - stays) * (1 - _NEIGHBOUR) / (columns - 2))
    return [math.log(stays), math.log((1 - stays) * _NEIGHBOUR), *[others] * (columns - 2)]


def _columns(way: _Way) -> list[int]:
    """The column of each line, the last line first."""
    found = []
    place: _Way | None = way
    while place is not None:
        found.append(place.column)
        place = place.before
    return found


def _sentences(lines: Sequence[Fragment], column: list[int], starts: Container[int]) -> list[Fragment]:
    """The lines of a column, those joined that a sentence runs over."""
    groups: list[list[Fragment]] = []
    for i in column:
        line = lines[i]
        joins = groups and not line.kind and i not in starts and not groups[-1][-1].kind
        if joins and ends_open(groups[-1][-1].text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        group[0]
        if len(group) == 1
        else Fragment.of([run for line in group for run in line.runs], "paragraph")
        for group in groups
    ]
