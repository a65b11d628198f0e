"""Parameters of queries as a call gives them: `name=value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def values(words: Iterable[str]) -> dict[str, str]:
    """The values by name; a later one takes the place of an earlier.

    Raises:
        UsageError: a word without `=`.

    Example:
        >>> values(["area=青河区", "word=a=b"])
        {'area': '青河区', 'word': 'a=b'}
    """
    given = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError("parameter-written", word=word)
        given[name] = value
    return given
