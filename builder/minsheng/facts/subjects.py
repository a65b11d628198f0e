"""Whom a number is about: the subject of its clause, or of an earlier one that it carries over."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.phrases import words
from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.records import Mention, Quantity, Sentence

#: Classes that numbers may be about; a public body acts for its area.
_BEARERS = frozenset(
    """School Hospital HealthCentre EldercareFacility ElderlyCanteen ChildcareFacility CulturalSite HeritageSite
    ScenicSpot ServiceCentre EducationGroup MedicalConsortium Organization Programme Place Event""".split()
)
#: What may stand between the beginning of a clause and its subject.
_LEADING = re.compile(r"(?:目前|当前|如今|其中|同时|此外|另外|例如|比如|据悉|据了解|近年来|今年|由|[，、“\"‘：:\s])*")


class Subject(NamedTuple):
    """The subject of a number, and the sentence that names it when that is another one."""

    mention: Mention | None
    span: Span | None


@cache
def _deictics() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("deictics"), key=lambda word: (-len(word), word))))


@cache
def _areas() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("areas"))))


class Subjects:
    """Follows the subjects of a text, sentence by sentence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence: Sentence | None = None
        #: the last subject, and the sentence that named it
        self._last: Mention | None = None
        self._named: Span | None = None
        self._block = ""
        self._age = 0

    def enter(self, sentence: Sentence) -> None:
        """Take the next sentence of the text."""
        if self._sentence is not None:
            self._remember(self._sentence)
        if sentence.block != "paragraph":
            self._last = None
        self._sentence = sentence

    def _remember(self, sentence: Sentence) -> None:
        leading = [mention for mention in sentence.mentions if self._leads(sentence, mention)]
        if leading:
            bearer = leading[-1] if leading[-1].type in _BEARERS else None
            self._last, self._named, self._age = bearer, Span(sentence.start, sentence.end), 0
        else:
            self._age += 1

    def _leads(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the mention opens a clause, time expressions and the like aside."""
        for clause in sentence.clauses:
            if clause.start <= mention.start < clause.end:
                start = clause.start
                for period in sentence.periods:
                    if clause.start <= period.start and period.end <= mention.start:
                        start = max(start, period.end)
                gap = _LEADING.match(self._text, start, mention.start)
                return gap is not None and gap.end() == mention.start
        return False

    def of(self, quantity: Quantity) -> Subject:
        """The subject of a quantity of the sentence entered last."""
        sentence = self._sentence
        if sentence is None:
            return Subject(None, None)
        area = max((m.start() for m in _areas().finditer(self._text, sentence.start, quantity.start)), default=-1)
        leading = [
            mention
            for mention in sentence.mentions
            if mention.end <= quantity.start and mention.start > area and self._leads(sentence, mention)
        ]
        if leading:
            return Subject(leading[-1] if leading[-1].type in _BEARERS else None, None)
        if area >= 0 or self._last is None:
            return Subject(None, None)
        opening = _LEADING.match(self._text, sentence.start)
        position = opening.end() if opening else sentence.start
        if _deictics().match(self._text, position) and self._age < 3:
            return Subject(self._last, self._named)
        return Subject(None, None)
