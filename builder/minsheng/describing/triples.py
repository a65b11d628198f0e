"""The triples about one thing, for programs: the same as its page tells people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.export.descriptions import Description, by_subject, ordered
from minsheng.vocabulary import DCTERMS, MS, PROV, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.export.descriptions import Object

    #: IRI → what makes it readable
    Readable = dict[str, tuple[tuple[str, Object], ...]]

#: Things of which it is remembered how they can be read.
_KEPT = 1 << 14
#: What leads from a thing to the nodes that state something of it.
_TOLD_BY = (RDF.subject, RDF.object, MS.about, MS.indicator, PROV.wasQuotedFrom)
#: Predicates whose objects are told whole, since a reader cannot judge the fact without them.
_WITH = frozenset({PROV.wasDerivedFrom})
#: Of all other things named, only so much that they can be read.
_READABLE = (RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.issued, DCTERMS.publisher)


def triples_about(store: ox.Store, iri: str, readable: Readable | None = None) -> Iterator[Description]:
    """All that is said of a thing: the triples it is subject of, statements and numbers about it, their
    quotations, the triples that those statements are about, and labels of what they name; by subject.

    `readable` remembers, for other things of the same store, how what is named can be read: a rule or a
    large district has its label from each document that names it.

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
    known = {} if readable is None else readable
    for subject in map(ox.NamedNode, sorted(whole | named)):
        if subject.value in whole:
            (description,) = by_subject(store, [subject])
        else:
            towards = store.quads_for_pattern(subject, None, thing, None)
            pairs = {(quad.predicate.value, quad.object) for quad in towards}
            description = Description(subject, ordered(pairs.union(_readable(store, subject, known))))
        if description.properties:
            yield description


def _readable(store: ox.Store, subject: ox.NamedNode, known: Readable) -> tuple[tuple[str, Object], ...]:
    found = known.get(subject.value)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = known[subject.value] = tuple(
            {
                (predicate, quad.object)
                for predicate in _READABLE
                for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
            }
        )
    return found


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
