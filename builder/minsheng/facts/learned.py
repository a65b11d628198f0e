"""Relations judged by learned weights: some that no rule states are added, some suppositions taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.doubts import unsettled
from minsheng.facts.pairs import pairs, within_division
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.facts.traits import Traits
from minsheng.language.weights import probability, weights
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.pairs import Pair
    from minsheng.facts.prominence import Prominence

#: The table of weights; `python -m benchmarks.training_relations` writes it.
TABLE = ("facts", "rules", "relations_learned.tsv")
#: Relation → the rule under which what weights add is told; others are never added.
ADDED = {
    "locatedIn": "learned-location",
    "coverageArea": "learned-coverage",
    "operatedBy": "learned-operator",
}
#: Rules that suppose what no words say, from the area of the text, the place of an event or who runs it; what
#: they state may be taken back.
SUPPOSING = frozenset(
    {"area-of-text", "area-served", "focus-served", "hosts-programme", "held-at", "own-event"}
)
#: The class of the table that speaks for any relation at all, and its rows that are no features: always; from
#: which sum on a relation is added; below which a supposition is taken back; what makes a sum a confidence.
ANY = "any"
ALWAYS, ADD, KEEP, SURE = "always", "add", "keep", "sure"
#: What stands around two things seldom adds more: what lacks more by itself is not looked at further.
_LACKING, _LACKING_APART = 200, 100
#: What is added is less sure than what a good rule states, whatever the sum.
_HIGHEST, _DIGITS = 0.85, 3
#: So many sentences before a thing the other may be named.
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Limits:
    """Of one relation, in hundredths of a logit; None where it is never added or taken back."""

    #: of its class in the table
    index: int
    add: int | None
    keep: int | None
    sure: int


@cache
def _limits() -> dict[str, _Limits]:
    table = weights(*TABLE)
    rows = {name: dict(table.rows.get(name, ())) for name in (ADD, KEEP, SURE)}
    return {
        name: _Limits(i, rows[ADD].get(i) if name in ADDED else None, rows[KEEP].get(i), rows[SURE].get(i, 0))
        for i, name in enumerate(table.classes)
        if name != ANY
    }


def judged(reading: Reading, antecedents: Antecedents, stated: list[Related]) -> Iterator[Related]:
    """What rules state, but for unlikely suppositions, and what is likely though no rule states it.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.facts.antecedents import Antecedents
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("今天天气很好。", "a.txt"))
        >>> list(judged(reading, Antecedents(reading), []))
        []
    """
    likely: list[Related] = []
    unlikely: set[Related] = set()
    judge = _Judge(reading, stated, antecedents.prominence)
    for pair in pairs(reading, stated, judge.central):
        asked = judge.asked(pair)
        sums = judge.sums(pair) if asked else []
        for name, related, limits in asked:
            logit = sums[limits.index]
            if related is not None:
                if limits.keep is not None and logit < limits.keep:
                    unlikely.add(related)
            elif limits.add is not None and logit >= limits.add:
                inner, outer = reading.things[pair.inner], reading.things[pair.outer]
                spans = evidence(reading, antecedents, pair)
                if spans and (inner.type != "Place" or within_division(inner, outer)):
                    subject, object_ = pair.ends(name)
                    sure = round(min(probability(logit + limits.sure), _HIGHEST), _DIGITS)
                    likely.append(Related(subject, name, object_, spans, ADDED[name], sure))
    yield from (related for related in stated if related not in unlikely)
    yield from likely


class _Judge:
    """Sums the weights of pairs, those for any relation included; those of each thing are summed once."""

    def __init__(self, reading: Reading, stated: list[Related], prominence: Prominence) -> None:
        self._things = reading.things
        self._traits = Traits(reading, stated, prominence)
        self._table = weights(*TABLE)
        self._any = self._table.classes.index(ANY)
        self._limits = _limits()
        self._of: dict[tuple[int, str], list[int]] = {}
        self._always = self._summed([ALWAYS])

    @property
    def central(self) -> tuple[int, ...]:
        """Keys of the things that the text is about."""
        return self._traits.central

    def asked(self, pair: Pair) -> list[tuple[str, Related | None, _Limits]]:
        """The relations on which the words around two things may decide, and what a rule states of each."""
        found: list[tuple[str, Related | None, _Limits]] = []
        unsaid: list[tuple[str, _Limits, int]] = []
        for name in pair.predicates:
            limits = self._limits.get(name)
            if limits is None:
                continue
            related = next((each for each in pair.said if each.predicate == name), None)
            if related is None and limits.add is not None:
                unsaid.append((name, limits, limits.add))
            elif related is not None and limits.keep is not None and related.rule in SUPPOSING:
                found.append((name, related, limits))
        if unsaid:
            most = _LACKING if pair.met else _LACKING_APART
            inner, outer = self._end(pair.inner, "i"), self._end(pair.outer, "o")
            for name, limits, add in unsaid:
                i = limits.index
                if add - self._always[i] - inner[i] - outer[i] <= most:
                    found.append((name, None, limits))
        return found

    def sums(self, pair: Pair) -> list[int]:
        """Hundredths of a logit, a number a class of the table."""
        ends = (self._always, self._end(pair.inner, "i"), self._end(pair.outer, "o"))
        return [sum(part) for part in zip(*ends, self._summed(self._traits.of_pair(pair)), strict=True)]

    def _end(self, key: int, end: str) -> list[int]:
        found = self._of.get((key, end))
        if found is None:
            found = self._of[key, end] = self._summed(self._traits.of_thing(self._things[key], end))
        return found

    def _summed(self, features: Collection[str]) -> list[int]:
        sums = self._table.sums(features)
        shared = sums[self._any]
        return [shared + each for each in sums]


def evidence(reading: Reading, antecedents: Antecedents, pair: Pair) -> tuple[Span, ...]:
    """What names the two: one span where they meet, else the inner and where the outer was named before.

    Nothing where the text asks, denies, or only intends what it says there, or tells whose a picture is.
    """
    if pair.meeting is not None:
        first, second = pair.meeting.first, pair.meeting.second
        together = Span(first.start, max(first.end, second.end))
        credited = any(_credits().match(reading.text, name.end) for name in (first, second))
        return () if credited or _doubtful(reading, together) else (together,)
    mention = reading.things[pair.inner].first
    near = antecedents.nearest(pair.outer, mention.start)
    between = sum(near.start < sentence.start <= mention.start for sentence in reading.sentences)
    span = Span(mention.start, mention.end)
    if near.start > mention.start or between > _REACH or _doubtful(reading, span):
        return ()
    return span, near


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{listed('credits')})")


def _doubtful(reading: Reading, span: Span) -> bool:
    """Whether the sentence of a span asks, denies or only intends what the span says."""
    sentence = reading.sentence_at(span.start)
    return sentence is None or unsettled(reading.text, sentence.start, span, rules("relations"))
