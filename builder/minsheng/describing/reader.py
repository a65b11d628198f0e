"""Look-ups in a store without SPARQL: a page needs hundreds of them, each of some microseconds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.describing.hubs import Hubs, ordered
from minsheng.describing.records import Document, Named, Quote, Stated
from minsheng.vocabulary import (
    DCTERMS,
    MS,
    OA,
    PROV,
    RDF,
    RDFS,
    SKOS,
    label_of,
    local_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.describing.triples import Readable
    from minsheng.export.descriptions import Object

#: Labels and documents kept: a page of a large district names some thousand things.
_KEPT: Final = 1 << 14


@lru_cache(maxsize=512)
def node(iri: str) -> ox.NamedNode:
    """An IRI as the engine wants it."""
    return ox.NamedNode(iri)


class Reader:
    """One store, read by patterns over all its named graphs; every value once, in a fixed order.

    Example:
        >>> Reader(ox.Store()).value("urn:a", "urn:b") is None
        True
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.hubs = Hubs()
        #: what `triples_about` remembers
        self.readable: Readable = {}
        self._named: dict[str, Named] = {}
        self._documents: dict[str, Document] = {}

    def holds(self, iri: str) -> bool:
        """Whether the graph says anything of an IRI, as subject or object; never of what is no IRI."""
        try:
            term = ox.NamedNode(iri)
        except ValueError:
            return False
        about = self.store.quads_for_pattern(term, None, None, None)
        return next(about, None) is not None or self.used(iri)

    def used(self, iri: str) -> bool:
        """Whether an IRI stands as an object somewhere."""
        return next(self.store.quads_for_pattern(None, None, ox.NamedNode(iri), None), None) is not None

    def properties(self, iri: str) -> dict[str, list[Object]]:
        """Predicate → objects, without repetition, sorted."""
        found: dict[str, dict[str, Object]] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            found.setdefault(quad.predicate.value, {})[str(quad.object)] = quad.object
        return {p: [objects[key] for key in sorted(objects)] for p, objects in sorted(found.items())}

    def subjects(self, predicate: str, iri: str) -> list[str]:
        """IRIs of which `predicate` with this object is said, sorted."""
        pattern = self.store.quads_for_pattern(None, node(predicate), ox.NamedNode(iri), None)
        return sorted({quad.subject.value for quad in pattern if isinstance(quad.subject, ox.NamedNode)})

    def values(self, iri: str, predicate: str) -> list[Object]:
        """Objects of one predicate, without repetition, sorted."""
        pattern = self.store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None, None)
        found = {str(quad.object): quad.object for quad in pattern}
        return [found[key] for key in sorted(found)]

    def value(self, iri: str, predicate: str) -> Object | None:
        """The first of them."""
        return next(iter(self.values(iri, predicate)), None)

    def text(self, iri: str, predicate: str) -> str:
        """The first of them as text, "" if there is none."""
        found = self.value(iri, predicate)
        return "" if found is None else text_of(found)

    def named(self, iri: str) -> Named:
        """An IRI with its labels: those of the graph, else those of the ontology, else its own end."""
        found = self._named.get(iri)
        if found is None:
            if len(self._named) >= _KEPT:
                self._named.clear()
            found = self._named[iri] = self._look_up(iri)
        return found

    def _look_up(self, iri: str) -> Named:
        known = label_of(iri)
        if known is not None:
            return Named(known[0], iri, known[1])
        labels = list(self._labels(iri))
        zh = next((text for text, language in labels if language != "en"), "")
        en = next((text for text, language in labels if language == "en"), "")
        return Named(zh or en or local_name(iri), iri, en if zh else "", self.type_of(iri))

    def _labels(self, iri: str) -> Iterator[tuple[str, str]]:
        for predicate in (RDFS.label, SKOS.prefLabel):
            for term in self.values(iri, predicate):
                if isinstance(term, ox.Literal):
                    yield term.value, (term.language or "")

    def type_of(self, iri: str) -> str:
        """Local name of the ontology's class that an IRI has, "" if none."""
        for class_ in self.values(iri, RDF.type):
            if isinstance(class_, ox.NamedNode) and class_.value.startswith(str(MS)):
                return local_name(class_.value)
        return ""

    def having(self, predicate: str, concept: str, most: int) -> tuple[int, list[Named]]:
        """Number of things with a concept, and the first of them by class and label."""
        ends = self.hubs.having(predicate, concept)
        if ends is None:
            ends = ordered(self, dict.fromkeys(self.subjects(predicate, concept), ()))
        return ends.total, [self.named(iri) for iri, _ in ends.some(0, most)]

    def document(self, iri: str) -> Document:
        """A source by its title; its IRI stands for a title that it lacks."""
        found = self._documents.get(iri)
        if found is None:
            if len(self._documents) >= _KEPT:
                self._documents.clear()
            title = self.text(iri, DCTERMS.title) or self.text(iri, RDFS.label) or local_name(iri)
            publisher = self.text(iri, DCTERMS.publisher)
            found = Document(iri, title, publisher, self.text(iri, DCTERMS.issued))
            self._documents[iri] = found
        return found

    def quote(self, iri: str) -> Quote | None:
        """A piece of evidence; None where the graph does not say what it quotes."""
        about = self.properties(iri)
        if not all(about.get(p) for p in (PROV.wasQuotedFrom, OA.exact, OA.start, OA.end)):
            return None
        source, exact, start, end = (
            text_of(about[p][0]) for p in (PROV.wasQuotedFrom, OA.exact, OA.start, OA.end)
        )
        return Quote(self.document(source), int(start), int(end), exact, iri)

    def stated(self, iri: str, about: dict[str, list[Object]] | None = None) -> Stated:
        """How a statement, an observation or an entity is known."""
        about = self.properties(iri) if about is None else about
        found = (self.quote(text_of(term)) for term in about.get(PROV.wasDerivedFrom, ()))
        quotes = tuple(sorted(quote for quote in found if quote is not None))
        sure = [float(text_of(term)) for term in about.get(MS.confidence, ())]
        rules = [self.named(text_of(term)) for term in about.get(MS.extractedBy, ())]
        return Stated(iri, quotes, max(sure, default=None), rules[0] if rules else None)


def text_of(term: Object) -> str:
    """An IRI, or the words of a literal."""
    return str(getattr(term, "value", term))
