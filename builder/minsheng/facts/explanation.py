"""What is found in a text by which rule, and what was looked at and refused, with the reason.

Private names, numbers and addresses are masked in everything that is told.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Protocol

from minsheng.facts.attributes import find_attributes
from minsheng.facts.catalogue import entry
from minsheng.facts.extractor import Extractor
from minsheng.facts.observations import find_observations
from minsheng.facts.relations import find_relations
from minsheng.language.refusals import refused_names
from minsheng.vocabulary import concepts, relations
from minsheng.wording import Text, keys, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.masking import PrivateNames
    from minsheng.language.refusals import RefusedName
    from minsheng.records import Quantity, Source, Span


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that the extractor takes from the text."""

    #: mention, quantity, period, relation, attribute, observation
    what: str
    start: int
    end: int
    #: the words of the text that say it
    words: str
    #: what is taken from them: a class, a value, a relation between two names
    value: str
    #: id of the rule, "" for numbers and times, which a grammar reads
    rule: str = ""
    meaning: Text | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that were looked at and gave nothing."""

    #: name, quotation, place, number, private
    what: str
    start: int
    end: int
    words: str
    #: key of the reason
    reason: str
    why: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was found and refused in a text; offsets are those of `text`."""

    #: as read: in reading order, private names masked
    text: str
    #: what the text is about, "" if unknown
    area: str
    found: tuple[Found, ...]
    refused: tuple[Refused, ...]
    #: how much was masked, by kind
    masked: dict[str, int]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def explain(
    source: Source, area: str | None = None, date: str | None = None, within: Span | None = None
) -> Explanation:
    """What the extractor makes of a text.

    Args:
        source: the text, as read.
        area: name of the administrative area; otherwise the text tells.
        date: date of publication (ISO, may be cut); otherwise the text tells.
        within: tells of this part of the text alone; what stands around it still counts.

    Example:
        >>> from minsheng.reading import read_text
        >>> told = explain(read_text("柳溪小学昨天开学。", "a.txt"))
        >>> [(each.words, each.value, each.rule) for each in told.found if each.what == "mention"]
        [('柳溪小学', 'School', 'head-open')]
    """
    reading, private = Extractor(area, date).read(source)
    lo, hi = within or (0, len(reading.text))
    shown = private.hidden(reading.text)
    told = [
        replace(each, value=private.masked(each.value))
        for each in _found(reading, shown)
        if lo <= each.start < hi
    ]
    refused = [each for each in _refused(reading, private, shown) if lo <= each.start < hi]
    return Explanation(
        shown[lo:hi],
        reading.things[reading.area].name if reading.area is not None else "",
        tuple(sorted(told, key=lambda each: (_ORDER.index(each.what), each.start, -each.end, each.value))),
        tuple(sorted(refused, key=lambda each: (each.start, -each.end, each.reason))),
        dict(private.kinds),
    )


_ORDER = ("mention", "quantity", "period", "relation", "attribute", "observation")


def _found(reading: Reading, shown: str) -> Iterator[Found]:
    for thing in reading.things:
        for mention in thing.mentions:
            value = thing.type if mention.name == thing.name else f"{thing.type} = {thing.name}"
            yield _by_rule("mention", mention, shown, value, mention.rule, mention.confidence)
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            value = f"{quantity.value:f} {quantity.unit} {_qualifier(quantity)}".strip()
            yield Found("quantity", *_span(quantity, shown), value)
        for period in sentence.periods:
            value = "–".join(str(day) for day in (period.first, period.last) if day)
            yield Found("period", *_span(period, shown), value)
    for relation in find_relations(reading):
        names = (reading.things[key].name for key in (relation.subject, relation.object))
        value = f" —{relations()[relation.predicate].zh}→ ".join(names)
        yield _by_rule("relation", relation.spans[0], shown, value, relation.rule, relation.confidence)
    for attribute in find_attributes(reading):
        value = concepts(attribute.property)[attribute.value].zh
        value = f"{reading.things[attribute.subject].name} —{attribute.property}→ {value}"
        yield _by_rule("attribute", attribute.spans[0], shown, value, attribute.rule, attribute.confidence)
    for seen in find_observations(reading.text, reading.sentences).found:
        about = seen.about.name if seen.about else ""
        value = f"{about}：{seen.indicator} = {seen.value:f} {seen.unit} {seen.period}".strip("： ")
        yield _by_rule("observation", seen.evidence[0], shown, value, seen.rule, seen.confidence)


def _qualifier(quantity: Quantity) -> str:
    return "" if quantity.qualifier == "exact" else concepts("qualifier")[quantity.qualifier].zh


def _by_rule(what: str, place: _Placed, shown: str, value: str, rule: str, sure: float) -> Found:
    known = entry(rule)
    meaning = Text(known.zh, known.en) if known else None
    return Found(what, *_span(place, shown), value, rule, meaning, sure)


def _span(place: _Placed, shown: str) -> tuple[int, int, str]:
    return place.start, place.end, shown[place.start : place.end]


def _refused(reading: Reading, private: PrivateNames, shown: str) -> Iterator[Refused]:
    found = [(m.start, m.end) for thing in reading.things for m in thing.mentions]
    for each in refused_names(reading.text, reading.words, reading.places):
        if not _overlaps(found, each.start, each.end) and not private.touches(each.start, each.end):
            what = "quotation" if each.reason == "signs" else "name"
            yield Refused(what, each.start, each.end, shown[each.start : each.end], each.reason, _why(each))
    for place in reading.places:
        if not _overlaps(found, place.start, place.end) and not private.touches(place.start, place.end):
            yield Refused("place", place.start, place.end, place.name, "place", text("explain", "name.place"))
    for refusal in find_observations(reading.text, reading.sentences).refusals:
        key = f"number.{refusal.reason}"
        why = text("explain", key) if key in keys("explain") else Text(refusal.reason, refusal.reason)
        yield Refused("number", *_span(refusal.quantity, shown), refusal.reason, why)

    for span, kind in private.reasons.items():
        known = entry(kind)
        why = Text(known.zh, known.en) if known else Text(kind, kind)
        yield Refused("private", *_span(span, shown), kind, why)


def _overlaps(found: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and b > start for a, b in found)


def _why(refused: RefusedName) -> Text:
    if refused.reason != "signs":
        return text("explain", f"name.{refused.reason}", word=refused.word, before=refused.stopped_by)
    names = [(text("explain", f"sign.{sign}"), weight) for sign, weight in refused.signs]
    total = sum(weight for _, weight in names)
    zh = "，".join(f"{name.zh} {weight:+d}" for name, weight in names)
    en = ", ".join(f"{name.en} {weight:+d}" for name, weight in names)
    filled = {"sum": total, "needed": refused.needed}
    return Text(
        text("explain", "name.signs", signs=zh or "—", **filled).zh,
        text("explain", "name.signs", signs=en or "—", **filled).en,
    )
