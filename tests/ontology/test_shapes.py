"""The shapes and integrity queries: a good graph passes, each planted fault is reported, everywhere alike."""

from __future__ import annotations

import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
import shacl

from minsheng.vocabulary import files, integrity_queries, relations, shapes, sparql_prefixes
from minsheng.vocabulary.namespaces import MS, SCHEMA, SH
from minsheng.vocabulary.ontology import nodes

GOOD = Path(__file__).with_name("good.ttl").read_text("utf-8")
HEAD = sparql_prefixes() + "PREFIX : <https://example.org/id/>\n"
EVIDENCE = "<https://example.org/id/doc#char=0,12>"

#: fault → SPARQL update that plants it, and the English messages expected, in sorted order
FAULTS: dict[str, tuple[str, list[str]]] = {
    "entity without evidence": (
        "DELETE WHERE { :school prov:wasDerivedFrom ?e }",
        ["An entity without evidence"],
    ),
    "statement without evidence": (
        "DELETE WHERE { :located prov:wasDerivedFrom ?e }",
        ["A statement without evidence"],
    ),
    "observation without evidence": (
        "DELETE WHERE { :observation prov:wasDerivedFrom ?e }",
        ["An observation without evidence"],
    ),
    "evidence that is a document": (
        "INSERT DATA { :school prov:wasDerivedFrom :doc }",
        ["An entity derived from something that is no evidence"],
    ),
    "no quotation": (
        f"DELETE WHERE {{ {EVIDENCE} oa:exact ?x }}",
        ["Evidence must have exactly one quotation"],
    ),
    "no start": (f"DELETE WHERE {{ {EVIDENCE} oa:start ?x }}", ["Evidence must have exactly one start"]),
    "no end": (f"DELETE WHERE {{ {EVIDENCE} oa:end ?x }}", ["Evidence must have exactly one end"]),
    "no document": (
        f"DELETE WHERE {{ {EVIDENCE} prov:wasQuotedFrom ?x }}",
        ["Evidence must be quoted from exactly one document"],
    ),
    "end at the start": (
        f"DELETE {{ {EVIDENCE} oa:end 12 }} INSERT {{ {EVIDENCE} oa:end 0 }} WHERE {{}}",
        ["Evidence that ends where it starts, or before"],
    ),
    "start as a string": (
        f'DELETE {{ {EVIDENCE} oa:start 0 }} INSERT {{ {EVIDENCE} oa:start "0" }} WHERE {{}}',
        [
            "A start below 0",
            "A start that is no xsd:integer",
            "Evidence that ends where it starts, or before",
        ],
    ),
    "end beyond the document": (
        "DELETE { :doc ms:length 40 } INSERT { :doc ms:length 39 } WHERE {}",
        ["Evidence beyond the end of its document"],
    ),
    "document without length": (
        "DELETE WHERE { :doc ms:length ?x }",
        ["A source document must tell its length in code points"],
    ),
    "quotation naming a private person": (
        f'DELETE {{ {EVIDENCE} oa:exact ?x }} INSERT {{ {EVIDENCE} oa:exact "住在桂花社区的周奶奶。" }}'
        f" WHERE {{ {EVIDENCE} oa:exact ?x }}",
        ["A quotation that seems to name a private person unmasked"],
    ),
    "no about": (
        "DELETE WHERE { :observation ms:about ?x }",
        ["An observation must be about exactly one thing"],
    ),
    "no indicator": (
        "DELETE WHERE { :observation ms:indicator ?x }",
        ["An observation must have exactly one indicator"],
    ),
    "no value": ("DELETE WHERE { :observation ms:value ?x }", ["An observation must have exactly one value"]),
    "no unit": ("DELETE WHERE { :observation ms:unit ?x }", ["An observation must have exactly one unit"]),
    "no qualifier": (
        "DELETE WHERE { :observation ms:qualifier ?x }",
        ["An observation must have exactly one qualifier"],
    ),
    "unit outside the scheme": (
        "DELETE { :observation ms:unit ?x } INSERT { :observation ms:unit :box }"
        " WHERE { :observation ms:unit ?x }",
        ["A unit outside its scheme"],
    ),
    "qualifier outside the scheme": (
        "DELETE { :observation ms:qualifier ?x } INSERT { :observation ms:qualifier :vague }"
        " WHERE { :observation ms:qualifier ?x }",
        ["A qualifier outside its scheme"],
    ),
    "value as a string": (
        'DELETE { :observation ms:value ?x } INSERT { :observation ms:value "12" }'
        " WHERE { :observation ms:value ?x }",
        ["A value that is no xsd:decimal"],
    ),
    "period upside down": (
        'DELETE { :observation ms:periodEnd ?x } INSERT { :observation ms:periodEnd "2023-12-31"^^xsd:date }'
        " WHERE { :observation ms:periodEnd ?x }",
        ["A period that ends before it starts"],
    ),
    "no label": ("DELETE WHERE { :place rdfs:label ?x }", ["An entity without a label"]),
    "two labels": (
        'INSERT DATA { :place rdfs:label "清源"@zh-Hans }',
        ["An entity with more than one label; others belong in skos:altLabel"],
    ),
    "label in English": (
        'DELETE { :place rdfs:label ?x } INSERT { :place rdfs:label "Qingyuan"@en }'
        " WHERE { :place rdfs:label ?x }",
        ["A label tagged neither zh-Hans nor zh-Hant"],
    ),
    "kind outside the scheme": (
        "INSERT DATA { :school ms:kind <https://w3id.org/minsheng/ontology/status/planned> }",
        ["A kind outside its scheme"],
    ),
    "domain outside the scheme": ("INSERT DATA { :school ms:domain :x }", ["A domain outside its scheme"]),
    "status outside the scheme": ("INSERT DATA { :school ms:status :x }", ["A status outside its scheme"]),
    "audience outside the scheme": (
        "INSERT DATA { :school ms:audience :x }",
        ["An audience outside its scheme"],
    ),
    "award status outside the scheme": (
        "DELETE { :awarded ms:awardStatus ?x } INSERT { :awarded ms:awardStatus :x }"
        " WHERE { :awarded ms:awardStatus ?x }",
        ["An award status outside its scheme"],
    ),
    "confidence of two": (
        "DELETE { :located ms:confidence ?x } INSERT { :located ms:confidence 2.0 }"
        " WHERE { :located ms:confidence ?x }",
        ["A confidence above 1, or no number"],
    ),
    "confidence below nought": (
        "DELETE { :located ms:confidence ?x } INSERT { :located ms:confidence -0.1 }"
        " WHERE { :located ms:confidence ?x }",
        ["A confidence below 0, or no number"],
    ),
    "statement without subject": (
        "DELETE WHERE { :located rdf:subject ?x }",
        ["A statement must have exactly one subject"],
    ),
    "statement without predicate": (
        "DELETE WHERE { :located rdf:predicate ?x }",
        ["A statement must have exactly one predicate"],
    ),
    "statement without object": (
        "DELETE WHERE { :located rdf:object ?x }",
        ["A statement must have exactly one object"],
    ),
    "statement without confidence": (
        "DELETE WHERE { :located ms:confidence ?x }",
        ["A statement without a confidence"],
    ),
    "statement without rule": (
        "DELETE WHERE { :located ms:extractedBy ?x }",
        ["A statement that does not tell its rule"],
    ),
    "indicator without label": (
        "DELETE WHERE { :schools skos:prefLabel ?x }",
        ["An indicator without a label"],
    ),
    "a person": ("INSERT DATA { :someone a foaf:Person }", ["A person is never an entity of the graph"]),
    "a person of schema.org": (
        "INSERT DATA { :someone a schema:Person }",
        ["A person is never an entity of the graph"],
    ),
    "label of a private person": (
        'DELETE { :place rdfs:label ?x } INSERT { :place rdfs:label "田婆婆"@zh-Hans }'
        " WHERE { :place rdfs:label ?x }",
        ["A label that reads like the name of a private person"],
    ),
    "alias of a private person": (
        'INSERT DATA { :place skos:altLabel "小徐阿姨"@zh-Hans }',
        ["An alternative label that reads like the name of a private person"],
    ),
}

