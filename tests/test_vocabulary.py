"""The vocabulary: what the design promises is there, named in two languages, and reads as it stands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from minsheng import vocabulary
from minsheng.vocabulary import (
    CHINESE,
    MS,
    ONTOLOGY,
    OWL,
    QB,
    RDF,
    RDFS,
    SCHEMES,
    SKOS,
    classes,
    compact,
    concept_iri,
    concepts,
    context,
    entity_classes,
    files,
    kinds_of,
    label_of,
    prefixes,
    properties,
    relations,
    sparql_prefixes,
    subclasses,
    superclasses,
    unit,
    unit_iri,
)
from minsheng.vocabulary.ontology import Node, nodes

CLASSES = [
    "Facility",
    "School",
    "Hospital",
    "HealthCentre",
    "EldercareFacility",
    "ElderlyCanteen",
    "ChildcareFacility",
    "CulturalSite",
    "HeritageSite",
    "ScenicSpot",
    "ServiceCentre",
    "Organization",
    "PublicBody",
    "EducationGroup",
    "MedicalConsortium",
    "Programme",
    "Place",
    "Award",
    "Document",
    "Work",
    "Event",
    "Observation",
    "Indicator",
    "SourceDocument",
    "Evidence",
    "Rule",
]
RELATIONS = [
    "locatedIn",
    "memberOf",
    "partOf",
    "operatedBy",
    "coverageArea",
    "received",
    "renamedTo",
    "issued",
    "createdBy",
    "hosts",
    "builtBy",
    "partnerOf",
]
PROPERTIES = [
    "kind",
    "kindOf",
    "domain",
    "status",
    "audience",
    "pinyin",
    "about",
    "indicator",
    "period",
    "periodStart",
    "periodEnd",
    "value",
    "unit",
    "qualifier",
    "awardStatus",
    "confidence",
    "extractedBy",
    "length",
]
#: our class → a class of a standard vocabulary that RDFS inference must reach
ALIGNMENTS = {
    "School": "schema:School",
    "Hospital": "geo:Feature",
    "HealthCentre": "schema:MedicalClinic",
    "ElderlyCanteen": "schema:CivicStructure",
    "ChildcareFacility": "schema:ChildCare",
    "HeritageSite": "schema:LandmarksOrHistoricalBuildings",
    "ScenicSpot": "schema:TouristAttraction",
    "PublicBody": "org:Organization",
    "MedicalConsortium": "schema:Organization",
    "Programme": "cpsv:PublicService",
    "Place": "schema:AdministrativeArea",
    "Document": "schema:CreativeWork",
    "Event": "schema:Event",
    "Observation": "qb:Observation",
    "Indicator": "skos:Concept",
    "SourceDocument": "schema:Article",
    "Evidence": "oa:TextPositionSelector",
}


def named(node: Node, label: str) -> bool:
    """Whether a term or concept is named and defined in both languages, once each."""
    wanted = [(prop, language) for prop in (label, SKOS.definition) for language in (CHINESE, "en")]
    return all(len(node.all_texts(*key)) == 1 for key in wanted)


def test_the_terms_are_exactly_those_of_the_design() -> None:
    assert list(classes()) == CLASSES
    assert list(relations()) == RELATIONS
    assert list(properties()) == PROPERTIES


@pytest.mark.parametrize("name", CLASSES + RELATIONS + PROPERTIES)
def test_every_term_is_labelled_defined_and_shown(name: str) -> None:
    node = nodes()[MS[name]]
    assert named(node, RDFS.label)
    assert any(prop == SKOS.example for prop, _ in node.texts)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_concept_is_labelled_and_defined(scheme: str) -> None:
    assert named(nodes()[ONTOLOGY[scheme]], SKOS.prefLabel)
    assert concepts(scheme)
    for notation, concept in concepts(scheme).items():
        assert concept.iri == ONTOLOGY[f"{scheme}/{notation}"]
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", notation)
        assert named(nodes()[concept.iri], SKOS.prefLabel), notation
        assert concept.broader is None or concept.broader in concepts(scheme)
    assert len({concept.zh for concept in concepts(scheme).values()}) == len(concepts(scheme))


def test_nothing_else_is_declared() -> None:
    schemes = {ONTOLOGY[scheme] for scheme in SCHEMES}
    listed = {concept.iri for scheme in SCHEMES for concept in concepts(scheme).values()}
    terms = {MS[name] for name in CLASSES + RELATIONS + PROPERTIES}
    cube = {
        iri for iri in nodes() if re.fullmatch(re.escape(str(MS)) + r"(structure(-\w+)?|observations)", iri)
    }
    assert set(nodes()) == schemes | listed | terms | cube | {str(ONTOLOGY).rstrip("/")}


def test_labels_tell_terms_apart() -> None:
    for language in ("zh", "en"):
        labels = [getattr(term, language) for term in (*classes().values(), *relations().values())]
        assert len(set(labels)) == len(labels)


def test_head_words_name_one_kind_within_a_class() -> None:
    for name in entity_classes():
        own = [concept for concept in concepts("kind").values() if concept.kind_of == name]
        words = [word for concept in own for word in (concept.zh, *concept.alt)]
        assert len(words) == len(set(words)) == len(kinds_of(name)), name
    assert all(concept.kind_of in classes() for concept in concepts("kind").values())


@pytest.mark.parametrize(("name", "standard"), ALIGNMENTS.items())
def test_alignments_resolve_by_rdfs(name: str, standard: str) -> None:
    store = ox.Store()
    for file in files():
        store.load(file.read_bytes(), ox.RdfFormat.TURTLE)
    query = f"ASK {{ ms:{name} rdfs:subClassOf+ {standard} }}"
    assert store.query(sparql_prefixes() + query)


@pytest.mark.parametrize("name", RELATIONS)
def test_relations_are_aligned(name: str) -> None:
    links = nodes()[MS[name]].links
    assert links.get(RDFS.subPropertyOf) or links.get(RDFS.seeAlso)
    assert relations()[name].subjects <= set(entity_classes())
    assert relations()[name].objects <= set(entity_classes())


def test_superclasses_and_subclasses() -> None:
    assert superclasses("EducationGroup") == ("Organization",)
    assert superclasses("Place") == ()
    assert subclasses("Organization") == {"Organization", "PublicBody", "EducationGroup", "MedicalConsortium"}
    assert len(subclasses("Facility")) == 11
    assert "Facility" not in entity_classes() and "Evidence" not in entity_classes()


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "allowed"),
    [
        ("locatedIn", "School", "Place", True),
        ("locatedIn", "Place", "Place", True),
        ("locatedIn", "CulturalSite", "School", True),
        ("locatedIn", "School", "Programme", False),
        ("memberOf", "Hospital", "MedicalConsortium", True),
        ("memberOf", "School", "Programme", False),
        ("partOf", "Programme", "Programme", True),
        ("partOf", "Event", "Event", True),
        ("operatedBy", "Programme", "Place", True),
        ("coverageArea", "EldercareFacility", "Place", True),
        ("coverageArea", "Work", "Place", False),
        ("received", "Place", "Award", True),
        ("issued", "PublicBody", "Document", True),
        ("createdBy", "Document", "PublicBody", False),
        ("hosts", "CulturalSite", "Event", True),
    ],
)
def test_relations_know_their_ends(relation: str, subject: str, object_: str, allowed: bool) -> None:
    assert relations()[relation].allows(subject, object_) is allowed


@pytest.mark.parametrize(
    ("measure", "notation"),
    [
        ("家", "jia"),
        ("%", "percent"),
        ("人次", "ren-ci"),
        ("㎡", "ping-fang-mi"),
        ("盏", "u76cf"),
        ("亩次", "u4ea9-u6b21"),
    ],
)
def test_units_by_measure_word(measure: str, notation: str) -> None:
    assert unit(measure).notation == notation
    assert unit_iri(measure) == ONTOLOGY[f"unit/{notation}"]
    assert unit_iri(measure).isascii()


def test_concept_iri_refuses_what_is_not_listed() -> None:
    assert concept_iri("awardStatus", "appliedFor") == ONTOLOGY["awardStatus/appliedFor"]
    with pytest.raises(KeyError):
        concept_iri("status", "sleeping")
    with pytest.raises(KeyError):
        concepts("colour")


def test_namespaces_are_plain_strings_and_label_of_reads_them() -> None:
    assert MS.locatedIn == MS["locatedIn"] == f"{MS}locatedIn"
    assert label_of(MS.locatedIn) == ("位于", "located in")
    assert label_of(concept_iri("kind", "library")) == ("图书馆", "library")
    assert label_of(OWL.sameAs) is None
    assert compact(OWL.sameAs) == "owl:sameAs"
    assert compact(concept_iri("kind", "library")) == ONTOLOGY["kind/library"]


def test_prefixes_agree_between_python_turtle_and_json_ld() -> None:
    declared = dict(prefixes())
    in_context = {key: iri for key, iri in context().items() if isinstance(iri, str) and iri[-1] in "#/"}
    assert declared.items() <= in_context.items()
    for file in files():
        for prefix, iri in re.findall(r"@prefix (\S+): <(\S+)>", file.read_text("utf-8")):
            assert declared.get(prefix, in_context.get(prefix, ONTOLOGY[prefix + "/"])) == iri


def test_the_context_names_every_property_and_round_trips() -> None:
    values = [value["@id"] if isinstance(value, dict) else value for value in context().values()]
    assert {f"ms:{name}" for name in RELATIONS + PROPERTIES} - {"ms:kindOf"} <= set(values)
    document = {
        "@context": dict(context()),
        "id": "https://example.org/id/School/qingyuan-yixiao",
        "type": "ms:School",
        "name": "清源一小",
        "altName": ["一小"],
        "status": concept_iri("status", "operating"),
        "locatedIn": "https://example.org/id/Place/qingyuan",
        "evidence": {
            "id": "https://example.org/id/source/a#char=3,9",
            "type": "ms:Evidence",
            "start": 3,
            "end": 9,
            "exact": "清源一小在",
        },
    }
    text = json.dumps(document, ensure_ascii=False)
    triples = {(q.subject, q.predicate, q.object) for q in ox.parse(text, ox.RdfFormat.JSON_LD)}
    good = """
        <https://example.org/id/School/qingyuan-yixiao> a ms:School ;
            rdfs:label "清源一小"@zh-Hans ; skos:altLabel "一小"@zh-Hans ;
            ms:status <https://w3id.org/minsheng/ontology/status/operating> ;
            ms:locatedIn <https://example.org/id/Place/qingyuan> ;
            prov:wasDerivedFrom <https://example.org/id/source/a#char=3,9> .
        <https://example.org/id/source/a#char=3,9> a ms:Evidence ;
            oa:start 3 ; oa:end 9 ; oa:exact "清源一小在" ."""
    expected = ox.parse(sparql_prefixes() + good, ox.RdfFormat.TURTLE)
    assert triples == {(q.subject, q.predicate, q.object) for q in expected}
    written = ox.serialize([ox.Triple(*triple) for triple in triples], format=ox.RdfFormat.JSON_LD)
    assert written is not None
    again = {(q.subject, q.predicate, q.object) for q in ox.parse(written, ox.RdfFormat.JSON_LD)}
    assert again == triples


def test_the_cube_has_every_property_of_an_observation() -> None:
    parts = [iri for iri in nodes() if iri.startswith(MS["structure-"])]
    kinds = (QB.dimension, QB.measure, QB.attribute)
    listed = [link for iri in parts for kind in kinds for link in nodes()[iri].links.get(kind, ())]
    assert sorted(listed) == sorted(
        MS[name]
        for name in ["about", "indicator", "period", "value", "unit", "qualifier", "periodStart", "periodEnd"]
    )
    assert nodes()[MS.structure].links[RDF.type] == [QB.DataStructureDefinition]


def test_every_term_that_the_code_uses_is_declared() -> None:
    declared = {*CLASSES, *RELATIONS, *PROPERTIES, "observations", "structure"}
    code = Path(vocabulary.__file__).parents[1].rglob("*.py")
    used = {name for file in code for name in re.findall(r"(?<![\w.])MS\.(\w+)", file.read_text("utf-8"))}
    assert used
    assert used <= declared


def test_importing_reads_no_file_and_no_engine() -> None:
    check = "import sys, minsheng.vocabulary as v; print('pyoxigraph' in sys.modules, v.MS.School)"
    folder = str(Path(vocabulary.__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=folder
    )
    assert run.stdout.split() == ["False", MS.School]
