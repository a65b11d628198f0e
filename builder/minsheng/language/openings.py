"""Spans that may be names though no rule finds one: what ends in a head or a noun of work, and quotations.

Each is a candidate; `learned` says from the words in and around it which of them are names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.lexicon import words as word_list
from minsheng.language.marks import CLOSING, OPENING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minsheng.language.context import Context
    from minsheng.language.survey import Survey
    from minsheng.records import Mention

#: What no name goes on across; a name in quotation marks may stand inside one.
BREAKS = frozenset("，。；！？：:、（）()\n!?;,+＋ \u3000")
#: Parts of speech that no name holds outside quotation marks: prepositions, conjunctions, particles, …
_FUNCTION = frozenset("pcudry")
_MOST_WORDS, _LONGEST, _SHORTEST = 10, 28, 2
#: “甲”“乙”两大活动: what is quoted is named, and the noun behind counts it.
_COUNTED = re.compile("[二两三四五六七八九十多][大个]")
#: A name holds at most one word that usually ends the search for one.
_MOST_STOPS = 1


class Opening(NamedTuple):
    """A span that may be a name."""

    start: int
    end: int
    #: head, end (a noun that some names end in), quote (its marks included)
    kind: str
    #: the word that it ends in, or the opening mark
    word: str


@cache
def ends() -> frozenset[str]:
    """Nouns that end names now and then and other phrases mostly: 工作, 培训."""
    return word_list("learned_ends.txt")


def openings(surveyed: Survey) -> Iterator[Opening]:
    """The candidates of a text that cross no mention and lie in none, in the order of their ends."""
    context, hits, named, _ = surveyed
    shut = Shut(named)
    quotes = {end: start for start, end in context.quotes.items()}
    tips = {end: (word, start, "head") for word, start, end, _ in hits}
    words = context.words
    for i in compress(range(len(words.words)), map(ends().__contains__, words.words)):
        word, start = words.words[i], words.starts[i]
        tips.setdefault(start + len(word), (word, start, "end"))
    for end in sorted(tips):
        word, start, kind = tips[end]
        if not shut.ends(end):
            for at in _leftwards(context, quotes, start, end):
                if not shut.touches(at, end):
                    yield Opening(at, end, kind, word)
    for start, end in context.quotes.items():
        if end - start > _SHORTEST + 1 and not shut.touches(start, end):
            yield Opening(start, end, "quote", context.text[start])


def _leftwards(context: Context, quotes: Mapping[int, int], start: int, end: int) -> Iterator[int]:
    """From the word that a name may end in to the left, word by word, as far as names reach.

    Args:
        context: the document.
        quotes: closing position → opening position of quotation marks.
        start: where the word begins.
        end: where it ends.
    """
    text, words = context.text, context.words
    at, stops = start, 0
    i = words.at(at)
    if words.starts[i] < at:
        at = words.starts[i]
        yield at
    for _ in range(_MOST_WORDS):
        if at == 0 or text[at - 1] in BREAKS or text[at - 1] in OPENING:
            return
        if text[at - 1] in CLOSING:
            if at not in quotes or text[at] in OPENING or _COUNTED.match(text, at):
                return
            at = quotes[at]
        else:
            i = words.at(at - 1)
            word = words.words[i]
            if words.tags[i][0] in _FUNCTION:
                return
            stops += word in context.lexicon.stops
            if stops > _MOST_STOPS:
                return
            at = words.starts[i]
        if end - at > _LONGEST:
            return
        yield at


class Shut:
    """Where mentions stand in the way of others."""

    def __init__(self, named: Iterable[Mention]) -> None:
        self._outer: list[tuple[int, int]] = []
        self._ends: set[int] = set()
        for mention in sorted(named, key=lambda m: (m.start, -m.end)):
            self._ends.add(mention.end)
            if not self._outer or mention.end > self._outer[-1][1]:
                self._outer.append((mention.start, mention.end))

    def ends(self, position: int) -> bool:
        """Whether a mention ends here."""
        return position in self._ends

    def touches(self, start: int, end: int) -> bool:
        """Whether a span crosses a mention or lies in one; it may hold whole ones."""
        i = bisect_left(self._outer, (start, end))
        if i and self._outer[i - 1][1] > start:
            return True
        while i < len(self._outer) and self._outer[i][0] < end:
            a, b = self._outer[i]
            if b > end or (a, b) == (start, end):
                return True
            i += 1
        return False

    def crossed(self, start: int, end: int) -> bool:
        """Whether a span crosses a mention: each has words that the other has not."""
        i = bisect_left(self._outer, (start, end))
        if i and start < self._outer[i - 1][1] < end:
            return True
        return any(a < end < b for a, b in self._outer[i : i + 1])
