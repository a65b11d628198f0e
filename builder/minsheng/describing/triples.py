"""The triples about one thing, for programs: the same as its page tells people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.export.descriptions import Description, by_subject
from minsheng.vocabulary import DCTERMS, MS, PROV, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What leads from a thing to the nodes that state something of it.
_TOLD_BY = (RDF.subject, RDF.object, MS.about, MS.indicator, PROV.wasQuotedFrom)
#: Predicates whose objects are told whole, since a reader cannot judge the fact without them.
_WITH = frozenset({PROV.wasDerivedFrom})
#: Of all other things named, only so much that they can be read.
_READABLE = (RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.issued, DCTERMS.publisher)


def triples_about(store: ox.Store, iri: str) -> Iterator[Description]:
    """All that is said of a thing: the triples it is subject of, statements and numbers about it, their
    quotations, the triples that those statements are about, and labels of what they name; by subject.

    Example:
        >>> list(triples_about(ox.Store(), "urn:nothing"))
        []
    """
    thing = ox.NamedNode(iri)
    whole = {iri, *_told_by(store, thing)}
    for node in sorted(whole):
        for quad in store.quads_for_pattern(ox.NamedNode(node), None, None, None):
            if quad.predicate.value in _WITH and isinstance(quad.object, ox.NamedNode):
                whole.add(quad.object.value)
    named = _named(store, whole) - whole
    for description in by_subject(store, map(ox.NamedNode, sorted(whole | named))):
        subject = description.subject
        assert isinstance(subject, ox.NamedNode)
        if subject.value in whole:
            if description.properties:
                yield description
            continue
        about = tuple(
            (predicate, value)
            for predicate, value in description.properties
            if predicate in _READABLE or value == thing
        )
        if about:
            yield Description(subject, about)


def _told_by(store: ox.Store, thing: ox.NamedNode) -> Iterator[str]:
    for predicate in _TOLD_BY:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), thing, None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value


def _named(store: ox.Store, nodes: Iterable[str]) -> set[str]:
    """The IRIs that are objects of what is told whole."""
    return {
        quad.object.value
        for node in nodes
        for quad in store.quads_for_pattern(ox.NamedNode(node), None, None, None)
        if isinstance(quad.object, ox.NamedNode)
    }
