"""Observations: what each number in a sentence measures, about whom and when.

The rules, their examples and all word lists are in `rules/observations.toml`; the reading of the
words around a number is in `phrases`, the naming of indicators in `indicators`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.facts.indicators import Reading, indicator, refusal
from minsheng.facts.phrases import Phrase, is_linking, noun_after, noun_before, nouns_before
from minsheng.facts.subjects import Subject, Subjects, outermost
from minsheng.facts.wordlists import confidence, words
from minsheng.language.quantities import kind_of
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from minsheng.records import Mention, Period, Quantity, Sentence

#: A number with 的 is an attribute: 3000元的补贴, 九成的居民.
_ATTRIBUTE = re.compile("(?:以上|左右|不等)?的(?!.?人民币)|(?:奖|补|资金|助学|贷款|经费)")
_COMPARING = re.compile("比|较|增|减")
#: How far apart a number and its change may stand.
_NEAR = 16
_RATE = re.compile("率|满意度|比例|比重")
_REMARK = re.compile(r"[（(][^（()）]*[)）]$")
_SEPARATORS = frozenset("、，,和及与 ")


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


def find_observations(text: str, sentences: Iterable[Sentence]) -> Observations:
    """The observations of a document's sentences, in text order.

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
    subjects = Subjects(text)
    seen: set[tuple[object, ...]] = set()
    for given in sentences:
        sentence = outermost(given)
        subjects.enter(sentence)
        if not sentence.quantities:
            continue
        for reading in _readings(text, sentence, result.refusals):
            observed = _observe(text, sentence, reading, subjects.of(reading.quantity))
            key = (observed.about and observed.about.name, observed.indicator, observed.value, observed.unit)
            if key in seen:
                result.refusals.append(RefusedNumber(reading.quantity, "repeated"))
                continue
            seen.add(key)
            result.found.append(observed)
    return result


def _readings(text: str, sentence: Sentence, refused: list[RefusedNumber]) -> list[Reading]:
    """What every quantity of the sentence measures, those refused left out."""
    kept: list[Reading] = []
    previous: Reading | None = None
    by_unit: dict[str, Reading] = {}
    # a number that is part of the name of a place or body counts nothing
    placed = [mention for mention in sentence.mentions if mention.type in words("placed_names")]
    for index, quantity in enumerate(sentence.quantities):
        if any(mention.start <= quantity.start and quantity.end <= mention.end for mention in placed):
            refused.append(RefusedNumber(quantity, "in a name"))
            continue
        clause = _clause(sentence, quantity.start)
        ahead = _left(text, sentence, clause, index)
        following = sentence.quantities[index + 1] if index + 1 < len(sentence.quantities) else None
        ends = [period.start for period in sentence.periods if period.start > quantity.end]
        right = min([clause.end, *ends[:1], *([following.start] if following else [])])
        earlier = by_unit.get(quantity.unit)
        reading = _read(text, sentence, index, clause, ahead, right, (previous, earlier))
        reason = refusal(reading)
        previous = reading
        if reason:
            refused.append(RefusedNumber(quantity, reason))
        else:
            kept.append(reading)
            by_unit[quantity.unit] = reading
    return kept


def _clause(sentence: Sentence, position: int) -> Span:
    for clause in sentence.clauses:
        if clause.start <= position < clause.end:
            return clause
    return Span(sentence.start, sentence.end)


def _left(text: str, sentence: Sentence, clause: Span, index: int) -> Span:
    """The stretch before a number whose words may be its own."""
    quantity = sentence.quantities[index]
    named = _before_colon(text, sentence, quantity.start)
    if named is not None:
        return named
    left, right = clause.start, quantity.start
    if index:
        left = max(left, sentence.quantities[index - 1].end)
    for period in reversed(sentence.periods):
        if left < period.end <= right:
            if not is_linking(text, period.end, right):
                left = period.end
                break
            right = period.start  # 从去年的150万人次: the time stands between noun and number
    for mention in sentence.mentions:
        if left < mention.end < right and mention.type not in words("telling_names"):
            left = mention.end
    for bracket in "（(【":
        left = max(left, text.rfind(bracket, left, right) + 1)
    return Span(left + 2 if text.startswith("其中", left) else left, right)


def _before_colon(text: str, sentence: Sentence, position: int) -> Span | None:
    """The clause before a colon that a number stands right behind: 文化站（街镇级）：10个."""
    if text[position - 1 : position] not in ("：", ":"):
        return None
    clause = next((c for c in sentence.clauses if c.end == position), None)
    if clause is None:
        return None
    remark = _REMARK.search(text, clause.start, position - 1)
    return Span(clause.start, remark.start() if remark else position - 1)


