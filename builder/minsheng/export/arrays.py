"""Items of a JSON array, written one after another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Array:
    """What stands between the brackets of an array that is too long to be held in memory.

    Example:
        >>> array = Array(lambda text: print(text, end=""))
        >>> array.add({"a": 1})
        <BLANKLINE>
        {"a": 1}
    """

    def __init__(self, write: Callable[[str], None], indent: int | None = None) -> None:
        self._write = write
        #: spaces within an item, which then stands two levels deep; each on one line, if None
        self._indent = indent
        self._line = "\n" + " " * (2 * (indent or 0))
        self._before = ""

    def add(self, item: object) -> None:
        """Writes an item on lines of its own."""
        words = json.dumps(item, ensure_ascii=False, indent=self._indent)
        self._write(self._before + self._line + words.replace("\n", self._line))
        self._before = ","
