from __future__ import annotations

import re
from collections import Counter

import pytest
from pyoxigraph import RdfFormat, Store

from minsheng import vocabulary
from minsheng.graph.quads import QuadWriter
from minsheng.graph.validation import Violation, validate
from minsheng.vocabulary import sparql_prefixes

from .conftest import document
from .test_quads import identities

CHINESE = re.compile("[一-鿿]")
FAULTS = {
    "entity without evidence": "DELETE { GRAPH ?g { ?s prov:wasDerivedFrom ?e } } WHERE "
    "{ GRAPH ?g { ?s a ms:School ; prov:wasDerivedFrom ?e } }",
    "entity without label": "DELETE { GRAPH ?g { ?s rdfs:label ?x } } WHERE "
    "{ GRAPH ?g { ?s a ms:School ; rdfs:label ?x } }",
    "second label": 'INSERT { GRAPH ?g { ?s rdfs:label "别的"@zh-Hans } } WHERE { GRAPH ?g { ?s a ms:School } }',
    "private person": 'INSERT { GRAPH ?g { ?s skos:altLabel "周阿婆"@zh-Hans } } WHERE '
    "{ GRAPH ?g { ?s a ms:School } }",
    "observation without unit": "DELETE { GRAPH ?g { ?s ms:unit ?x } } WHERE { GRAPH ?g { ?s ms:unit ?x } }",
    "observation without indicator": "DELETE { GRAPH ?g { ?s ms:indicator ?x } } WHERE "
    "{ GRAPH ?g { ?s ms:indicator ?x } }",
    "wrong class at an end": "DELETE { GRAPH ?g { ?o a ms:Place } } INSERT { GRAPH ?g { ?o a ms:Award } } WHERE "
    "{ GRAPH ?g { ?s ms:locatedIn ?o . ?o a ms:Place } }",
    "evidence beyond its document": "DELETE { GRAPH ?g { ?d ms:length ?n } } INSERT { GRAPH ?g { ?d ms:length 20 } } "
    "WHERE { GRAPH ?g { ?d ms:length ?n } }",
    "evidence that is not there": "DELETE { GRAPH ?g { ?e ?p ?x } } WHERE "
    "{ GRAPH ?g { ?s rdf:predicate ms:memberOf ; prov:wasDerivedFrom ?e . ?e ?p ?x } }",
    "confidence above one": "INSERT { GRAPH ?g { ?s ms:confidence 1.5 } } WHERE { GRAPH ?g { ?s a rdf:Statement } }",
}
CHECKS = {
    "relation-without-statement": "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE "
    "{ GRAPH ?g { ?s rdf:predicate ms:memberOf ; ?p ?o } }",
    "statement-without-relation": "DELETE WHERE { GRAPH ?g { ?s ms:memberOf ?o } }",
    "quotation-length": 'DELETE { GRAPH ?g { ?e oa:exact ?x } } INSERT { GRAPH ?g { ?e oa:exact "短" } } WHERE '
    "{ GRAPH ?g { ?e oa:exact ?x ; oa:start 0 } }",
    "part-of-itself": "INSERT { GRAPH ?g { ?o ms:partOf ?s . ?s ms:partOf ?o } } WHERE "
    "{ GRAPH ?g { ?s ms:memberOf ?o } }",
}


def graph(fault: str | None = None) -> Store:
    facts, writer = document(), QuadWriter()
    store = Store()
    store.load("".join(writer.document(facts, identities(facts)) + writer.shared()), RdfFormat.N_QUADS)
    before = store.dump(format=RdfFormat.N_QUADS)
    if fault is not None:
        store.update(sparql_prefixes() + fault)
        assert store.dump(format=RdfFormat.N_QUADS) != before
    return store


def reference(store: Store) -> Counter[str]:
    """Focus nodes of the results of pyshacl, over the union and the ontology."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(data="".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in store), format="nt")
    for file in vocabulary.files():
        data.parse(data=file.read_text("utf-8"), format="turtle")
    shapes.parse(data=vocabulary.shapes().read_text("utf-8"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes)
    nodes = results.subjects(None, SH.ValidationResult)
    return Counter(results.value(node, SH.focusNode).n3() for node in nodes)


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_faults_are_found_as_the_reference_finds_them(fault: str) -> None:
    store = graph(FAULTS[fault])
    shapes = {v for v in validate(store) if v.shape not in CHECKS}
    assert any(violation.blocking for violation in shapes)
    assert Counter(violation.focus for violation in shapes) == reference(store)
    assert all(CHINESE.search(message.zh) and not CHINESE.search(message.en) for message in [v.message for v in shapes])


@pytest.mark.parametrize("check", CHECKS)
def test_faults_that_lie_between_nodes_are_found(check: str) -> None:
    found = [violation for violation in validate(graph(CHECKS[check])) if violation.shape == check]
    assert found
    assert all(violation.blocking and violation.message.zh and violation.message.en for violation in found)


def test_a_good_graph_has_none() -> None:
    assert validate(graph()) == []
    assert not reference(graph())


def test_a_violation_as_json() -> None:
    (violation,) = {v for v in validate(graph(FAULTS["observation without unit"])) if v.path == "unit"}
    assert isinstance(violation, Violation)
    assert violation.as_dict() == {
        "severity": "Violation",
        "shape": "Observation",
        "focus": violation.focus,
        "path": "unit",
        "value": "",
        "message": {"zh": violation.message.zh, "en": violation.message.en},
    }
