"""Where a text has some words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: From so many characters on a text is read once for all words, rather than once for each.
_LONG = 20_000


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


def everywhere(text: str, names: Collection[str]) -> dict[str, list[int]]:
    """Where each of the names begins, as `occurrences` tells; the time grows with the text, not with both.

    Example:
        >>> everywhere("暖灯、小灯、暖灯", ["暖灯", "灯"])
        {'暖灯': [0, 6], '灯': [1, 4, 7]}
    """
    if len(text) < _LONG or not names:
        return {name: list(occurrences(text, name)) for name in names}
    import daachorse

    listed = list(names)
    found: dict[str, list[int]] = {name: [] for name in listed}
    for start, _, index in daachorse.CharwiseDoubleArrayAhoCorasick(listed).find_overlapping(text):
        places = found[listed[index]]
        if not places or places[-1] + len(listed[index]) <= start:
            places.append(start)
    return found
