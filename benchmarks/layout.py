"""Repair of pages: lines of columns that are neighbours again, as the page stands and when it is read."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.tables import Table
from benchmarks.typeset import column, in_turns, neighbours, share, side_by_side, with_asides
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Lines of a column that are read in turn: least and most.
_TURNS = {"1": (1, 1), "2": (2, 2), "3": (3, 3), "5": (5, 5), "3–5": (3, 5), "2–6": (2, 6)}
_COLUMNS = (2, 3, 4)
_CELLS = (13, 15, 17, 20)
#: What stands between the columns of a page with pictures.
_ASIDES = ("新馆里的阅读角", "孩子们在活动室学剪纸", "食堂门前的广场一角")
#: Shorter paragraphs are headings and signatures.
_PARAGRAPH = 30
_ENDS = ("。", "”", "！", "？")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Measured:
    """A page: the share of lines that have their right neighbour, as it stands and when it is read."""

    before: float
    after: float


def tables(texts: Sequence[str]) -> list[Table]:
    """Shares by the number of columns and the lines in a turn, over pages of the texts.

    Args:
        texts: documents as they are read, one paragraph a line.
    """
    articles = [_running(text) for text in texts]
    articles = [paragraphs for paragraphs in articles if len(paragraphs) > 2]
    rows = [_row("一栏，未打乱 one column, in order", list(_straight(articles)))]
    for columns in _COLUMNS:
        for turn, (least, most) in _TURNS.items():
            pages = [list(_pages(articles, columns, least, most, asides)) for asides in ((), _ASIDES)]
            rows.append(_row(f"{columns} 栏 columns, {turn} 行 lines", *pages))
        pages = [list(_pages(articles, columns, 0, 0, asides)) for asides in ((), _ASIDES)]
        rows.append(_row(f"{columns} 栏并排 columns side by side", *pages))
    return [
        Table(
            "错栏的修复 · Columns put apart",
            (
                "版面 page",
                "原样 as it stands",
                "读后 when read",
                "有图注，原样 with captions",
                "有图注，读后 read",
            ),
            rows,
            (
                "自带文稿排成栏，逐栏轮流取几行，好比扫描时的错栏，或各栏并排，好比 PDF 转成的文本；"
                "数字是仍与本栏下一行相邻的行所占的比例。",
                "The samples set in columns, of which so many lines are taken in turn, as scanners do, "
                "or side by side with spaces between, as PDF converters do; "
                "figures are the share of lines that have the next line of their column behind them.",
            ),
        )
    ]


def _running(text: str) -> list[str]:
    """The paragraphs of running text, without spaces: a line's ends lose theirs."""
    paragraphs = (_SPACE.sub("", paragraph) for paragraph in text.split("\n"))
    return [p for p in paragraphs if len(p) >= _PARAGRAPH and p.endswith(_ENDS)]


def _row(caption: str, *groups: Sequence[Measured]) -> tuple[str, ...]:
    cells = [caption]
    for group in groups:
        cells += [f"{fmean(page.before for page in group):.2f}", f"{fmean(page.after for page in group):.2f}"]
    return (*cells, *[""] * (5 - len(cells)))


def _straight(articles: Sequence[Sequence[str]]) -> Iterator[Measured]:
    for number, paragraphs in enumerate(articles):
        lines = column(paragraphs, _CELLS[number % len(_CELLS)])
        yield _measured([lines], lines)


def _pages(
    articles: Sequence[Sequence[str]], columns: int, least: int, most: int, asides: Sequence[str]
) -> Iterator[Measured]:
    """A page for every article, with those behind it in the next columns; side by side if turns have none."""
    for first in range(len(articles)):
        chance = random.Random(first)
        cells = _CELLS[first % len(_CELLS)]
        chosen = [articles[(first + place) % len(articles)] for place in range(columns)]
        longest = min(len(column(paragraphs, cells)) for paragraphs in chosen) + 8
        lines = [column(paragraphs, cells)[: longest - chance.randint(0, 6)] for paragraphs in chosen]
        page = in_turns(lines, least, most, chance) if most else side_by_side(lines, chance.randint(2, 8))
        yield _measured(lines, with_asides(page, asides, chance) if asides else page)


def _measured(columns: Sequence[Sequence[str]], page: Sequence[str]) -> Measured:
    pairs, text = list(neighbours(columns)), "\n".join(page)
    return Measured(share(pairs, text), share(pairs, read_text(text, "page.txt").text))
