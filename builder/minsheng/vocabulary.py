"""The vocabulary of the graph, read from the project's `ontology/` folder: the one place for IRIs.

`MS`, `PROV` and their like give the IRI of a term as a plain string: `MS.locatedIn`, `DCTERMS["title"]`.
What the terms mean is read once, when first asked for: `classes()`, `relations()`, `concepts("kind")`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable


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
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

#: Where the schemes stand: `ONTOLOGY["kind"]` is a scheme, `ONTOLOGY["kind/primary-school"]` a concept.
ONTOLOGY = Namespace("https://w3id.org/minsheng/ontology/")
#: Default base of what a graph describes.
BASE = "https://w3id.org/minsheng/id/"
#: Language tag of Chinese labels.
CHINESE = "zh-Hans"

#: The concept schemes; each has the local name of the property whose values it lists.
SCHEMES = ("domain", "kind", "status", "awardStatus", "qualifier", "unit", "audience")


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the ontology; `parents` are local names of our own classes above it."""

    name: str
    iri: str
    zh: str
    en: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the ontology that is not a relation between entities."""

    name: str
    iri: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between entities; its ends are local names of classes, subclasses listed."""

    name: str
    iri: str
    zh: str
    en: str
    subjects: frozenset[str]
    objects: frozenset[str]

    def allows(self, subject: str, object: str) -> bool:  # noqa: A002 - RDF's own word
        """Whether things of these two classes may stand at the ends.

        Example:
            >>> relations()["locatedIn"].allows("School", "Place")
            True
        """
        return subject in self.subjects and object in self.objects


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme; `alt` are other words for it, in Chinese."""

    iri: str
    scheme: str
    notation: str
    zh: str
    en: str
    alt: tuple[str, ...] = ()
    #: notation of the broader concept of the same scheme
    broader: str | None = None
    #: of a kind: local name of the class that it divides
    kind_of: str | None = None


@dataclass(slots=True)
class _Node:
    """What the files say of one IRI: labels by property and language, links by property."""

    texts: dict[tuple[str, str], list[str]]
    links: dict[str, list[str]]

    def text(self, prop: str, language: str) -> str:
        return self.texts.get((prop, language), [""])[0]


def files() -> tuple[Traversable, ...]:
    """The Turtle files that say what terms and concepts mean, in a fixed order; shapes are apart."""
    folder = data("ontology")
    schemes = sorted((folder / "schemes").iterdir(), key=lambda file: file.name)
    return (folder / "ontology.ttl", folder / "cube.ttl", *(f for f in schemes if f.name.endswith(".ttl")))


def shapes() -> Traversable:
    """The SHACL shapes; they expect the triples of `files()` beside the data."""
    return data("ontology", "shapes.ttl")


def integrity_queries() -> tuple[Traversable, ...]:
    """The checks that SHACL Core cannot express: each `.rq` selects what breaks it, sorted by name."""
    found = (file for file in data("ontology", "integrity").iterdir() if file.name.endswith(".rq"))
    return tuple(sorted(found, key=lambda file: file.name))


@cache
def context() -> Mapping[str, object]:
    """The JSON-LD context of the graph, as in `ontology/context.jsonld`."""
    document = json.loads(data("ontology", "context.jsonld").read_text("utf-8"))
    return MappingProxyType(document["@context"])


@cache
def prefixes() -> Mapping[str, str]:
    """Prefix → namespace IRI, for serialisation and queries.

    Example:
        >>> prefixes()["ms"]
        'https://w3id.org/minsheng/ontology#'
    """
    ends = ("#", "/")
    return MappingProxyType(
        {key: value for key, value in context().items() if isinstance(value, str) and value.endswith(ends)}
    )


@cache
def sparql_prefixes() -> str:
    """`PREFIX` lines of all of them, to set before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes().items())


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/`.

    Example:
        >>> local_name(MS.School)
        'School'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


@cache
def _nodes() -> dict[str, _Node]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    nodes: defaultdict[str, _Node] = defaultdict(lambda: _Node({}, defaultdict(list)))
    for file in files():
        for quad in parse(file.read_bytes(), RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode):
                continue
            node, prop, value = nodes[quad.subject.value], quad.predicate.value, quad.object
            if isinstance(value, Literal):
                node.texts.setdefault((prop, value.language or ""), []).append(value.value)
            elif isinstance(value, NamedNode):
                node.links[prop].append(value.value)
    return dict(nodes)


def _own(rdf_type: str) -> Iterator[tuple[str, str, _Node]]:
    """Local name, IRI and node of our terms of a type, in the order of the files."""
    base = str(MS)
    for iri, node in _nodes().items():
        if iri.startswith(base) and rdf_type in node.links.get(RDF.type, ()):
            yield iri.removeprefix(base), iri, node


def _local(iris: list[str]) -> list[str]:
    base = str(MS)
    return [iri.removeprefix(base) for iri in iris if iri.startswith(base)]


@cache
def classes() -> Mapping[str, Class]:
    """The classes by local name, in the order of the ontology."""
    return MappingProxyType(
        {
            name: Class(
                name,
                iri,
                node.text(RDFS.label, CHINESE),
                node.text(RDFS.label, "en"),
                tuple(_local(node.links.get(RDFS.subClassOf, []))),
            )
            for name, iri, node in _own(RDFS.Class)
        }
    )


@cache
def superclasses(name: str) -> tuple[str, ...]:
    """Local names of our classes above `name`, nearest first.

    Raises:
        KeyError: no such class.

    Example:
        >>> superclasses("School")
        ('Facility',)
    """
    above: dict[str, None] = {}
    for parent in classes()[name].parents:
        above[parent] = None
        above.update(dict.fromkeys(superclasses(parent)))
    return tuple(above)


@cache
def subclasses(name: str) -> frozenset[str]:
    """Local names of `name` itself and of our classes below it."""
    return frozenset(other for other in classes() if other == name or name in superclasses(other))


#: Classes of what describes things rather than being described.
_RECORDS = frozenset({"Observation", "Indicator", "SourceDocument", "Evidence", "Rule"})


@cache
def entity_classes() -> tuple[str, ...]:
    """Local names of the classes that an entity may have, in the order of the ontology."""
    return tuple(name for name in classes() if name not in _RECORDS and name != "Facility")


@cache
def relations() -> Mapping[str, Relation]:
    """The relations by local name, in the order of the ontology."""
    entities = frozenset(entity_classes())
    found: dict[str, Relation] = {}
    for name, iri, node in _own(RDF.Property):
        ends = [_local(node.links.get(SCHEMA[end], [])) for end in ("domainIncludes", "rangeIncludes")]
        subjects, objects = (frozenset().union(*map(subclasses, end)) & entities for end in ends)
        if subjects and objects:
            labels = node.text(RDFS.label, CHINESE), node.text(RDFS.label, "en")
            found[name] = Relation(name, iri, *labels, subjects, objects)
    return MappingProxyType(found)


@cache
def properties() -> Mapping[str, Property]:
    """The other properties by local name, in the order of the ontology."""
    return MappingProxyType(
        {
            name: Property(name, iri, node.text(RDFS.label, CHINESE), node.text(RDFS.label, "en"))
            for name, iri, node in _own(RDF.Property)
            if name not in relations()
        }
    )


@cache
def concepts(scheme: str) -> Mapping[str, Concept]:
    """The concepts of a scheme by notation, in the order of its file.

    Raises:
        KeyError: no such scheme.

    Example:
        >>> concepts("kind")["primary-school"].zh
        '小学'
    """
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    base, kind_of = ONTOLOGY[scheme] + "/", MS.kindOf
    found = {}
    for iri, node in _nodes().items():
        if ONTOLOGY[scheme] in node.links.get(SKOS.inScheme, ()):
            broader = node.links.get(SKOS.broader, [])
            notation = node.text(SKOS.notation, "")
            found[notation] = Concept(
                iri=iri,
                scheme=scheme,
                notation=notation,
                zh=node.text(SKOS.prefLabel, CHINESE),
                en=node.text(SKOS.prefLabel, "en"),
                alt=tuple(node.texts.get((SKOS.altLabel, CHINESE), ())),
                broader=broader[0].removeprefix(base) if broader else None,
                kind_of=next(iter(_local(node.links.get(kind_of, []))), None),
            )
    return MappingProxyType(found)


def concept_iri(scheme: str, notation: str) -> str:
    """The IRI of a listed concept.

    Raises:
        KeyError: the scheme has no such concept.

    Example:
        >>> concept_iri("status", "planned")
        'https://w3id.org/minsheng/ontology/status/planned'
    """
    return concepts(scheme)[notation].iri


@cache
def _units() -> Mapping[str, Concept]:
    listed = concepts("unit").values()
    return {word: concept for concept in listed for word in (concept.zh, *concept.alt)}


@cache
def unit(measure: str) -> Concept:
    """The concept of a measure word; one that the scheme does not list gets an IRI from its characters.

    Example:
        >>> unit("家").iri, unit("盏").notation
        ('https://w3id.org/minsheng/ontology/unit/jia', 'u76cf')
    """
    listed = _units().get(measure)
    if listed is not None:
        return listed
    notation = "-".join(f"u{ord(character):x}" for character in measure)
    return Concept(ONTOLOGY["unit/" + notation], "unit", notation, measure, measure)


def unit_iri(measure: str) -> str:
    """The IRI of `unit(measure)`."""
    return unit(measure).iri


@cache
def kinds_of(name: str) -> Mapping[str, str]:
    """Head word → notation of its kind, for one class; labels and other words alike.

    Example:
        >>> kinds_of("HealthCentre")["卫生院"]
        'township-health-centre'
    """
    heads: dict[str, str] = {}
    for concept in concepts("kind").values():
        if concept.kind_of == name:
            for word in (concept.zh, *concept.alt):
                heads.setdefault(word, concept.notation)
    return MappingProxyType(heads)


@cache
def label_of(iri: str) -> tuple[str, str] | None:
    """The Chinese and English label of a term or concept, or None for what the ontology does not name.

    Example:
        >>> label_of(MS.locatedIn)
        ('位于', 'located in')
    """
    node = _nodes().get(iri)
    if node is None:
        return None
    prop = SKOS.prefLabel if (SKOS.prefLabel, CHINESE) in node.texts else RDFS.label
    return node.text(prop, CHINESE), node.text(prop, "en")
