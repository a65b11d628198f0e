"""What names say of belonging: campuses in the name of their school, services of an area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rules import listed, rules
from minsheng.records import Span
from minsheng.vocabulary import relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.document import Reading
    from minsheng.facts.things import Thing
    from minsheng.records import Mention

_FACILITIES = subclasses("Facility")
_NATIONAL = re.compile(f'^[“"]?(?:{listed("national")})')
#: What may follow the name of the whole in the name of a branch: 江城中学(北)校区.
_BRANCH = re.compile(f"^.{{0,8}}(?:{listed('branches')})$")


def branches(reading: Reading) -> Iterator[Related]:
    """What the names of branches and groups begin with.

    江城医院北院区 is part of 江城医院; a group that bears the name of a school has it as a member.
    """
    branch, group = (rules("relations")[name].confidence for name in ("branch-in-name", "group-in-name"))
    for sentence in reading.sentences:
        for i, mention in enumerate(sentence.mentions):
            thing = reading.thing(mention)
            if thing is None:
                continue
            for inner in sentence.mentions[i + 1 :]:
                if inner.start != mention.start or inner.end >= mention.end:
                    continue
                whole = reading.thing(inner)
                if whole is None or whole.key == thing.key or whole.type not in _FACILITIES:
                    continue
                rest = mention.name[inner.end - inner.start :]
                span = (Span(mention.start, mention.end),)
                if thing.type in _FACILITIES and _BRANCH.search(rest):
                    yield Related(thing.key, "partOf", whole.key, span, "branch-in-name", branch)
                    break
                if thing.type in ("EducationGroup", "MedicalConsortium") and _alone(reading, whole):
                    yield Related(whole.key, "memberOf", thing.key, span, "group-in-name", group)
                    break


def own_events(reading: Reading, stated: list[Related]) -> Iterator[Related]:
    """河湾小学“童心戏台”项目: what is named right behind a body, or after it (河湾小学运动会), is its own.

    A programme that another body runs is only carried by it.
    """
    run, held = (rules("relations")[name].confidence for name in ("own-programme", "own-event"))
    bodies = relations()["operatedBy"].objects
    run_by: dict[int, set[int]] = {}
    for related in stated:
        if related.predicate == "operatedBy":
            run_by.setdefault(related.subject, set()).add(related.object)
    for body, thing, span in _owned(reading):
        if body.type not in bodies and body.key != reading.area:
            continue
        if thing.type == "Event" or run_by.get(thing.key, set()) - {body.key}:
            yield Related(body.key, "hosts", thing.key, (span,), "own-event", held)
        elif thing.type == "Programme" and body.type in bodies:
            yield Related(thing.key, "operatedBy", body.key, (span,), "own-programme", run)


def _owned(reading: Reading) -> Iterator[tuple[Thing, Thing, Span]]:
    """Two things side by side, or an event and the thing that its name begins with."""
    for sentence in reading.sentences:
        outer: Mention | None = None
        for mention in sentence.mentions:
            if outer is not None and mention.start < outer.end:
                pair = (mention, outer) if outer.type == "Event" and mention.start == outer.start else None
            else:
                pair = (outer, mention) if outer is not None and mention.start == outer.end else None
                outer = mention
            if pair is not None:
                first, second = reading.thing(pair[0]), reading.thing(pair[1])
                if first is not None and second is not None and first.key != second.key:
                    yield first, second, Span(pair[0].start, max(pair[0].end, pair[1].end))


def _alone(reading: Reading, thing: Thing) -> bool:
    """Whether a name stands by itself somewhere, not only within a longer one."""
    holders = [m for sentence in reading.sentences for m in sentence.mentions]
    return any(
        not any(m.start <= own.start and m.end >= own.end and m.name != own.name for m in holders)
        for own in thing.mentions
    )


def coverage(reading: Reading, antecedents: Antecedents, stated: list[Related]) -> Iterator[Related]:
    """A programme or group of a document about an area serves it, unless the text says or hints otherwise."""
    if reading.area is None:
        return
    area = reading.things[reading.area]
    confidence = rules("relations")["area-served"].confidence
    said = {r.subject for r in stated if r.predicate == "coverageArea"}
    # what one school or hospital runs serves that one, not the area
    own = {
        r.subject
        for r in stated
        if r.predicate == "operatedBy" and reading.things[r.object].type in _FACILITIES
    }
    allowed = relations()["coverageArea"]
    for thing in reading.things:
        if thing.key in said | own or not allowed.allows(thing.type, "Place") or _NATIONAL.search(thing.name):
            continue
        first = Span(thing.first.start, thing.first.end)
        near = antecedents.nearest(area.key, first.start)
        yield Related(thing.key, "coverageArea", area.key, (first, near), "area-served", confidence)
