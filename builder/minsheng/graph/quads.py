"""Facts as N-Quads, the model of the ontology: plain text, since that is what the store loads fastest.

One document's facts are one named graph, whose name is the document's IRI. What documents share, the
labels of the concepts and rules that they use, stands in the graph named by the ontology. There are
no blank nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from minsheng import identity, vocabulary
from minsheng.records import AttributeFact, DocumentFacts, EntityFact, ObservationFact, RelationFact
from minsheng.vocabulary import CHINESE, DCTERMS, MS, OA, ONTOLOGY, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from minsheng.identity import Identity
    from minsheng.vocabulary import Concept

_Fact = EntityFact | RelationFact | AttributeFact | ObservationFact
_F = TypeVar("_F", bound=_Fact)
_K = TypeVar("_K")

#: Name of the graph of what documents share.
SHARED = str(ONTOLOGY).rstrip("/")

_A = f"<{RDF.type}>"
_SPECIAL = re.compile(r'["\\\n\r]')
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"})
#: Datatypes of a date by the length of its text.
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def literal(value: str) -> str:
    r"""A string as N-Quads has it, quoted and escaped once.

    Example:
        >>> print(literal('a "b"\n'))
        "a \"b\"\n"
    """
    return f'"{value.translate(_ESCAPES)}"' if _SPECIAL.search(value) else f'"{value}"'


def _chinese(value: str) -> str:
    return f"{literal(value)}@{CHINESE}"


class _Terms:
    """The predicates and fixed objects, written out once."""

    label = f"<{RDFS.label}>"
    alt = f"<{SKOS.altLabel}>"
    hidden = f"<{SKOS.hiddenLabel}>"
    pref = f"<{SKOS.prefLabel}>"
    derived = f"<{PROV.wasDerivedFrom}>"
    quoted = f"<{PROV.wasQuotedFrom}>"
    exact = f"<{OA.exact}>"
    start = f"<{OA.start}>"
    end = f"<{OA.end}>"
    confidence = f"<{MS.confidence}>"
    rule = f"<{MS.extractedBy}>"
    statement = f"<{RDF.Statement}>"
    subject = f"<{RDF.subject}>"
    predicate = f"<{RDF.predicate}>"
    object = f"<{RDF.object}>"
    integer = f"^^<{XSD.integer}>"
    decimal = f"^^<{XSD.decimal}>"
    day = f"^^<{XSD.date}>"


class QuadWriter:
    """Writes documents, then what they share; each call gives sorted lines, ended by line breaks.

    Example:
        >>> writer = QuadWriter()
        >>> lines = writer.document(facts, resolver.of(facts.name))  # doctest: +SKIP
        >>> lines += writer.shared()                                  # doctest: +SKIP
    """

    def __init__(self, base: str = vocabulary.BASE) -> None:
        self._base = base
        self._concepts: dict[tuple[str, str], Concept] = {}
        self._rules: dict[str, str] = {}

    def document(self, facts: DocumentFacts, identities: Sequence[Identity]) -> list[str]:
        """The named graph of one document; `identities` are in the order of `facts.entities`."""
        return sorted(_DocumentQuads(self, facts, identities).lines())

    def shared(self) -> list[str]:
        """Labels of the concepts and rules of all documents written so far."""
        lines: set[str] = set()
        tail = f" <{SHARED}> .\n"
        for concept in self._with_broader():
            node = f"<{concept.iri}>"
            lines.add(f"{node} {_A} <{SKOS.Concept}>{tail}")
            lines.add(f"{node} <{SKOS.inScheme}> <{ONTOLOGY[concept.scheme]}>{tail}")
            lines.add(f"{node} <{SKOS.notation}> {literal(concept.notation)}{tail}")
            lines.add(f"{node} {_Terms.pref} {_chinese(concept.zh)}{tail}")
            if concept.en != concept.zh:
                lines.add(f"{node} {_Terms.pref} {literal(concept.en)}@en{tail}")
            if concept.broader:
                lines.add(f"{node} <{SKOS.broader}> <{_concept(concept.scheme, concept.broader).iri}>{tail}")
        for rule, node in self._rules.items():
            lines.add(f"{node} {_A} <{MS.Rule}>{tail}")
            lines.add(f"{node} {_Terms.pref} {literal(rule)}{tail}")
        return sorted(lines)

    def concept(self, scheme: str, notation: str) -> str:
        """The node of a concept, which is then among the shared ones; a unit is named by its word."""
        key = scheme, notation
        found = self._concepts.get(key)
        if found is None:
            found = vocabulary.unit(notation) if scheme == "unit" else _concept(scheme, notation)
            self._concepts[key] = found
        return f"<{found.iri}>"

    def rule(self, rule: str) -> str:
        """The node of a rule, which is then among the shared ones."""
        node = self._rules.get(rule)
        if node is None:
            node = self._rules[rule] = f"<{identity.rule_iri(rule, self._base)}>"
        return node

    @property
    def base(self) -> str:
        """Prefix of the IRIs of what the graph describes."""
        return self._base

    def _with_broader(self) -> Iterable[Concept]:
        for concept in self._concepts.values():
            yield concept
            while concept.broader:
                concept = _concept(concept.scheme, concept.broader)
                yield concept


def _same(facts: Sequence[_F], key: Callable[[_F], _K]) -> Iterable[tuple[_K, list[_F]]]:
    """Facts that say the same thing, together: identity may join what the text kept apart."""
    groups: dict[_K, list[_F]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return groups.items()


def _concept(scheme: str, notation: str) -> Concept:
    return vocabulary.concepts(scheme)[notation]


class _DocumentQuads:
    """The lines of one document."""

    def __init__(self, writer: QuadWriter, facts: DocumentFacts, identities: Sequence[Identity]) -> None:
        self._writer = writer
        self._facts = facts
        self._identities = identities
        self._iri = identity.document_iri(facts.name, writer.base)
        self._tail = f" <{self._iri}> .\n"
        self._evidence = [
            f"<{identity.evidence_iri(self._iri, quote.start, quote.end)}>" for quote in facts.quotations
        ]
        self._lines: set[str] = set()

    def lines(self) -> set[str]:
        """All of them; a set, since facts may share what they say."""
        facts = self._facts
        self._document()
        self._quotations()
        labels = {found.iri: found.label for found in self._identities}
        for (iri,), entities in _same(facts.entities, lambda fact: (self._identities[fact.key].iri,)):
            self._entity(iri, labels[iri], entities)
        for ends, relations in _same(facts.relations, self._ends):
            self._relation(*ends, relations)
        for value, attributes in _same(facts.attributes, self._valued):
            self._statement(*value, attributes)
        for said, observations in _same(facts.observations, self._said):
            self._observation(said, observations)
        return self._lines

    def _document(self) -> None:
        facts, add, tail, node = self._facts, self._lines.add, self._tail, f"<{self._iri}>"
        title = facts.title.value if facts.title else facts.name
        add(f"{node} {_A} <{MS.SourceDocument}>{tail}")
        add(f"{node} {_Terms.label} {_chinese(title)}{tail}")
        add(f"{node} <{DCTERMS.identifier}> {literal(facts.name)}{tail}")
        add(f"{node} <{DCTERMS.language}> {literal(CHINESE)}{tail}")
        media_type = literal(f"{facts.media_type}; charset={facts.encoding}")
        add(f"{node} <{DCTERMS.format}> {media_type}{tail}")
        add(f"{node} <{SCHEMA.sha256}> {literal(facts.digest)}{tail}")
        add(f'{node} <{MS.length}> "{facts.length}"{_Terms.integer}{tail}')
        if facts.title:
            add(f"{node} <{DCTERMS.title}> {_chinese(title)}{tail}")
        if facts.publisher:
            add(f"{node} <{DCTERMS.publisher}> {_chinese(facts.publisher.value)}{tail}")
        if facts.published and len(facts.published.value) in _DATES:
            kind = _DATES[len(facts.published.value)]
            add(f"{node} <{DCTERMS.issued}> {literal(facts.published.value)}^^<{kind}>{tail}")
        if facts.area:
            add(f"{node} <{DCTERMS.coverage}> {_chinese(facts.area.value)}{tail}")
        for fact, found in zip(facts.entities, self._identities, strict=True):
            if facts.area_code and fact.code == facts.area_code:
                add(f"{node} <{DCTERMS.spatial}> <{found.iri}>{tail}")

    def _quotations(self) -> None:
        add, tail = self._lines.add, self._tail
        for node, quote in zip(self._evidence, self._facts.quotations, strict=True):
            add(f"{node} {_A} <{MS.Evidence}>{tail}")
            add(f"{node} {_Terms.quoted} <{self._iri}>{tail}")
            add(f"{node} {_Terms.exact} {literal(quote.exact)}{tail}")
            add(f'{node} {_Terms.start} "{quote.start}"{_Terms.integer}{tail}')
            add(f'{node} {_Terms.end} "{quote.end}"{_Terms.integer}{tail}')

    def _found(self, node: str, same: Sequence[_Fact]) -> None:
        """Where a fact is said, how sure it is, and which rule found it."""
        add, tail = self._lines.add, self._tail
        for fact in same:
            for index in fact.evidence:
                add(f"{node} {_Terms.derived} {self._evidence[index]}{tail}")
        surest = min(same, key=lambda fact: (-fact.confidence, fact.rule))
        add(f'{node} {_Terms.confidence} "{surest.confidence:.4g}"{_Terms.decimal}{tail}')
        add(f"{node} {_Terms.rule} {self._writer.rule(surest.rule)}{tail}")

    def _entity(self, iri: str, label: str, same: list[EntityFact]) -> None:
        """One thing, which the document may name in ways that its text alone did not join."""
        add, tail, node = self._lines.add, self._tail, f"<{iri}>"
        names = {name for fact in same for name in (fact.name, *fact.aliases)}
        if label in names:
            add(f"{node} {_Terms.label} {_chinese(label)}{tail}")
            add(f"{node} <{MS.pinyin}> {literal(identity.pinyin(label))}{tail}")
            names.remove(label)
        for name in names:
            add(f"{node} {_Terms.alt} {_chinese(name)}{tail}")
        for fact in same:
            add(f"{node} {_A} <{MS[fact.type]}>{tail}")
            for name in fact.hidden:
                add(f"{node} {_Terms.hidden} {_chinese(name)}{tail}")
            if fact.kind:
                add(f"{node} <{MS.kind}> {self._writer.concept('kind', fact.kind)}{tail}")
            if fact.domain:
                add(f"{node} <{MS.domain}> {self._writer.concept('domain', fact.domain)}{tail}")
        self._found(node, same)

    def _ends(self, fact: RelationFact) -> tuple[str, str, str]:
        return self._identities[fact.subject].iri, MS[fact.predicate], self._identities[fact.object].iri

    def _valued(self, fact: AttributeFact) -> tuple[str, str, str]:
        value = self._writer.concept(fact.property, fact.value)[1:-1]
        return self._identities[fact.subject].iri, MS[fact.property], value

    def _said(self, fact: ObservationFact) -> tuple[str, ...]:
        about = self._identities[fact.about].iri
        return about, fact.indicator, f"{fact.value:f}", fact.unit, fact.qualifier, fact.period

    def _statement(self, subject: str, predicate: str, value: str, same: Sequence[_Fact]) -> str:
        """The triple, and the statement about it, whose node is given back."""
        add, tail = self._lines.add, self._tail
        node = f"<{identity.statement_iri(self._iri, subject, predicate, value, self._writer.base)}>"
        subject, predicate, value = f"<{subject}>", f"<{predicate}>", f"<{value}>"
        add(f"{subject} {predicate} {value}{tail}")
        add(f"{node} {_A} {_Terms.statement}{tail}")
        add(f"{node} {_Terms.subject} {subject}{tail}")
        add(f"{node} {_Terms.predicate} {predicate}{tail}")
        add(f"{node} {_Terms.object} {value}{tail}")
        self._found(node, same)
        return node

    def _relation(self, subject: str, predicate: str, value: str, same: Sequence[RelationFact]) -> None:
        if subject == value:  # two names that turned out to be one thing
            return
        node = self._statement(subject, predicate, value, same)
        for status in {fact.award_status for fact in same} - {None}:
            concept = self._writer.concept("awardStatus", str(status))
            self._lines.add(f"{node} <{MS.awardStatus}> {concept}{self._tail}")

    def _observation(self, said: Sequence[str], same: Sequence[ObservationFact]) -> None:
        add, tail, writer, fact = self._lines.add, self._tail, self._writer, same[0]
        about, _, value, *_ = said
        node = f"<{identity.observation_iri(self._iri, *said, base=writer.base)}>"
        indicator = f"<{identity.indicator_iri(fact.indicator, writer.base)}>"
        add(f"{indicator} {_A} <{MS.Indicator}>{tail}")
        add(f"{indicator} {_A} <{SKOS.Concept}>{tail}")
        name = _chinese(fact.indicator)
        add(f"{indicator} {_Terms.label} {name}{tail}")
        add(f"{indicator} {_Terms.pref} {name}{tail}")
        for index in fact.evidence:
            add(f"{indicator} {_Terms.derived} {self._evidence[index]}{tail}")
        add(f"{node} {_A} <{MS.Observation}>{tail}")
        add(f"{node} <{MS.about}> <{about}>{tail}")
        add(f"{node} <{MS.indicator}> {indicator}{tail}")
        add(f'{node} <{MS.value}> "{value}"{_Terms.decimal}{tail}')
        add(f"{node} <{MS.unit}> {writer.concept('unit', fact.unit)}{tail}")
        add(f"{node} <{MS.qualifier}> {writer.concept('qualifier', fact.qualifier)}{tail}")
        if fact.period:
            add(f"{node} <{MS.period}> {literal(fact.period)}{tail}")
        if fact.period_start:
            add(f'{node} <{MS.periodStart}> "{fact.period_start}"{_Terms.day}{tail}')
        if fact.period_end:
            add(f'{node} <{MS.periodEnd}> "{fact.period_end}"{_Terms.day}{tail}')
        self._found(node, same)
