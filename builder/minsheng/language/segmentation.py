"""Words of a text with their positions and parts of speech.

rjieba gives jieba's segmentation twenty times faster; where its wheel is missing, jieba itself serves.
Both give back every character, so that positions are the running sum of the lengths.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Segmenter(Protocol):
    def tag(self, text: str) -> Sequence[tuple[str, str]]: ...

    def known(self, word: str) -> bool: ...


class _Fast:
    def __init__(self) -> None:
        import rjieba

        self.tag = rjieba.tag
        self.known = rjieba.has_word


class _Plain:
    """The pure-Python fallback (extra `fallback`)."""

    def __init__(self) -> None:
        import jieba.posseg

        jieba.initialize()
        self._tagger = jieba.posseg.dt
        self._words = jieba.dt.FREQ

    def tag(self, text: str) -> Sequence[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text)]

    def known(self, word: str) -> bool:
        return bool(self._words.get(word))


@cache
def _segmenter() -> _Segmenter:
    try:
        return _Fast()
    except ImportError:
        return _Plain()


@cache
def known(word: str) -> bool:
    """Whether the segmenter's dictionary has the word."""
    return _segmenter().known(word)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    Example:
        >>> words = segment("青石镇卫生院")
        >>> words.text(words.at(3))
        '卫生院'
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    #: start of each word, and the length of the text at the end
    starts: tuple[int, ...]

    def at(self, position: int) -> int:
        """Index of the word that covers the position."""
        return bisect_right(self.starts, position) - 1

    def text(self, index: int) -> str:
        """The word at an index."""
        return self.words[index]

    def edge(self, position: int) -> bool:
        """Whether a word begins (or the text ends) at the position."""
        i = bisect_left(self.starts, position)
        return i < len(self.starts) and self.starts[i] == position


def tagged(text: str) -> Sequence[tuple[str, str]]:
    """The words of a text with their parts of speech; joined they give the text."""
    return _segmenter().tag(text)


def segment(text: str) -> Words:
    """Cut a text into words; offsets are code points of `text`."""
    pairs = tagged(text)
    if not pairs:
        return Words((), (), (0,))
    words, tags = zip(*pairs, strict=True)
    return Words(words, tags, tuple(accumulate(map(len, words), initial=0)))
