"""Pages as a scanner reads them: columns whose lines it took in turn, and what else stands on a page."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from minsheng.reading.columns import width

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

#: Marks that no line begins with.
_CLINGING = frozenset("，。、；：！？”’）》,;:!?")
#: Ends of a line that end its sentence.
_CLOSED = "。！？：；”"


def column(paragraphs: Iterable[str], cells: int) -> list[str]:
    """The lines of an article in a column of `cells` characters.

    Example:
        >>> column(["新建的图书馆开放了，市民来看书。"], 8)
        ['新建的图书馆开放', '了，市民来看书。']
    """
    lines = []
    for paragraph in paragraphs:
        place = 0
        while place < len(paragraph):
            end = place + cells
            while paragraph[end : end + 1] in _CLINGING and end < len(paragraph):
                end += 1
            lines.append(paragraph[place:end])
            place = end
    return lines


def in_turns(columns: Sequence[Sequence[str]], least: int, most: int, chance: random.Random) -> list[str]:
    """The lines of all columns, so many of each in turn, until none is left."""
    waiting = [list(lines) for lines in columns]
    found = []
    while any(waiting):
        for lines in waiting:
            turn = chance.randint(least, most)
            found += lines[:turn]
            del lines[:turn]
    return found


def side_by_side(columns: Sequence[Sequence[str]], gap: int) -> list[str]:
    """The rows of a page whose columns stand beside each other, `gap` half-width cells between them.

    Example:
        >>> side_by_side([["新馆开放", "了。"], ["食堂", "开张。"]], 2)
        ['新馆开放  食堂', '了。      开张。']
    """
    widths = [max(map(width, lines), default=0) + gap for lines in columns]
    rows = []
    for cells in zip_longest(*columns, fillvalue=""):
        padded = (cell + " " * (wide - width(cell)) for cell, wide in zip(cells, widths, strict=True))
        rows.append("".join(padded).rstrip())
    return rows


def with_asides(lines: Sequence[str], asides: Sequence[str], chance: random.Random) -> list[str]:
    """The lines with captions and sayings put between them anywhere."""
    found = list(lines)
    for aside in asides:
        found.insert(chance.randrange(1, len(found)), aside)
    return found


def neighbours(columns: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Lines that follow each other in a column."""
    for lines in columns:
        yield from pairwise(lines)


def seams(columns: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Neighbours in the middle of a sentence."""
    return ((before, after) for before, after in neighbours(columns) if before[-1] not in _CLOSED)


def share(pairs: Iterable[tuple[str, str]], text: str) -> float:
    """Share of the pairs of lines that follow each other in a text, in one paragraph or over its end."""
    found = [before + after in text or f"{before}\n{after}" in text for before, after in pairs]
    return sum(found) / len(found)
