"""Namespaces, and the IRIs made from them, as plain strings."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Namespace:
    """A prefix of IRIs, whose terms are its attributes or items.

    Example:
        >>> RDFS.label
        'http://www.w3.org/2000/01/rdf-schema#label'
        >>> MS["School"]
        'https://w3id.org/minsheng/ontology#School'
    """

    __slots__ = ("_iri",)

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):  # what copy and pickle look for is not a term
            raise AttributeError(name)
        return self._iri + name

    def __getitem__(self, name: str) -> str:
        return self._iri + name

    def __str__(self) -> str:
        return self._iri

    def __repr__(self) -> str:
        return f"Namespace({self._iri!r})"


MS = Namespace("https://w3id.org/minsheng/ontology#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
QB = Namespace("http://purl.org/linked-data/cube#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

#: Formats of files, as service descriptions name them: `FILE_FORMATS.Turtle`.
FILE_FORMATS = Namespace("http://www.w3.org/ns/formats/")
#: Where the schemes stand: `ONTOLOGY["kind"]` is a scheme, `ONTOLOGY["kind/primary-school"]` a concept.
ONTOLOGY = Namespace("https://w3id.org/minsheng/ontology/")
#: Default base of what a graph describes.
BASE = "https://w3id.org/minsheng/id/"
#: Language tag of Chinese labels.
CHINESE = "zh-Hans"
TRADITIONAL = "zh-Hant"

_PREFIXES = MappingProxyType(
    {
        "ms": str(MS),
        "cpsv": str(CPSV),
        "cv": str(CV),
        "dcat": str(DCAT),
        "dcterms": str(DCTERMS),
        "foaf": str(FOAF),
        "geo": str(GEO),
        "oa": str(OA),
        "org": str(ORG),
        "owl": str(OWL),
        "prov": str(PROV),
        "qb": str(QB),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "sh": str(SH),
        "skos": str(SKOS),
        "void": str(VOID),
        "xsd": str(XSD),
    }
)


def prefixes() -> Mapping[str, str]:
    """Prefix → namespace IRI, for serialisation and queries.

    Example:
        >>> prefixes()["ms"]
        'https://w3id.org/minsheng/ontology#'
    """
    return _PREFIXES


@cache
def sparql_prefixes() -> str:
    """`PREFIX` lines of all of them, to set before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in _PREFIXES.items())


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/`.

    Example:
        >>> local_name(MS.School)
        'School'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def compact(iri: str) -> str:
    """The IRI as prefix and local name where a prefix fits, else unchanged.

    Example:
        >>> compact(MS.School), compact("https://example.org/x")
        ('ms:School', 'https://example.org/x')
    """
    for prefix, base in _PREFIXES.items():
        if iri.startswith(base) and (local := iri[len(base) :]).replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri
