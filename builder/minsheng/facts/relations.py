"""How the things of a document relate: what verbs say by the rules, what names say by themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.facts.antecedents import Antecedents
from minsheng.facts.branches import branches, units
from minsheng.facts.conferred import conferred
from minsheng.facts.document import Related
from minsheng.facts.learned import judged
from minsheng.facts.location import Locations
from minsheng.facts.matching import find
from minsheng.facts.membership import NATIONAL, coverage, issuers, own_events
from minsheng.facts.parts import among_them, in_series, listed_below, parts_in_names
from minsheng.facts.rulefiles import listed
from minsheng.facts.rules import rules
from minsheng.facts.signing import signed
from minsheng.vocabulary import relations, subclasses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.matching import Found
    from minsheng.facts.things import Thing

#: What is left of the confidence of a rule where an earlier sentence names one end.
_CARRIED = 0.85
#: Of these only one direction can hold.
_ABSTRACT, _ACTIVITY = (re.compile(f"(?:{listed(key)})[”’]?$") for key in ("abstract", "activities"))
_SMALL = re.compile(f"(?:{listed('small_places')})$")
#: The rule of 主办, by which a programme is hosted though it is not held.
_ORGANISES = "hosts-organised"
#: The rule of 开展, which is said of what is held and of what is run, and what is only held.
_CARRIES_OUT, _OCCASION = "founds-programme", re.compile(f"(?:{listed('occasions_held')})[”’]?$")
_FACILITIES = subclasses("Facility")
_KEPT_KINDS = (frozenset({"Place"}), frozenset({"Programme", "Event", "Award", "Document", "Work"}))
_GROUPS = frozenset({"EducationGroup", "MedicalConsortium"})
_ONE_WAY = frozenset({"renamedTo", "partOf", "memberOf", "locatedIn"})


def find_relations(reading: Reading) -> list[Related]:
    """The relations between the things of a document, each pair and relation once, in text order.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> facts = Extractor().extract(read_text("临江区青石小学更名为临江区实验小学。", "a.txt"))
        >>> sorted({r.predicate for r in facts.relations})
        ['renamedTo']
    """
    antecedents = Antecedents(reading)
    found = judged(reading, antecedents, stated_relations(reading, antecedents))
    return sorted(_directed(found), key=lambda r: (r.spans[0], r.predicate, r.subject, r.object))


def stated_relations(reading: Reading, antecedents: Antecedents | None = None) -> list[Related]:
    """The relations that rules state, each pair and relation once, in text order.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> reading, _ = Extractor().read(read_text("柳荫小学与云岭小学结对共建。", "a.txt"))
        >>> [related.rule for related in stated_relations(reading)]
        ['partners-with']
    """
    antecedents = antecedents or Antecedents(reading)
    matches = find(reading, antecedents, rules("relations"))
    stated = [related for found in matches for related in _pairs(found)]
    stated.extend(branches(reading))
    stated.extend(units(reading))
    stated.extend(own_events(reading, stated))
    stated.extend(issuers(reading, stated))
    stated.extend(listed_below(reading))
    stated.extend(conferred(reading))
    stated.extend(signed(reading))
    stated.extend(among_them(reading, antecedents))
    stated.extend(parts_in_names(reading))
    stated.extend(in_series(reading))
    stated = list(_sound(reading, stated))
    stated.extend(Locations(reading, antecedents).find(stated))
    stated.extend(coverage(reading, antecedents, stated))
    sound = _held_only(reading, list(_sound(reading, stated)))
    return sorted(sound, key=lambda r: (r.spans[0], r.predicate, r.subject, r.object))


def _held_only(reading: Reading, found: list[Related]) -> Iterator[Related]:
    """An activity is held: who holds it does not run it like a service, whatever the verb."""
    held = {(related.subject, related.object) for related in found if related.predicate == "hosts"}
    for related in found:
        name = reading.things[related.subject].name
        if (
            related.rule != _CARRIES_OUT
            or (related.object, related.subject) not in held
            or not _OCCASION.search(name)
        ):
            yield related


def _pairs(found: Found) -> Iterator[Related]:
    rule, spans = found.rule, (found.span, *found.antecedents)
    confidence = round(rule.confidence * (_CARRIED if found.carried else 1.0), 3)
    for s, o in found.pairs:
        yield Related(s.key, rule.relation, o.key, spans, rule.id, confidence, rule.award_status)


def _held(host: Thing, programme: Thing) -> bool:
    """Whether a programme is held, and not carried out like a reform; facilities carry others, too."""
    names = (programme.name, *programme.aliases)
    if any(_ABSTRACT.search(name) for name in names):
        return False
    if host.type == "Place" and not _SMALL.search(host.name):
        return False
    return host.type in _FACILITIES or any(_ACTIVITY.search(name) for name in names)


def _sound(reading: Reading, found: Iterable[Related]) -> Iterator[Related]:
    """The best of each relation between two things, of allowed classes, and in one direction."""
    best: dict[tuple[int, str, int], Related] = {}
    for related in found:
        s, o = reading.things[related.subject], reading.things[related.object]
        if related.predicate == "partOf" and o.type in _GROUPS and s.type in _FACILITIES:
            # 某医共体所属卫生院 is a member
            related = replace(related, predicate="memberOf")
        if s.key == o.key or not relations()[related.predicate].allows(s.type, o.type):
            continue
        # an office has no members
        if related.predicate == "memberOf" and o.type == "PublicBody":
            continue
        organised = related.rule == _ORGANISES
        if related.predicate == "hosts" and o.type == "Programme" and not (organised or _held(s, o)):
            continue
        # a city where an event takes place is its host only if the text is about that city
        elsewhere = s.type == "Place" and s.key != reading.area and not _SMALL.search(s.name)
        if related.rule == "held-at" and elsewhere:
            continue
        # the name of a town is also that of its office; a city or county is where something is done
        if o.type == "Place" and related.predicate == "operatedBy" and not _SMALL.search(o.name):
            continue
        if related.predicate == "operatedBy" and o.type == "HeritageSite":
            continue
        if related.predicate == "operatedBy" and s.type == "Programme" and NATIONAL.search(s.name):
            continue
        # a place does not lie in a school
        if related.predicate == "locatedIn" and s.type == "Place" != o.type:
            continue
        # a place becomes a place, a programme a programme, and nothing else does
        if related.predicate == "renamedTo" and any((s.type in k) != (o.type in k) for k in _KEPT_KINDS):
            continue
        key = (s.key, related.predicate, o.key)
        if key not in best or related.confidence > best[key].confidence:
            best[key] = related
    yield from _directed(best.values())


def _directed(found: Iterable[Related]) -> Iterator[Related]:
    """Of relations that hold in one direction only, the surer."""
    best = {(related.subject, related.predicate, related.object): related for related in found}
    for (s_key, predicate, o_key), related in best.items():
        other = best.get((o_key, predicate, s_key))
        if other is None:
            yield related
        elif predicate in _ONE_WAY:
            if (related.confidence, -related.subject) > (other.confidence, -other.subject):
                yield related
        elif predicate != "partnerOf" or related.subject < other.subject:
            yield related
