"""The content of a store in a fixed order: subject by subject, or graph by graph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pyoxigraph as ox

from minsheng.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TYPE = RDF.type

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = Subject | ox.Literal


@dataclass(frozen=True, slots=True)
class Description:
    """A subject, and all that is said of it: in one named graph, or in all of them at once."""

    subject: Subject
    #: predicate IRI and object, types first, then by predicate and object
    properties: tuple[tuple[str, Object], ...]
    #: IRI of the named graph; None for the union, and for the default graph
    graph: str | None = None

    def values(self, predicate: str) -> list[str]:
        """The objects of one predicate as text: IRIs and lexical forms."""
        return [getattr(object_, "value", str(object_)) for p, object_ in self.properties if p == predicate]


def by_subject(store: ox.Store, subjects: Iterable[Subject]) -> Iterator[Description]:
    """Each of `subjects` with what all graphs say of it, every triple once."""
    for subject in subjects:
        pairs = {
            (quad.predicate.value, quad.object) for quad in store.quads_for_pattern(subject, None, None, None)
        }
        yield Description(subject, ordered(pairs))


def by_graph(store: ox.Store) -> Iterator[Description]:
    """The default graph, then each named graph by IRI, subject by subject."""
    yield from _of_graph(store, ox.DefaultGraph())
    for graph in sorted(store.named_graphs(), key=str):
        yield from _of_graph(store, graph)


def _of_graph(store: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Iterator[Description]:
    quads = sorted(store.quads_for_pattern(None, None, None, graph), key=lambda quad: str(quad.subject))
    name = None if isinstance(graph, ox.DefaultGraph) else graph.value
    for _, group in groupby(quads, key=lambda quad: str(quad.subject)):
        said = list(group)
        yield Description(
            said[0].subject, ordered((quad.predicate.value, quad.object) for quad in said), name
        )


def ordered(pairs: Iterable[tuple[str, Object]]) -> tuple[tuple[str, Object], ...]:
    """The properties of a description: types first, then by predicate and object."""
    return tuple(sorted(pairs, key=lambda pair: (pair[0] != _TYPE, pair[0], str(pair[1]))))
