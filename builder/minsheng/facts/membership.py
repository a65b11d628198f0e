"""What names say of belonging: events in the name of their hosts, services of an area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.records import Span
from minsheng.vocabulary import relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention, Sentence

_FACILITIES = subclasses("Facility")
#: Shorter names of bodies stand in other names by chance.
_SHORTEST_BODY = 4
_SUBSIDIARY = re.compile(f"(?:{listed('subsidiaries')})[”’]?$")
_REGULATION, _GIVEN_OUT = (
    re.compile(f"(?:{listed('regulations')})(?:[（(][^）)]*[）)])?》?$"),
    # 未, 将 and their like in between speak against it
    re.compile(
        f"[^。，未尚将拟待不前]{{0,12}}?(?:[（(][^）)]*[）)])?[^。未尚将拟待不]{{0,8}}?(?:{listed('given_out')})"
    ),
)
#: How far behind a document the words stand that tell that it was given out.
_BESIDE = 40
_QUOTED = re.compile("[“《][^”》]*[”》]")
#: What serves the area of its document where nothing else is said.
_SERVING = frozenset({"Programme", "EducationGroup", "MedicalConsortium"})
_BODIES = _FACILITIES | subclasses("Organization")
_HONOURED = _BODIES | {"Place", "Programme", "Work"}
_WHICH = frozenset(
    {"此次", "本次", "这次", "首届", "首个", "首场", "首期", "首次", "系列", "特色", "今年", "的首个"}
)
#: Others come to the opening of a house as well.
_INAUGURATION = re.compile(
    "(?:揭牌|挂牌|成立|启用|运营|落成|奠基|揭幕|授牌|竣工)(?:暨[^”》]{0,30})?仪式[”’》]?$"
)
#: Who signs is there: 甲局与乙校合作签约活动.
_SIGNING = "签约"
_SERIAL = re.compile("首届|第[一二三四五六七八九十百0-9]{1,3}届")
_YEAR = re.compile(r"20\d\d(?:[—–-]20\d\d)?(?:年度?)?")
_CLOSING = frozenset('”’》"')
_LISTING = frozenset({"", "、", "和", "与", "及", "以及"})
#: 中央厨房 is a kitchen, and no government's.
NATIONAL = re.compile(f'^[“"]?(?!中央(?:厨房|公园|商务))(?:{listed("national")})')


def own_events(reading: Reading, stated: list[Related]) -> Iterator[Related]:
    """河湾小学“童心戏台”项目: what is named right behind a body, or after it (河湾小学运动会), is its own.

    A programme that another body runs is only carried by it.
    """
    names = ("own-programme", "own-event", "own-place", "part-behind", "bears-title")
    run, held, served, part, titled = (rules("relations")[name].confidence for name in names)
    bodies = relations()["operatedBy"].objects
    run_by: dict[int, set[int]] = {}
    for related in stated:
        if related.predicate == "operatedBy":
            run_by.setdefault(related.subject, set()).add(related.object)
    for body, thing, span in _owned(reading):
        if body.type == "Award" and thing.type in _HONOURED:
            yield Related(thing.key, "received", body.key, (span,), "bears-title", titled, "received")
            continue
        if body.type == "Place" and thing.type == "Programme":
            yield Related(thing.key, "coverageArea", body.key, (span,), "own-place", served)
            continue
        if body.type == "Programme" and thing.type in ("Programme", "Event"):
            yield Related(thing.key, "partOf", body.key, (span,), "part-behind", part)
            continue
        if body.type not in bodies:
            continue
        if thing.type in _BODIES:
            if body.type in _BODIES and _SUBSIDIARY.search(thing.name):
                yield Related(thing.key, "partOf", body.key, (span,), "part-behind", part)
            continue
        if thing.type == "Event" or run_by.get(thing.key, set()) - {body.key}:
            # 某市某场馆落成仪式, 某协会年会: whom an event is about need not hold it
            serial = body.key == reading.area and _SERIAL.search(thing.name)
            own = body.type in _FACILITIES or serial or _SIGNING in thing.name
            if own and not _INAUGURATION.search(thing.name):
                yield Related(body.key, "hosts", thing.key, (span,), "own-event", held)
        elif thing.type == "Programme" and body.type in bodies:
            yield Related(thing.key, "operatedBy", body.key, (span,), "own-programme", run)


def _owned(reading: Reading) -> Iterator[tuple[Thing, Thing, Span]]:
    """Two things side by side, or an event and the things that its name speaks of as its hosts."""
    bodies, places = _body_names(reading), _place_names(reading)
    for sentence in reading.sentences:
        yield from _side_by_side(reading, sentence)
        for mention in sentence.outermost:
            thing = reading.thing(mention)
            if thing is not None and mention.type == "Event":
                for host in _hosts(reading, mention, bodies, places):
                    yield host, thing, Span(mention.start, mention.end)


def _side_by_side(reading: Reading, sentence: Sentence) -> Iterator[tuple[Thing, Thing, Span]]:
    """What stands right behind a thing, and what is listed with it; an honour is the last one's in a row."""
    outer: Mention | None = None
    #: whom what stands right before is owned by, and the honour that a row begins with
    owner: tuple[Mention, Thing] | None = None
    honour: tuple[Mention, Thing] | None = None
    names = sentence.outermost
    for mention, following in zip(names, [*names[1:], None], strict=False):
        thing, last = reading.thing(mention), reading.thing(outer) if outer is not None else None
        if outer is None or thing is None or last is None or last.key == thing.key:
            owner = honour = None
        elif _beside(reading.text, outer.end, mention.start) and (owner is None or last.type != thing.type):
            # “甲”“乙” is a list
            listed = reading.text[outer.end - 1] in _CLOSING and last.type != "Award"
            owner = None if listed else (outer, last)
            honour = owner if last.type == "Award" else honour
        elif last.type != thing.type or reading.text[outer.end : mention.start] not in _LISTING:
            # 甲校“乙”项目、“丙”项目: the list goes on
            owner = honour = None
        ended = following is None or following.start > mention.end
        if owner is not None and thing is not None and (ended or owner != honour):
            yield owner[1], thing, Span(owner[0].start, mention.end)
        if honour is not None and honour != owner and ended and thing is not None:
            yield honour[1], thing, Span(honour[0].start, mention.end)
        outer = mention


