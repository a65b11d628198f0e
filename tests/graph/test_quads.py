from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, QuerySolutions, RdfFormat, Store, parse

from minsheng.graph.quads import SHARED, QuadWriter
from minsheng.graph.terms import literal
from minsheng.graph.validation import validate
from minsheng.identity import Identity, evidence_iri
from minsheng.records import DocumentFacts
from minsheng.vocabulary import BASE, MS, sparql_prefixes

Identities = Callable[[DocumentFacts], list[Identity]]


def stored(facts: DocumentFacts, found: list[Identity]) -> Store:
    writer = QuadWriter()
    lines = writer.document(facts, found) + writer.shared()
    assert len(lines) == len(set(lines))
    store = Store()
    store.load("".join(lines), RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(sparql_prefixes() + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return sorted(tuple(getattr(term, "value", "") for term in row) for row in found)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_literal_is_read_back_as_it_was(value: str) -> None:
    line = f"<urn:s> <urn:p> {literal(value)} .\n"
    assert line.count("\n") == 1
    (triple,) = parse(line.encode(), RdfFormat.N_TRIPLES)
    assert isinstance(triple.object, Literal)
    assert triple.object.value == value


def test_a_document_keeps_the_shapes(facts: DocumentFacts, identities: Identities) -> None:
    assert validate(stored(facts, identities(facts))) == []


def test_there_are_no_blank_nodes_and_two_graphs(facts: DocumentFacts, identities: Identities) -> None:
    store = stored(facts, identities(facts))
    assert not any(isinstance(term, BlankNode) for quad in store for term in (quad.subject, quad.object))
    assert sorted(graph.value for graph in store.named_graphs()) == [f"{BASE}source/qinghe.txt", SHARED]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?s a ms:School ; rdfs:label ?x", ["青河小学"]),
        ("?s a ms:School ; skos:altLabel ?x", ["青河小学校"]),
        ("?s a ms:EducationGroup ; skos:hiddenLabel ?x", ["青何教育集团"]),
        ("?s a ms:School ; ms:pinyin ?x", ["qing he xiao xue"]),
        ("?s a ms:School ; ms:kind/skos:prefLabel ?x FILTER LANGMATCHES(LANG(?x), 'zh')", ["小学"]),
        ("?s a ms:HealthCentre ; ms:domain/skos:notation ?x", ["health"]),
        ("?s a ms:HealthCentre ; ms:locatedIn/rdfs:label ?x", ["柳溪镇"]),
        ("?s a ms:HealthCentre ; ms:status/skos:notation ?x", ["operating"]),
        ("?s rdf:predicate ms:received ; ms:awardStatus/skos:notation ?x", ["appliedFor"]),
        ("?s rdf:predicate ms:memberOf ; ms:confidence ?x", ["0.85"]),
        ("?s rdf:predicate ms:memberOf ; ms:extractedBy/skos:prefLabel ?x", ["joins"]),
        ("?s rdf:predicate ms:memberOf ; prov:wasDerivedFrom/oa:exact ?x", ["青河小学加入青河教育集团"]),
        ("?s a ms:Observation ; ms:value ?x", ["12"]),
        ("?s a ms:Observation ; ms:unit/skos:prefLabel ?x FILTER LANGMATCHES(LANG(?x), 'zh')", ["个"]),
        ("?s a ms:Observation ; ms:indicator/rdfs:label ?x", ["老年食堂数量"]),
        ("?s a ms:Indicator ; prov:wasDerivedFrom/oa:exact ?x", ["青河区今年新建老年食堂12个"]),
        ("?s a ms:Observation ; ms:about/rdfs:label ?x", ["青河区"]),
        ("?s a ms:Observation ; ms:period ?x", ["今年"]),
        ("?s a ms:Observation ; ms:periodStart ?x", ["2023-01-01"]),
        ("?s a ms:Observation ; ms:periodEnd ?x", ["2023-12-31"]),
        ("?s a ms:SourceDocument ; rdfs:label ?x", ["青河民生"]),
        ("?s a ms:SourceDocument ; dcterms:identifier ?x", ["qinghe.txt"]),
        ("?s a ms:SourceDocument ; dcterms:issued ?x FILTER(DATATYPE(?x) = xsd:gYearMonth)", ["2023-07"]),
        ("?s a ms:SourceDocument ; dcterms:coverage ?x", ["青河区"]),
        ("?s a ms:SourceDocument ; dcterms:spatial/rdfs:label ?x", ["青河区"]),
        ("?s a ms:SourceDocument ; dcterms:publisher ?x", []),
        ("?s a ms:SourceDocument ; dcterms:format ?x", ["text/plain; charset=utf-8"]),
    ],
)
def test_facts_are_where_the_ontology_puts_them(
    facts: DocumentFacts, identities: Identities, query: str, expected: list[str]
) -> None:
    assert rows(stored(facts, identities(facts)), f"SELECT ?x {{ {query} }}") == [
        (value,) for value in expected
    ]


def test_evidence_is_named_by_its_place(facts: DocumentFacts, identities: Identities) -> None:
    query = "SELECT ?e ?d ?start ?end { ?e prov:wasQuotedFrom ?d ; oa:start ?start ; oa:end ?end }"
    found = rows(stored(facts, identities(facts)), query)
    assert len(found) == len(facts.quotations)
    for node, document, start, end in found:
        assert node == evidence_iri(document, int(start), int(end))


