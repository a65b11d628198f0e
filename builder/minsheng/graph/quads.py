"""Facts as N-Quads, the model of the ontology: plain text, since that is what the store loads fastest.

One document's facts are one named graph, whose name is the document's IRI. What documents share, class and
label of each thing and the labels of the indicators, concepts and rules that they use, stands once, in the
graph named by the ontology. There are
no blank nodes.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from minsheng import identity, vocabulary
from minsheng.graph.terms import Terms, chinese, literal
from minsheng.reading.traditional import simplified, traditional
from minsheng.records import AttributeFact, DocumentFacts, EntityFact, ObservationFact, RelationFact
from minsheng.vocabulary import CHINESE, DCTERMS, MS, ONTOLOGY, RDF, SCHEMA, SKOS, TRADITIONAL, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from minsheng.identity import Identity
    from minsheng.vocabulary import Concept

_Fact = EntityFact | RelationFact | AttributeFact | ObservationFact
_F = TypeVar("_F", bound=_Fact)
_K = TypeVar("_K")

#: Name of the graph of what documents share.
SHARED = str(ONTOLOGY).rstrip("/")

_A = f"<{RDF.type}>"
#: Datatypes of a date by the length of its text.
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


class QuadWriter:
    """Writes documents, then what they share; each call gives lines in a fixed order, ended by line breaks.

    Example:
        >>> writer = QuadWriter()
        >>> lines = writer.document(facts, resolver.of(facts.name))  # doctest: +SKIP
        >>> lines += writer.shared()                                  # doctest: +SKIP
    """

    def __init__(self, base: str = vocabulary.BASE) -> None:
        self._base = base
        self._concepts: dict[tuple[str, str], Concept] = {}
        self._rules: dict[str, str] = {}
        self._indicators: dict[str, str] = {}
        #: things met since they were last written
        self._entities: dict[str, Identity] = {}
        #: IRIs of the things that are written
        self._written: set[str] = set()
        #: facts that their identities made void, by reason
        self.dropped: Counter[str] = Counter()

    def document(self, facts: DocumentFacts, identities: Sequence[Identity]) -> list[str]:
        """The named graph of one document; `identities` are in the order of `facts.entities`."""
        return sorted(_DocumentQuads(self, facts, identities).lines())

    def shared(self, redirects: Mapping[str, str] | None = None) -> list[str]:
        """What the documents so far share: things, indicators, concepts and rules by their labels.

        Args:
            redirects: former IRIs, and where they lead now.
        """
        lines: set[str] = set()
        tail = f" <{SHARED}> .\n"
        for old, new in (redirects or {}).items():
            lines.add(f"<{old}> <{DCTERMS.isReplacedBy}> <{new}>{tail}")
        for concept in self._with_broader():
            node = f"<{concept.iri}>"
            lines.add(f"{node} {Terms.a_concept}{tail}")
            lines.add(f"{node} <{SKOS.inScheme}> <{ONTOLOGY[concept.scheme]}>{tail}")
            lines.add(f"{node} <{SKOS.notation}> {literal(concept.notation)}{tail}")
            lines.add(f"{node} {Terms.pref} {chinese(concept.zh)}{tail}")
            if concept.en != concept.zh:
                lines.add(f"{node} {Terms.pref} {literal(concept.en)}@en{tail}")
            if concept.broader:
                lines.add(f"{node} <{SKOS.broader}> <{_concept(concept.scheme, concept.broader).iri}>{tail}")
        for indicator, node in self._indicators.items():
            lines.add(f"{node} {Terms.an_indicator}{tail}")
            simple = simplified(indicator)
            if simple != indicator and simple in self._indicators:
                lines.add(f"{node} {Terms.alt} {chinese(indicator)}{tail}")
                continue
            lines.add(f"{node} {Terms.label} {chinese(indicator)}{tail}")
            lines.add(f"{node} {Terms.pref} {chinese(indicator)}{tail}")
        for rule, node in self._rules.items():
            lines.add(f"{node} {_A} <{MS.Rule}>{tail}")
            lines.add(f"{node} {Terms.pref} {literal(rule)}{tail}")
        return sorted(lines) + self.things()

    def things(self) -> list[str]:
        """Class, label and pinyin of the things that were met since the last call, in the shared graph."""
        lines: list[str] = []
        tail = f" <{SHARED}> .\n"
        for iri, found in sorted(self._entities.items()):
            lines.append(f"<{iri}> {_A} <{MS[found.type]}>{tail}")
            lines.append(f"<{iri}> {Terms.label} {chinese(found.label)}{tail}")
            lines.append(f"<{iri}> {Terms.pinyin} {literal(identity.pinyin(found.label))}{tail}")
        self._written.update(self._entities)
        self._entities.clear()
        return lines

    def entity(self, found: Identity) -> None:
        """Class, label and pinyin of a thing stand once, however many documents name it."""
        if found.iri not in self._written:
            self._entities.setdefault(found.iri, found)

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

    def indicator(self, indicator: str) -> str:
        """The node of an indicator."""
        node = self._indicators.get(indicator)
        if node is None:
            node = self._indicators[indicator] = f"<{identity.indicator_iri(indicator, self._base)}>"
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


def _surest(same: Sequence[_F]) -> _F:
    return min(same, key=lambda fact: (-fact.confidence, fact.rule))


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
        for found, entities in _same(facts.entities, lambda fact: self._identities[fact.key]):
            self._entity(found, entities)
        for (subject, predicate, value), relations in _same(facts.relations, self._ends):
            self._relation(subject, predicate, value, relations)
        for (holder, property_, concept), attributes in _same(facts.attributes, self._valued):
            self._statement(holder, property_, concept, attributes)
        for said, observations in _same(facts.observations, self._said):
            self._observation(said, observations)
        return self._lines

    def _document(self) -> None:
        facts, add, tail, node = self._facts, self._lines.add, self._tail, f"<{self._iri}>"
        title = facts.title.value if facts.title else facts.name
        add(f"{node} {_A} <{MS.SourceDocument}>{tail}")
        add(f"{node} {Terms.label} {chinese(title)}{tail}")
        add(f"{node} <{DCTERMS.identifier}> {literal(facts.name)}{tail}")
        written = any(traditional(quotation.exact) for quotation in facts.quotations)
        add(f"{node} <{DCTERMS.language}> {literal(TRADITIONAL if written else CHINESE)}{tail}")
        media_type = literal(f"{facts.media_type}; charset={facts.encoding}")
        add(f"{node} <{DCTERMS.format}> {media_type}{tail}")
        add(f"{node} <{SCHEMA.sha256}> {literal(facts.digest)}{tail}")
        add(f'{node} <{MS.length}> "{facts.length}"{Terms.integer}{tail}')
        if facts.title:
            add(f"{node} <{DCTERMS.title}> {chinese(title)}{tail}")
        if facts.publisher:
            add(f"{node} <{DCTERMS.publisher}> {chinese(facts.publisher.value)}{tail}")
        if facts.published and len(facts.published.value) in _DATES:
            kind = _DATES[len(facts.published.value)]
            add(f"{node} <{DCTERMS.issued}> {literal(facts.published.value)}^^<{kind}>{tail}")
        if facts.area:
            add(f"{node} <{DCTERMS.coverage}> {chinese(facts.area.value)}{tail}")
        for fact, found in zip(facts.entities, self._identities, strict=True):
            if facts.area_code and fact.code == facts.area_code:
                add(f"{node} <{DCTERMS.spatial}> <{found.iri}>{tail}")

    def _quotations(self) -> None:
        add, tail = self._lines.add, self._tail
        for node, quote in zip(self._evidence, self._facts.quotations, strict=True):
            add(f"{node} {Terms.a_quotation}{tail}")
            add(f"{node} {Terms.quoted} <{self._iri}>{tail}")
            add(f"{node} {Terms.exact} {literal(quote.exact)}{tail}")
            add(f'{node} {Terms.start} "{quote.start}"{Terms.integer}{tail}')
            add(f'{node} {Terms.end} "{quote.end}"{Terms.integer}{tail}')

    def _found(self, node: str, same: Sequence[_Fact]) -> None:
        """Where a fact is said, how sure it is, and which rule found it."""
        add, tail = self._lines.add, self._tail
        for fact in same:
            for index in fact.evidence:
                add(f"{node} {Terms.derived} {self._evidence[index]}{tail}")
        surest = _surest(same)
        add(f'{node} {Terms.confidence} "{surest.confidence:.3f}"{Terms.decimal}{tail}')
        add(f"{node} {Terms.rule} {self._writer.rule(surest.rule)}{tail}")

    def _entity(self, found: Identity, same: list[EntityFact]) -> None:
        """One thing, which the document may name in ways that its text alone did not join."""
        add, tail, node, label = self._lines.add, self._tail, f"<{found.iri}>", found.label
        self._writer.entity(found)
        names = {name for fact in same for name in (fact.name, *fact.aliases)}
        for name in names - {label}:
            add(f"{node} {Terms.alt} {chinese(name)}{tail}")
        for fact in same:
            for name in fact.hidden:
                add(f"{node} {Terms.hidden} {chinese(name)}{tail}")
            if fact.kind:
                add(f"{node} {Terms.kind} {self._writer.concept('kind', fact.kind)}{tail}")
            if fact.domain:
                add(f"{node} {Terms.domain} {self._writer.concept('domain', fact.domain)}{tail}")
        self._found(node, same)

    def _ends(self, fact: RelationFact) -> tuple[Identity, str, Identity]:
        return self._identities[fact.subject], fact.predicate, self._identities[fact.object]

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
        add(f"{node} {Terms.a_statement}{tail}")
        add(f"{node} {Terms.subject} {subject}{tail}")
        add(f"{node} {Terms.predicate} {predicate}{tail}")
        add(f"{node} {Terms.object} {value}{tail}")
        self._found(node, same)
        return node

    def _relation(
        self, subject: Identity, predicate: str, value: Identity, same: Sequence[RelationFact]
    ) -> None:
        if subject.iri == value.iri:  # two names that turned out to be one thing
            self._writer.dropped["related to itself"] += len(same)
            return
        if not vocabulary.relations()[predicate].allows(subject.type, value.type):
            # Other documents say what class the thing is, and the relation has no meaning for that.
            self._writer.dropped["class at the end of a relation"] += len(same)
            return
        if predicate == "locatedIn" and any(self._holds(fact) for fact in same):
            self._writer.dropped["a wider place in a narrower one"] += len(same)
            return
        node = self._statement(subject.iri, MS[predicate], value.iri, same)
        if status := _surest(same).award_status:
            concept = self._writer.concept("awardStatus", status)
            self._lines.add(f"{node} <{MS.awardStatus}> {concept}{self._tail}")

    def _holds(self, fact: RelationFact) -> bool:
        """Whether the object lies in the subject, by their administrative codes."""
        outer, inner = self._facts.entities[fact.subject], self._facts.entities[fact.object]
        return (
            bool(outer.code)
            and (inner.code or inner.area).startswith(outer.code)
            and inner.code != outer.code
        )

    def _observation(self, said: Sequence[str], same: Sequence[ObservationFact]) -> None:
        add, tail, writer, fact = self._lines.add, self._tail, self._writer, same[0]
        about, _, value, *_ = said
        node = f"<{identity.observation_iri(self._iri, *said, base=writer.base)}>"
        indicator = writer.indicator(fact.indicator)
        for index in fact.evidence[:1]:
            add(f"{indicator} {Terms.derived} {self._evidence[index]}{tail}")
        add(f"{node} {Terms.an_observation}{tail}")
        add(f"{node} {Terms.about} <{about}>{tail}")
        add(f"{node} {Terms.indicator} {indicator}{tail}")
        add(f'{node} {Terms.value} "{value}"{Terms.decimal}{tail}')
        add(f"{node} {Terms.unit} {writer.concept('unit', fact.unit)}{tail}")
        add(f"{node} {Terms.qualifier} {writer.concept('qualifier', fact.qualifier)}{tail}")
        if fact.period:
            add(f"{node} <{MS.period}> {literal(fact.period)}{tail}")
        if fact.period_start:
            add(f'{node} <{MS.periodStart}> "{fact.period_start}"{Terms.day}{tail}')
        if fact.period_end:
            add(f'{node} <{MS.periodEnd}> "{fact.period_end}"{Terms.day}{tail}')
        self._found(node, same)
