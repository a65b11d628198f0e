"""JSON-LD in the terms of schema.org alone, for search engines and for whatever reads only those."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.export.arrays import Array
from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import NO_VALUE
from minsheng.vocabulary import DCTERMS, MS, OWL, RDF, RDFS, SCHEMA, SKOS, local_name, superclasses
from minsheng.vocabulary.ontology import nodes

if TYPE_CHECKING:
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

_NAMES = {RDFS.label: "name", SKOS.altLabel: "alternateName", SCHEMA.identifier: "identifier"}
_CARRIED = frozenset({RDF.type, *_NAMES, OWL.sameAs, MS.kind, MS.domain})
#: Properties of an observation and their places in schema:Observation.
_OBSERVED = frozenset(
    {RDF.type, MS.about, MS.indicator, MS.value, MS.unit, MS.period, MS.periodStart, MS.periodEnd}
)
_DOCUMENT = {
    DCTERMS.title: "headline",
    DCTERMS.publisher: "publisher",
    DCTERMS.issued: "datePublished",
    DCTERMS.language: "inLanguage",
    DCTERMS.identifier: "identifier",
}


@cache
def aligned(term: str) -> str | None:
    """Local name of the schema.org term that a class or property of ours is aligned to, or None.

    Example:
        >>> aligned("School"), aligned("locatedIn")
        ('School', 'containedInPlace')
    """
    node = nodes().get(MS[term])
    if node is None:
        return None
    above = [*node.links.get(RDFS.subClassOf, []), *node.links.get(RDFS.subPropertyOf, [])]
    names = [local_name(iri) for iri in above if iri.startswith(str(SCHEMA))]
    return names[0] if names else None


@cache
def type_of(name: str) -> str:
    """The schema.org class of one of ours, by the nearest class above that has one."""
    return next((found for each in (name, *superclasses(name)) if (found := aligned(each))), "Thing")


class SchemaOrg(OfEntities):
    """One object a thing, number or document, under the context https://schema.org/."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self.write('{\n  "@context": "https://schema.org/",\n  "@graph": [')
        self._objects = Array(self.write, indent=2)

    def feed(self, description: Description) -> None:
        """Writes one object; what schema.org has no class for is counted."""
        class_ = self.class_of(description)
        types = description.values(RDF.type)
        if class_ is not None:
            self._objects.add(self._entity(description, class_))
        elif MS.Observation in types:
            self._objects.add(self._observation(description))
        elif MS.SourceDocument in types:
            self._objects.add(self._document(description))
        else:
            self.lose_whole(description)

    def finish(self) -> None:
        """Closes the array and the document."""
        self.write("\n  ]\n}\n")

    def _entity(self, entity: Description, class_: str) -> dict[str, object]:
        node: dict[str, object] = {"@id": iri_of(entity), "@type": type_of(class_)}
        carried = set(_CARRIED)
        held: dict[str, list[object]] = {}
        for predicate, value in entity.properties:
            key = _NAMES.get(predicate)
            if key is None and predicate.startswith(str(MS)) and predicate not in _CARRIED:
                key = aligned(local_name(predicate))
            if key is not None:
                text = str(getattr(value, "value", value))
                held.setdefault(key, []).append({"@id": text} if isinstance(value, ox.NamedNode) else text)
                carried.add(predicate)
        for key, values in held.items():
            _put(node, key, values)
        _put(node, "additionalType", [*entity.values(MS.kind), *entity.values(MS.domain)])
        _put(node, "sameAs", list(entity.values(OWL.sameAs)))
        self.lose(entity, carried)
        return node

    def _observation(self, number: Description) -> dict[str, object]:
        value = first(number, MS.value)
        node: dict[str, object] = {
            "@id": iri_of(number),
            "@type": "Observation",
            "observationAbout": {"@id": first(number, MS.about)},
            "measuredProperty": self.label(first(number, MS.indicator)),
            "value": float(value) if value else None,
            "unitText": self.label(first(number, MS.unit)),
        }
        if not value:
            self.miss(number, MS.value, NO_VALUE)
        start, end = first(number, MS.periodStart), first(number, MS.periodEnd)
        _put(node, "observationPeriod", [f"{start}/{end}" if start and end else first(number, MS.period)])
        self.lose(number, _OBSERVED)
        return node

    def _document(self, document: Description) -> dict[str, object]:
        node: dict[str, object] = {"@id": iri_of(document), "@type": "Article"}
        for predicate, key in _DOCUMENT.items():
            values = list(document.values(predicate))
            _put(
                node,
                key,
                [{"@type": "Organization", "name": v} for v in values] if key == "publisher" else values,
            )
        self.lose(document, {RDF.type, RDFS.label, *_DOCUMENT})
        return node


def _put(node: dict[str, object], key: str, values: list[object] | list[str] | list[dict[str, str]]) -> None:
    """One value as it is, several as an array, none not at all."""
    kept = [value for value in values if value]
    if kept:
        node[key] = kept[0] if len(kept) == 1 else kept
