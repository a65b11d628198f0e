"""What a pair of things shows: the features by which learned weights judge whether the two are related.

A feature is a short string. Of the words of a text it holds common ones only; a name, a number, a date
stands as its part of speech. "i" is the inner of the two, "o" the outer, as `facts/pairs.py` has them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.pairs import level
from minsheng.facts.prominence import MARKS, STOPS, Prominence, count
from minsheng.facts.rulefiles import tables
from minsheng.facts.rules import rules

if TYPE_CHECKING:
    from minsheng.facts.document import Reading, Related
    from minsheng.facts.pairs import Meeting, Pair
    from minsheng.facts.things import Thing
    from minsheng.records import Mention

#: Parts of speech of which only the tag is kept: names, numbers, times, foreign words.
PROPER = frozenset({"ns", "nr", "nt", "nz", "nrt", "nrfg", "m", "mq", "t", "eng"})
#: Longer words are phrases that the segmenter takes for one, and may hold a name.
LONGEST = 4
#: How many words between two names, and how many beside one, are looked at.
_BETWEEN, _BESIDE = 40, 6
#: In so many sentences that name the one it is asked whether they speak of the other.
_ASKED = 4
_COMMAS = frozenset("，；：。,;:")
_OTHER = {"i": "o", "o": "i"}


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Word → the relations whose rules it triggers, and the groups of verbs that it belongs to."""
    found: dict[str, set[str]] = {}
    for word, listed in rules("relations").by_trigger.items():
        if len(word) > 1:
            found.setdefault(word, set()).update(rule.relation for rule, _ in listed)
    for group, words in tables("relations")["verbs"].items():
        for word in words.split():
            found.setdefault(word, set()).add(group)
    return {word: tuple(sorted(names)) for word, names in found.items()}


