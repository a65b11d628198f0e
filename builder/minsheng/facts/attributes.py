"""What is said of a single thing: the status of facilities and programmes, the people that they serve."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.antecedents import Antecedents
from minsheng.facts.document import Attributed
from minsheng.facts.matching import find
from minsheng.facts.patterns import audiences
from minsheng.facts.rulefiles import tables
from minsheng.facts.rules import rules
from minsheng.language.lexicon import either
from minsheng.records import Span
from minsheng.vocabulary import subclasses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.facts.matching import Found
    from minsheng.facts.things import Thing

_BUILT = subclasses("Facility") | {"Programme"}


def find_attributes(reading: Reading) -> list[Attributed]:
    """Status and audience of the things of a document, each value of a thing once, in text order.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> facts = Extractor().extract(read_text("临江区青石镇卫生院迁建投用。", "a.txt"))
        >>> [(a.property, a.value) for a in facts.attributes]
        [('status', 'expanded'), ('status', 'operating')]
    """
    antecedents = Antecedents(reading)
    found = [a for match in find(reading, antecedents, rules("attributes")) for a in _stated(reading, match)]
    found.extend(a for thing in reading.things for a in _named(thing))
    best: dict[tuple[int, str, str], Attributed] = {}
    for attributed in found:
        key = (attributed.subject, attributed.property, attributed.value)
        if key not in best or attributed.confidence > best[key].confidence:
            best[key] = attributed
    return sorted(best.values(), key=lambda a: (a.spans[0], a.property, a.subject, a.value))


def _stated(reading: Reading, found: Found) -> Iterator[Attributed]:
    rule = found.rule
    for name in found.subjects:
        value = rule.value or audiences()[found.word]
        if reading.things[name.key].type in _BUILT:
            spans = (found.span, *found.antecedents)
            yield Attributed(name.key, rule.relation, value, spans, rule.id, rule.confidence)


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words for groups of people in names; those of the concepts, and those that only names have."""
    listed = {**audiences(), **tables("attributes")["audience_in_names"]}
    for word in tables("attributes")["not_in_names"].split():
        listed.pop(word, None)
    return re.compile(either(listed)), listed


def _named(thing: Thing) -> Iterator[Attributed]:
    """A 老年食堂 is for older people: its name, or what kind of place it is, says so."""
    if thing.type not in _BUILT:
        return
    rule = rules("attributes")["audience-in-name"]
    expression, listed = _groups()
    values = {listed[m[0]]: m[0] for m in expression.finditer(thing.name)}
    by_class = tables("attributes")["audience_of_class"].get(thing.type)
    if by_class and not values:
        values[by_class] = ""
    span = Span(thing.first.start, thing.first.end)
    for value in sorted(values):
        yield Attributed(thing.key, rule.relation, value, (span,), rule.id, rule.confidence)
