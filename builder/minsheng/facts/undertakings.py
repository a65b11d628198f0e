"""Which programme or event the sentences of a text are about, and which one 此次活动 stands for."""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.deictics import deictic_words
from minsheng.facts.readings import clause_at
from minsheng.facts.wordlists import alternation, words
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.records import Mention, Sentence

#: A text is about what it names so early; what it starts in passing later keeps no number.
_EARLY = 200
#: For how many sentences it stays what a text speaks of.
_CARRIED = 8
#: How many names a word may look back over.
_REMEMBERED = 100


class Undertaking(NamedTuple):
    """A programme or event, and the sentence that names it."""

    mention: Mention
    span: Span


@cache
def launching() -> re.Pattern[str]:
    """A verb that starts what the rest of its clause names."""
    return re.compile(f"(?:{alternation('launching')})[^，；。]{{0,16}}$")


class Undertakings:
    """Follows the programmes and events of a text, sentence by sentence.

    Example:
        >>> from minsheng.records import Mention, Sentence, Span
        >>> text = "青溪读书节开幕。此次活动有80人参加。"
        >>> opening = Mention(0, 5, "青溪读书节", "Event", "", 1.0)
        >>> followed = Undertakings(text)
        >>> followed.take(Sentence(0, 8, "paragraph", (Span(0, 8),), (opening,)), [opening])
        >>> followed.meant(8).mention.name, followed.spoken_of(8).mention.name
        ('青溪读书节', '青溪读书节')
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._named: deque[Undertaking] = deque(maxlen=_REMEMBERED)
        self._last: Undertaking | None = None
        self._age = 0

    def take(self, sentence: Sentence, leading: Sequence[Mention]) -> None:
        """Take a sentence of the text, and those of its names that begin a clause."""
        self._age += 1
        span = Span(sentence.start, sentence.end)
        for mention in sentence.mentions:
            if mention.type not in words("undertakings"):
                continue
            self._named.append(Undertaking(mention, span))
            if mention in leading or self._begun(sentence, mention):
                self._last, self._age = self._named[-1], 0

    def forget(self) -> None:
        """Begin anew, at a heading."""
        self._last = None

    def spoken_of(self, others: int) -> Undertaking | None:
        """What the sentences just before were about, if nothing else for so many sentences."""
        found = self._last
        if found is None or self._age >= _CARRIED or self._age > others:
            return None
        name = found.mention.name
        return found if name in self._text[: _EARLY + len(name)] else None

    def meant(self, start: int) -> Undertaking | None:
        """What 此次活动 or 该项目 there stands for: the one of its kind that was named last."""
        expression, listed = deictic_words()
        word = expression.match(self._text, start)
        if word is None or not listed[word[0]].classes <= words("undertakings"):
            return None
        classes, _, tail, prefers = listed[word[0]]
        named = [
            each
            for each in reversed(self._named)
            if each.mention.type in classes and each.mention.name.strip("”’》").endswith(tail)
        ]
        rather = (each for each in named if prefers is not None and prefers.search(each.mention.name))
        return next(rather, named[0] if named else None)

    def _begun(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the clause says that it is started: 开展“…”行动."""
        start = clause_at(sentence, mention.start).start
        return launching().search(self._text[start : mention.start]) is not None
