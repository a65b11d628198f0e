"""Where a text has some words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def occurrences(text: str, words: str, low: int = 0, high: int | None = None) -> Iterator[int]:
    """Where the words begin, one behind the other, in the stretch from `low` to `high`.

    Example:
        >>> list(occurrences("暖灯、暖灯", "暖灯"))
        [0, 3]
    """
    at = text.find(words, low, high)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words), high)
