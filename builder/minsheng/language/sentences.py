"""Sentences and clauses as spans of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.records import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.records import Block

#: A sentence ends at its mark, closing quotes and brackets behind it included. Patterns that begin with one
#: set of characters are the fastest to search.
_END = re.compile(r"[。！？!?…\n](?:(?<=\n)|[。！？!?…]*[”’\"』」）)】]*)")
_CLAUSE = re.compile(r"[，,；;：:—](?:(?<!—)|—)")
#: Text without any mark is cut here, so that no later step meets an endless sentence.
LONGEST = 600


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for mark in _END.finditer(text, start, end):
        yield from _pieces(text, at, mark.end())
        at = mark.end()
    yield from _pieces(text, at, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in "，；,; 、") + 1
        cut = cut if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


def clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The runs between commas, semicolons and colons, marks included at their ends.

    Example:
        >>> clauses("新建学校，床位3张", 0, 9)
        (Span(start=0, end=5), Span(start=5, end=9))
    """
    found: list[Span] = []
    for mark in _CLAUSE.finditer(text, start, end):
        found.append(Span(start, mark.end()))
        start = mark.end()
    if start < end:
        found.append(Span(start, end))
    return tuple(found)


def sentences(text: str, blocks: Iterable[Block]) -> Iterator[Sentence]:
    """The sentences of each block, in text order, without mentions or quantities yet."""
    for block in blocks:
        for start, end in _spans(text, block.start, block.end):
            yield Sentence(start, end, block.kind, clauses(text, start, end))
