"""Subjects, and all that is said of them in a fixed order."""

from __future__ import annotations

from dataclasses import dataclass
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
        return [text_of(object_) for p, object_ in self.properties if p == predicate]


def text_of(term: Object) -> str:
    """An IRI or lexical form; a triple as N-Triples writes it.

    Example:
        >>> text_of(ox.Literal("青河区", language="zh"))
        '青河区'
    """
    return str(term) if isinstance(term, ox.Triple) else term.value


def by_subject(store: ox.Store, subjects: Iterable[Subject]) -> Iterator[Description]:
    """Each of `subjects` with what all graphs say of it, every triple once."""
    for subject in subjects:
        pairs = {
            (quad.predicate.value, quad.object) for quad in store.quads_for_pattern(subject, None, None, None)
        }
        yield Description(subject, ordered(pairs))


def ordered(pairs: Iterable[tuple[str, Object]]) -> tuple[tuple[str, Object], ...]:
    """The properties of a description: types first, then by predicate and object."""
    return tuple(sorted(pairs, key=lambda pair: (pair[0] != _TYPE, pair[0], str(pair[1]))))