def _beside(text: str, end: int, start: int) -> bool:
    """Whether a name stands right behind another, but for a word that tells which: 此次, 首届, 2023年."""
    return end == start or text[end:start] in _WHICH or _YEAR.fullmatch(text, end, start) is not None


def _body_names(reading: Reading) -> dict[str, int]:
    """The names of bodies → the key of each, without the place that they begin with, too."""
    ends = {place.start: place.end for place in reading.places}
    found: dict[str, int] = {}
    for thing in reading.things:
        if thing.type not in _BODIES:
            continue
        for name in (thing.name, *thing.aliases):
            if len(name) >= _SHORTEST_BODY:
                found.setdefault(name, thing.key)
        for mention in thing.mentions:
            rest = mention.name[max(ends.get(mention.start, 0) - mention.start, 0) :]
            if len(rest) > _SHORTEST_BODY:
                found.setdefault(rest, thing.key)
    return found


def _place_names(reading: Reading) -> dict[str, int]:
    return {
        name: thing.key
        for thing in reading.things
        if thing.type == "Place"
        for name in (thing.name, *thing.aliases)
    }


def _place_of(name: str, places: dict[str, int]) -> int | None:
    """The innermost of the places that a name begins with: 甲省乙市第三届运动会."""
    found: int | None = None
    while name:
        begun = [place for place in places if name.startswith(place)]
        if not begun:
            break
        longest = max(begun, key=len)
        found, name = places[longest], name[len(longest) :]
    return found


