"""Measures of graphs whose figures can be told by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.analysis.measures import Stats, measure
from minsheng.graph.network import network
from minsheng.vocabulary import BASE, CHINESE, MS, RDF, RDFS

if TYPE_CHECKING:
    import networkx as nx

KINDS = {"p": "Place", "s": "School", "g": "EducationGroup"}


class Small:
    """A graph of things named by their class's letter and a number, and of `subject relation object`."""

    def __init__(self, *facts: str) -> None:
        self.engine = ox.Store()
        for number, fact in enumerate(facts):
            subject, *rest = fact.split()
            self._thing(subject)
            if rest:
                relation, object_ = rest
                self._thing(object_)
                ends = {"subject": BASE + subject, "predicate": MS[relation], "object": BASE + object_}
                self._add(f"{BASE}statement/{number}", RDF.type, ox.NamedNode(RDF.Statement))
                for end, iri in ends.items():
                    self._add(f"{BASE}statement/{number}", RDF[end], ox.NamedNode(iri))

    def _thing(self, name: str) -> None:
        self._add(BASE + name, RDF.type, ox.NamedNode(MS[KINDS[name[0]]]))
        self._add(BASE + name, RDFS.label, ox.Literal(name, language=CHINESE))

    def _add(self, subject: str, predicate: str, object_: ox.NamedNode | ox.Literal) -> None:
        graph = ox.NamedNode(f"{BASE}source/d")
        self.engine.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), object_, graph))

    def __len__(self) -> int:
        return len(self.engine)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        return network(self.engine)


def stats(*facts: str, top: int = 10) -> Stats:
    return measure(Small(*facts), top)  # type: ignore[arg-type]


def test_an_empty_graph() -> None:
    empty = stats()
    assert empty.sizes["entities"] == 0
    assert (empty.components, empty.largest, empty.communities, empty.central) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("facts", "areas"),
    [
        (("p1",), {}),
        (("s1 locatedIn p1", "s2 locatedIn p1"), {"p1": 2}),
        # A place within a place hands on what is in it, and is not counted itself.
        (("s1 locatedIn p2", "p2 locatedIn p1", "s2 locatedIn p1"), {"p1": 2, "p2": 1}),
        # Two ways to the same place count once; a circle does not hang.
        (("s1 locatedIn p2", "s1 locatedIn p1", "p2 locatedIn p1"), {"p1": 1, "p2": 1}),
        (("p1 locatedIn p2", "p2 locatedIn p1", "s1 locatedIn p1"), {"p1": 1, "p2": 1}),
        (("s1 memberOf g1",), {}),
    ],
)
def test_areas(facts: tuple[str, ...], areas: dict[str, int]) -> None:
    assert {area.label: area.entities for area in stats(*facts).areas} == areas


STAR = ("s1 memberOf g1", "s2 memberOf g1", "s3 memberOf g1")


def test_the_middle_of_a_star_is_central() -> None:
    first, *rest = stats(*STAR).central
    assert (first.label, first.type, first.degree, first.betweenness) == ("g1", "EducationGroup", 3, 1.0)
    assert {other.betweenness for other in rest} == {0.0}
    assert len(stats(*STAR, top=2).central) == 2


def test_counts() -> None:
    found = stats(*STAR, "s1 locatedIn p1", "s9")
    assert found.classes == {"School": 4, "EducationGroup": 1, "Place": 1}
    assert found.relations == {"memberOf": 3, "locatedIn": 1}
    assert (found.components, found.largest) == (2, 5)


def test_two_circles_are_two_communities() -> None:
    circles = [f"s{n} memberOf g{n}" for n in (1, 2)]
    circles += [f"s{n}{m} memberOf g{n}" for n in (1, 2) for m in range(4)]
    found = stats(*circles, "g1 partnerOf g2")
    assert found.communities == 2
    assert [(group.size, group.members[0]) for group in found.top_communities] == [(6, "g1"), (6, "g2")]
    assert found.modularity > 0.3
