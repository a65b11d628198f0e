"""What a text speaks of where it names nothing: 该校, 我区, 中心, and sentences without a subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.rules import tables
from minsheng.facts.sequence import Name, clause_start
from minsheng.records import Span
from minsheng.vocabulary import subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.records import Mention, Sentence

#: How many sentences a subject is carried on, and how many characters back a 该校 may look.
TOPIC_SENTENCES, REACH = 8, 1500
_SUBJECTS = subclasses("Facility") | subclasses("Organization") | {"Place"}
#: Words before a name that make it something else than the subject.
_OBLIQUE = re.compile("[在于到从向对为与和同据由把被给至往用按按照通过经]$")
_SPEAKING = re.compile(r"[^，。；：]{0,16}(?:介绍|表示|说|负责人|透露|告诉)")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[frozenset[str], bool]]]:
    """The expression of all such words; word → classes that it stands for, and whether it must begin a clause."""
    listed: dict[str, tuple[frozenset[str], bool]] = {}
    for entry in tables("relations")["deictic"]:
        classes = frozenset().union(*(subclasses(name) for name in entry["classes"].split()))
        for word in entry["words"].split():
            listed[word] = (classes, entry.get("begins_clause", False))
    words = sorted(listed, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words))), listed


class Antecedents:
    """Finds what deictic words and missing subjects stand for, in one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_type: dict[str, list[tuple[int, Mention, int]]] = {}
        for thing in reading.things:
            for mention in thing.mentions:
                self._by_type.setdefault(thing.type, []).append((mention.start, mention, thing.key))
        for found in self._by_type.values():
            found.sort(key=lambda item: item[0])
        self._topics: dict[int, Name | None] | None = None

    def deictics(self, sentence: Sentence, start: int, end: int) -> Iterator[Name]:
        """The words within a stretch of a sentence that stand for things named before."""
        expression, listed = _words()
        for match in expression.finditer(self._reading.text, start, end):
            classes, begins = listed[match[0]]
            if begins and not clause_start(self._reading.text, sentence.start, match.start()):
                continue
            if "Place" in classes:
                found = self._area(match[0], match.start())
            else:
                found = self._latest(classes, match[0], match.start())
            if found is not None:
                key, antecedent = found
                yield Name(key, Span(match.start(), match.end()), antecedent)

    def _latest(self, classes: frozenset[str], word: str, position: int) -> tuple[int, Span] | None:
        """The last thing of these classes named before; 中心 wants a name that ends so."""
        best: tuple[int, Mention, int] | None = None
        tail = word[-2:] if len(word) > 2 or word in ("中心", "集团", "联盟", "学校", "医院") else ""
        for type_ in classes:
            found = self._by_type.get(type_, ())
            i = bisect_left(found, position, key=lambda item: item[0]) - 1
            while i >= 0 and found[i][0] > position - REACH:
                thing = self._reading.things[found[i][2]]
                if tail in ("中心", "集团", "联盟") and not thing.name.endswith(tail):
                    i -= 1
                    continue
                if best is None or found[i][0] > best[0]:
                    best = found[i]
                break
        return None if best is None else (best[2], Span(best[1].start, best[1].end))

    def _area(self, word: str, position: int) -> tuple[int, Span] | None:
        """我区, 全市: the document's area if it is of that kind, or what of that kind it lies in."""
        reading = self._reading
        if reading.area is None:
            return None
        kind, area = word[-1], reading.things[reading.area]
        if area.name.endswith(kind) or kind in "区地" and (len(area.code) == 6 or not area.code):
            return area.key, self.nearest(area.key, position)
        code = area.code or reading.locality.code
        for thing in reading.things:
            if thing.type == "Place" and thing.code and thing.code != area.code and code.startswith(thing.code):
                if thing.name.endswith(kind):
                    return thing.key, self.nearest(thing.key, position)
        return None

    def nearest(self, key: int, position: int) -> Span:
        """The last place before the position that names a thing, or the first of all."""
        mentions = self._reading.things[key].mentions
        i = bisect_left(mentions, position, key=lambda m: m.start) - 1
        mention = mentions[max(i, 0)]
        return Span(mention.start, mention.end)

    def topic(self, sentence: Sentence) -> Name | None:
        """What a sentence without a subject speaks of: the subject of those before, or the document's area."""
        if self._topics is None:
            self._topics = dict(self._carry())
        return self._topics[sentence.start]

    def _carry(self) -> Iterator[tuple[int, Name | None]]:
        topic: Name | None = None
        age = 0
        area = self._reading.area
        for sentence in self._reading.sentences:
            if age > TOPIC_SENTENCES:
                topic = None
            given = topic
            if given is None and area is not None:
                given = Name(area, self.nearest(area, sentence.start))
            yield sentence.start, given
            if sentence.block in ("caption", "byline", "boilerplate"):
                continue
            subject = self.subject(sentence)
            topic, age = (subject, 0) if subject is not None else (topic, age + 1)

    def subject(self, sentence: Sentence) -> Name | None:
        """The name that a sentence is about: whose person speaks, or the first that begins a clause."""
        text = self._reading.text
        first: Name | None = None
        at = sentence.start
        for mention in sentence.mentions:
            if mention.start < at:
                continue
            at = mention.end
            thing = self._reading.thing(mention)
            if thing is None or thing.type not in _SUBJECTS:
                continue
            if _OBLIQUE.search(text, sentence.start, mention.start):
                continue
            name = Name(thing.key, Span(mention.start, mention.end))
            if thing.type != "Place" and _SPEAKING.match(text, mention.end):
                return name
            if first is None and clause_start(text, sentence.start, mention.start):
                first = name
        return first
