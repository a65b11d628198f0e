"""Whom a number is about: the subject of its clause, or of an earlier one that it carries over."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.wordlists import alternation, words
from minsheng.records import Span

if TYPE_CHECKING:
    from minsheng.records import Mention, Quantity, Sentence


class Subject(NamedTuple):
    """The subject of a number, and the sentence that names it when that is another one."""

    mention: Mention | None
    span: Span | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternation(name))


@cache
def _leading() -> re.Pattern[str]:
    """What may stand between the beginning of a clause and its subject."""
    return re.compile(f'(?:{alternation("leading")}|[，、“"‘：:\\s])*')


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
            bearer = leading[-1] if leading[-1].type in words("bearers") else None
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
                gap = _leading().match(self._text, start, mention.start)
                return gap is not None and gap.end() == mention.start
        return False

    def of(self, quantity: Quantity) -> Subject:
        """The subject of a quantity of the sentence entered last."""
        sentence = self._sentence
        if sentence is None:
            return Subject(None, None)
        areas = _pattern("areas").finditer(self._text, sentence.start, quantity.start)
        area = max((match.start() for match in areas), default=-1)
        leading = [
            mention
            for mention in sentence.mentions
            if mention.end <= quantity.start and mention.start > area and self._leads(sentence, mention)
        ]
        if leading:
            return Subject(leading[-1] if leading[-1].type in words("bearers") else None, None)
        if area >= 0 or self._last is None:
            return Subject(None, None)
        opening = _leading().match(self._text, sentence.start)
        position = opening.end() if opening else sentence.start
        if _pattern("deictics").match(self._text, position) and self._age < 3:
            return Subject(self._last, self._named)
        return Subject(None, None)
