"""A table of figures, as the terminal shows it and as the documentation keeps it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What stands where there is no figure.
NONE = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under a heading, with a note that says how to read them.

    Example:
        >>> print(Table("速度 · Speed", ("阶段 stage", "MB/s"), [("读入 reading", "25")]).markdown())
        ## 速度 · Speed
        <BLANKLINE>
        | 阶段 stage | MB/s |
        |---|--:|
        | 读入 reading | 25 |
        <BLANKLINE>
    """

    #: Chinese and English, parted by a middle dot
    heading: str
    columns: tuple[str, ...]
    #: the first cell of a row names it, the others are figures
    rows: Sequence[Sequence[str]]
    #: paragraphs under the heading
    note: tuple[str, ...] = ()

    def markdown(self) -> str:
        """A section of a Markdown page."""
        ruler = "|---" + "|--:" * (len(self.columns) - 1) + "|"
        lines = [_line(self.columns), ruler, *map(_line, self.rows)]
        return "\n\n".join([f"## {self.heading}", *self.note, "\n".join(lines)]) + "\n"

    def plain(self) -> str:
        """For a terminal: columns aligned, wide characters counted as two."""
        rows = [self.columns, *self.rows]
        widths = [max(_width(row[i]) for row in rows) for i in range(len(self.columns))]
        lines = [
            "  ".join([_padded(row[0], widths[0], left=True), *_figures(row[1:], widths[1:])]).rstrip()
            for row in rows
        ]
        return "\n".join([f"── {self.heading}", *self.note, *lines]) + "\n"


def page(title: str, introduction: Iterable[str], tables: Iterable[Table]) -> str:
    """A Markdown page of tables."""
    paragraphs = (f"{each}\n" for each in introduction)
    return "\n".join([f"# {title}\n", *paragraphs, *(table.markdown() for table in tables)])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _figures(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [_padded(cell, width, left=False) for cell, width in zip(cells, widths, strict=True)]


def _padded(cell: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(cell))
    return cell + space if left else space + cell


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell)
