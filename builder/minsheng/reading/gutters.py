"""Columns printed side by side, as page converters keep them: lines parted at the white gutter between."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.columns import width
from minsheng.reading.spacing import inside_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What parts the cells of a row: two spaces or a wide one, and more.
_GAP = re.compile("(?:[ \xa0]{2,}|[ \xa0]*[\u3000\t])[ \xa0\u3000\t]*")
_INNER = re.compile(r"\S(?:[ \xa0]{2}|[ \xa0]?[\u3000\t])\s*\S")
#: A gutter is so wide at least, in half-width cells.
_WIDE = 2
#: Cells of a column begin so far left of it at most, marks and digits being narrower, or right, for indents.
_EARLY, _LATE = 2, 5
#: A line is indented that begins so far behind the edge of its column, in half-width cells.
_INDENT = 2
#: So many rows with something on either side make a gutter, and so great a share of the rows that it crosses.
_ROWS, _BOTH = 4, 0.5
#: Mean length of the cells on either side of it, in characters; those of tables are shorter.
_PROSE = 6.0
#: Share of line ends within a column that fall inside a word, in running text.
_INSIDE_WORDS = 0.12
#: A gutter is crossed by no more than so many rows: longer pages are looked at part by part.
_LONGEST = 200
#: Rows of more cells are those of a table or a drawing.
_MOST_CELLS = 40


class Cell(NamedTuple):
    """A stretch of a row between gaps: half-width cells from the left, and its place in the text."""

    left: int
    right: int
    start: int
    end: int


class Piece(NamedTuple):
    """A line of one column: its place in the text, and whether it is indented."""

    start: int
    end: int
    indented: bool


def cells_of(text: str, start: int, end: int) -> list[Cell]:
    """The cells of the row `text[start:end]`.

    Example:
        >>> [(c.left, c.right) for c in cells_of("新馆开放。   食堂开张。", 0, 13)]
        [(0, 10), (13, 23)]
    """
    found: list[Cell] = []
    place, at = 0, start
    for match in [*_GAP.finditer(text, start, end), None]:
        stop = match.start() if match else end
        here = text[at:stop].lstrip()
        first = stop - len(here)
        here = here.rstrip()
        if here:
            left = place + width(text[at:first])
            found.append(Cell(left, left + width(here), first, first + len(here)))
        if match:
            place += width(text[at : match.end()])
            at = match.end()
    return found


def dealt_out(text: str, lines: Sequence[tuple[int, int]]) -> list[Piece] | None:
    """The lines of a page with columns side by side, first those of the left one; None if it has no such.

    Args:
        text: the page.
        lines: where each of its lines begins and ends.

    Example:
        >>> page = ["新馆在镇上开放，藏    食堂今天开张，", "书二万册，座位九十    供应三餐，老人"]
        >>> page += ["个，由县图书馆与镇    们前来用餐，街", "文化站共同管理。      道给予补贴。"]
        >>> text = "\\n".join(page)
        >>> spans = [(m.start(), m.end()) for m in re.finditer(".+", text)]
        >>> [text[p.start : p.end][:4] for p in dealt_out(text, spans) or ()][3:5]
        ['文化站共', '食堂今天']
    """
    if sum(_INNER.search(text, *line) is not None for line in lines) < _ROWS:
        return None
    rows = [row for line in lines if (row := cells_of(text, *line))]
    if max(map(len, rows)) > _MOST_CELLS:
        return None
    found: list[Piece] = []
    for first in range(0, len(rows), _LONGEST):
        found.extend(_parted(text, rows[first : first + _LONGEST]))
    return found if len(found) > len(rows) else None


def _parted(text: str, rows: Sequence[Sequence[Cell]]) -> Iterator[Piece]:
    gutter = _gutter(text, rows)
    if gutter is None:
        edge = Counter(row[0].left for row in rows).most_common(1)[0][0] if rows else 0
        for row in rows:
            yield Piece(row[0].start, row[-1].end, row[0].left >= edge + _INDENT)
        return
    column, first, last = gutter
    yield from _parted(text, rows[:first])
    for side in _sides(rows[first:last], column):
        yield from _parted(text, side)
    yield from _parted(text, rows[last:])


def _sides(rows: Sequence[Sequence[Cell]], column: int) -> list[list[list[Cell]]]:
    """What stands left of a column, and what in it and right of it, rows with nothing there left out."""
    left = [[cell for cell in row if cell.left < column - _EARLY] for row in rows]
    right = [[cell for cell in row if cell.left >= column - _EARLY] for row in rows]
    return [[row for row in side if row] for side in (left, right)]


def _gutter(text: str, rows: Sequence[Sequence[Cell]]) -> tuple[int, int, int] | None:
    """The column with the most rows that have something on either side of its gutter, and those rows."""
    votes: dict[int, int] = {}
    for row in rows:
        for cell in row[1:]:
            votes[cell.left] = votes.get(cell.left, 0) + 1
    best: tuple[int, int, int, int] | None = None
    for column in sorted(votes):
        for first, last in _stretches(rows, column):
            both = sum(_on_both(row, column) for row in rows[first:last])
            if both >= max(_ROWS, _BOTH * (last - first)) and (best is None or both > best[0]):
                best = (both, column, first, last)
    if best is None:
        return None
    _, column, first, last = best
    while not _on_both(rows[first], column):
        first += 1
    while not _on_both(rows[last - 1], column) and rows[last - 1][0].left < column - _EARLY:
        last -= 1
    last = _with_tail(rows, column, last)
    return (column, first, last) if _running(text, _sides(rows[first:last], column)) else None


def _with_tail(rows: Sequence[Sequence[Cell]], column: int, last: int) -> int:
    """The rows further down in which the longer column goes on, up to one that the gutter does not part."""
    reach = max((cell.right for row in rows[:last] for cell in row if cell.left < column - _EARLY), default=0)
    while last < len(rows) and all(c.left >= column - _EARLY or c.right <= reach for c in rows[last]):
        last += 1
    return last


def _stretches(rows: Sequence[Sequence[Cell]], column: int) -> Iterator[tuple[int, int]]:
    """The stretches of rows that no cell crosses a gutter in."""
    first = 0
    for i, row in enumerate(rows):
        if any(cell.left < column - _EARLY and cell.right > column - _WIDE for cell in row):
            if i > first:
                yield first, i
            first = i + 1
    if len(rows) > first:
        yield first, len(rows)


def _on_both(row: Sequence[Cell], column: int) -> bool:
    """Whether a row has a cell left of a gutter, and one that begins right behind it."""
    return row[0].left < column - _EARLY and any(
        column - _EARLY <= cell.left <= column + _LATE for cell in row
    )


def _running(text: str, sides: Sequence[Sequence[Sequence[Cell]]]) -> bool:
    """Whether the columns left and right of a gutter hold running text rather than the cells of a table."""
    seams: list[tuple[str, str]] = []
    for side, nearest in zip(sides, (-1, 0), strict=True):
        lines = [text[row[nearest].start : row[nearest].end] for row in side]
        if sum(map(len, lines)) < _PROSE * len(lines):
            return False
        seams.extend(pairwise(lines))
    return inside_share(seams) >= _INSIDE_WORDS