#: integrity query → update that plants what it finds
BROKEN = {
    "relation-without-statement": "DELETE WHERE { :located ?p ?o }",
    "statement-without-relation": "DELETE WHERE { :school ms:locatedIn ?o }",
    "quotation-length": f'DELETE {{ {EVIDENCE} oa:exact ?x }} INSERT {{ {EVIDENCE} oa:exact "清源一小" }}'
    f" WHERE {{ {EVIDENCE} oa:exact ?x }}",
    "evidence-iri": f"DELETE {{ {EVIDENCE} oa:start ?x }} INSERT {{ {EVIDENCE} oa:start 1 }}"
    f" WHERE {{ {EVIDENCE} oa:start ?x }}",
    "part-of-itself": "INSERT DATA { :place ms:locatedIn :place }",
}


def planted(update: str = "") -> ox.Store:
    store = ox.Store()
    store.load(GOOD.encode(), ox.RdfFormat.TURTLE)
    if update:
        before = set(store)
        store.update(HEAD + update)
        assert set(store) != before, "the fault was not planted"
    return store


def turtle(store: ox.Store, *, with_ontology: bool = True) -> str:
    if with_ontology:
        for file in files():
            store.load(file.read_bytes(), ox.RdfFormat.TURTLE)
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert written is not None
    return written.decode()