def _read(
    text: str,
    sentence: Sentence,
    index: int,
    clause: Span,
    ahead: Span,
    right: int,
    others: tuple[Reading | None, Reading | None],
) -> Reading:
    """One number; `others` are the one before it in the sentence, and the last of its unit."""
    previous, earlier = others
    quantity = sentence.quantities[index]
    kind = kind_of(quantity.unit)
    before = noun_before(text, *ahead)
    chained = previous if previous is not None and _touches(text, sentence, previous, quantity) else None
    if chained is None and previous is not None and _continues(text, previous, quantity):
        chained = previous
    pending: tuple[Phrase, ...] = ()
    if "分别" in before.link:
        nouns = nouns_before(text, *ahead)
        if 1 < len(nouns) <= len(sentence.quantities) - index:
            before, pending = nouns[0], tuple(nouns[1:])
    elif chained is not None and chained.pending:
        before, pending = chained.pending[0], chained.pending[1:]
    after = Phrase("", "", quantity.end, quantity.end)
    if kind != "place" and (kind not in ("money", "share") or _ATTRIBUTE.match(text, quantity.end)):
        begin = _beyond_place(sentence, quantity.end, right)
        doing = kind in ("visits", "households") or text[quantity.end - 1] == "人"
        after = noun_after(text, begin, right, doing=doing, people=kind == "people")
        if not after.noun and index + 1 < len(sentence.quantities):
            after = _shared(text, sentence, index, clause, after)
    if kind == "share" and not (before.noun or before.verb or after.noun):
        before = _rate(text, sentence, clause) or before
    topic = next((m.name for m in reversed(sentence.mentions) if _is_topic(m, quantity)), "")
    return Reading(text, quantity, kind, clause, before, after, chained, pending, topic, earlier)


def _beyond_place(sentence: Sentence, start: int, end: int) -> int:
    """5家青石市公立医院: the noun without the place that it begins with, unless it is only that."""
    for mention in sentence.mentions:
        if mention.start == start and mention.end < end and mention.type == "Place":
            return mention.end
    return start


def _is_topic(mention: Mention, quantity: Quantity) -> bool:
    """Whether the mention can be what a verb without a noun speaks of: 音乐会 … 已举办13场."""
    return mention.end <= quantity.start and mention.type not in (
        "Place",
        "PublicBody",
        "Organization",
        "Document",
    )


def _shared(text: str, sentence: Sentence, index: int, clause: Span, own: Phrase) -> Phrase:
    """4类22支队伍: numbers that stand together count the noun behind the last."""
    quantity, following = sentence.quantities[index], sentence.quantities[index + 1]
    if following.start - quantity.end > 1 or following.start >= clause.end:
        return own
    end = sentence.quantities[index + 2].start if index + 2 < len(sentence.quantities) else clause.end
    return noun_after(text, following.end, min(end, clause.end))


def _touches(text: str, sentence: Sentence, previous: Reading, quantity: Quantity) -> bool:
    """Whether nothing but separators, linking words and times stands between two numbers."""
    start = previous.quantity.end
    while start < quantity.start and text[start] in _SEPARATORS:
        start += 1
    stop = quantity.start
    for period in reversed(sentence.periods):
        if start <= period.start and period.end <= stop and is_linking(text, period.end, stop):
            stop = period.start
    return is_linking(text, start, stop)


def _continues(text: str, previous: Reading, quantity: Quantity) -> bool:
    """3.2万张，比去年增加500张: a comparison is with what was counted before."""
    gap = text[previous.quantity.end : quantity.start]
    return (
        quantity.qualifier in ("growth", "decline")
        and quantity.unit in (previous.quantity.unit, "%")
        and len(gap) <= _NEAR
        and _COMPARING.search(gap) is not None
    )


def _rate(text: str, sentence: Sentence, clause: Span) -> Phrase | None:
    """合格率逐年提升，已达94%: the rate that the clause before speaks of."""
    for earlier in reversed(sentence.clauses):
        if earlier.end == clause.start:
            named = _RATE.search(text, earlier.start, earlier.end)
            return noun_before(text, earlier.start, named.end()) if named else None
    return None


def _observe(text: str, sentence: Sentence, reading: Reading, subject: Subject) -> Observed:
    quantity = reading.quantity
    rule = reading.rule
    name = indicator(reading)
    start = reading.start
    spans = [_clause(sentence, max(start, sentence.start)).start]
    if (
        subject.mention is not None
        and subject.span is None
        and sentence.start <= subject.mention.start < sentence.end
    ):
        spans.append(_clause(sentence, subject.mention.start).start)
    period = _period(sentence, quantity)
    evidence = [Span(min(spans), reading.clause.end)]
    if subject.span is not None:
        evidence.append(subject.span)
    if period is not None and period.start < evidence[0].start:
        evidence[0] = Span(_clause(sentence, period.start).start, evidence[0].end)
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


def _period(sentence: Sentence, quantity: Quantity) -> Period | None:
    """The last time expression before the number in its sentence."""
    before = [
        period
        for period in sentence.periods
        if period.end <= quantity.start and "-" not in period.text  # 2023-07-31 17:50 dates the page
    ]
    return before[-1] if before else None