def test_a_name_that_the_graph_knows_better_is_an_alternative_label(
    facts: DocumentFacts, identities: Identities
) -> None:
    found = identities(facts)
    found[3] = replace(found[3], label="青河区青河实验小学")
    store = stored(facts, found)
    names = rows(store, "SELECT ?p ?x { ?s a ms:School ; ?p ?x VALUES ?p { rdfs:label skos:altLabel } }")
    assert [name for _, name in names] == ["青河区青河实验小学", "青河小学", "青河小学校"]
    assert [property_.rpartition("#")[2] for property_, _ in names] == ["label", "altLabel", "altLabel"]


def test_things_that_are_one_are_written_once(facts: DocumentFacts, identities: Identities) -> None:
    """Two entities with one identity: one label, the surer rule, no relation of a thing to itself."""
    twin = replace(facts.entities[3], key=6, name="青河小学本部", confidence=0.95, rule="surer")
    relations = (
        *facts.relations,
        replace(facts.relations[1], subject=6, confidence=0.3),
        replace(facts.relations[1], subject=6, predicate="partOf", object=3),
    )
    facts = replace(facts, entities=(*facts.entities, twin), relations=relations)
    found = identities(facts)
    found[6] = found[3]
    store = stored(facts, found)
    assert validate(store) == []
    assert rows(store, "SELECT ?x { ?s a ms:School ; rdfs:label ?x }") == [("青河小学",)]
    assert rows(store, "SELECT ?x { ?s a ms:School ; ms:confidence ?x }") == [("0.95",)]
    assert rows(store, "SELECT ?x { ?s rdf:predicate ms:memberOf ; ms:confidence ?x }") == [("0.85",)]
    assert rows(store, "SELECT ?x { ?s ms:partOf ?x }") == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3000000000", "3000000000"),
        ("3E+9", "3000000000"),
        ("97.3", "97.3"),
        ("0.050", "0.05"),
        ("-2.5", "-2.5"),
    ],
)
def test_values_are_plain_decimals(
    facts: DocumentFacts, identities: Identities, value: str, written: str
) -> None:
    observation = replace(facts.observations[0], value=Decimal(value))
    store = stored(replace(facts, observations=(observation,)), identities(facts))
    assert rows(store, "SELECT ?x { ?s ms:value ?x }") == [(written,)]


def test_a_measure_word_that_no_scheme_lists_still_has_its_label(
    facts: DocumentFacts, identities: Identities
) -> None:
    store = stored(
        replace(facts, observations=(replace(facts.observations[0], unit="盏"),)), identities(facts)
    )
    assert rows(store, "SELECT ?x { ?s a ms:Observation ; ms:unit/skos:prefLabel ?x }") == [("盏",)]
    assert validate(store) == []


def test_the_order_of_facts_does_not_matter(facts: DocumentFacts, identities: Identities) -> None:
    turned = replace(facts, relations=facts.relations[::-1], observations=facts.observations[::-1])
    lines = [QuadWriter().document(each, identities(each)) for each in (facts, turned)]
    assert lines[0] == lines[1] == sorted(lines[0])


def test_the_classes_are_those_of_the_facts(facts: DocumentFacts, identities: Identities) -> None:
    entities = rows(stored(facts, identities(facts)), "SELECT DISTINCT ?c { ?s ms:pinyin ?p ; a ?c }")
    assert entities == sorted((MS[fact.type],) for fact in facts.entities[1:])


def test_a_relation_that_other_documents_make_void_is_dropped_and_counted(
    facts: DocumentFacts, identities: Identities
) -> None:
    found = identities(facts)
    found[1] = replace(found[1], type="Event")
    writer = QuadWriter()
    lines = writer.document(facts, found)
    assert not any(MS.locatedIn in line for line in lines)
    assert writer.dropped == {"class at the end of a relation": 1}


def test_former_iris_lead_to_the_present_ones() -> None:
    (line,) = QuadWriter().shared({"https://example.org/old": "https://example.org/new"})
    assert line.split()[::2] == ["<https://example.org/old>", "<https://example.org/new>", "."]


def test_an_honour_said_in_two_ways_has_one_status(facts: DocumentFacts, identities: Identities) -> None:
    award = facts.relations[2]
    surer = replace(award, award_status="received", confidence=0.9)
    store = stored(replace(facts, relations=(award, surer)), identities(facts))
    assert rows(store, "SELECT ?x { ?s ms:awardStatus/skos:notation ?x }") == [("received",)]
    assert validate(store) == []


@pytest.mark.parametrize(
    ("confidence", "written"), [(1.0, "1"), (0.00001, "0"), (0.9, "0.9"), (2 / 3, "0.667")]
)
def test_confidences_are_plain_decimals(
    facts: DocumentFacts, identities: Identities, confidence: float, written: str
) -> None:
    observation = replace(facts.observations[0], confidence=confidence)
    store = stored(replace(facts, observations=(observation,)), identities(facts))
    assert rows(store, "SELECT ?x { ?s a ms:Observation ; ms:confidence ?x }") == [(written,)]


@pytest.mark.parametrize(
    ("subject", "value", "kept"), [(1, 0, True), (0, 1, False), (2, 0, True), (0, 2, False)]
)
def test_a_place_does_not_lie_in_what_lies_in_it(
    facts: DocumentFacts, identities: Identities, subject: int, value: int, kept: bool
) -> None:
    found = [replace(each, type="Place") for each in identities(facts)]
    relation = replace(facts.relations[0], subject=subject, object=value)
    writer = QuadWriter()
    lines = writer.document(replace(facts, relations=(relation,)), found)
    assert any(MS.locatedIn in line for line in lines) is kept
    assert sum(writer.dropped.values()) == (not kept)
