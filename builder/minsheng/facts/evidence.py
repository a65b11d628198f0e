"""Quotations: the clause or sentence that says a fact, as it stands in the original."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from minsheng.reading.offsets import quote_spans
from minsheng.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.records import Sentence, Source

#: A sentence longer than this is quoted clause by clause.
LONGEST_SENTENCE = 120
#: So many masked spans may begin just before a quotation and reach into it.
_CROSSING = 8


class Quotations:
    """The quotations of one document, each kept once; private names are masked one to one."""

    def __init__(self, source: Source, sentences: Sequence[Sentence], masked: Sequence[Span]) -> None:
        self._source = source
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._masked = sorted(masked)
        self._found: dict[Span, int] = {}
        self._cited: dict[Span, tuple[int, ...]] = {}

    def covering(self, *spans: Span | tuple[int, int]) -> Span:
        """The clause, clauses or sentence of the text that hold all spans (of one sentence)."""
        start, end = spans[0]
        for first, last in spans[1:]:
            start, end = min(start, first), max(end, last)
        i = bisect_right(self._starts, start) - 1
        if i < 0 or self._sentences[i].end < end:
            return Span(start, end)
        sentence = self._sentences[i]
        if sentence.end - sentence.start <= LONGEST_SENTENCE:
            return Span(sentence.start, sentence.end)
        first = max((c.start for c in sentence.clauses if c.start <= start), default=sentence.start)
        last = min((c.end for c in sentence.clauses if c.end >= end), default=sentence.end)
        return Span(first, last)

    def sentence(self, position: int) -> Sentence | None:
        """The sentence at a position of the text."""
        i = bisect_right(self._starts, position) - 1
        return self._sentences[i] if i >= 0 and position < self._sentences[i].end else None

    def cite(self, *spans: Span | tuple[int, int]) -> tuple[int, ...]:
        """Indices of the quotations that hold the spans, each span in a clause or sentence of its own."""
        found: list[int] = []
        for span in spans:
            whole = self.covering(span)
            if whole not in self._cited:
                pieces = quote_spans(self._source, whole.start, whole.end)
                self._cited[whole] = tuple(self._found.setdefault(Span(*p), len(self._found)) for p in pieces)
            found.extend(self._cited[whole])
        return tuple(dict.fromkeys(found))

    def all(self) -> tuple[Quotation, ...]:
        """Every quotation, in the order of its index."""
        return tuple(Quotation(start, end, self._exact(start, end)) for start, end in self._found)

    def _exact(self, start: int, end: int) -> str:
        exact = self._source.original[start:end]
        first = bisect_left(self._masked, (start, start))
        last = bisect_left(self._masked, (end, end), first)
        for a, b in self._masked[max(0, first - _CROSSING) : last]:
            if a < end and b > start:
                a, b = max(a, start) - start, min(b, end) - start
                exact = exact[:a] + "＊" * (b - a) + exact[b:]
        return exact


def to_original(source: Source, spans: Iterable[Span]) -> list[Span]:
    """Spans of the text as spans of the original."""
    return [Span(*piece) for span in spans for piece in quote_spans(source, span.start, span.end)]
