"""Texts found again by the characters that they share, rare ones first."""

from __future__ import annotations

from array import array
from heapq import nsmallest
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Entries looked at for one text: the rarest characters and pairs are taken until so many have been.
BUDGET = 3000


class Grams:
    """Texts by their characters and pairs of characters.

    Args:
        texts: what can be found, by number.

    Example:
        >>> grams = Grams(["柳溪小学", "桂花小学", "桂花中学"])
        >>> grams.near("柳西小学", 2), grams.weight("柳") > grams.weight("学")
        ([0, 1], True)
    """

    __slots__ = ("_holders", "texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._holders: dict[str, array[int]] = {}
        holders = self._holders
        for number, text in enumerate(texts):
            for gram in set(grams_of(text)):
                if (found := holders.get(gram)) is None:
                    holders[gram] = array("I", (number,))
                else:
                    found.append(number)

    def weight(self, gram: str) -> float:
        """How much a character or pair tells: the rarer, the more; in nats, above 0."""
        return log(1 + (len(self.texts) + 1) / (len(self._holders.get(gram, ())) + 1))

    def weights(self, text: str) -> list[float]:
        """What each character of a text tells."""
        return [self.weight(character) for character in text]

    def near(self, text: str, most: int) -> list[int]:
        """Numbers of the texts that share most with a text, best first.

        What they share counts by weight; of equals the one of nearest length, then the lowest number.
        """
        asked = sorted(
            ((gram, self._holders[gram]) for gram in set(grams_of(text)) if gram in self._holders),
            key=lambda pair: (len(pair[1]), pair[0]),
        )
        shared: dict[int, float] = {}
        left = BUDGET
        for gram, holders in asked:
            weight = self.weight(gram)
            if left > 0:
                for number in holders[:left]:
                    shared[number] = shared.get(number, 0.0) + weight
                left -= len(holders)
            else:  # frequent: it no longer finds, it only tells the found apart
                texts = self.texts
                for number in shared:
                    if gram in texts[number]:
                        shared[number] += weight
        size, texts = len(text), self.texts
        found = nsmallest(
            most, ((-weight, abs(len(texts[number]) - size), number) for number, weight in shared.items())
        )
        return [number for _, _, number in found]


def grams_of(text: str) -> Iterator[str]:
    """The characters of a text, and each two that stand together."""
    yield from text
    for at in range(len(text) - 1):
        yield text[at : at + 2]
