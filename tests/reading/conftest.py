"""Pages set in columns from articles written for the tests."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from benchmarks.typeset import column, in_turns, seams, with_asides


class Page(NamedTuple):
    """A page as a scanner reads it: lines of several columns in turn."""

    text: str
    #: line ends in mid-sentence, by line text and the text of the line that continues it
    seams: list[tuple[str, str]]

    def recovered(self, text: str) -> float:
        """Share of the broken sentences that are whole in the text as it was read."""
        return sum(before + after in text for before, after in self.seams) / len(self.seams)


class Press:
    """Sets articles in columns."""

    def __init__(self, articles: dict[str, str]) -> None:
        self.articles = {name: text.split() for name, text in articles.items()}

    def page(
        self, names: list[str], cells: int, turn: tuple[int, int], gap: str = "\n", *asides: str
    ) -> Page:
        """Columns interleaved: so many lines of each in turn, `gap` between two lines, asides anywhere."""
        chance = random.Random(cells)
        columns = [column(self.articles[name], cells) for name in names]
        lines = in_turns(columns, *turn, chance)
        return Page(gap.join(with_asides(lines, asides, chance) if asides else lines), list(seams(columns)))


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8")))
