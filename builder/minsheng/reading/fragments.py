"""Fragments: what a format reader finds on the page, before it is a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.offsets import Offsets, Run
from minsheng.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of characters that belong together: a line, a paragraph, a cell.

    `kind` is a block kind of `records.Block`, or "" while nobody has decided.
    """

    text: str
    runs: tuple[Run, ...]
    kind: str = ""

    @classmethod
    def of(cls, runs: Iterable[Run], kind: str = "") -> Fragment:
        """The fragment that the runs make; empty ones are left out."""
        kept = tuple(run for run in runs if run.text)
        return cls("".join(run.text for run in kept), kept, kind)

    def as_kind(self, kind: str) -> Fragment:
        """The same text in another role."""
        return Fragment(self.text, self.runs, kind)

    def cut(self, first: int, last: int) -> Fragment:
        """The part `text[first:last]`."""
        runs, place = [], 0
        for run in self.runs:
            low, high = max(first - place, 0), min(last - place, len(run.text))
            if low < high:
                runs.append(run.cut(low, high))
            place += len(run.text)
        return Fragment.of(runs, self.kind)

    def stripped(self) -> Fragment:
        """Without white space (and byte order mark) at its ends."""
        text = self.text
        first = len(text) - len(text.lstrip(WHITE))
        last = len(text.rstrip(WHITE))
        return self if (first, last) == (0, len(text)) else self.cut(first, last)

    @property
    def start(self) -> int:
        """Position of its first character in the original."""
        return self.runs[0].start


#: What `str.strip` takes, and the invisible characters that pages put around text.
WHITE = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)


class Assembled(NamedTuple):
    """The fields of a `Source` that the fragments make up."""

    text: str
    offsets: Sequence[int]
    blocks: tuple[Block, ...]


def assemble(fragments: Sequence[Fragment], original: str) -> Assembled:
    """Text, offsets and blocks of the fragments in reading order, empty ones left out."""
    runs: list[Run] = []
    blocks = []
    place = 0
    for fragment in fragments:
        if not fragment.text:
            continue
        if runs:
            # The separator has its predecessor's position.
            last = runs[-1]
            runs.append(Run("\n", last.start + len(last.text) - 1))
            place += 1
        runs += fragment.runs
        blocks.append(Block(place, place + len(fragment.text), fragment.kind or "paragraph"))
        place += len(fragment.text)
    if len(runs) == 1:
        text, start = runs[0]
        return Assembled(text, range(start, start + len(text)), tuple(blocks))
    text = "".join(run.text for run in runs)
    if text == original:
        return Assembled(text, range(len(text)), tuple(blocks))
    return Assembled(text, Offsets.of(runs), tuple(blocks))
