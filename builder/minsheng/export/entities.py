"""What formats of things rather than triples read of an entity: names, labels of concepts, quotations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.export.exporter import Exporter
from minsheng.export.losses import NO_CLASS, NO_PROPERTY
from minsheng.vocabulary import MS, OA, PROV, RDF, RDFS, SKOS, entity_classes, label_of, local_name
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import BinaryIO

    from minsheng.export.descriptions import Description, Object
    from minsheng.export.scope import Scope

#: Labels and quotations kept at hand; a graph's subjects come in order, so that neighbours share them.
KEPT = 20_000


class OfEntities(Exporter):
    """An exporter that is fed with subjects and looks up what they lead to."""

    def __init__(self, file: BinaryIO, scope: Scope) -> None:
        super().__init__(file, scope)
        self._classes = {MS[name]: name for name in entity_classes()}
        self._label = lru_cache(KEPT)(self._read_label)

    def class_of(self, description: Description) -> str | None:
        """Local name of the ontology's class of an entity; None for what is no entity."""
        return next((self._classes[c] for c in description.values(RDF.type) if c in self._classes), None)

    def label(self, iri: str) -> str:
        """What people call a thing or concept, in Chinese where there is a choice."""
        return self._label(iri)

    def _read_label(self, iri: str) -> str:
        known = label_of(iri)
        if known:
            return known[0]
        labels = [*self.objects(iri, RDFS.label), *self.objects(iri, SKOS.prefLabel)]
        first = min(
            labels, key=lambda term: (getattr(term, "language", None) == "en", str(term)), default=None
        )
        return str(getattr(first, "value", self.unlabelled(iri)))

    def unlabelled(self, iri: str) -> str:
        """What stands for a thing that nothing names."""
        return local_name(iri)

    def objects(self, iri: str, predicate: str) -> list[Object]:
        """Objects of one predicate, in a fixed order; none for the IRI ""."""
        if not iri:
            return []
        quads = self.scope.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None)
        return [term for _, term in sorted({str(quad.object): quad.object for quad in quads}.items())]

    def values(self, iri: str, predicate: str) -> list[str]:
        """The same as text."""
        return [str(getattr(term, "value", term)) for term in self.objects(iri, predicate)]

    def quotation(self, description: Description, title: str) -> str:
        """The first words that name a subject, with what its document has as `title`; "" if none do."""
        for evidence in description.values(PROV.wasDerivedFrom):
            for exact in self.values(evidence, OA.exact):
                document = next(iter(self.values(evidence, PROV.wasQuotedFrom)), "")
                named = next(iter(self.values(document, title)), document)
                quotation = " ".join(exact.split())
                return text("export", "service.description", document=named, quotation=quotation).zh
        return ""

    def lose(self, description: Description, carried: Collection[str]) -> None:
        """Counts the properties of a subject that the format has no place for."""
        for predicate, _ in description.properties:
            if predicate not in carried:
                self.losses.add(predicate, NO_PROPERTY)

    def lose_whole(self, description: Description) -> None:
        """Counts a subject for which the format has no class, by its class."""
        for class_ in description.values(RDF.type)[:1]:
            self.losses.add(class_, NO_CLASS)


def iri_of(description: Description) -> str:
    """The IRI of a subject."""
    return str(getattr(description.subject, "value", description.subject))


def first(description: Description, predicate: str) -> str:
    """The first value of a predicate, "" if there is none."""
    return next(iter(description.values(predicate)), "")
