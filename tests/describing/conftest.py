"""Small graphs, written as Turtle."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

PREFIXES = """
@prefix : <https://example.org/id/> .
@prefix ms: <https://w3id.org/minsheng/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix unit: <https://w3id.org/minsheng/ontology/unit/> .
@prefix kind: <https://w3id.org/minsheng/ontology/kind/> .
@prefix qualifier: <https://w3id.org/minsheng/ontology/qualifier/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/id/source/> .
"""
SCHOOLS = """
:Place-1 a ms:Place ; rdfs:label "青河区"@zh-hans ; ms:locatedIn :Place-0 .
:Place-0 a ms:Place ; rdfs:label "临江市"@zh-hans .
:School-a a ms:School ; rdfs:label "柳溪小学"@zh-hans ; skos:altLabel "柳小"@zh-hans ;
    ms:kind kind:primary-school ; ms:locatedIn :Place-1 ; ms:memberOf :Group ;
    prov:wasDerivedFrom <a.txt#char=0,9> ; ms:confidence 0.9 ; ms:extractedBy :rule .
:School-b a ms:School ; rdfs:label "白杨小学"@zh-hans ; ms:locatedIn :Place-1 .
:Group a ms:EducationGroup ; rdfs:label "柳溪小学教育集团"@zh-hans .
:s1 a rdf:Statement ; rdf:subject :School-a ; rdf:predicate ms:locatedIn ; rdf:object :Place-1 ;
    prov:wasDerivedFrom <a.txt#char=0,9> ; ms:confidence 0.8 ; ms:extractedBy :rule .
:s2 a rdf:Statement ; rdf:subject :School-b ; rdf:predicate ms:locatedIn ; rdf:object :Place-1 ;
    prov:wasDerivedFrom <a.txt#char=9,20> .
:s3 a rdf:Statement ; rdf:subject :School-a ; rdf:predicate ms:memberOf ; rdf:object :Group ;
    prov:wasDerivedFrom <a.txt#char=0,9> .
:rule a ms:Rule ; skos:prefLabel "of-place" .
<a.txt> a ms:SourceDocument ; dcterms:title "开学"@zh-hans ; dcterms:issued "2024-09-01"^^xsd:date ;
    dcterms:identifier "a.txt" ; dcterms:spatial :Place-1 ; ms:length 40 .
<a.txt#char=0,9> a ms:Evidence ; prov:wasQuotedFrom <a.txt> ; oa:start 0 ; oa:end 9 ;
    oa:exact "青河区的柳溪小学，" .
<a.txt#char=9,20> a ms:Evidence ; prov:wasQuotedFrom <a.txt> ; oa:start 9 ; oa:end 20 ;
    oa:exact "青河区的白杨小学开学了" .
<a.txt#char=4,14> a ms:Evidence ; prov:wasQuotedFrom <a.txt> ; oa:start 4 ; oa:end 14 ;
    oa:exact "柳溪小学，青河区的白" .
<a.txt#char=30,36> a ms:Evidence ; prov:wasQuotedFrom <a.txt> ; oa:start 30 ; oa:end 36 ;
    oa:exact "学生90人。" .
:beds a ms:Indicator ; rdfs:label "学生人数"@zh-hans ; prov:wasDerivedFrom <a.txt#char=30,36> .
:o1 a ms:Observation ; ms:about :School-a ; ms:indicator :beds ; ms:value 90.0 ; ms:unit unit:person ;
    ms:qualifier qualifier:exact ; ms:period "2023年" ; ms:periodStart "2023-01-01"^^xsd:date ;
    ms:periodEnd "2023-12-31"^^xsd:date ; prov:wasDerivedFrom <a.txt#char=30,36> .
:o2 a ms:Observation ; ms:about :School-a ; ms:indicator :beds ; ms:value 95.0 ; ms:unit unit:person ;
    ms:qualifier qualifier:exact ;
    ms:periodStart "2023-01-01"^^xsd:date ; ms:periodEnd "2023-12-31"^^xsd:date .
:o3 a ms:Observation ; ms:about :School-b ; ms:indicator :beds ; ms:value 60.0 ; ms:unit unit:person ;
    ms:qualifier qualifier:exact .
"""


def store_of(turtle: str) -> ox.Store:
    """A store of Turtle, with the prefixes of this module."""
    store = ox.Store()
    store.load((PREFIXES + turtle).encode(), ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="session")
def schools() -> ox.Store:
    return store_of(SCHOOLS)
