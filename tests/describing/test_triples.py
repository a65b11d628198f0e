from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.describing import triples_about

if TYPE_CHECKING:
    from minsheng.export.descriptions import Object

ID = "https://example.org/id/"


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("Group", {"Group", "School-a", "s3", "source/a.txt#char=0,9", "source/a.txt"}),
        ("o3", {"o3", "School-b", "beds"}),
        ("nothing", set()),
    ],
)
def test_what_is_told_of_a_thing(schools: ox.Store, name: str, subjects: set[str]) -> None:
    found = {
        getattr(about.subject, "value", "").removeprefix(ID) for about in triples_about(schools, ID + name)
    }
    assert found == subjects


def test_all_of_it_stands_in_the_graph(schools: ox.Store) -> None:
    for about in triples_about(schools, f"{ID}Place-1"):
        for predicate, value in about.properties:
            assert any(
                quad.predicate.value == predicate and quad.object == value
                for quad in schools.quads_for_pattern(about.subject, None, None, None)
            )


def test_what_is_remembered_changes_nothing(schools: ox.Store) -> None:
    things = sorted({quad.subject.value for quad in schools if isinstance(quad.subject, ox.NamedNode)})
    readable: dict[str, tuple[tuple[str, Object], ...]] = {}
    for iri in (*things, *reversed(things)):
        assert list(triples_about(schools, iri, readable)) == list(triples_about(schools, iri))
    assert readable
