"""Readers of numbers and times: ours, and others where they are installed (extra `bench`)."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.phrases import KINDS, TIMES
from minsheng.language.quantities import find_quantities
from minsheng.language.times import find_periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.phrases import Amount, Days, Phrase

_NUMBERS = frozenset(KINDS) - TIMES - {"none"}
_FIGURE = re.compile(r"-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
#: What cn2an takes for a numeral.
_NUMERAL = re.compile(r"[0-9０-９.零〇一二两三四五六七八九十百千万亿壹贰貳叁肆伍陆柒捌玖拾佰仟萬億点廿卅]+")
_COINS = {"Jiao": 10, "Fen": 100}
_CLOSE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader with the kinds of phrases that it offers to read."""

    caption: str
    kinds: frozenset[str]
    #: whether it reads a phrase right
    right: Callable[[Phrase], bool]


def readers() -> Iterator[Reader]:
    """Ours, then those that can run here."""
    yield Reader("minsheng", frozenset(KINDS), ours)
    for module, make in (
        ("cn2an", _cn2an),
        ("recognizers_suite", _recognizers),
        ("jionlp", _jionlp),
    ):
        try:
            yield make(import_module(module))
        except ImportError:
            continue


def ours(phrase: Phrase) -> bool:
    """Whether ours gets everything right."""
    if phrase.kind in TIMES:
        found = [(period.first, period.last) for period in find_periods(phrase.text, phrase.base)]
        return found == [phrase.days[0]]
    amounts = [(q.value, q.unit, q.qualifier, q.upper) for q in find_quantities(phrase.text)]
    return amounts == [(a.value, a.unit, a.qualifier, a.upper) for a in phrase.amounts]


def holds(amounts: Iterable[Amount], numbers: Iterable[Decimal]) -> bool:
    """Whether every amount of a phrase, with both its ends, is among the numbers that a reader gave."""
    given = list(numbers)
    ends = [
        (end, amount.unit) for amount in amounts for end in (amount.value, amount.upper) if end is not None
    ]
    return all(any(abs(form - number) < _CLOSE for form in _forms(*end) for number in given) for end in ends)


def _forms(value: Decimal, unit: str) -> tuple[Decimal, ...]:
    """What may be given for a value: 35% as 35 or 0.35, 八折 as 8, 80 or 0.8, 翻一番 as 100% or once more."""
    if unit in ("%", "百分点"):
        return value, value / 100
    if unit == "‰":
        return value, value / 10, value / 1000
    if unit == "折":
        return value, value * 10, value / 10
    return (value,)


def fits(right: Iterable[Days], first: date | None, last: date | None) -> bool:
    """Whether days that a reader gave are right; an end that the phrase leaves open may be anything.

    A day more or less does no harm: where a reader's spans end before their last day, or three years back
    are counted from the next day.
    """
    return any(_near(start, first) and _near(end, last) for start, end in right)


def _near(right: date | None, given: date | None) -> bool:
    return right is None or (given is not None and abs(right - given) <= timedelta(days=1))


def _numbers(given: Iterable[object]) -> Iterator[Decimal]:
    for each in given:
        for figure in _FIGURE.findall(str(each)):
            try:
                yield Decimal(figure.replace(",", ""))
            except InvalidOperation:
                continue


def _cn2an(module: Any) -> Reader:
    """cn2an: the phrase transformed, and every run of numerals alone, smart and plain."""

    def given(text: str) -> Iterator[object]:
        for call, argument in (
            (module.transform, text),
            *((lambda run: module.cn2an(run, "smart"), run) for run in _NUMERAL.findall(text)),
        ):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    yield call(argument)
                except ValueError:
                    continue

    return Reader("cn2an", _NUMBERS, lambda phrase: holds(phrase.amounts, _numbers(given(phrase.text))))


def _recognizers(module: Any) -> Reader:
    """Recognizers-Text: numbers, shares, money, dimensions and ages of any recognizer; times."""
    chinese = module.Culture.Chinese
    calls = [getattr(module, f"recognize_{name}") for name in ("number", "percentage", "currency")]
    calls += [getattr(module, f"recognize_{name}") for name in ("dimension", "age")]

    def numbers(text: str) -> Iterator[object]:
        for call in calls:
            for found in call(text, chinese):
                given = found.resolution or {}
                yield given.get("value")
                if given.get("unit") in _COINS:  # 5分 as 5 fen is 0.05 yuan
                    yield from (value / _COINS[given["unit"]] for value in _numbers([given["value"]]))

    def times(phrase: Phrase) -> bool:
        base = datetime.fromisoformat(phrase.base)
        found = module.recognize_datetime(phrase.text, chinese, reference=base)
        if phrase.days[0] == (None, None):
            return bool(found)
        values = [value for each in found for value in (each.resolution or {}).get("values", ())]
        return any(
            fits(
                phrase.days,
                _day(value.get("start") or value.get("value")),
                _day(value.get("end") or value.get("value")),
            )
            for value in values
        )

    def right(phrase: Phrase) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                if phrase.kind in TIMES:
                    return times(phrase)
                return holds(phrase.amounts, _numbers(numbers(phrase.text)))
            except Exception:  # it raises whatever its pieces raise; such a phrase is not read
                return False

    return Reader("Recognizers-Text", _NUMBERS | TIMES, right)


def _jionlp(module: Any) -> Reader:
    """JioNLP: money and times, of the phrase as a whole or found in it."""

    def answers(parse: Callable[[], Any]) -> list[Any]:
        try:
            found = parse()
        except Exception:  # it raises what its pieces raise for a phrase that it cannot read
            return []
        each = found if isinstance(found, list) else [found]
        return [one.get("detail", one) for one in each if one]

    def times(phrase: Phrase) -> bool:
        base = datetime.fromisoformat(phrase.base).timestamp()
        found = answers(lambda: module.parse_time(phrase.text, time_base=base))
        found += answers(lambda: module.ner.extract_time(phrase.text, time_base=base, with_parsing=True))
        if phrase.days[0] == (None, None):
            return bool(found)
        spans = [each["time"] for each in found if isinstance(each.get("time"), list)]
        return any(fits(phrase.days, _day(first), _day(last)) for first, last in spans)

    def right(phrase: Phrase) -> bool:
        if phrase.kind in TIMES:
            return times(phrase)
        found = answers(lambda: module.parse_money(phrase.text))
        found += answers(lambda: module.ner.extract_money(phrase.text, with_parsing=True))
        return holds(phrase.amounts, _numbers(each.get("num") for each in found))

    return Reader("JioNLP", TIMES | {"money"}, right)


def _day(given: object) -> date | None:
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", str(given or ""))
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None
