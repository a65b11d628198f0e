"""Turtle of RDF 1.2: statements reify the triples that they are about, instead of naming their parts."""

from __future__ import annotations

import pyoxigraph as ox

from minsheng.export.descriptions import Description, ordered
from minsheng.export.turtle import Turtle
from minsheng.vocabulary import RDF

_PARTS = (RDF.subject, RDF.predicate, RDF.object)


class Rdf12(Turtle):
    """The union of all graphs; evidence and confidence stand on a reifier: `<s> rdf:reifies <<( … )>>`."""

    def feed(self, description: Description) -> None:
        """Writes one paragraph; a statement becomes the reifier of its triple."""
        super().feed(reifier(description))


def reifier(description: Description) -> Description:
    """A statement with `rdf:reifies` and a triple term in place of subject, predicate and object.

    What is no statement, or lacks one of the three, stays as it is.

    Example:
        >>> node, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
        >>> said = tuple((part, p if part == RDF.predicate else node) for part in sorted(_PARTS))
        >>> reifier(Description(node, ((RDF.type, ox.NamedNode(RDF.Statement)), *said))).properties[0][0]
        'http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies'
    """
    parts = {predicate: value for predicate, value in description.properties if predicate in _PARTS}
    subject, predicate, value = (parts.get(part) for part in _PARTS)
    if not isinstance(subject, ox.NamedNode) or not isinstance(predicate, ox.NamedNode) or value is None:
        return description
    rest = [
        (each, object_)
        for each, object_ in description.properties
        if each not in _PARTS and (each, getattr(object_, "value", "")) != (RDF.type, RDF.Statement)
    ]
    properties = ordered([*rest, (RDF.reifies, ox.Triple(subject, predicate, value))])
    return Description(description.subject, properties, description.graph)
