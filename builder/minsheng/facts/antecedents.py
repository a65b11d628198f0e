"""What a text speaks of where it names nothing: 该校, 我区, 中心, and sentences without a subject."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from minsheng.facts.agents import governed
from minsheng.facts.deictics import area_words, deictic_words
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
_SUBJECTS = subclasses("Facility") | subclasses("Organization") | {"Place"}
#: Parts of speech that go on a name, and words that have them but are adverbs.
_CREDITS = tuple(tables("relations")["credits"].split())
_OWN_AREA = frozenset({"辖区", "辖区内"})
#: Words that look like nouns to the segmenter.
_VERBAL = frozenset(tables("relations")["verbal"].split())
_ATTRIBUTIVE = frozenset({"b", "r", "ns", "a", "an", "f", "s"})
_SUBJECT_TAGS = frozenset({"n", "nr", "nt", "nz", "j"})
_AND, _BESIDE = frozenset("、和与及"), frozenset({"", "“"})
_COMPOSITE = re.compile(f"(?:{listed('composite')})[”’]?$")
_NOMINAL = frozenset({"n", "nr", "ns", "nt", "nz", "vn", "an", "b", "l", "j", "vg"})
_ADVERBS, _EACH, _MANNERS = (
    frozenset(tables("relations")[key].split()) for key in ("adverbs", "each", "manners")
)
_ADVERBS |= _MANNERS
_DEEDS = _ADVERBS.union(*(tables("relations")["verbs"][key].split() for key in ("runs", "holds")))
#: Where a clause ends, and within how many characters the verb of one without a subject comes.
_STOPS, _EARLY = "，,；;：:。—", 12
#: What may stand before a subject in its clause: 位于青石镇的…
_ATTRIBUTE = re.compile(
    r"(?:^|[，,；;：:。—\n])[^，,；;。]{0,8}(?:位于|坐落|地处|来自|隶属|作为|由)[^，,；;。]{0,24}\Z"
)
_SPEAKING = re.compile(r"[^，。；：]{0,16}(?:介绍|表示|说|负责人|透露|告诉)")


def _place(found: tuple[int, Mention, int]) -> int:
    return found[0]


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
                found = self._latest(classes, tail, prefers, sentence, match.start())
            if found is not None:
                key, antecedent = found
                yield Name(key, Span(match.start(), match.end()), antecedent)

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
        return None if best is None else (best[2], Span(best[1].start, best[1].end))

    def _area(self, word: str, position: int) -> tuple[int, Span] | None:
        """我区, 全市: the document's area if it is of that kind, or what of that kind it lies in."""
        reading = self._reading
        if reading.area is None:
            return None
        kind, area = word[-1], reading.things[reading.area]
        if area.name.endswith(kind) or (kind in "区地" and len(area.code) in (0, 6)):
            return area.key, self.nearest(area.key, position)
        code = area.code or reading.locality.code
        for thing in reading.things:
            above = thing.code and thing.code != area.code and code.startswith(thing.code)
            if thing.type == "Place" and above and thing.name.endswith(kind):
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

    def noun_before(self, position: int) -> bool:
        """Whether a noun ends at a position of the text."""
        return position > 0 and self._reading.words.tags[self._reading.words.at(position - 1)][0] == "n"

    def edge(self, position: int) -> bool:
        """Whether a word begins at a position of the text."""
        return self._reading.words.edge(position)

    def begins(self, sentence: Sentence, name: Name) -> bool:
        """Whether a name is the subject of its clause, as far as what stands before it tells."""
        text, start = self._reading.text, self._front(sentence, name.span.start, _BESIDE)
        return clause_start(text, sentence.start, start) or bool(
            _ATTRIBUTE.search(text, sentence.start, start)
        )

    def oblique(self, sentence: Sentence, name: Name) -> str:
        """The word before a name that makes it no subject (与甲合作, 走进甲), "" if there is none."""
        # what governs the first name of a list governs them all
        return governed(
            self._reading.text, sentence.start, self._front(sentence, name.span.start, _AND | _BESIDE)
        )

    def _front(self, sentence: Sentence, start: int, between: frozenset[str]) -> int:
        """Where the first of the names begins that stand before a position with only such marks between."""
        for mention in reversed(sentence.mentions):
            if mention.end <= start and self._reading.text[mention.end : start].strip("”’》」") in between:
                start = mention.start
        return start

    def elliptic(self, sentence: Sentence, verb: Span) -> bool:
        """Whether the clause of a verb may lack its subject.

        The verb comes early and is no attribute (印发的…); before it stand no nouns but behind a preposition.
        """
        text, words = self._reading.text, self._reading.words
        start, end = verb
        low = max(sentence.start, *(text.rfind(mark, sentence.start, start) + 1 for mark in _STOPS))
        if start - low > _EARLY or text.startswith("的", end):
            return False
        for i in range(words.at(low), words.at(start)):
            if words.tags[i] == "p":
                return True
            if words.words[i] in _DEEDS or words.tags[i][0] not in "nmv":
                continue
            # 制定出台, 推动制定: verbs in a row are one
            if words.tags[i][0] != "v" or not all(tag[0] in "vd" for tag in words.tags[i : words.at(start)]):
                return False
        return True

    def modifies(self, name: Name) -> bool:
        """Whether a place only says where what follows is from: 青石镇教师, 青石镇中医药管理部门."""
        words = self._reading.words
        if self._reading.things[name.key].type != "Place" or not words.edge(name.span.end):
            return False
        i = words.at(name.span.end)
        if i >= len(words.tags) or words.words[i] in _ADVERBS:
            return False
        if words.tags[i] == "m":
            # 某区2023年开展…, but 某区两家医院
            return words.words[i + 1 : i + 2] not in (("年",), ("月",), ("日",), ("年度",))
        return words.tags[i] in _NOMINAL or words.words[i] in _EACH

    def speaks(self, name: Name) -> bool:
        """Whether it is said that somebody of a body speaks."""
        return bool(_SPEAKING.match(self._reading.text, name.span.end))

    def listed(self, sentence: Sentence, name: Name) -> bool:
        """Whether a name follows another of a list."""
        return self._reading.text[max(sentence.start, name.span.start - 1)] == "、"

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

    def interrupted(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether a clause between has a subject of its own that is no name: 部门聚焦就业，…"""
        words = self._reading.words
        for clause in sentence.clauses:
            if not start < clause.start < clause.end <= end:
                continue
            i = first = words.at(clause.start)
            while i < len(words.tags) and self._leads(i):
                i += 1
            if words.starts[min(i, len(words.tags))] >= clause.end or "将" in words.words[first:i]:
                continue
            # 某省卫健委以…, 某县各乡镇医师…: a body of a place
            if words.tags[i] == "ns":
                i += 1
                while i < len(words.tags) - 1 and words.tags[i] in _ATTRIBUTIVE:
                    i += 1
            if i >= len(words.tags) or words.tags[i] not in _SUBJECT_TAGS or words.words[i] in _VERBAL:
                continue
            behind = next((k for k in range(i, len(words.tags)) if words.tags[k][0] not in "njb"), i)
            # 活动现场，…; 活动中，…
            if words.starts[behind] < clause.end and words.tags[behind][0] in "vdp":
                return True
        return False

    def _leads(self, i: int) -> bool:
        """Whether a word may stand before the subject of a clause."""
        words = self._reading.words
        tag = words.tags[i][0]
        return tag in "tdcwx" or (tag != "v" and words.words[i] in _ADVERBS)

    def _carry(self) -> Iterator[tuple[int, Name | None]]:
        topic: Name | None = None
        age = 0
        for sentence in self._reading.sentences:
            if age > TOPIC_SENTENCES:
                topic = None
            yield sentence.start, topic
            if sentence.block in ("caption", "byline", "boilerplate"):
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
            if thing.type != "Place" and _SPEAKING.match(text, mention.end):
                return [name]
            if clause_start(text, sentence.start, begin) and not self.modifies(name):
                found.append(name)
        own = self._own_places(sentence)
        return sorted((*found, *own), key=lambda name: name.span) if own else found

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
