"""Where things lie: by the place in or before their name, by lists, by the area of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.pairs import ELSEWHERE, WIDE, within
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.facts.scenes import UPPER, behind_first, in_scene
from minsheng.language.gazetteer import MUNICIPALITIES
from minsheng.language.rows import row_of
from minsheng.records import Span
from minsheng.vocabulary import relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_FACILITIES = subclasses("Facility")
#: 上海大学附属青石小学 need not lie in 上海.
_ATTACHED = re.compile("附属|附中|附小|大学.+(?:医院|学校|中学|小学|幼儿园|院区|校区|分院|分校)$")
_QUARTER = re.compile(f"(?:{listed('small_places')}|{listed('quarters')})$")
_SMALL = re.compile(f"(?:{listed('small_places')})$")
_LABEL = re.compile(r"\s*[：:]")
#: What stands around a cell of a row.
_EDGE = re.compile(r"[，,；;（）()|\s。]|$")
#: Third and fourth digit of the code of every provincial capital.
_CAPITAL = "01"


class Locations:
    """The `locatedIn` relations of one document that follow from how names stand, not from verbs."""

    def __init__(self, reading: Reading, antecedents: Antecedents) -> None:
        self._reading = reading
        self._antecedents = antecedents
        self._area = reading.things[reading.area] if reading.area is not None else None
        focus = antecedents.prominence.focus
        self._focus = reading.things[focus] if focus is not None else None
        self._allowed = relations()["locatedIn"]
        self._rules = rules("relations")
        code = self._area.code if self._area is not None else ""
        self._capital = code[:2] in MUNICIPALITIES or code[2:4] == _CAPITAL
        self._provincial = self._begun_by_province()

    def find(self, stated: list[Related]) -> Iterator[Related]:
        """All of them, given those that verbs state; what has a place lies in the area if that place does."""
        found = [
            *self._within_names(),
            *self._side_by_side(),
            *self._by_passage(),
            *self._labelled(),
            *self._in_rows(),
        ]
        yield from found
        places: dict[int, set[int]] = {}
        for related in (*stated, *found):
            if related.predicate == "locatedIn":
                places.setdefault(related.subject, set()).add(related.object)
        yield from self._by_code(places)
        for thing in self._reading.things:
            held = places.get(thing.key, set())
            default = self._focused(thing, held) or self._default(thing, held)
            if default is not None:
                yield default

    def _related(self, thing: Thing, place: Thing, spans: tuple[Span, ...], rule: str) -> Related:
        return Related(thing.key, "locatedIn", place.key, spans, rule, self._rules[rule].confidence)

    def _within_names(self) -> Iterator[Related]:
        """临江区青石镇卫生院 lies in the last place that its name begins with."""
        for sentence in self._reading.sentences:
            mentions = sentence.mentions
            for i, mention in enumerate(mentions):
                thing = self._reading.thing(mention)
                if thing is None or not self._allowed.allows(thing.type, "Place"):
                    continue
                inner = [m for m in mentions[i + 1 :] if m.end <= mention.end and m.start < mention.end]
                place = self._prefix(thing, mention, inner)
                if place is not None:
                    yield self._related(thing, place, (Span(mention.start, mention.end),), "place-in-name")

    def _prefix(self, thing: Thing, mention: Mention, inner: list[Mention]) -> Thing | None:
        best: Mention | None = None
        for m in inner:
            nested = self._reading.thing(m)
            if nested is None or nested.type != "Place" or m.start != mention.start or m.end == mention.end:
                continue
            # 江城大学附属医院新城 is not a place, whatever found it
            if any(x.type != "Place" and x.start >= m.start and x.end <= m.end for x in inner):
                continue
            if best is None or m.end > best.end:
                best = m
        for m in inner:
            nested = self._reading.thing(m)
            if best is not None and nested is not None and nested.type == "Place" and m.start == best.end:
                best = m
        place = self._reading.thing(best) if best is not None else None
        if place is None or best is None:
            return None
        if thing.type == "Place":
            return place if place.key != thing.key else None
        if self._above(place):
            return None
        if not self._inside(place) and _ATTACHED.search(mention.name, best.end - best.start):
            return None
        return place

    def _above(self, place: Thing) -> bool:
        """Whether the document's area lies in this place, as far as codes tell."""
        if self._area is None or place.key == self._area.key or not place.code:
            return False
        return (self._area.code or self._reading.locality.code + "~").startswith(place.code)

    def _inside(self, place: Thing) -> bool:
        """Whether a place is the document's area or lies in it."""
        if self._area is None:
            return False
        if place.key == self._area.key:
            return True
        if self._area.code and place.code:
            return place.code.startswith(self._area.code)
        return (not place.code or len(place.code) == 9) and bool(_SMALL.search(place.name))

    def _side_by_side(self) -> Iterator[Related]:
        """青石镇 河湾社区 文化室: each lies in the place right before it, within longer names too."""
        for sentence in self._reading.sentences:
            ends: dict[int, Mention] = {}
            for mention in sentence.mentions:
                last = ends.get(mention.start)
                if last is not None:
                    place, thing = self._reading.thing(last), self._reading.thing(mention)
                    if place and thing and self._may_lie(thing, place):
                        yield self._related(thing, place, (Span(last.start, mention.end),), "place-before")
                if mention.type == "Place":
                    ends.setdefault(mention.end, mention)

    def _by_passage(self) -> Iterator[Related]:
        """What the first of a list, or the beginning of a passage, says of those behind."""
        for find, rule in ((behind_first, "place-before-list"), (in_scene, "place-of-passage")):
            for thing, place, span in find(self._reading):
                if self._may_lie(thing, place):
                    yield self._related(thing, place, (span,), rule)

    def _may_lie(self, thing: Thing, place: Thing) -> bool:
        if not self._allowed.allows(thing.type, place.type) or thing.key == place.key or self._above(place):
            return False
        return within(thing, place) if thing.type == "Place" else thing.type in _FACILITIES

    def _labelled(self) -> Iterator[Related]:
        """“青石镇：新建…” says where everything in the line lies."""
        for sentence in self._reading.sentences:
            label = self._label(sentence)
            if label is None:
                continue
            place = self._reading.thing(label)
            if place is None or self._area is None or not self._inside(place) or place.key == self._area.key:
                continue
            at = label.end
            for mention in sentence.mentions:
                if mention.start < at:
                    continue
                at = mention.end
                thing = self._reading.thing(mention)
                if thing is None or not self._may_lie(thing, place):
                    continue
                if thing.type == "Place" and (len(thing.code) == 9 or thing.key == self._area.key):
                    continue
                yield self._related(thing, place, (Span(label.start, mention.end),), "place-as-label")

    def _in_rows(self) -> Iterator[Related]:
        """“3. 永济桥，清代，青石镇南门社区”: what begins a row lies in the place of a later cell."""
        for sentence in self._reading.sentences:
            row = row_of(self._reading.text, sentence.start, sentence.end)
            first = next((m for m in sentence.mentions if row is not None and m.start == row.start), None)
            thing = self._reading.thing(first) if first is not None else None
            if row is None or thing is None or thing.type not in _FACILITIES:
                continue
            for mention in sentence.mentions:
                if mention.start <= row.edge or mention.type != "Place":
                    continue
                place = self._reading.thing(mention)
                alone = _EDGE.match(self._reading.text, mention.end) is not None
                if alone and _EDGE.match(self._reading.text, mention.start - 1) and place is not None:
                    yield self._related(thing, place, (Span(row.start, mention.end),), "place-in-row")
                    break

    def _label(self, sentence: Sentence) -> Mention | None:
        if sentence.mentions:
            first = sentence.mentions[0]
            if (
                first.type == "Place"
                and first.start == sentence.start
                and _LABEL.match(self._reading.text, first.end)
            ):
                return first
        return None

    def _by_code(self, placed: dict[int, set[int]]) -> Iterator[Related]:
        """Every place lies in the nearest other place of the document that its code says."""
        coded = [t for t in self._reading.things if t.type == "Place" and t.code]
        for thing in coded:
            above = [t for t in coded if len(t.code) < len(thing.code) and thing.code.startswith(t.code)]
            # the document's area is nearer than a city or province where it has no code of its own
            if not above or (len(thing.code) == 9 and self._area is not None and not self._area.code):
                continue
            place = max(above, key=lambda t: (len(t.code), -t.key))
            if place.key not in placed.get(thing.key, ()):
                near = self._antecedents.nearest(place.key, thing.first.start)
                yield self._related(
                    thing, place, (Span(thing.first.start, thing.first.end), near), "place-by-code"
                )

    def _focused(self, thing: Thing, places: set[int]) -> Related | None:
        """What a document about a town or village names lies in that, unless it says otherwise."""
        focus = self._focus
        if focus is None or places or thing.key == focus.key or UPPER.match(thing.name):
            return None
        if thing.type == "Place":
            if not within(thing, focus) or not _QUARTER.search(thing.name) or thing.code:
                return None
        elif thing.type not in _FACILITIES or self._foreign(thing) or self._beside_other(thing, focus):
            return None
        first = Span(thing.first.start, thing.first.end)
        near = self._antecedents.nearest(focus.key, first.start)
        return self._related(thing, focus, (first, near), "focus-of-text")

    def _default(self, thing: Thing, places: set[int]) -> Related | None:
        """What a document about an area names lies in it, unless it says otherwise."""
        area = self._area
        if area is None or thing.key == area.key or area.key in places:
            return None
        if any(not self._inside(self._reading.things[p]) for p in places):
            return None
        if thing.type == "Place":
            if places or not _QUARTER.search(thing.name) or (thing.code and len(thing.code) < 9):
                return None
            if thing.code and area.code:
                return None
        elif thing.type not in _FACILITIES or (not places and self._foreign(thing)):
            return None
        first = Span(thing.first.start, thing.first.end)
        return self._related(
            thing, area, (first, self._antecedents.nearest(area.key, first.start)), "area-of-text"
        )

    def _beside_other(self, thing: Thing, focus: Thing) -> bool:
        """Whether another place than the one in focus is named before a facility in its sentence."""
        sentence = self._reading.sentence_at(thing.first.start)
        for mention in sentence.mentions if sentence is not None else ():
            if mention.start >= thing.first.start:
                break
            place = self._reading.thing(mention)
            if place is None or place.type != "Place" or place.key in (focus.key, self._reading.area):
                continue
            if within(place, focus) or not (place.code or within(focus, place)):
                return True
        return False

    def _foreign(self, thing: Thing) -> bool:
        """Signs that a facility belongs to another area: its name, or another place named before it."""
        if thing.kind in WIDE or (not self._capital and ELSEWHERE.search(thing.name)):
            return True
        if thing.first.start in self._provincial:
            return True
        sentence = self._reading.sentence_at(thing.first.start)
        if sentence is None:
            return False
        for mention in sentence.mentions:
            if mention.end > thing.first.end and mention.start >= thing.first.start:
                break
            place = self._reading.thing(mention)
            if place is None or place.type != "Place" or not place.code:
                continue
            nested = mention.start >= thing.first.start and mention.end <= thing.first.end
            if self._inside(place) or self._above(place):
                continue
            if not (nested and _ATTACHED.search(thing.name)):
                return True
        return False

    def _begun_by_province(self) -> frozenset[int]:
        """Where the province is named in whose capital the area is not: 山西博物院 lies elsewhere."""
        area = self._area.code if self._area is not None else ""
        # every district has schools and hospitals that are called after its municipality
        if len(area) <= len("14") or area[:2] in MUNICIPALITIES or area[2:4] == _CAPITAL:
            return frozenset()
        return frozenset(
            place.start
            for place in self._reading.places
            if any(division.code == area[:2] for division in place.divisions)
        )
