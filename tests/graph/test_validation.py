from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

from minsheng import vocabulary
from minsheng.graph.quads import QuadWriter
from minsheng.graph.validation import Violation, validate
from minsheng.vocabulary import sparql_prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.identity import Identity
    from minsheng.records import DocumentFacts

CHINESE = re.compile("[一-鿿]")
#: What is deleted from a good document's graph, what is inserted, and where.
FAULTS = {
    "entity without evidence": ("?s prov:wasDerivedFrom ?e", "", "?s a ms:School"),
    "entity without label": ("?s rdfs:label ?x", "", "?s a ms:School"),
    "second label": ("", '?s rdfs:label "别的"@zh-Hans', "?s a ms:School"),
    "private person": ("", '?s skos:altLabel "周阿婆"@zh-Hans', "?s a ms:School"),
    "observation without unit": ("?s ms:unit ?x", "", ""),
    "observation without indicator": ("?s ms:indicator ?x", "", ""),
    "wrong class at an end": ("?o a ms:Place", "?o a ms:Award", "?s ms:locatedIn ?o"),
    "evidence beyond its document": ("?d ms:length ?n", "?d ms:length 20", ""),
    "evidence that is not there": ("?e ?p ?x", "", "?s rdf:predicate ms:memberOf ; prov:wasDerivedFrom ?e"),
    "confidence above one": ("", "?s ms:confidence 1.5", "?s a rdf:Statement"),
}
#: The same, for the checks that SHACL cannot express.
CHECKS = {
    "relation-without-statement": ("?s ?p ?o", "", "?s rdf:predicate ms:memberOf"),
    "statement-without-relation": ("?s ms:memberOf ?o", "", ""),
    "quotation-length": ("?e oa:exact ?x", '?e oa:exact "短"', "?e oa:start 0"),
    "part-of-itself": ("", "?o ms:partOf ?s . ?s ms:partOf ?o", "?s ms:memberOf ?o"),
}


@pytest.fixture
def good(facts: DocumentFacts, identities: Callable[[DocumentFacts], list[Identity]]) -> Store:
    writer = QuadWriter()
    store = Store()
    store.load("".join(writer.document(facts, identities(facts)) + writer.shared()), RdfFormat.N_QUADS)
    return store


def broken(store: Store, fault: tuple[str, str, str]) -> Store:
    # what is deleted and where need not stand in one graph: classes and labels stand in the shared one
    graphs = ("?d", "?d" if fault[0] else "?w", "?w")
    delete, insert, where = (
        f"GRAPH {graph} {{ {part} }}" if part else "" for graph, part in zip(graphs, fault, strict=True)
    )
    before = store.dump(format=RdfFormat.N_QUADS)
    update = f"DELETE {{ {delete} }} INSERT {{ {insert} }} WHERE {{ {where} {delete} }}"
    store.update(sparql_prefixes() + update)
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
def test_planted_faults_are_found_as_the_reference_finds_them(good: Store, fault: str) -> None:
    store = broken(good, FAULTS[fault])
    shapes = {v for v in validate(store) if v.shape not in CHECKS}
    assert any(violation.blocking for violation in shapes)
    assert Counter(violation.focus for violation in shapes) == reference(store)
    for message in {violation.message for violation in shapes}:
        assert CHINESE.search(message.zh) and not CHINESE.search(message.en)


@pytest.mark.parametrize("check", CHECKS)
def test_faults_that_lie_between_nodes_are_found(good: Store, check: str) -> None:
    found = [violation for violation in validate(broken(good, CHECKS[check])) if violation.shape == check]
    assert found
    assert all(violation.blocking and violation.message.zh and violation.message.en for violation in found)


def test_a_good_graph_has_none(good: Store) -> None:
    assert validate(good) == []
    assert not reference(good)


def test_a_violation_as_json(good: Store) -> None:
    (violation,) = {v for v in validate(broken(good, FAULTS["observation without unit"])) if v.path == "unit"}
    assert isinstance(violation, Violation)
    assert violation.as_dict() == {
        "severity": "Violation",
        "shape": "Observation",
        "focus": violation.focus,
        "path": "unit",
        "value": "",
        "message": {"zh": violation.message.zh, "en": violation.message.en},
    }
