"""What a text speaks of, and how much: gone through once, before pairs of its things are judged."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from minsheng.facts.pairs import BODIES, PLACE, UNDERTAKINGS, level

if TYPE_CHECKING:
    from minsheng.facts.document import Reading
    from minsheng.records import Mention

#: Marks around names.
MARKS = "“”‘’《》"
#: Where clauses end.
STOPS = frozenset("，。；：\n")
_LIST = frozenset({"", "、", "和", "与", "及", "以及"})
#: So many sentences what a text speaks of is carried on.
_CARRIED = 4
#: Towns and what is smaller, as `level` counts.
_TOWN = 3
#: What a small place that a text is about weighs at least, in halves of a mention; how early it is named.
_OFTEN, _BEGINNING = 5, 200
_SMALL = re.compile("(?:镇|乡|街道|社区|村|小区|苏木|嘎查)$")
_TITLES = ("title", "heading")
_KINDS = {"place": PLACE, "body": BODIES, "undertaking": UNDERTAKINGS}


def count(number: int, *steps: int) -> str:
    """The first step that a number does not pass, "+" beyond the last.

    Example:
        >>> count(2, 1, 3), count(5, 1, 3)
        ('3', '+')
    """
    for step in steps:
        if number <= step:
            return str(step)
    return "+"


class Prominence:
    """Where and how often the things of a document are named."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        #: thing → how often it is named by itself, not within a longer name
        self.alone: Counter[int] = Counter()
        #: things that titles name
        self.titled: set[int] = set()
        #: thing → indices of the sentences that name it
        self.where: dict[int, list[int]] = {}
        #: thing → others of its class that stand in a list with it
        self.listed: dict[int, set[int]] = {}
        #: of each sentence: the body or place that it speaks of, and since how many sentences
        self.leads: list[tuple[int | None, int]] = []
        lead, age = None, _CARRIED
        for index in range(len(reading.sentences)):
            found = self._sentence(index)
            lead, age = (found, 0) if found is not None else (lead, age + 1)
            self.leads.append((lead if age < _CARRIED else None, age))

    def _sentence(self, index: int) -> int | None:
        """Takes a sentence in; the first body or place that begins a clause."""
        reading, sentence = self._reading, self._reading.sentences[index]
        titled = sentence.block in _TITLES
        end, found, last = -1, None, None
        for mention in sentence.mentions:
            thing = reading.thing(mention)
            if thing is None:
                continue
            key = thing.key
            where = self.where.setdefault(key, [])
            if not where or where[-1] != index:
                where.append(index)
            if titled:
                self.titled.add(key)
            if mention.start < end:
                continue
            self.alone[key] += 1
            alike = last is not None and last.type == thing.type and last.key != key
            if last is not None and alike and reading.text[end : mention.start].strip(MARKS) in _LIST:
                self.listed.setdefault(key, set()).add(last.key)
                self.listed.setdefault(last.key, set()).add(key)
            leading = thing.type == "Place" or thing.type in BODIES
            if found is None and leading and self.begins(mention, sentence.start):
                found = key
            end, last = mention.end, thing
        return found

    def begins(self, mention: Mention, start: int) -> bool:
        """Whether a name begins its clause, in a sentence that starts there."""
        before = self._reading.text[max(start, mention.start - 1) : mention.start].strip(MARKS)
        return not before or before in STOPS

    @cached_property
    def central(self) -> dict[int, str]:
        """What the text is about → area, place, body or undertaking: the area, and what is named most."""
        area = self._reading.area
        found = {} if area is None else {area: "area"}
        for kind, classes in _KINDS.items():
            things = [t.key for t in self._reading.things if t.type in classes and t.key != area]
            if things:
                most = max(things, key=lambda key: (self.alone[key] + 2 * (key in self.titled), -key))
                found[most] = kind
        return found

    @cached_property
    def focus(self) -> int | None:
        """The town, village or estate that the text is about, if it speaks of that more than of its area.

        A title or the beginning names it, and no other of its size is named half as often.
        """
        reading = self._reading
        area = reading.things[reading.area] if reading.area is not None else None
        small = [thing for thing in reading.things if thing.type == "Place" and _SMALL.search(thing.name)]
        # within a longer name a place counts half
        weight = {
            thing.key: self.alone[thing.key] + len(thing.mentions) + 4 * (thing.key in self.titled)
            for thing in small
        }
        most = max(small, key=lambda thing: (weight[thing.key], -thing.key), default=None)
        if most is None or weight[most.key] < _OFTEN:
            return None
        if most.key not in self.titled and most.first.start >= _BEGINNING:
            return None
        if area is not None and (
            weight[most.key] <= self.alone[area.key] + len(area.mentions)
            or (most.code and area.code and not most.code.startswith(area.code))
        ):
            return None
        rivals = (t for t in small if t.key != most.key and 2 * weight[t.key] > weight[most.key])
        return None if any(level(t.name) == level(most.name) for t in rivals) else most.key

    @cached_property
    def area(self) -> tuple[str, ...]:
        """Features: how much the text speaks of its area, and of smaller places in it."""
        reading = self._reading
        if reading.area is None:
            return ()
        area = reading.things[reading.area]
        small = [
            thing.key
            for thing in reading.things
            if thing.type == "Place"
            and thing.key != area.key
            and level(thing.name) >= _TOWN
            and (not thing.code or not area.code or thing.code.startswith(area.code))
        ]
        most = max((self.alone[key] for key in small), default=0)
        return (
            f"area named {count(self.alone[area.key], 0, 1, 2, 4)}",
            f"area code {len(area.code)}",
            f"area titled {area.key in self.titled}",
            f"small titled {not self.titled.isdisjoint(small)}",
            f"small named {count(most, 0, 1, 2, 4)}",
            f"smaller leads {bool(small) and most >= self.alone[area.key]}",
        )
