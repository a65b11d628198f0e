"""What the terms of the ontology mean, read once from the project's `ontology/` folder."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.vocabulary.namespaces import CHINESE, MS, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable


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


@dataclass(slots=True)
class Node:
    """What the files say of one IRI: labels by property and language, links by property."""

    texts: dict[tuple[str, str], list[str]]
    links: dict[str, list[str]]

    def text(self, prop: str, language: str) -> str:
        """The first text of a property in a language, "" if it has none."""
        return next(iter(self.all_texts(prop, language)), "")

    def all_texts(self, prop: str, language: str) -> list[str]:
        """Every text of a property in a language; tags compare without case."""
        return self.texts.get((prop, language.lower()), [])


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
def nodes() -> Mapping[str, Node]:
    """Everything that the files say, by IRI."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    nodes: defaultdict[str, Node] = defaultdict(lambda: Node({}, defaultdict(list)))
    for file in files():
        for quad in parse(file.read_bytes(), RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode):
                continue
            node, prop, value = nodes[quad.subject.value], quad.predicate.value, quad.object
            if isinstance(value, Literal):
                node.texts.setdefault((prop, (value.language or "").lower()), []).append(value.value)
            elif isinstance(value, NamedNode):
                node.links[prop].append(value.value)
    return dict(nodes)


def _own(rdf_type: str) -> Iterator[tuple[str, str, Node]]:
    """Local name, IRI and node of our terms of a type, in the order of the files."""
    base = str(MS)
    for iri, node in nodes().items():
        if iri.startswith(base) and rdf_type in node.links.get(RDF.type, ()):
            yield iri.removeprefix(base), iri, node


def own_names(iris: list[str]) -> list[str]:
    """Local names of those that are our terms."""
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
                tuple(own_names(node.links.get(RDFS.subClassOf, []))),
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
        ends = [own_names(node.links.get(SCHEMA[end], [])) for end in ("domainIncludes", "rangeIncludes")]
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
def label_of(iri: str) -> tuple[str, str] | None:
    """The Chinese and English label of a term or concept, or None for what the ontology does not name.

    Example:
        >>> label_of(MS.locatedIn)
        ('位于', 'located in')
    """
    node = nodes().get(iri)
    if node is None:
        return None
    prop = SKOS.prefLabel if node.all_texts(SKOS.prefLabel, CHINESE) else RDFS.label
    return node.text(prop, CHINESE), node.text(prop, "en")
