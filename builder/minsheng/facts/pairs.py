"""Pairs of things that may be related: those that a text names close together, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from minsheng.facts.rulefiles import listed, tables
from minsheng.vocabulary import relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading, Related
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_FACILITIES = subclasses("Facility")
BODIES = _FACILITIES | subclasses("Organization")
UNDERTAKINGS = frozenset({"Programme", "Event"})
PLACE = frozenset({"Place"})
#: Of these the subject is who does it or gets it, the object what is done or given.
TURNED = frozenset({"hosts", "issued", "received"})
#: Relation → classes of what lies, is run, is held, is given, and of where, by whom, to whom; each pair that
#: the ontology allows is looked at.
_SOUGHT = {
    "locatedIn": (_FACILITIES | PLACE, frozenset({"Place", "ScenicSpot"})),
    "coverageArea": (frozenset({"Programme", "EducationGroup", "MedicalConsortium"}), PLACE),
    "operatedBy": (UNDERTAKINGS | _FACILITIES, BODIES | PLACE),
    "hosts": (UNDERTAKINGS, BODIES | PLACE),
    "partOf": (UNDERTAKINGS, UNDERTAKINGS),
    "issued": (frozenset({"Document"}), BODIES | PLACE),
    "builtBy": (_FACILITIES, subclasses("Organization") | PLACE),
    "received": (frozenset({"Award"}), BODIES | PLACE | UNDERTAKINGS),
}
#: Kinds and names of what may lie anywhere in the country.
WIDE = frozenset(tables("relations")["wide_kinds"].split())
ELSEWHERE = re.compile(f"^(?:{listed('national')}|省)")
#: So many names behind one are looked at.
_AHEAD = 8
#: The levels of so many names are remembered.
_KEPT = 4096
_LEVELS = tuple(tables("relations")["levels"].split())


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two mentions in a sentence, in text order; one may lie within the other."""

    first: Mention
    second: Mention
    sentence: Sentence

    @property
    def gap(self) -> int:
        """How many characters stand between; less than 0 where one lies within the other."""
        return self.second.start - self.first.end


@dataclass(slots=True)
class Pair:
    """Two things, and the relations that may hold between them."""

    #: key of what lies, is run, is held, is given
    inner: int
    #: key of where, by whom, to whom
    outer: int
    predicates: tuple[str, ...]
    #: whether a rule says a relation of the two
    said: tuple[Related, ...] = ()
    #: where they stand nearest
    meeting: Meeting | None = None
    #: in how many sentences, or places of one, they meet
    met: int = 0

    def ends(self, predicate: str) -> tuple[int, int]:
        """Subject and object of a relation of the two."""
        return (self.outer, self.inner) if predicate in TURNED else (self.inner, self.outer)


@cache
def sought(inner: str, outer: str) -> tuple[str, ...]:
    """The relations that things of two classes may have.

    Example:
        >>> sought("Programme", "PublicBody"), sought("Place", "Programme")
        (('operatedBy', 'hosts'), ())
    """
    return tuple(
        name
        for name, (inners, outers) in _SOUGHT.items()
        if inner in inners
        and outer in outers
        and relations()[name].allows(*((outer, inner) if name in TURNED else (inner, outer)))
    )


@lru_cache(maxsize=_KEPT)
def level(name: str) -> int:
    """How small a place is by the longest end of its name that tells; else it is smaller than any.

    Example:
        >>> level("青石镇") < level("河湾社区")
        True
    """
    found = [(len(end), i) for i, ends in enumerate(_LEVELS) for end in ends.split("|") if name.endswith(end)]
    return max(found)[1] if found else len(_LEVELS)


def pairs(reading: Reading, stated: list[Related], central: tuple[int, ...]) -> Iterator[Pair]:
    """Every pair worth a judgement, in the order in which the text names it.

    Two things are one if they stand close together in a sentence, if a rule relates them, or if one is
    central: what the text is about. Of things that fill a sentence only the nearest are paired, so that the
    number of pairs grows with the length of the text.

    Args:
        stated: what rules say.
        central: keys of the things that the text is about.
    """
    found: dict[tuple[int, int], Pair] = {}
    for sentence in reading.sentences:
        here = [(mention, thing) for mention in sentence.mentions if (thing := reading.thing(mention))]
        for i, (mention, thing) in enumerate(here):
            for other, second in here[i + 1 : i + 1 + _AHEAD]:
                _meet(found, thing, second, mention, other, sentence)
    for key in central:
        for thing in reading.things:
            for inner, outer in ((reading.things[key], thing), (thing, reading.things[key])):
                if sought(inner.type, outer.type) and (inner.key, outer.key) not in found:
                    _pair(found, inner, outer, apart=True)
    for related in stated:
        turned = related.predicate in TURNED
        ends = (related.object, related.subject) if turned else (related.subject, related.object)
        pair = found.get(ends)
        if pair is None:
            pair = found[ends] = Pair(*ends, ())
        pair.said = (*pair.said, related)
        if related.predicate not in pair.predicates:
            pair.predicates = (*pair.predicates, related.predicate)
    yield from found.values()


def _meet(
    found: dict[tuple[int, int], Pair],
    one: Thing,
    two: Thing,
    first: Mention,
    second: Mention,
    sentence: Sentence,
) -> None:
    """Takes in that a sentence names two things."""
    for inner, outer in ((one, two), (two, one)):
        if not sought(inner.type, outer.type):
            continue
        pair = found.get((inner.key, outer.key)) or _pair(found, inner, outer, apart=False)
        if pair is None:
            continue
        pair.met += 1
        if pair.meeting is None or second.start - first.end < pair.meeting.gap:
            pair.meeting = Meeting(first, second, sentence)


def _pair(found: dict[tuple[int, int], Pair], inner: Thing, outer: Thing, *, apart: bool) -> Pair | None:
    """A new pair of classes that are sought, None where these two are not; `apart`: named apart."""
    if inner.key == outer.key or (
        inner.type == "Place" and (apart or outer.type != "Place" or not within(inner, outer))
    ):
        return None
    if apart and inner.type in _FACILITIES and outer.type != "Place":
        return None
    predicates = sought(inner.type, outer.type)
    if "locatedIn" in predicates and (inner.kind in WIDE or ELSEWHERE.search(inner.name)):
        # 唐山市与某某大学合作: it need not lie there
        predicates = tuple(name for name in predicates if name != "locatedIn")
        if not predicates:
            return None
    pair = found[inner.key, outer.key] = Pair(inner.key, outer.key, predicates)
    return pair


def within(inner: Thing, outer: Thing) -> bool:
    """Whether a place may lie in another, as far as names and codes tell.

    Args:
        inner: the one that may lie.
        outer: where it may.
    """
    if inner.code and outer.code and not inner.code.startswith(outer.code):
        return False
    return level(outer.name) < level(inner.name)


def within_division(inner: Thing, outer: Thing) -> bool:
    """Whether the other is besides a division that the gazetteer knows: no town lies in its villages."""
    return bool(outer.code) and within(inner, outer)
