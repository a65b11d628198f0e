"""Pairs of quotation marks and book-title marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}
OPENING, CLOSING = frozenset(_PAIRS), frozenset(_PAIRS.values())
#: So long, marks included, are pairs at the most.
_QUOTATION, _TITLE = 62, 122
#: What ends a clause, brackets, quotation marks and spaces included: no unquoted name goes on across it.
BREAK = re.compile(r"[，。；！？：:、“”《》（）()\s]")
#: What no quoted name holds.
SPEECH = re.compile(r"[。！？!?；;]")


def quotation_marks(text: str) -> dict[int, int]:
    """Opening position → position behind the closing mark, of quotations of at most 60 characters.

    Titles may be longer, up to 120. Straight marks pair up within a line; where a line holds an odd number
    of them they are left alone.

    Example:
        >>> quotation_marks("推出“暖阳”行动")
        {2: 6}
    """
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in re.finditer(r"[“”‘’「」『』《》\n]", text):
        mark = match.group()
        if mark in _PAIRS:
            stack.append((mark, match.start()))
        elif mark == "\n":
            stack.clear()
        else:
            while stack and _PAIRS[stack[-1][0]] != mark:
                stack.pop()
            if stack:
                start = stack.pop()[1]
                if match.end() - start <= (_TITLE if mark == "》" else _QUOTATION):
                    pairs[start] = match.end()
    if '"' in text:
        pairs.update(_straight(text))
    return dict(sorted(pairs.items()))


def quoted(pairs: Mapping[int, int]) -> dict[int, int]:
    """Position inside quotation marks → length of the shortest pair that holds it.

    Example:
        >>> quoted({0: 6, 2: 4})
        {1: 6, 2: 6, 3: 2, 4: 6, 5: 6}
    """
    longest_first = sorted(pairs.items(), key=lambda pair: pair[0] - pair[1])
    return {at: end - start for start, end in longest_first for at in range(start + 1, end)}


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Straight marks, paired from the left; a pair that would hold a sentence is no pair."""
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for at in (line.start() + i for i, c in enumerate(line.group()) if c == '"'):
            if opened is not None and at - opened <= 40 and not SPEECH.search(text, opened, at):
                yield opened, at + 1
                opened = None
            else:
                opened = at
