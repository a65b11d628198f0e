"""What a text speaks of where it names nothing: 该校, 我区, 中心, and sentences without a subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from minsheng.facts.clauses import SPEAKING, Clauses
from minsheng.facts.deictics import area_words, deictic_words
from minsheng.facts.prominence import Prominence
from minsheng.facts.rulefiles import listed, tables
from minsheng.facts.sequence import Name, clause_start
from minsheng.records import Span
from minsheng.vocabulary import subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.records import Mention, Sentence

#: How many sentences a subject is carried on, and how many characters back a 该校 may look.
TOPIC_SENTENCES, REACH = 12, 1500
#: How many characters back a component looks for its programme.
NEAR = 400
#: So many names are looked at before it gives up.
_TRIED = 20
_UNDERTAKINGS = frozenset({"Programme", "Event", "EducationGroup"})
_WORKS = frozenset({"Programme", "Work"})
_BUILDINGS, _PROJECT = subclasses("Facility"), "项目"
_TIMES = re.compile(
    "(?:\\d+年|\\d+月|\\d+日|今年|去年|近日|日前|目前|据悉|其中|截至目前|自|由|[，,“‘《\\s])*"
)
_SUBJECTS = subclasses("Facility") | subclasses("Organization") | {"Place"}
_CREDITS = tuple(tables("relations")["credits"].split())
#: Words for the place of a body.
_OWN_AREA = frozenset({"辖区", "辖区内"})
_COMPOSITE = re.compile(f"(?:{listed('composite')})[”’]?$")


def _place(found: tuple[int, Mention, int]) -> int:
    return found[0]


class Antecedents(Clauses):
    """Finds what deictic words and missing subjects stand for, in one document."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._by_type: dict[str, list[tuple[int, Mention, int]]] = {}
        for thing in reading.things:
            for mention in thing.mentions:
                self._by_type.setdefault(thing.type, []).append((mention.start, mention, thing.key))
        for found in self._by_type.values():
            found.sort(key=lambda item: item[0])
        self._divisions = [thing for thing in reading.things if thing.type == "Place" and thing.code]
        self._topics: dict[int, Name | None] | None = None
        self._before: dict[int, Sentence] | None = None

    @cached_property
    def prominence(self) -> Prominence:
        """How much the text speaks of its things."""
        return Prominence(self._reading)

    def deictics(self, sentence: Sentence, start: int, end: int) -> Iterator[Name]:
        """The words within a stretch of a sentence that stand for things named before."""
        expression, listed = deictic_words()
        for match in expression.finditer(self._reading.text, start, end):
            classes, begins, tail, prefers = listed[match[0]]
            if match.start() == start > sentence.start:
                # 甲省全省 names its place
                continue
            if begins and (
                not clause_start(self._reading.text, sentence.start, match.start())
                or self._reading.text.startswith("、", match.end())
            ):
                continue
            if match[0] in _OWN_AREA:
                found = self._own_area(sentence, match.start())
            elif "Place" in classes and not tail:
                found = self._area(match[0], match.start())
            else:
                built = self._built(match.start()) if match[0].endswith(_PROJECT) else None
                found = built or self._latest(classes, tail, prefers, sentence, match.start())
            if found is not None:
                key, antecedent = found
                yield Name(key, Span(match.start(), match.end()), antecedent)

    def _built(self, position: int) -> tuple[int, Span] | None:
        """The facility that was just called a project: 某医院项目…。项目由…建设."""
        text = self._reading.text
        best: tuple[int, Mention, int] | None = None
        for type_ in _BUILDINGS & self._by_type.keys():
            found = self._by_type[type_]
            last = bisect_left(found, position, key=_place)
            for start, mention, key in reversed(found[max(last - _TRIED, 0) : last]):
                if start <= position - NEAR or (best is not None and start <= best[0]):
                    break
                before = text[max(0, start - 3) : start].rstrip("“")
                if text.startswith(_PROJECT, mention.end) or before.endswith(_PROJECT):
                    best = start, mention, key
                    break
        return None if best is None else (best[2], Span(best[1].start, best[1].end))

    def _latest(
        self,
        classes: frozenset[str],
        tail: str,
        prefers: re.Pattern[str] | None,
        sentence: Sentence,
        position: int,
    ) -> tuple[int, Span] | None:
        """What the text speaks of, if of these classes and with this tail, or the last such named before.

        The last whose name ends as `prefers` says, if there is one.
        """
        topic = self.topic(sentence, position)
        if topic is not None:
            thing = self._reading.things[topic.key]
            if thing.type in classes and thing.name.endswith(tail):
                return topic.key, topic.span
        best: tuple[int, Mention, int] | None = None
        rather: tuple[int, Mention, int] | None = None
        for type_ in sorted(classes):
            found = self._by_type.get(type_, ())
            for start, mention, key in reversed(
                found[: bisect_left(found, position, key=lambda item: item[0])]
            ):
                if start <= position - REACH:
                    break
                name = self._reading.things[key].name
                if name.strip("”’》").endswith(tail):
                    best = max(best or (-1, mention, key), (start, mention, key), key=_place)
                    if prefers is None:
                        break
                    if prefers.search(name):
                        rather = max(rather or (-1, mention, key), (start, mention, key), key=_place)
                        break
        best = rather or best
        if best is not None and classes <= _UNDERTAKINGS and not tail and prefers is None:
            best = self._opening(best, classes)
        return None if best is None else (best[2], Span(best[1].start, best[1].end))

    def _opening(self, last: tuple[int, Mention, int], classes: frozenset[str]) -> tuple[int, Mention, int]:
        """What the sentence of the last name begins with, if that is of the same classes: 甲已列入乙."""
        text = self._reading.text
        low = 0
        for mark in "。\n！？":
            low = max(low, text.rfind(mark, low, last[0]) + 1)
        for type_ in sorted(classes):
            found = self._by_type.get(type_, ())
            first = bisect_left(found, low, key=_place)
            for start, mention, key in found[first : first + 1]:
                if start < last[0] and clause_start(text, low, start):
                    last = (start, mention, key)
        return last

    def _area(self, word: str, position: int) -> tuple[int, Span] | None:
        """我区, 全市: the document's area if it is of that kind, or what of that kind it lies in."""
        reading = self._reading
        if reading.area is None:
            return None
        kind, area = word[-1], reading.things[reading.area]
        if area.name.endswith(kind) or (kind in "区地" and len(area.code) in (0, 6)):
            return area.key, self.nearest(area.key, position)
        code = area.code or reading.locality.code
        for thing in self._divisions:
            if thing.code != area.code and code.startswith(thing.code) and thing.name.endswith(kind):
                return thing.key, self.nearest(thing.key, position)
        return None

    def _own_area(self, sentence: Sentence, position: int) -> tuple[int, Span] | None:
        """辖区: the place that the text speaks of, or the last in the name of the body that it speaks of."""
        topic = self.topic(sentence, position)
        if topic is None or self._reading.things[topic.key].type == "Place":
            return None if topic is None else (topic.key, topic.span)
        found: tuple[int, Span] | None = None
        places = self._by_type.get("Place", [])
        end = topic.span.start
        for start, mention, key in places[bisect_left(places, end, key=lambda item: item[0]) :]:
            if start > end or mention.end > topic.span.end:
                break
            found, end = (key, topic.span), mention.end
        return found

    def nearest(self, key: int, position: int) -> Span:
        """The last place before the position that names a thing, or the first of all."""
        mentions = self._reading.things[key].mentions
        i = bisect_left(mentions, position, key=lambda m: m.start) - 1
        mention = mentions[max(i, 0)]
        return Span(mention.start, mention.end)

    def type(self, name: Name) -> str:
        """The class of what a name stands for."""
        return self._reading.things[name.key].type

    def undertaking(self, position: int) -> Name | None:
        """The programme or event with parts that was named last before a position, not too far away."""
        best: Mention | None = None
        key = -1
        for type_ in ("Event", "Programme"):
            found = self._by_type.get(type_, [])
            last = bisect_left(found, position, key=lambda item: item[0])
            for start, mention, of in reversed(found[max(last - _TRIED, 0) : last]):
                if start <= position - NEAR or (best is not None and start <= best.start):
                    break
                if _COMPOSITE.search(mention.name):
                    best, key = mention, of
                    break
        return None if best is None else Name(key, Span(best.start, best.end))

    def topic(self, sentence: Sentence, position: int, *, area: bool = True) -> Name | None:
        """What a clause without a subject speaks of.

        The subject of an earlier clause up to the last semicolon; the one that begins the sentence, if no
        part between has its own; that of the sentences before; at last the document's area, with `area`.
        """
        subjects = self._subjects(sentence)
        text = self._reading.text
        part = max(text.rfind(mark, sentence.start, position) for mark in "；;")
        own = [name for name in subjects if part < name.span.start < position]
        if self.interrupted(sentence, own[-1].span.end if own else part, position):
            return None
        if own:
            return own[-1]
        before = [name for name in subjects if name.span.start < position]
        lead = sentence.clauses[:2]
        if len({name.key for name in before}) == 1 and lead and before[0].span.start < lead[-1].end:
            return before[0]
        if self._topics is None:
            self._topics = dict(self._carry())
        found = self._topics.get(sentence.start)
        if found is None and area and self._reading.area is not None:
            return Name(self._reading.area, self.nearest(self._reading.area, sentence.start))
        return found

    def _carry(self) -> Iterator[tuple[int, Name | None]]:
        topic: Name | None = None
        age = 0
        for sentence in self._reading.sentences:
            if age > TOPIC_SENTENCES:
                topic = None
            yield sentence.start, topic
            if sentence.block in ("caption", "byline", "boilerplate", "notice"):
                continue
            subjects = self._subjects(sentence)
            topic, age = (subjects[0], 0) if subjects else (topic, age + 1)

    def _subjects(self, sentence: Sentence) -> list[Name]:
        """The names that begin clauses; one whose person speaks stands for all.

        Of names side by side (甲省乙市, 乙市丙馆) the last is meant; a place before a noun is none.
        """
        text = self._reading.text
        found: list[Name] = []
        begin, at = -1, sentence.start
        for mention in sentence.mentions:
            if mention.start < at:
                continue
            if mention.start > at or begin < 0:
                begin = mention.start
            elif found and found[-1].span.end == at:
                found.pop()
            at = mention.end
            thing = self._reading.thing(mention)
            if thing is None or thing.type not in _SUBJECTS or text.startswith(_CREDITS, mention.end):
                continue
            name = Name(thing.key, Span(mention.start, mention.end))
            if thing.type != "Place" and SPEAKING.match(text, mention.end):
                return [name]
            if clause_start(text, sentence.start, begin) and not self.modifies(name):
                found.append(name)
        own = self._own_places(sentence)
        return sorted((*found, *own), key=lambda name: name.span) if own else found

    def honoured(self, sentence: Sentence, position: int) -> Name | None:
        """The programme or work that a clause here, or one of the sentence before, begins with.

        None where a body or place is the subject since; they may be honoured themselves.
        """
        if self._before is None:
            held = self._reading.sentences
            self._before = {after.start: before for before, after in pairwise(held)}
        for spoken in (sentence, self._before.get(sentence.start)):
            if spoken is None:
                return None
            named = [
                m
                for m in spoken.mentions
                if m.type in _WORKS and m.start < position and self._opens(spoken, m)
            ]
            subjects = [name for name in self._subjects(spoken) if name.span.start < position]
            if named:
                last, thing = named[-1], self._reading.thing(named[-1])
                if thing is None or any(name.span.start > last.start for name in subjects):
                    return None
                return Name(thing.key, Span(last.start, last.end))
            if subjects:
                return None
        return None

    def _opens(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether only a time stands between the beginning of a clause and a name."""
        clause = next((c for c in sentence.clauses if c.start <= mention.start < c.end), None)
        return clause is not None and bool(_TIMES.fullmatch(self._reading.text, clause.start, mention.start))

    def _own_places(self, sentence: Sentence) -> list[Name]:
        """The words for the document's area that begin clauses: 我省以…为抓手."""
        found: list[Name] = []
        for match in area_words().finditer(self._reading.text, sentence.start, sentence.end):
            area = self._area(match[0], match.start())
            if area is not None and clause_start(self._reading.text, sentence.start, match.start()):
                name = Name(area[0], Span(*match.span()), area[1])
                if not self.modifies(name):
                    found.append(name)
        return found
