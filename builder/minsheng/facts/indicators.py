"""The name of what a number measures, built from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.phrases import Phrase, noun_after, noun_before
from minsheng.facts.wordlists import endings, rules, words

if TYPE_CHECKING:
    from minsheng.records import Quantity, Span


#: A longer label is a clause misread, no term of any field.
LONGEST = 20
_COMPARISON = re.compile("(?:比|较|相比)[^，；。]{0,12}$")
_NO_QUOTES = str.maketrans("", "", '“”‘’「」『』《》"')


class Indicator(NamedTuple):
    """An indicator's label and its other names."""

    label: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A number with the words around it, before anything is decided about them."""

    text: str
    quantity: Quantity
    #: what the unit counts: people, money, share …
    kind: str
    clause: Span
    before: Phrase
    after: Phrase
    #: the number that this one follows in a list, with nothing between them
    previous: Reading | None
    #: nouns of a list that the numbers to come share out (A、B分别为…)
    pending: tuple[Phrase, ...] = ()
    #: the name last mentioned before the number in its sentence
    topic: str = ""
    #: the last number before this one in its sentence that counts in the same unit
    earlier: Reading | None = None

    @property
    def changes(self) -> bool:
        """Whether the number is the size of a rise or fall."""
        return self.quantity.qualifier in ("growth", "decline") and self.quantity.unit not in (
            "类",
            "种",
            "项",
        )

    @cached_property
    def subject(self) -> Phrase:
        """The noun before the verb, or at the end of the changing thing: X同比下降, X已举办."""
        if self.previous is not None and not (self.before.verb or self.before.noun or self.changes):
            return self.previous.subject
        end = self.before.start if self.before.verb else self.quantity.start
        return noun_before(self.text, self.clause.start, end)

    @cached_property
    def rule(self) -> str:
        """The rule that reads this number, "" if none does."""
        if self.kind == "place":
            return "divisions"
        if self.changes and self.noun:
            return "change"
        if self.after.verb and self.kind == "people" and self.before.link.endswith(("有", "共", "已")):
            return "doer-counted"
        if self.after.noun and not (self.kind in ("area", "money") and self.noun):
            return "counted-noun"
        if self.noun:
            if self.quantity.unit == "个" and self.after.verb and not (self.before.link or self.verb):
                return ""  # 某村三个到位: what is counted is the doing
            return "noun-attains" if self.kind == "share" else "noun-counted"
        if self.after.verb and self.kind in ("people", "visits", "households", "events"):
            return "doer-counted"
        if self.verb and (len(self.subject.noun) > 1 or self.topic or self.verb in words("telling")):
            return "verb-counted"
        return ""

    @cached_property
    def noun(self) -> str:
        """The noun before the number, or that of the number before it in a list."""
        if self.changes and not self.before.noun:
            return self.subject.noun or self._compared or (self.previous.counted if self.previous else "")
        if self.before.noun:
            return self.before.noun
        if self.before.verb:
            # 共建公园16个，其中已完工9个: the verb tells another state of what was counted
            resumed = self.earlier is not None and not self.subject.noun and not self.after.verb
            return self.earlier.counted if self.earlier is not None and resumed else ""
        return self.previous.counted if self.previous is not None else ""

    @property
    def counted(self) -> str:
        """What is counted, before or behind the number."""
        return self.after.noun if self.rule == "counted-noun" else self.noun

    @property
    def _compared(self) -> str:
        """The noun before a comparison: 学位总数比去年增长5%."""
        comparison = _COMPARISON.search(self.text, self.clause.start, self.before.end)
        return noun_before(self.text, self.clause.start, comparison.start()).noun if comparison else ""

    @cached_property
    def verb(self) -> str:
        """The verb before the number, or that of the number before it in a list."""
        if self.before.verb or self.before.noun or self.previous is None:
            return self.before.verb
        return self.previous.verb

    @cached_property
    def start(self) -> int:
        """Where the words that give the indicator begin."""
        start = min(self.before.start, self.quantity.start)
        if self.rule in ("change", "verb-counted") and self.subject.noun:
            start = min(start, self.subject.start)
        if self.before.noun:
            return start
        return min(
            [start, *(reading.start for reading in (self.previous, self.earlier) if reading is not None)]
        )


def refusal(reading: Reading) -> str:
    """Why a number is no observation; "" if it is one.

    Example:
        >>> from minsheng.records import Quantity, Span
        >>> from decimal import Decimal
        >>> age = Quantity(0, 3, Decimal(74), "岁")
        >>> nothing = Phrase("", "", 0, 0)
        >>> refusal(Reading("74岁", age, "age", Span(0, 3), nothing, nothing, None))
        'age'
    """
    if reading.kind in words("refused_kinds"):
        return reading.kind
    if not reading.rule:
        return "no noun"
    noun = reading.after.noun if reading.rule == "counted-noun" else reading.noun
    if reading.rule == "doer-counted":
        verb = reading.after.verb
        return (
            ""
            if verb in words("telling") or (verb not in words("neutral") and _object(reading))
            else "no noun"
        )
    if reading.rule in ("counted-noun", "noun-counted") and _is_abstract(noun):
        return "abstract noun"
    length = len(_LABELS[reading.rule](reading))
    return "no noun" if length < 2 else "long label" if length > LONGEST else ""


def _is_abstract(noun: str) -> bool:
    if len(noun) == 1 and noun not in words("single") | words("bare"):
        return True
    return noun in words("abstract") or noun.endswith(endings("abstract", 2))


def indicator(reading: Reading) -> Indicator:
    """The indicator of a number that is no refusal.

    Example: see the examples of the rules in `rules/observations.toml`.
    """
    label = _LABELS[reading.rule](reading)
    alternatives = []
    if reading.rule == "counted-noun" and reading.before.noun:
        alternatives.append(reading.before.noun + _suffix(reading, reading.before.noun))
    return Indicator(label, tuple(name for name in alternatives if name != label))


def _telling(verb: str) -> str:
    """The part of a verb that changes what is counted: 新增, not 建成."""
    telling = endings("telling")
    return verb if verb.startswith(telling) or verb.endswith(telling) else ""


def _suffix(reading: Reading, noun: str) -> str:
    kind, unit = reading.kind, reading.quantity.unit
    if kind == "money" and noun.endswith(endings("money_endings")):
        return ""
    if kind == "share" and noun.endswith(endings("share_endings")):
        return ""
    if kind == "area" and noun.endswith(endings("area_endings")):
        return ""
    suffix: str = rules()["unit_suffix"].get(unit) or rules()["suffix"].get(kind, "数量")
    return "" if noun.endswith((suffix, "数", "量", "规模", "额", "率")) else suffix


def _counted(reading: Reading) -> str:
    noun = reading.after.noun
    if noun in words("bare") and reading.before.noun:
        noun = reading.before.noun + noun
    prefix = _telling(reading.verb) if not reading.before.noun else ""
    return prefix + noun + _suffix(reading, noun)


def _noun(reading: Reading) -> str:
    resumed = not reading.before.noun and reading.before.verb
    return (
        (reading.verb if resumed else _telling(reading.verb)) + reading.noun + _suffix(reading, reading.noun)
    )


def _change(reading: Reading) -> str:
    left = reading.text[reading.clause.start : reading.quantity.start]
    year = "同比" if "同比" in left else "环比" if "环比" in left else ""
    return f"{reading.noun}{year}变化" + ("" if reading.kind == "share" else "量")


def _bare_name(name: str) -> str:
    return name.translate(_NO_QUOTES)


def _verb(reading: Reading) -> str:
    object_ = rules()["verb_object"].get(reading.kind, "")
    verb = reading.verb
    subject = "" if _telling(verb) and object_ else reading.subject.noun
    if len(subject) < 2:
        subject = "" if _telling(verb) and object_ else _bare_name(reading.topic)
    if subject.endswith(verb):
        verb = ""
    return subject + verb + (object_ or _suffix(reading, verb))


def _doer(reading: Reading) -> str:
    rest = _object(reading)
    return reading.after.verb + rest + _suffix(reading, rest)


def _object(reading: Reading) -> str:
    """The object of the verb behind the number."""
    start = reading.after.start + len(reading.after.verb)
    while reading.text[start : start + 1] in ("了", "过", "到"):
        start += 1
    return noun_after(reading.text, start, reading.clause.end).noun


def _division(reading: Reading) -> str:
    names = {"街": "街道", "乡": "乡", "镇": "镇", "村": "村", "区": "区", "县": "县", "市": "市"}
    return names.get(reading.quantity.unit, reading.quantity.unit) + "数量"


_LABELS = {
    "counted-noun": _counted,
    "noun-counted": _noun,
    "noun-attains": _noun,
    "change": _change,
    "verb-counted": _verb,
    "doer-counted": _doer,
    "divisions": _division,
}