def issuers(reading: Reading, stated: list[Related]) -> Iterator[Related]:
    """《某局关于某事的通知》: whom its name begins with issued it; a place, where that is said."""
    documents = [thing for thing in reading.things if thing.type == "Document"]
    bodies = _body_names(reading) if documents else {}
    places = _place_names(reading) if documents else {}
    confidence, placed = (rules("relations")[rule].confidence for rule in ("issuer-in-name", "issuer-place"))
    for document in documents:
        begin, about, _ = document.name.strip("《》").partition("关于")
        names = re.split(r"[、\s]+", begin.strip()) if about else []
        span = Span(document.first.start, document.first.end)
        known = [bodies[name] for name in names if name in bodies]
        for body in known:
            yield Related(body, "issued", document.key, (span,), "issuer-in-name", confidence)
        if known or any(r.predicate == "issued" and r.object == document.key for r in stated):
            continue
        place = _place_of(document.name.strip("《》"), places) if _REGULATION.search(document.name) else None
        said = next((m for m in document.mentions if _given_out(reading, m)), None)
        if place is not None and said is not None:
            quoted = (Span(said.start, said.end),)
            yield Related(place, "issued", document.key, quoted, "issuer-place", placed)


def _given_out(reading: Reading, document: Mention) -> bool:
    """Whether the words behind a document say that it was given out or is in force."""
    return bool(_GIVEN_OUT.match(reading.text, document.end, document.end + _BESIDE))


def _hosts(
    reading: Reading, event: Mention, bodies: dict[str, int], places: dict[str, int]
) -> Iterator[Thing]:
    """The bodies in the name of an event; else the innermost place that it begins with."""
    said = _QUOTED.sub("", event.name)
    named = [name for name in bodies if name in said and name != said]
    if named:
        yield reading.things[bodies[max(named, key=lambda name: (len(name), name))]]
        return
    place = _place_of(event.name, places)
    if place is not None:
        yield reading.things[place]


def coverage(reading: Reading, antecedents: Antecedents, stated: list[Related]) -> Iterator[Related]:
    """A programme or group of a document about an area serves it, unless the text says or hints otherwise."""
    focus = antecedents.prominence.focus
    about = reading.area if focus is None else focus
    if about is None:
        return
    area = reading.things[about]
    default = "area-served" if focus is None else "focus-served"
    confidence, in_name = (rules("relations")[rule].confidence for rule in (default, "served-in-name"))
    said = {r.subject for r in stated if r.predicate == "coverageArea"}
    # what one school or hospital runs serves that one, not the area
    run = [r for r in stated if r.predicate == "operatedBy"]
    own = {r.subject for r in run if reading.things[r.object].type in _FACILITIES}
    own -= {r.subject for r in run if reading.things[r.object].type not in _FACILITIES}
    whole = {r.subject: r.object for r in stated if r.predicate == "partOf"}
    served = {r.subject: r.object for r in stated if r.predicate == "coverageArea"}
    for thing in reading.things:
        if thing.key in said | own or thing.type not in _SERVING or NATIONAL.search(thing.name):
            continue
        first = Span(thing.first.start, thing.first.end)
        named = _named_place(reading, thing.first) if thing.type == "Programme" else None
        if named is not None:
            yield Related(thing.key, "coverageArea", named.key, (first,), "served-in-name", in_name)
            continue
        # a part of what serves a whole province serves that
        place = reading.things[served.get(whole.get(thing.key, -1), area.key)]
        if not (place.code and (area.code or reading.locality.code).startswith(place.code)):
            place = area
        near = antecedents.nearest(place.key, first.start)
        yield Related(thing.key, "coverageArea", place.key, (first, near), default, confidence)


def _named_place(reading: Reading, mention: Mention) -> Thing | None:
    """The last of the places that a name begins with, if it lies within the document's area."""
    found: Thing | None = None
    end = mention.start
    sentence = reading.sentence_at(mention.start)
    for inner in sentence.mentions if sentence is not None else ():
        thing = reading.thing(inner)
        if thing is not None and thing.type == "Place" and inner.start == end and inner.end < mention.end:
            found, end = thing, inner.end
    if found is not None and found.code and reading.locality.code.startswith(found.code):
        return None
    return found
