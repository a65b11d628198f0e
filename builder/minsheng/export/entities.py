"""What formats of things rather than triples read of an entity: names, labels of concepts, quotations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from minsheng.export.descriptions import text_of
from minsheng.export.exporter import Exporter
from minsheng.export.losses import NO_CLASS, NO_PROPERTY, ONE_VALUE
from minsheng.vocabulary import DCTERMS, MS, OA, PROV, RDF, RDFS, SKOS, entity_classes, label_of, local_name
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description, Object

#: Labels and quotations kept at hand; a graph's subjects come in order, so that neighbours share them.
KEPT = 20_000
_QUOTED = (OA.exact, PROV.wasQuotedFrom)


class Citation(NamedTuple):
    """What a piece of evidence quotes."""

    exact: str
    #: IRI of the document
    document: str
    #: its title, or its IRI where it has none
    title: str


class OfEntities(Exporter):
    """An exporter that is fed with subjects and looks up what they lead to."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._classes = {MS[name]: name for name in entity_classes()}
        self._label = lru_cache(KEPT)(self._read_label)
        self._citation = lru_cache(KEPT)(self._read_citation)
        self._title = lru_cache(KEPT)(self._read_title)
        self._known = lru_cache(KEPT)(self._read_entity)

    def class_of(self, description: Description) -> str | None:
        """Local name of the ontology's class of an entity; None for what is no entity."""
        return next((self._classes[c] for c in description.values(RDF.type) if c in self._classes), None)

    def is_entity(self, iri: str) -> bool:
        """Whether a thing has a class of the ontology."""
        return self._known(iri)

    def _read_entity(self, iri: str) -> bool:
        return any(class_ in self._classes for class_ in self.values(iri, RDF.type))

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
        quads = self.content.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None)
        return [term for _, term in sorted({str(quad.object): quad.object for quad in quads}.items())]

    def values(self, iri: str, predicate: str) -> list[str]:
        """The same as text."""
        return [text_of(term) for term in self.objects(iri, predicate)]

    def cited(self, evidence: str) -> Citation:
        """What a piece of evidence quotes."""
        return self._citation(evidence)

    def _read_citation(self, evidence: str) -> Citation:
        # Two lookups of one value each cost less than all that is said of the evidence.
        exact, document = (min(self.values(evidence, term), default="") for term in _QUOTED)
        return Citation(exact, document, self._title(document))

    def _read_title(self, document: str) -> str:
        return next(iter(self.values(document, DCTERMS.title)), document)

    def quotation(self, description: Description, title: str) -> str:
        """The first words that name a subject, with what its document has as `title`; "" if none do."""
        for evidence in description.values(PROV.wasDerivedFrom):
            for exact in self.values(evidence, OA.exact):
                document = next(iter(self.values(evidence, PROV.wasQuotedFrom)), "")
                named = next(iter(self.values(document, title)), document)
                quotation = " ".join(exact.split())
                return text("export", "service.description", document=named, quotation=quotation).zh
        return ""

    def lose(self, description: Description, carried: Collection[str], single: Collection[str] = ()) -> None:
        """Counts the properties of a subject that the format has no place for.

        Args:
            carried: properties all of whose values it takes.
            single: properties of which it takes the first value.
        """
        class_ = kind_of(description)
        before = ""
        for predicate, _ in description.properties:
            if predicate in single:
                if predicate == before:
                    self.losses.add(ONE_VALUE, class_, predicate)
                before = predicate
            elif predicate not in carried:
                self.losses.add(NO_PROPERTY, class_, predicate)

    def miss(self, description: Description, predicate: str, reason: str, count: int = 1) -> None:
        """Counts values of one property of a subject."""
        self.losses.add(reason, kind_of(description), predicate, count)

    def lose_whole(self, description: Description, reason: str = NO_CLASS) -> None:
        """Counts a subject that the format has no place for, by its class."""
        self.losses.add(reason, kind_of(description))


def kind_of(description: Description) -> str:
    """The class by which losses are counted: one of ours, where there is one; "" for what has none."""
    classes = description.values(RDF.type)
    return next((class_ for class_ in classes if class_.startswith(str(MS))), next(iter(classes), ""))


def iri_of(description: Description) -> str:
    """The IRI of a subject."""
    return text_of(description.subject)


def first(description: Description, predicate: str) -> str:
    """The first value of a predicate, "" if there is none."""
    return next(iter(description.values(predicate)), "")
