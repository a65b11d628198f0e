"""A document cut into the stretches that are asked about one at a time."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.records import Block, Sentence

#: Characters of a stretch, one sentence longer than that aside.
LONGEST = 1200
#: Blocks that say nothing about the place: who wrote it, where to click.
_LEFT_OUT = frozenset({"byline", "boilerplate", "notice"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences that follow each other; sentence n of the model's is `sentences[n - 1]`."""

    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretches of a document, and how many of its blocks are addressed to a model."""

    chunks: tuple[Chunk, ...]
    addressed: int


@cache
def addressing() -> re.Pattern[str]:
    """What words addressed to a language model look like: the patterns of `addressed.toml`."""
    with data("proposals", "addressed.toml").open("rb") as file:
        return re.compile("|".join(entry["pattern"] for entry in tomllib.load(file)["pattern"]), re.MULTILINE)


def cut(text: str, sentences: Sequence[Sentence], blocks: Sequence[Block], longest: int = LONGEST) -> Cut:
    """Stretches of at most `longest` characters that end with a sentence.

    Blocks that a model might take for instructions are left out, whole.

    Example:
        >>> from minsheng.records import Block, Sentence
        >>> held = [Sentence(0, 6, "paragraph"), Sentence(6, 11, "paragraph")]
        >>> found = cut("青石镇通车。书房开放。", held, [Block(0, 11, "paragraph")], longest=8)
        >>> [(c.start, c.end) for c in found.chunks]
        [(0, 6), (6, 11)]
    """
    refused = [b for b in blocks if addressing().search(text[b.start : b.end])]
    chunks: list[Chunk] = []
    held: list[Sentence] = []
    for sentence in sentences:
        out = sentence.block in _LEFT_OUT or any(
            b.start < sentence.end and sentence.start < b.end for b in refused
        )
        if held and (out or sentence.end - held[0].start > longest):
            chunks.append(Chunk(tuple(held)))
            held = []
        if not out:
            held.append(sentence)
    if held:
        chunks.append(Chunk(tuple(held)))
    return Cut(tuple(chunks), len(refused))
