"""A document's facts without some of its entities or quotations: what rested on them goes with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from minsheng.records import AttributeFact, EntityFact, ObservationFact, RelationFact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from minsheng.records import DocumentFacts

_Fact = TypeVar("_Fact", EntityFact, RelationFact, AttributeFact, ObservationFact)


def without(
    facts: DocumentFacts, entities: Collection[int] = (), quotations: Collection[int] = ()
) -> tuple[DocumentFacts, tuple[int, ...]]:
    """The facts without these entities (by key) and quotations (by index), and the keys that were kept.

    A fact that no other quotation supports goes. An entity that loses all of its own takes those left that
    name it; if there are none it goes too, and with an entity everything said of it. Quotations that
    nothing rests on any more go. Keys and indices are counted anew.

    Example:
        >>> without(facts, entities={2})[1]  # doctest: +SKIP
        (0, 1, 3)
    """
    if not entities and not quotations:
        return facts, tuple(entity.key for entity in facts.entities)
    lost = frozenset(quotations)
    held = [entity for entity in _kept(facts.entities, lost, facts) if entity.key not in entities]
    keys = {entity.key: key for key, entity in enumerate(held)}
    relations = [r for r in _kept(facts.relations, lost) if r.subject in keys and r.object in keys]
    attributes = [a for a in _kept(facts.attributes, lost) if a.subject in keys]
    observations = [o for o in _kept(facts.observations, lost) if o.about in keys]
    cited = {
        i for found in (held, relations, attributes, observations) for fact in found for i in fact.evidence
    }
    order = {old: new for new, old in enumerate(sorted(cited))}
    names = {name for entity in held for name in (entity.name, *entity.aliases)}
    kept = replace(
        facts,
        area=facts.area if facts.area and facts.area.value in names else None,
        quotations=tuple(facts.quotations[i] for i in order),
        entities=tuple(replace(_cited(e, order), key=keys[e.key]) for e in held),
        relations=tuple(
            replace(_cited(r, order), subject=keys[r.subject], object=keys[r.object]) for r in relations
        ),
        attributes=tuple(replace(_cited(a, order), subject=keys[a.subject]) for a in attributes),
        observations=tuple(replace(_cited(o, order), about=keys[o.about]) for o in observations),
    )
    return kept, tuple(keys)


def _kept(
    found: Iterable[_Fact], lost: Collection[int], facts: DocumentFacts | None = None
) -> Iterable[_Fact]:
    """Those that some quotation still supports; of entities those that one still names."""
    for fact in found:
        left = tuple(index for index in fact.evidence if index not in lost)
        if not left and facts is not None and isinstance(fact, EntityFact):
            left = _naming(facts, fact, lost)
        if left:
            yield fact if left == fact.evidence else replace(fact, evidence=left)


def _naming(facts: DocumentFacts, entity: EntityFact, lost: Collection[int]) -> tuple[int, ...]:
    """The first quotation left that holds a name of the entity."""
    names = (entity.name, *entity.aliases)
    for index, quotation in enumerate(facts.quotations):
        if index not in lost and any(name in quotation.exact for name in names):
            return (index,)
    return ()


def _cited(fact: _Fact, order: dict[int, int]) -> _Fact:
    return replace(fact, evidence=tuple(order[index] for index in fact.evidence))
