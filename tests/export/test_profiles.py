"""Formats of other systems hold what their specifications demand."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import jsonschema
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from minsheng.export.dataset import Census, described
from minsheng.export.hsds import identifier
from minsheng.export.schemaorg import aligned, type_of
from minsheng.vocabulary import DCAT, DCTERMS, FOAF

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).with_name("data")
ID = "https://w3id.org/minsheng/id/"
MORE = """
@prefix ms: <https://w3id.org/minsheng/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix id: <https://w3id.org/minsheng/id/> .
@prefix status: <https://w3id.org/minsheng/ontology/status/> .
<urn:g> {
  id:Programme\\/a a ms:Programme ; rdfs:label "“青禾”行动"@zh-hans ;
    ms:operatedBy id:PublicBody\\/b ; ms:coverageArea id:Place\\/c .
  id:Programme\\/d a ms:Programme ; rdfs:label "=1+1"@zh-hans .
  id:PublicBody\\/b a ms:PublicBody ; rdfs:label "青河区教育局"@zh-hans ; ms:locatedIn id:Place\\/c .
  id:Place\\/c a ms:Place ; rdfs:label "青河区"@zh-hans ; geo:hasGeometry id:Place\\/c-point .
  id:Place\\/c-point geo:asWKT "POINT(106.5 29.5)"^^geo:wktLiteral .
  id:School\\/e a ms:School ; rdfs:label "柳溪小学"@zh-hans ; ms:locatedIn id:Place\\/c ;
    ms:status status:closed .
}
"""


@pytest.fixture
def rich(store: ox.Store) -> ox.Store:
    """The sample, with programmes, a point and a closed school."""
    store.load(MORE.encode(), ox.RdfFormat.TRIG)
    return store


def conforms(turtle: bytes, profile: str) -> tuple[bool, str]:
    data = rdflib.Graph().parse(data=turtle, format="turtle")
    shapes = rdflib.Graph().parse(DATA / f"{profile}.ttl")
    valid, _, report = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return bool(valid), str(report)


@pytest.mark.parametrize(("form", "needed"), [("dcat-ap", "Catalog"), ("cpsv-ap", "PublicService")])
def test_profiles_of_rdf(rich: ox.Store, exported: Callable[..., bytes], form: str, needed: str) -> None:
    turtle = exported(form, rich)
    assert needed in turtle.decode()
    valid, report = conforms(turtle, form)
    assert valid, report


def test_shapes_find_what_is_missing() -> None:
    valid, report = conforms(b"<urn:a> a <http://purl.org/vocab/cpsv#PublicService> .", "cpsv-ap")
    assert not valid
    assert "hasCompetentAuthority" in report


def test_the_dataset_on_a_server(rich: ox.Store) -> None:
    triples = described(Census.of(rich), ID, site="https://example.org/", modified="2024-05-06T07:08:09Z")
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE)
    assert turtle is not None
    assert b"<https://example.org/export/turtle.ttl>" in turtle
    valid, report = conforms(turtle, "dcat-ap")
    assert valid, report


#: What DCAT-AP recommends; the files of the release warn where it is missing.
RECOMMENDED = {
    "dcat:Catalog": "dcterms:language dcterms:issued dcterms:license dcterms:spatial dcterms:modified "
    "dcat:themeTaxonomy foaf:homepage",
    "dcat:DataService": "dcat:servesDataset dcat:endpointDescription",
    "dcat:Dataset": "dcat:contactPoint dcat:distribution dcat:keyword dcterms:publisher dcterms:spatial "
    "dcterms:temporal dcat:theme",
    "dcat:Distribution": "dcterms:description r5r:availability dcterms:format dcterms:license",
    "dcterms:PeriodOfTime": "dcat:startDate dcat:endDate",
    "foaf:Agent": "dcterms:type",
}
#: What nobody has told a graph: whom to ask, under which licence it is, since and until when it is there.
UNKNOWN = {
    "dcterms:issued", "dcterms:license", "dcat:contactPoint", "r5r:availability", "dcterms:type",
}  # fmt: skip


@pytest.mark.parametrize("class_", RECOMMENDED)
def test_a_dataset_tells_what_is_recommended_and_known(rich: ox.Store, class_: str) -> None:
    told = described(Census.of(rich), ID, site="https://example.org/", modified="2024-05-06T07:08:09Z")
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(told, format=ox.RdfFormat.TURTLE), format="turtle")
    spaces = {"r5r": "http://data.europa.eu/r5r/", "dcat": str(DCAT), "dcterms": str(DCTERMS)}
    missing = {
        path
        for path in RECOMMENDED[class_].split()
        if graph.query(f"ASK {{ ?thing a {class_} FILTER NOT EXISTS {{ ?thing {path} ?value }} }}",
                       initNs=spaces | {"foaf": str(FOAF)}).askAnswer
    }  # fmt: skip
    assert missing == UNKNOWN & set(RECOMMENDED[class_].split())


def test_what_is_in_an_archive_is_told_beside_the_archive(
    rich: ox.Store, exported: Callable[..., bytes]
) -> None:
    told = exported("dcat-ap", rich).decode()
    block = next(part for part in told.split("\n\n") if part.startswith("dataset:csv a dcat:Distribution"))
    assert "dcat:mediaType text:csv" in block
    assert "dcat:packageFormat application:zip" in block


def test_the_census_counts_each_thing_once(rich: ox.Store) -> None:
    counted = Census.of(rich)
    assert counted.classes["https://w3id.org/minsheng/ontology#Programme"] == 2
    assert counted.triples == len(rich)


def test_hsds(rich: ox.Store, exported: Callable[..., bytes]) -> None:
    written = json.loads(exported("hsds", rich))
    jsonschema.validate(written, json.loads((DATA / "hsds.json").read_text("utf-8")))
    services = {service["name"]: service for service in written["contents"]}
    school = services["柳溪小学"]
    assert school["status"] == "defunct"
    assert school["service_at_locations"][0]["location"]["addresses"][0]["address_1"] == "青河区"
    assert services["“青禾”行动"]["organization"]["name"] == "青河区教育局"


@pytest.mark.parametrize("filled", [True, False])
def test_hsds_is_one_page_of_all_services(
    store: ox.Store, exported: Callable[..., bytes], filled: bool
) -> None:
    page = json.loads(exported("hsds", store if filled else ox.Store()))
    count = len(page["contents"])
    assert (count > 0) == filled
    assert page["total_items"] == page["size"] == count
    assert page["empty"] != filled
    assert page["first_page"] is page["last_page"] is True


def test_addresses_in_hsds_are_ascii(exported: Callable[..., bytes]) -> None:
    other = ox.Store()
    other.load(MORE.replace(ID, "https://图谱.example/青河/").encode(), ox.RdfFormat.TRIG)
    written = json.loads(exported("hsds", other))
    jsonschema.validate(written, json.loads((DATA / "hsds.json").read_text("utf-8")))
    school = next(service for service in written["contents"] if service["name"] == "柳溪小学")
    assert unquote(school["url"]) == "https://图谱.example/青河/School/e"
    assert school["id"] == identifier("https://图谱.example/青河/School/e")


def test_an_identifier_of_hsds_stands_for_one_record(rich: ox.Store, exported: Callable[..., bytes]) -> None:
    seen: dict[str, tuple[str, dict[str, object]]] = {}

    def read(kind: str, record: dict[str, object]) -> None:
        assert seen.setdefault(str(record["id"]), (kind, record)) == (kind, record)
        for name, value in record.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    read(name, each)

    for service in json.loads(exported("hsds", rich))["contents"]:
        read("service", service)
    assert {kind for kind, _ in seen.values()} >= {"service", "organization", "location", "taxonomy_term"}


def test_identifiers_last() -> None:
    assert identifier("urn:a") == identifier("urn:a") != identifier("urn:a", "at")


def test_geojson(rich: ox.Store, exported: Callable[..., bytes]) -> None:
    features = {each["id"]: each for each in json.loads(exported("geojson", rich))["features"]}
    assert features[f"{ID}Place/c"]["geometry"] == {"type": "Point", "coordinates": [106.5, 29.5]}
    school = features[f"{ID}School/e"]
    assert school["geometry"] is None
    assert school["properties"] == {
        "name": "柳溪小学", "class": "School", "status": ["关闭"], "located_in": ["青河区"],
        "located_in_iri": [f"{ID}Place/c"],
    } | {"status": school["properties"]["status"]}  # fmt: skip


def test_schema_org(rich: ox.Store, exported: Callable[..., bytes]) -> None:
    written = json.loads(exported("schemaorg", rich))
    assert written["@context"] == "https://schema.org/"
    nodes = {node["@id"]: node for node in written["@graph"]}
    assert nodes[f"{ID}School/e"]["@type"] == "School"
    assert nodes[f"{ID}School/e"]["containedInPlace"] == {"@id": f"{ID}Place/c"}
    assert nodes[f"{ID}Programme/a"]["provider"] == {"@id": f"{ID}PublicBody/b"}


@pytest.mark.parametrize(
    ("ours", "theirs"), [("School", "School"), ("locatedIn", "containedInPlace"), ("confidence", None)]
)
def test_alignment_comes_from_the_ontology(ours: str, theirs: str | None) -> None:
    assert aligned(ours) == theirs


def test_every_class_has_a_type() -> None:
    assert type_of("ElderlyCanteen") == "CivicStructure"


def test_rdf_1_2_reads_back(store: ox.Store, exported: Callable[..., bytes]) -> None:
    reifies = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
    read = list(ox.parse(exported("rdf12"), ox.RdfFormat.TURTLE))
    terms = [quad.object for quad in read if quad.predicate.value == reifies]
    told = {str(term) for term in terms}
    statement = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement")
    expected = {quad.subject for quad in store if quad.object == statement}
    assert len(terms) == len(expected) > 0
    assert all(isinstance(term, ox.Triple) for term in terms)
    assert len(told) <= len(terms)


def test_neo4j_tables(rich: ox.Store, exported: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported("neo4j", rich))) as archive:
        tables = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8", newline="")))
            for name in archive.namelist()
        }
    nodes = [
        row["iri:ID"]
        for name in ("entities", "observations", "documents", "evidence")
        for row in tables[f"{name}.csv"]
    ]
    assert len(nodes) == len(set(nodes))
    for table in ("relations.csv", "links.csv"):
        assert {row[":START_ID"] for row in tables[table]} | {row[":END_ID"] for row in tables[table]} <= set(
            nodes
        )
    school = next(row for row in tables["entities.csv"] if row["name"] == "柳溪小学")
    assert school[":LABEL"] == "School;Facility"
    assert any(row[":TYPE"] == "MEMBER_OF" for row in tables["relations.csv"])
