"""Observations: what each number in a sentence measures, about whom and when.

The rules, their examples and all word lists are in `rules/observations.toml`; the reading of the
words around a number is in `phrases`, the naming of indicators in `indicators`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.labels import core, indicator
from minsheng.facts.readings import Readings, clause_at
from minsheng.facts.subjects import Subject, Subjects, outermost
from minsheng.facts.wordlists import confidence, words
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from minsheng.facts.indicators import Reading
    from minsheng.records import Mention, Period, Quantity, Sentence


@dataclass(frozen=True, slots=True)
class Observed:
    """A number with its meaning; all spans are those of the text."""

    #: whom the number is about; None is the area that the document is about
    about: Mention | None
    #: the indicator in the field's terms, the same for the same thing in all documents: 老年食堂数量
    indicator: str
    #: other names of the indicator
    alternatives: tuple[str, ...]
    value: Decimal
    unit: str
    qualifier: str
    #: the clauses that hold number and indicator, then the sentence that names the subject if elsewhere
    evidence: tuple[Span, ...]
    rule: str
    confidence: float
    period: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class RefusedNumber:
    """A number that is no observation, and why."""

    quantity: Quantity
    reason: str


@dataclass(slots=True)
class Observations:
    """What the sentences of a document gave, and which numbers were refused."""

    found: list[Observed] = field(default_factory=list)
    refusals: list[RefusedNumber] = field(default_factory=list)

    @property
    def refused(self) -> Counter[str]:
        """How many numbers were refused, by reason."""
        return Counter(refusal.reason for refusal in self.refusals)


def find_observations(
    text: str, sentences: Iterable[Sentence], thing: Callable[[Mention], object] | None = None
) -> Observations:
    """The observations of a document's sentences, in text order; `thing` tells what a name stands for.

    A number without a noun or verb that says what it counts, an age, a duration, a distance, and a
    count of something that is no service (共识, 问题) are refused and counted.

    Example:
        >>> from minsheng.language.quantities import find_quantities
        >>> from minsheng.records import Sentence, Span
        >>> text = "目前已建成8个社区食堂。"
        >>> sentence = Sentence(0, 12, "paragraph", (Span(0, 12),), (), tuple(find_quantities(text)))
        >>> [(o.indicator, int(o.value)) for o in find_observations(text, [sentence]).found]
        [('社区食堂数量', 8)]
    """
    result = Observations()
    subjects, numbers = Subjects(text), Readings(text)
    seen = _Seen(thing or (lambda mention: mention.name))
    for given in sentences:
        sentence = outermost(given)
        subjects.enter(sentence)
        if not sentence.quantities:
            continue
        for quantity, reading, reason in numbers.of(sentence):
            if reading is None or reason:
                result.refusals.append(RefusedNumber(quantity, reason))
                continue
            subject = subjects.of(reading.quantity, reading.after.end)
            for observed in _ends(_observe(text, sentence, reading, subject), reading.quantity.upper):
                if seen.before(observed):
                    result.refusals.append(RefusedNumber(quantity, "repeated"))
                    continue
                result.found.append(observed)
    return result


@dataclass(slots=True)
class _Seen:
    """The observations so far, to know one that comes again in other words: 社区食堂8个, 8个食堂."""

    thing: Callable[[Mention], object]
    _counted: dict[tuple[object, ...], list[_Told]] = field(default_factory=dict)

    def before(self, observed: Observed) -> bool:
        """Whether the same was counted before; if not, remember it."""
        about = self.thing(observed.about) if observed.about is not None else None
        type_ = observed.about.type if observed.about is not None else ""
        told = _Told(core(observed.indicator), about, type_)
        key = (observed.value, observed.unit, observed.qualifier in ("growth", "decline"))
        earlier = self._counted.setdefault(key, [])
        if any(told.repeats(other) for other in earlier):
            return True
        earlier.append(told)
        return False


class _Told(NamedTuple):
    """What was counted, and about whom: None is the area."""

    counted: str
    about: object
    type: str

    def repeats(self, other: _Told) -> bool:
        """Whether both may be one number: the same is counted, and nothing tells their subjects apart.

        What is said of the area, or of an undertaking, may be said of a facility in other words; what is
        said of two places, or of two facilities, is not the same.
        """
        if self.counted not in other.counted and other.counted not in self.counted:
            return False
        if self.about == other.about or not {self.type, other.type}.isdisjoint(words("undertakings")):
            return True
        return (self.about is None or other.about is None) and "Place" not in (self.type, other.type)


def _ends(lower: Observed, upper: Decimal | None) -> Iterator[Observed]:
    """Both ends of a range that is written out (3至5场); a hedged pair (三五场) is its lower one."""
    yield lower
    if upper is not None and lower.qualifier != "approx":
        qualifier = "under" if lower.qualifier == "over" else lower.qualifier
        yield replace(lower, value=upper, qualifier=qualifier)


def _observe(text: str, sentence: Sentence, reading: Reading, subject: Subject) -> Observed:
    quantity = reading.quantity
    rule = reading.rule
    name = indicator(reading)
    start = reading.start
    spans = [clause_at(sentence, max(start, sentence.start)).start]
    if (
        subject.mention is not None
        and subject.span is None
        and sentence.start <= subject.mention.start < sentence.end
    ):
        spans.append(clause_at(sentence, subject.mention.start).start)
    period = _period(text, sentence, quantity)
    evidence = [Span(min(spans), reading.clause.end)]
    if subject.span is not None:
        evidence.append(subject.span)
    if period is not None and period.start < evidence[0].start:
        evidence[0] = Span(clause_at(sentence, period.start).start, evidence[0].end)
    return Observed(
        subject.mention,
        name.label,
        name.alternatives,
        quantity.value,
        "个" if reading.kind == "place" else quantity.unit,
        quantity.qualifier,
        tuple(evidence),
        rule,
        confidence(rule),
        period.text if period else "",
        period.first if period else None,
        period.last if period else None,
    )


#: What a number is compared with is not its time: 比2020年增加, 较上年同期.
_COMPARED = ("比", "较", "与", "同", "于")
#: When it was told is not its time: 记者28日从某局获悉; nor is what it builds on: 在2022年基础上.
_REPORTED = re.compile(
    "(?:从|在|由)[^，。；]{2,24}(?:获悉|了解到|得知)|(?:的|工作)?基础上|[电讯](?=[，：:（( ]|记者)|消息"
)


def _period(text: str, sentence: Sentence, quantity: Quantity) -> Period | None:
    """The last time expression before the number in its sentence that is its own."""
    before = [
        period
        for period in sentence.periods
        if period.end <= quantity.start
        and "-" not in period.text  # 2023-07-31 17:50 dates the page
        and not period.text.endswith("同期")
        and text[period.start - 1 : period.start] not in _COMPARED
        and not _REPORTED.match(text, period.end, sentence.end)
    ]
    while len(before) > 1 and before[-1].text == "全年":
        before.pop()  # 2022年全年
    return before[-1] if before else None
