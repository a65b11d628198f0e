"""Blocks that stand in a document and are no part of its text: no fact is taken from them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.records import Block, Sentence

#: What a page says of itself, and advertisements and notices of others that stand on it.
OUTSIDE = frozenset({"boilerplate", "notice"})


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


class Outside:
    """The stretches of a text from which nothing is taken.

    Example:
        >>> from minsheng.records import Block
        >>> outside = Outside([Block(0, 5, "paragraph"), Block(6, 9, "notice")])
        >>> outside.holds(4), outside.holds(7)
        (False, True)
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        held = [block for block in blocks if block.kind in OUTSIDE]
        self._starts = [block.start for block in held]
        self._ends = [block.end for block in held]

    def holds(self, place: int) -> bool:
        """Whether a place in the text is outside."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]

    def without(self, found: Iterable[_P]) -> list[_P]:
        """Those that stand in the text itself."""
        return [each for each in found if not self.holds(each.start)] if self._starts else list(found)


def inside(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of the text itself."""
    return tuple(sentence for sentence in sentences if sentence.block not in OUTSIDE)
