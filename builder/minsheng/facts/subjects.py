"""Whom a number is about: the subject of its clause, or of an earlier one that it carries over."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import replace
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


@cache
def _speaker() -> re.Pattern[str]:
    """A person of the body just named, who speaks for it."""
    return re.compile(
        f"[^，。；：]{{0,6}}(?:{alternation('offices')})[^，。；]{{0,8}}(?:介绍|表示|说|透露|告诉)"
    )


#: How many names a deictic word may look back over.
_REMEMBERED = 200


def _innermost(place: Mention, sentence: Sentence) -> Mention:
    """The last of places that stand in a chain: 某市临江区 is about 临江区."""
    for mention in sentence.mentions:
        if place.type == "Place" == mention.type and mention.start == place.end:
            place = mention
    return place


#: For how many sentences a facility stays what a text speaks of.
_CARRIED = 2


def outermost(sentence: Sentence) -> Sentence:
    """The sentence without mentions within mentions: the place in a school's name is no subject."""
    if len(sentence.mentions) < 2:
        return sentence
    end = -1
    kept: list[Mention] = []
    for mention in sorted(sentence.mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.end > end:
            kept.append(mention)
            end = mention.end
    return sentence if len(kept) == len(sentence.mentions) else replace(sentence, mentions=tuple(kept))


class Subjects:
    """Follows the subjects of a text, sentence by sentence.

    A number is about the name that opens its clause or one before it in the sentence; else about
    what a deictic word there (该院, 中心) stands for; else about the facility of which the sentences
    just before spoke; else, or after 全区 and its like, about the document's area.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentence: Sentence | None = None
        #: facilities and bodies named so far, with the sentence of each
        self._named: deque[Subject] = deque(maxlen=_REMEMBERED)
        #: what the last sentences spoke of
        self._topic = Subject(None, None)
        self._age = 0

    def enter(self, sentence: Sentence) -> None:
        """Take the next sentence of the text."""
        if self._sentence is not None:
            self._remember(self._sentence)
        if sentence.block in ("title", "heading"):
            self._topic = Subject(None, None)
        self._sentence = sentence

    def _remember(self, sentence: Sentence) -> None:
        span = Span(sentence.start, sentence.end)
        opening: Mention | None = None
        for mention in sentence.mentions:
            if mention.type in words("bearers") and mention.type != "Place":
                self._named.append(Subject(mention, span))
            if self._leads(sentence, mention) or _speaker().match(self._text, mention.end, sentence.end):
                opening = mention
        if opening is not None:
            held = opening if opening.type in words("carried") else None
            self._topic, self._age = Subject(held, span if held else None), 0
        else:
            self._age += 1

    def _leads(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the mention opens a clause, time expressions and the like aside, and not a list."""
        if self._text.startswith(("、", "和", "等", "与", "及"), mention.end):
            return False
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
            subject = _innermost(leading[-1], sentence)
            return Subject(subject if subject.type in words("bearers") else None, None)
        if area >= 0:
            return Subject(None, None)
        return self._deictic(sentence, quantity) or (
            self._topic if self._age < _CARRIED else Subject(None, None)
        )

    def _deictic(self, sentence: Sentence, quantity: Quantity) -> Subject | None:
        """What a 该院 or 中心 that opens a clause before the number stands for."""
        for clause in reversed(sentence.clauses):
            if clause.start > quantity.start:
                continue
            opening = _leading().match(self._text, clause.start)
            word = _pattern("deictics").match(self._text, opening.end() if opening else clause.start)
            if word is None:
                continue
            head = word[0].lstrip("该本我全其")
            if head:
                return self._called(head)
        return None

    def _called(self, head: str) -> Subject | None:
        """What 中心 stands for: the topic if it is one, else the one named most often (the later of two)."""
        if self._topic.mention is not None and self._topic.mention.name.endswith(head):
            return self._topic
        named = [s for s in self._named if s.mention is not None and s.mention.name.endswith(head)]
        times = Counter(s.mention.name for s in named if s.mention is not None)
        return max(reversed(named), key=lambda s: times[s.mention.name] if s.mention else 0, default=None)
