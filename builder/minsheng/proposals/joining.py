"""Proposals one by one, each with a name that stays; and the accepted ones among a document's facts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from minsheng.facts.things import plain
from minsheng.proposals.assembling import RULE
from minsheng.vocabulary import classes, relations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from minsheng.records import DocumentFacts, EntityFact, ObservationFact, RelationFact

#: How sure a fact is that a person accepted.
JUDGED = 0.95


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed fact."""

    #: made of the document's name, the fact and its quotations: the same in every build
    id: str
    #: name of the document
    document: str
    #: entity, relation or observation
    kind: str
    #: the fact in words
    fact: str
    quotations: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def listed(proposed: DocumentFacts) -> Iterator[Proposal]:
    """A document's proposals: things, relations, numbers, each in the order of the text.

    Example:
        >>> [proposal.fact for proposal in listed(facts)]  # doctest: +SKIP
        ['青石镇老年食堂（老年食堂）', '青石镇老年食堂 —位于→ 青石镇']
    """
    for fact, words in _each(proposed):
        kind = _KINDS[type(fact).__name__]
        quotations = tuple(proposed.quotations[index].exact for index in fact.evidence)
        yield Proposal(_id(proposed.name, words, quotations), proposed.name, kind, words, quotations)


_KINDS = {"EntityFact": "entity", "RelationFact": "relation", "ObservationFact": "observation"}


def _each(proposed: DocumentFacts) -> Iterator[tuple[EntityFact | RelationFact | ObservationFact, str]]:
    """The facts that are proposed, with their words."""
    names = [fact.name for fact in proposed.entities]
    for entity in proposed.entities:
        if entity.rule == RULE:
            yield entity, f"{entity.name}（{classes()[entity.type].zh}）"
    for link in proposed.relations:
        label = relations()[link.predicate].zh + (f"·{link.award_status}" if link.award_status else "")
        yield link, f"{names[link.subject]} —{label}→ {names[link.object]}"
    for number in proposed.observations:
        hedge = "" if number.qualifier == "exact" else f"（{number.qualifier}）"
        when = f"{number.period}，" if number.period else ""
        value = f"{number.value:f} {number.unit}{hedge}"
        yield number, f"{names[number.about]}：{when}{number.indicator} {value}"


def _id(document: str, words: str, quotations: tuple[str, ...]) -> str:
    said = "\0".join((document, words, *quotations))
    return "p-" + blake2b(said.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def joined(facts: DocumentFacts, proposed: DocumentFacts, accepted: Collection[str]) -> DocumentFacts:
    """A document's facts with its accepted proposals, the things that those speak of included.

    A thing that the facts have already, under any form of its name, is not added again.
    """
    each = zip(_each(proposed), listed(proposed), strict=True)
    chosen = {id(fact) for (fact, _), proposal in each if proposal.id in accepted}
    if not chosen:
        return facts
    return _Joining(facts, proposed).with_(chosen)


class _Joining:
    """Facts of one document that grow; keys and quotations are given anew."""

    def __init__(self, facts: DocumentFacts, proposed: DocumentFacts) -> None:
        self._facts = facts
        self._proposed = proposed
        self._entities = list(facts.entities)
        self._quotations = {quotation: index for index, quotation in enumerate(facts.quotations)}
        self._keys = {
            (fact.type, plain(form)): fact.key
            for fact in reversed(facts.entities)
            for form in (*fact.aliases, fact.name)
        }

    def with_(self, chosen: Collection[int]) -> DocumentFacts:
        for entity in self._proposed.entities:
            if id(entity) in chosen:
                self._key(entity.key)
        links = [
            replace(
                fact,
                subject=self._key(fact.subject),
                object=self._key(fact.object),
                evidence=self._cited(fact.evidence),
                confidence=JUDGED,
            )
            for fact in self._proposed.relations
            if id(fact) in chosen
        ]
        numbers = [
            replace(fact, about=self._key(fact.about), evidence=self._cited(fact.evidence), confidence=JUDGED)
            for fact in self._proposed.observations
            if id(fact) in chosen
        ]
        return replace(
            self._facts,
            quotations=tuple(self._quotations),
            entities=tuple(self._entities),
            relations=(*self._facts.relations, *links),
            observations=(*self._facts.observations, *numbers),
        )

    def _key(self, proposed: int) -> int:
        """The key among the facts of a thing that the proposals have under a key of their own."""
        entity = self._proposed.entities[proposed]
        known = self._keys.get((entity.type, plain(entity.name)))
        if known is not None:
            return known
        key = len(self._entities)
        sure = JUDGED if entity.rule == RULE else entity.confidence
        self._entities.append(
            replace(entity, key=key, evidence=self._cited(entity.evidence), confidence=sure)
        )
        for form in (*entity.aliases, entity.name):
            self._keys[entity.type, plain(form)] = key
        return key

    def _cited(self, evidence: tuple[int, ...]) -> tuple[int, ...]:
        found = (self._proposed.quotations[index] for index in evidence)
        return tuple(self._quotations.setdefault(each, len(self._quotations)) for each in found)