class Traits:
    """The features of the pairs of one document."""

    def __init__(self, reading: Reading, stated: list[Related], prominence: Prominence) -> None:
        self._reading = reading
        self._words = reading.words
        self._prominence = prominence
        self._said: dict[tuple[int, int], list[str]] = {}
        self._has: dict[int, dict[str, set[int]]] = {}
        self._got: dict[int, dict[str, set[int]]] = {}
        for related in stated:
            name, s, o = related.predicate, related.subject, related.object
            self._said.setdefault((s, o), []).append(name)
            self._has.setdefault(s, {}).setdefault(name, set()).add(o)
            self._got.setdefault(o, {}).setdefault(name, set()).add(s)

    @property
    def central(self) -> tuple[int, ...]:
        """Keys of the things that the text is about."""
        return tuple(self._prominence.central)

    def _word(self, index: int) -> str:
        """A word as it may stand in a feature."""
        words = self._words
        if not 0 <= index < len(words.words):
            return "#"
        word, tag = words.words[index], words.tags[index]
        if tag in PROPER or len(word) > LONGEST:
            return f"<{tag}>"
        return word if word.strip() else "_"

    def of_thing(self, thing: Thing, end: str) -> list[str]:
        """The features of one thing at an end, "i" or "o"."""
        prominence, words = self._prominence, self._words
        last = bisect_left(words.starts, thing.first.end) - 1
        while last > 0 and words.words[last] in MARKS:
            last -= 1
        head = self._word(last)
        found = [
            f"{end}class={thing.type}",
            f"{end}head={head}",
            f"{end}rule={thing.found_by}",
            f"{end}long={count(len(thing.name.strip(MARKS)), 3, 5, 8, 12)}",
            f"{end}named={count(len(thing.mentions), 1, 2, 4, 8)}",
            f"{end}alone={count(prominence.alone[thing.key], 0, 1, 2, 4)}",
        ]
        if head[0] != "<":
            found.append(f"{end}end={head[-2:]}")
            found.append(f"{end}heads={self._word(last - 1)} {head}")
        if thing.kind:
            found.append(f"{end}kind={thing.kind}")
        if thing.type == "Place":
            found.append(f"{end}level={level(thing.name)}")
        if thing.key in prominence.titled:
            found.append(f"{end}titled")
        if thing.key in prominence.central:
            found.append(f"{end}central={prominence.central[thing.key]}")
        if thing.first.name[0] in MARKS:
            found.append(f"{end}quoted")
        return found

    def of_pair(self, pair: Pair) -> set[str]:
        """The features of a pair beside those of its two things."""
        found = set(self._of_both(pair))
        found.update(self._of_rules(pair))
        if pair.meeting is not None:
            found.update(self._of_meeting(pair, pair.meeting))
        return found

    def _of_both(self, pair: Pair) -> list[str]:
        prominence = self._prominence
        inner, outer = (self._reading.things[key] for key in (pair.inner, pair.outer))
        found = [f"classes={inner.type} {outer.type}", f"meet={count(pair.met, 0, 1, 2)}"]
        here, there = prominence.where.get(inner.key, []), prominence.where.get(outer.key, [])
        if not pair.met:
            apart = min((abs(a - b) for a in here for b in there), default=99)
            found.append(f"apart={count(apart, 0, 1, 2, 4, 8)}")
        for end, key, indices in (("i", inner.key, there), ("o", outer.key, here)):
            for index in indices[:_ASKED]:
                lead, age = prominence.leads[index]
                if lead == key:
                    found.append(f"{end}leads={min(age, 2)}")
        names = [thing.name.strip(MARKS) for thing in (inner, outer)]
        if names[0].startswith(names[1]):
            found.append("i begins with o")
        elif names[1] in names[0]:
            found.append("i holds o")
        if names[0][:2] == names[1][:2]:
            found.append("begin alike")
        if outer.type == "Place":
            if outer.key == self._reading.area:
                found.extend(prominence.area)
            found.append(f"smaller={count(self._smaller(inner, outer), 0, 1, 3)}")
        return found

    def _smaller(self, inner: Thing, outer: Thing) -> int:
        """How many smaller places than the outer the first sentence names that names the inner."""
        sentence = self._reading.sentence_at(inner.first.start)
        size = level(outer.name)
        found: set[int] = set()
        for mention in sentence.mentions if sentence is not None else ():
            if mention.type == "Place":
                place = self._reading.thing(mention)
                if place is not None and place.key != outer.key and level(place.name) > size:
                    found.add(place.key)
        return len(found)

    def _of_rules(self, pair: Pair) -> list[str]:
        """What rules say of the two, of each with others, and of what is listed with them."""
        inner, outer = pair.inner, pair.outer
        found: list[str] = []
        for related in pair.said:
            found.append(f"says={related.predicate}")
            found.append(f"rule={related.rule}")
        for end, one, other in (("i", inner, outer), ("o", outer, inner)):
            for predicate, others in self._has.get(one, {}).items():
                if len(others) > (other in others):
                    found.append(f"{end}has={predicate}")
            for predicate, others in self._got.get(one, {}).items():
                more = len(others) - (other in others)
                if more:
                    found.append(f"{end}got={predicate} {count(more, 1, 3, 9)}")
        listed = self._prominence.listed
        for sibling in listed.get(inner, ()):
            found.extend(f"isibling={name}" for name in self._said.get((sibling, outer), ()))
        for sibling in listed.get(outer, ()):
            found.extend(f"osibling={name}" for name in self._said.get((inner, sibling), ()))
        return found

    def _of_meeting(self, pair: Pair, meeting: Meeting) -> list[str]:
        first, second, sentence = meeting.first, meeting.second, meeting.sentence
        end = "i" if self._reading.owners[first.start, first.end] == pair.inner else "o"
        if second.end <= first.end:
            return [f"{end}around"]
        found = self._between(end, meeting)
        found.append(f"{end}first")
        found.append(f"{end}block={sentence.block}")
        self._beside_name(found, end, first, sentence.start)
        self._beside_name(found, _OTHER[end], second, sentence.start)
        return found

    def _between(self, end: str, meeting: Meeting) -> list[str]:
        """What stands between two names of a sentence, names aside."""
        words, tags, starts = self._words.words, self._words.tags, self._words.starts
        at, stop, names = meeting.first.end, meeting.second.start, 0
        found: list[str] = []
        gaps: list[tuple[int, int]] = []
        for mention in meeting.sentence.mentions:
            if mention.start >= at and mention.end <= stop:
                gaps.append((at, mention.start))
                names, at = names + 1, mention.end
                found.append(f"{end}between class={mention.type}")
        gaps.append((at, stop))
        seen = verbs = commas = letters = 0
        groups = _groups()
        for low, high in gaps:
            letters += high - low
            index = bisect_left(starts, low)
            while starts[index] < high and seen < _BETWEEN:
                word = words[index]
                seen += 1
                found.append(f"{end}between={self._word(index)}")
                commas += word in _COMMAS
                verbs += tags[index][0] == "v"
                if word in groups:
                    found.extend(f"{end}between:{group}" for group in groups[word])
                index += 1
        found.append(f"{end}names={count(names, 0, 1, 2, 4, 7)}")
        found.append(f"{end}letters={count(letters, 0, 1, 3, 6, 10, 20, 40)}")
        found.append(f"{end}commas={count(commas, 0, 1, 2, 4)}")
        found.append(f"{end}verbs={count(verbs, 0, 1, 2, 4)}")
        return found

    def _beside_name(self, found: list[str], end: str, mention: Mention, start: int) -> None:
        """What stands right before and behind a name, and the next verbs on either side."""
        words, tags, text = self._words.words, self._words.tags, self._reading.text
        low = bisect_right(self._words.starts, mention.start) - 1
        high = bisect_left(self._words.starts, mention.end)
        found.append(f"{end}before={self._word(low - 1)}")
        found.append(f"{end}after={self._word(high)}")
        if self._prominence.begins(mention, start):
            found.append(f"{end}begins")
        if text[mention.start - 1 : mention.start] == "、" or text.startswith("、", mention.end):
            found.append(f"{end}listed")
        groups = _groups()
        before = range(low - 1, max(low - 1 - _BESIDE, -1), -1)
        after = range(high, min(high + _BESIDE, len(words)))
        for side, indices in (("before", before), ("after", after)):
            for index in indices:
                word = words[index]
                if word in STOPS:
                    break
                if tags[index][0] == "v":
                    found.append(f"{end}verb {side}={self._word(index)}")
                    found.extend(f"{end}verb {side}:{group}" for group in groups.get(word, ()))
                    break
