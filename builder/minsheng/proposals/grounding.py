"""What an answer may say of a text: each claim is looked for in it, and refused where it is not there."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.masking import MASK
from minsheng.facts.wordlists import rules, words
from minsheng.language.lexicon import lexicon
from minsheng.language.measures import kind_of
from minsheng.language.segmentation import segment
from minsheng.records import Span
from minsheng.vocabulary import entity_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.proposals.chunks import Chunk
    from minsheng.proposals.schema import Counted, Named, Quoted
    from minsheng.records import Period, Quantity, Sentence

#: Characters: of a quotation, a name and an indicator at most.
LONGEST_QUOTATION, LONGEST_NAME, LONGEST_INDICATOR = 300, 60, 30
_NO_NAME = re.compile(r"[。！？；;!?\n\r\t{}<>|\\]|^[，、：,:的]|[，、：,:的]$")
#: 该院, 6个, 一所: words that stand for names, or count what has none.
_NO_NAME_START = re.compile(
    r"[该本此我各这那某其]|\d+(?:余|多)?[个所家处座名间]|[一二三两几多数][个所家处座间]"
)
_PERSON_TAGS = frozenset({"nr", "nrfg", "nrt"})


class Refused(Exception):
    """A claim that the text does not bear out; the argument is the reason, as it is counted."""


class Ground:
    """One document as claims are held against it: its repaired text with private names masked.

    Args:
        text: the text of the reading, masked one to one.
        reading: the sentences with their mentions, quantities and periods.
    """

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self._reading = reading

    def locate(self, chunk: Chunk, quoted: Quoted) -> Span:
        """Where the text has a quotation, character for character.

        In the sentence that the model names, or else in the one place of the stretch that has it.

        Raises:
            Refused: it stands nowhere, in several places, or is longer than a quotation is.
        """
        quote = quoted.quote
        if len(quote) > LONGEST_QUOTATION:
            raise Refused("quotation too long")
        if 1 <= quoted.sentence <= len(chunk.sentences):
            named = chunk.sentences[quoted.sentence - 1]
            at = self.text.find(quote, named.start, chunk.end)
            if named.start <= at < named.end:
                return Span(at, at + len(quote))
        first = self.text.find(quote, chunk.start, chunk.end)
        if first < 0:
            raise Refused("quotation not in the source")
        if self.text.find(quote, first + 1, chunk.end) >= 0:
            raise Refused("ambiguous quotation")
        return Span(first, first + len(quote))

    def within(self, name: str, *quotations: Span) -> Span | None:
        """Where the first of the quotations that has a name has it."""
        for start, end in quotations:
            at = self.text.find(name, start, end)
            if name and at >= 0:
                return Span(at, at + len(name))
        return None

    def named(self, claim: Named, quotation: Span) -> Span:
        """Where a thing is named.

        Raises:
            Refused: unknown class; the name is not in its quotation, is no name, or is a person's.
        """
        if claim.type not in entity_classes():
            raise Refused("unknown class")
        name = claim.name
        if MASK in name:
            raise Refused("private person")
        found = self.within(name, quotation)
        if found is None:
            raise Refused("name not in the quotation")
        if not 2 <= len(name) <= LONGEST_NAME or _NO_NAME.search(name):
            raise Refused("no name")
        if _NO_NAME_START.match(name) or _is_generic(name):
            raise Refused("generic name")
        if claim.type != "Place" and _is_person(name):
            raise Refused("name of a person")
        return found

    def quantity(self, claim: Counted, quotation: Span) -> Quantity:
        """The number that a claim is about, as the grammar reads it.

        Raises:
            Refused: the quotation has no such number, it is worth another value, or is part of a name.
        """
        reason = "number not in the quotation"
        for place in self._places(claim.number, quotation):
            for quantity in self._quantities(place):
                if quantity.end > quotation.end:
                    continue
                if quantity.value != claim.value:
                    reason = "number differs from the quotation"
                elif kind_of(quantity.unit) in words("refused_kinds"):
                    reason = kind_of(quantity.unit)
                elif self._in_name(quantity):
                    reason = "in a name"
                else:
                    return quantity
        raise Refused(reason)

    def indicator(self, claim: Counted, quotation: Span) -> str:
        """The indicator, if it is made of words of the quotation and of words for counting.

        Raises:
            Refused: it has other words, or is none.
        """
        name = claim.indicator
        if MASK in name:
            raise Refused("private person")
        if not 2 <= len(name) <= LONGEST_INDICATOR or not re.fullmatch(r"[\w（）“”·、—-]+", name):
            raise Refused("no indicator")
        if re.search(r"\d", name):
            raise Refused("no indicator")
        stem = name
        for ending in _endings():
            if name.endswith(ending):
                stem = name[: -len(ending)]
                break
        quote = self.text[quotation.start : quotation.end]
        if not stem or not (stem in quote or all(word in quote for word in segment(stem).words)):
            raise Refused("indicator not in the quotation")
        return name

    def period(self, claim: Counted, quotation: Span) -> Period | None:
        """The time expression that a claim names, as the grammar reads it; None if it names none.

        Raises:
            Refused: the quotation has no such expression.
        """
        if not claim.period:
            return None
        for place in self._places(claim.period, quotation):
            for sentence in self._sentences(place):
                for period in sentence.periods:
                    if period.start < place.end and place.start < period.end and period.end <= quotation.end:
                        return period
        raise Refused("period not in the quotation")

    def _places(self, said: str, quotation: Span) -> Iterator[Span]:
        at = self.text.find(said, quotation.start, quotation.end) if said else -1
        while at >= 0:
            yield Span(at, at + len(said))
            at = self.text.find(said, at + 1, quotation.end)

    def _sentences(self, place: Span) -> Iterator[Sentence]:
        held = self._reading.sentences
        for sentence in held[max(0, bisect_right(held, place.start, key=lambda s: s.start) - 1) :]:
            if sentence.start >= place.end:
                return
            yield sentence

    def _quantities(self, place: Span) -> Iterator[Quantity]:
        """Those whose figures are the claim's: they begin where it does, or behind its hedge."""
        for sentence in self._sentences(place):
            for quantity in sentence.quantities:
                if place.start <= quantity.start < place.end:
                    yield quantity

    def _in_name(self, quantity: Quantity) -> bool:
        return any(
            m.start <= quantity.start and quantity.end <= m.end and m.type in words("placed_names")
            for sentence in self._sentences(Span(quantity.start, quantity.end))
            for m in sentence.mentions
        )


def _is_generic(name: str) -> bool:
    """Whether nothing of a name is its own: 三甲医院, 优质学校, 卫生院."""
    held = lexicon()
    common = (held.generic, held.describing, held.heads, held.tails)
    return all(any(word in listed for listed in common) for word in segment(name).words)


def _is_person(name: str) -> bool:
    cut = segment(name)
    return len(name) <= 4 and len(cut.words) == 1 and cut.tags[0] in _PERSON_TAGS


@cache
def _endings() -> tuple[str, ...]:
    """What names of indicators end in beside the words of the text, the longest first."""
    held = {*rules()["suffix"].values(), *rules()["unit_suffix"].values(), "变化", "同比变化", "数", "额"}
    return tuple(sorted(held, key=lambda word: (-len(word), word)))
