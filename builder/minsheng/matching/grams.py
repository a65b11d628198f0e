"""Texts found again by the characters that they share, rare ones first."""

from __future__ import annotations

from array import array
from heapq import nlargest, nsmallest
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Entries looked at for one text: the rarest characters and pairs are taken until so many have been.
BUDGET = 1500
#: Texts that are compared by their frequent grams too.
_SHORTLIST = 120


class Grams:
    """Texts by their characters and pairs of characters.

    Args:
        texts: what can be found, by number.

    Example:
        >>> grams = Grams(["柳溪小学", "桂花小学", "桂花中学"])
        >>> grams.near("柳西小学", 2), grams.weight("柳") > grams.weight("学")
        ([0, 1], True)
    """

    __slots__ = ("_holders", "_weights", "texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._holders: dict[str, array[int]] = {}
        self._weights: dict[str, float] = {}
        holders = self._holders
        for number, text in enumerate(texts):
            for gram in set(grams_of(text)):
                if (found := holders.get(gram)) is None:
                    holders[gram] = array("I", (number,))
                else:
                    found.append(number)

    def weight(self, gram: str) -> float:
        """How much a character or pair tells: the rarer, the more; in nats, above 0."""
        found = self._weights.get(gram)
        if found is None:
            found = log(1 + (len(self.texts) + 1) / (len(self._holders.get(gram, ())) + 1))
            if gram in self._holders:
                self._weights[gram] = found
        return found

    def weights(self, text: str) -> list[float]:
        """What each character of a text tells."""
        return list(map(self.weight, text))

    def near(self, text: str, most: int) -> list[int]:
        """Numbers of the texts that share most with a text, best first.

        What they share counts by weight; of equals the one of nearest length, then the lowest number.
        """
        asked = sorted(
            (len(holders), gram)
            for gram in set(grams_of(text))
            if (holders := self._holders.get(gram)) is not None
        )
        shared: dict[int, float] = {}
        left, frequent = BUDGET, len(asked)
        for at, (count, gram) in enumerate(asked):
            weight = self.weight(gram)
            for number in self._holders[gram][:left]:
                shared[number] = shared.get(number, 0.0) + weight
            left -= count
            if left <= 0:
                frequent = at + 1
                break
        size, texts = len(text), self.texts

        def rank(number: int) -> tuple[float, int, int]:
            return -shared[number], abs(len(texts[number]) - size), number

        best = nlargest(_SHORTLIST, shared, key=shared.__getitem__)
        # frequent grams no longer find anything, they only tell the found apart
        for _, gram in asked[frequent:]:
            weight = self.weight(gram)
            for number in best:
                if gram in texts[number]:
                    shared[number] += weight
        return nsmallest(most, best, key=rank)


def grams_of(text: str) -> Iterator[str]:
    """The characters of a text, and each two that stand together."""
    yield from text
    for at in range(len(text) - 1):
        yield text[at : at + 2]
