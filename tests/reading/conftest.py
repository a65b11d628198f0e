"""Pages set in columns from articles written for the tests."""

from __future__ import annotations

import random
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from minsheng.reading import read_text


class Page(NamedTuple):
    """A page as a scanner reads it: lines of several columns in turn."""

    text: str
    #: line ends in mid-sentence, by line text and the text of the line that continues it
    seams: list[tuple[str, str]]

    def recovered(self) -> float:
        """Share of the broken sentences that reading puts together again."""
        text = read_text(self.text, "page.txt").text
        return sum(before + after in text for before, after in self.seams) / len(self.seams)

    def intact(self) -> float:
        """The same share for the page as it stands."""
        text = self.text.replace("\n", "")
        return sum(before + after in text for before, after in self.seams) / len(self.seams)


class Press:
    """Sets articles in columns."""

    def __init__(self, articles: dict[str, str]) -> None:
        self.articles = {name: text.split() for name, text in articles.items()}

    def column(self, name: str, cells: int) -> list[str]:
        """The lines of an article in a column of `cells` characters, no mark at the head of a line."""
        lines = []
        for paragraph in self.articles[name]:
            place = 0
            while place < len(paragraph):
                end = place + cells
                while paragraph[end : end + 1] in set("，。、；：！？”"):
                    end += 1
                lines.append(paragraph[place:end])
                place = end
        return lines

    def page(self, names: list[str], cells: int, chunk: int, gap: str = "\n", seed: int = 0) -> Page:
        """Columns interleaved: about `chunk` lines of each in turn, `gap` between two lines."""
        rng = random.Random(seed)
        columns = [self.column(name, cells) for name in names]
        seams = [
            (before, after)
            for column in columns
            for before, after in pairwise(column)
            if before[-1] not in "。！？：；"
        ]
        waiting = [list(column) for column in columns]
        lines = []
        while any(waiting):
            for column in waiting:
                for _ in range(chunk if chunk == 1 else rng.randint(chunk - 1, chunk + 1)):
                    if column:
                        lines.append(column.pop(0))
        return Page(gap.join(lines), seams)


@pytest.fixture(scope="session")
def press() -> Press:
    return Press(tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8")))