def by_shacl(data: str) -> list[tuple[str, str]]:
    report = shacl.Shapes.from_turtle(shapes().read_text("utf-8")).validate_turtle(data)
    return sorted((result.focus_node.strip("<>"), english(result.messages)) for result in report.results)


def english(messages: list[str]) -> str:
    """The English one of a result's two messages: it starts with a Latin capital."""
    assert len(messages) == 2
    return next(message for message in messages if message[0].isascii())


def by_pyshacl(data: str) -> list[tuple[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, inside pyshacl
        import pyshacl
        import rdflib

        graph = rdflib.Graph().parse(data=data, format="nt")
        rules = rdflib.Graph().parse(data=shapes().read_text("utf-8"), format="turtle")
        _, report, _ = pyshacl.validate(graph, shacl_graph=rules)
        assert isinstance(report, rdflib.Graph)
        found = []
        for result in report.objects(None, rdflib.URIRef(SH.result)):  # not those in sh:detail
            texts = [str(text) for text in report.objects(result, rdflib.URIRef(SH.resultMessage))]
            found.append((str(report.value(result, rdflib.URIRef(SH.focusNode))), english(texts)))
    return sorted(found)


def test_a_good_graph_passes_in_both_validators() -> None:
    data = turtle(planted())
    assert by_shacl(data) == by_pyshacl(data) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_reported_once(fault: str) -> None:
    update, expected = FAULTS[fault]
    assert sorted(message for _, message in by_shacl(turtle(planted(update)))) == sorted(expected)


@pytest.mark.parametrize("relation", sorted(relations()))
def test_a_wrong_class_at_either_end_is_reported(relation: str) -> None:
    update = f"INSERT DATA {{ :schools ms:{relation} :observation }}"
    label = relations()[relation].en
    found = by_shacl(turtle(planted(update)))
    assert [focus.rsplit("/", 1)[1] for focus, _ in found] == ["observation", "schools"]
    assert found[0][1].startswith(f"The object of “{label}” must be: ")
    assert found[1][1].startswith(f"The subject of “{label}” must be: ")


def test_all_faults_together_are_the_same_in_both_validators() -> None:
    parts = []
    for number, (update, _) in enumerate(FAULTS.values()):
        name = f"https://example.org/{number}/"
        lines = turtle(planted(update), with_ontology=False).replace("https://example.org/id/", name)
        parts.append(lines)
    store = ox.Store()
    store.load("".join(parts).encode(), ox.RdfFormat.N_TRIPLES)
    for relation in relations():
        subject, object_ = (f"https://example.org/{relation}/{end}" for end in "so")
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(MS[relation]), ox.NamedNode(object_)))
    data = turtle(store)
    found = by_shacl(data)
    assert len(found) == sum(len(messages) for _, messages in FAULTS.values()) + 2 * len(relations())
    assert found == by_pyshacl(data)


@pytest.mark.parametrize("relation", sorted(relations()))
def test_shapes_and_ontology_agree_on_the_ends(relation: str) -> None:
    store = ox.Store()
    store.load(shapes().read_bytes(), ox.RdfFormat.TURTLE)
    for target, end in (("targetSubjectsOf", "domainIncludes"), ("targetObjectsOf", "rangeIncludes")):
        rows = store.query(
            sparql_prefixes() + f"SELECT ?class {{ ?shape sh:{target} ms:{relation} ."
            " { ?shape sh:class ?class } UNION { ?shape sh:or/rdf:rest*/rdf:first/sh:class ?class } }"
        )
        assert isinstance(rows, ox.QuerySolutions)
        assert sorted(row["class"].value for row in rows) == sorted(nodes()[MS[relation]].links[SCHEMA[end]])


def test_every_integrity_query_has_its_fault_and_explains_itself() -> None:
    assert [file.name for file in integrity_queries()] == sorted(f"{name}.rq" for name in BROKEN)
    for file in integrity_queries():
        chinese, other, *_ = file.read_text("utf-8").splitlines()
        assert chinese.startswith("# ") and not chinese.isascii()
        assert other.startswith("# ") and other.isascii()


@pytest.mark.parametrize("name", BROKEN)
def test_integrity_queries_find_their_fault_and_nothing_in_a_good_graph(name: str) -> None:
    text = next(file for file in integrity_queries() if file.name == f"{name}.rq").read_text("utf-8")
    good, bad = (list(planted(update).query(text)) for update in ("", BROKEN[name]))  # type: ignore[arg-type]
    assert good == []
    assert len(bad) == 1
