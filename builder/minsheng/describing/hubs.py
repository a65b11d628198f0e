"""Things that thousands of facts are about, put in order once, so that a page reads only what it lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.vocabulary import MS, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from minsheng.describing.reader import Reader
    from minsheng.describing.records import Named

#: Statements, or things with a concept, from which on they are put in order beforehand.
LARGE: Final = 200
#: What a thing has a concept by, and pages of concepts list.
_HAVING: Final = ("kind", "domain", "status", "audience")


@dataclass(frozen=True, slots=True)
class Ends:
    """The things at the other ends of one predicate, by class and label, each with its statements.

    One text, for processes that are forked share it, whereas they would come to copy thousands of objects.
    """

    total: int
    #: local name of a class and number, the largest first
    classes: tuple[tuple[str, int], ...]
    lines: str

    def some(self, skip: int, most: int) -> list[tuple[str, list[str]]]:
        """IRIs with their statements, from `skip` on, `most` of them.

        Example:
            >>> Ends(2, (), "urn:a urn:s1\\nurn:b urn:s2 urn:s3").some(1, 9)
            [('urn:b', ['urn:s2', 'urn:s3'])]
        """
        chosen = self.lines.split("\n")[skip : skip + most] if self.lines else []
        return [(words[0], words[1:]) for words in map(str.split, chosen)]


def ordered(reader: Reader, others: Mapping[str, Sequence[str]]) -> Ends:
    """Ends in order, from IRI → statements."""
    names = sorted(map(reader.named, others), key=by_class)
    classes = Counter(name.type for name in names if name.type)
    return Ends(
        len(names),
        tuple(sorted(classes.items(), key=lambda item: (-item[1], item[0]))),
        "\n".join(" ".join((name.iri, *others[name.iri])) for name in names),
    )


def by_class(name: Named) -> tuple[str, str, str]:
    """The order of things in a list: by class, label, IRI."""
    return name.type, name.zh, name.iri


def statements(reader: Reader, iri: str, outgoing: bool) -> dict[str, dict[str, list[str]]]:
    """Predicate → the other end → statements, of which a thing is the subject, or else the object."""
    here, there = (RDF.subject, RDF.object) if outgoing else (RDF.object, RDF.subject)
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement in reader.subjects(here, iri):
        predicate, other = reader.text(statement, RDF.predicate), reader.text(statement, there)
        if predicate and other:
            said[predicate][other].append(statement)
    return said


class Hubs:
    """What is put in order beforehand; nothing, until `read` is called.

    Example:
        >>> Hubs().ends("urn:a", outgoing=False) is None
        True
    """

    def __init__(self) -> None:
        self._ends: dict[tuple[str, bool], dict[str, Ends]] = {}
        self._having: dict[tuple[str, str], Ends] = {}

    def ends(self, iri: str, *, outgoing: bool) -> dict[str, Ends] | None:
        """Predicate → ends, of a thing with many statements; None of any other."""
        return self._ends.get((iri, outgoing))

    def having(self, predicate: str, concept: str) -> Ends | None:
        """The things with a concept, if they are many."""
        return self._having.get((predicate, concept))

    def read(self, reader: Reader) -> Hubs:
        """Finds what is large in a store, and puts it in order."""
        for outgoing, here in ((True, RDF.subject), (False, RDF.object)):
            for iri in _large(reader, here):
                said = statements(reader, iri, outgoing)
                self._ends[iri, outgoing] = {p: ordered(reader, others) for p, others in said.items()}
        for predicate in (MS[name] for name in _HAVING):
            for iri in _large(reader, predicate):
                things = dict.fromkeys(reader.subjects(predicate, iri), ())
                self._having[predicate, iri] = ordered(reader, things)
        return self


def _large(reader: Reader, predicate: str) -> list[str]:
    """The objects of a predicate that have many subjects: the engine counts without reading a single name."""
    rows = reader.store.query(
        f"SELECT ?o {{ ?s <{predicate}> ?o }} GROUP BY ?o HAVING (COUNT(*) > {LARGE})",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode))
