"""Where each character of a repaired text stands in the original file.

A text is put together from runs, contiguous pieces of the original. Only the runs are kept, so
that a long document costs a few numbers a line instead of one a character.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.records import Source


class Run(NamedTuple):
    """A piece of text whose character i stands at `start + i` of the original."""

    text: str
    start: int

    def cut(self, first: int, last: int) -> Run:
        """The piece `text[first:last]`, where `0 <= first <= last`."""
        return Run(self.text[first:last], self.start + first)


class Offsets(Sequence[int]):
    """A sequence of positions, stored as runs of consecutive numbers.

    Example:
        >>> list(Offsets.of([Run("民生", 0), Run("图谱", 4)]))
        [0, 1, 4, 5]
    """

    __slots__ = ("_length", "_origins", "_starts")

    def __init__(self, starts: Sequence[int], origins: Sequence[int], length: int) -> None:
        self._starts = array("q", starts)
        self._origins = array("q", origins)
        self._length = length

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Offsets:
        """The positions of the text that the runs make when they are joined."""
        starts, length = [], 0
        for run in runs:
            starts.append(length)
            length += len(run.text)
        return cls(starts, [run.start for run in runs], length)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...

    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        run = bisect_right(self._starts, index) - 1
        return self._origins[run] + index - self._starts[run]

    def __iter__(self) -> Iterator[int]:
        ends = [*self._starts[1:], self._length][: len(self._starts)]
        for start, end, origin in zip(self._starts, ends, self._origins, strict=True):
            yield from range(origin, origin + end - start)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Offsets):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self._length, self._origins.tobytes()))

    def __repr__(self) -> str:
        return f"Offsets({self._length} characters in {len(self._starts)} runs)"

    def spans(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        """The stretches of the original behind `start:end`, each with its place in the text."""
        run = bisect_right(self._starts, start) - 1
        while start < end:
            run_end = self._starts[run + 1] if run + 1 < len(self._starts) else self._length
            stop = min(end, run_end)
            origin = self._origins[run] + start - self._starts[run]
            if stop > start:
                yield start, Span(origin, origin + stop - start)
            start = stop
            run += 1


#: What may stand between two runs of one quotation: white space, and the markup of the format.
_GAPS = {
    "text/html": re.compile(r"(?:\s|<!--.*?-->|<[^<>]*>|&?#?\w{1,32};)*", re.DOTALL),
    "text/markdown": re.compile(r"(?:\s|[*_`#>|~\\\[\]!+-]|\d+[.)]|\]\([^()]*\)|<[^<>\n]*>)*"),
}
_WHITE = re.compile(r"\s*")
#: Longer gaps are never one quotation; the bound keeps the search linear.
_WIDEST_GAP = 400
_REFERENCE = re.compile(r"&#?\w{1,32};")


def quote_spans(source: Source, start: int, end: int) -> list[Span]:
    """The places of the original that a span of the text quotes, in the order of the text.

    A quotation over re-ordered text becomes several pieces; pieces that only white space or markup
    separates are one. White space at the ends of a piece is left out.

    Args:
        source: the document.
        start: first code point of `source.text`.
        end: code point behind the last.

    Example:
        >>> from minsheng.reading import read_text
        >>> quote_spans(read_text("第一行。\\n\\n  第二行。", "a.txt"), 0, 9)
        [Span(start=0, end=12)]
    """
    if not 0 <= start < end <= len(source.text):
        return []
    merged: list[Span] = []
    for piece in _pieces(source, start, end):
        if merged and _continues(source, merged[-1].end, piece.start):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
        else:
            merged.append(piece)
    return merged


def _pieces(source: Source, start: int, end: int) -> Iterator[Span]:
    """Stretches of the original without block separators and surrounding white space."""
    offsets, text, original = source.offsets, source.text, source.original
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if isinstance(offsets, Offsets):
            found: Iterator[tuple[int, Span]] = offsets.spans(start, stop)
        elif stop > start:
            found = iter([(start, Span(offsets[start], offsets[stop - 1] + 1))])
        else:
            found = iter(())
        for place, (first, last) in found:
            if text[place : place + last - first].isspace():
                continue
            if source.media_type == "text/html" and original[last - 1] == "&":
                reference = _REFERENCE.match(original, last - 1)
                last = reference.end() if reference else last
            while original[first].isspace():
                first += 1
            while original[last - 1].isspace():
                last -= 1
            yield Span(first, last)
        start = stop + 1


def _continues(source: Source, end: int, start: int) -> bool:
    """Whether a piece that starts at `start` goes on from one that ends at `end`."""
    if end == start:
        return True
    if not end < start <= end + _WIDEST_GAP:
        return False
    gap = _GAPS.get(source.media_type, _WHITE)
    return gap.fullmatch(source.original, end, start) is not None
