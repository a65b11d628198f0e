from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.describing import describe_thing

if TYPE_CHECKING:
    import pyoxigraph as ox

ID = "https://example.org/id/"


def test_a_statement(schools: ox.Store) -> None:
    found = describe_thing(schools, f"{ID}s1")
    assert found is not None
    told = {
        p.name.iri.rpartition("#")[2]: [t.zh for t in p.things] + [q.exact for q in p.quotes]
        for p in found.properties
    }
    assert told["subject"] == ["柳溪小学"]
    assert told["wasDerivedFrom"] == ["青河区的柳溪小学，"]


def test_what_refers_to_a_rule(schools: ox.Store) -> None:
    found = describe_thing(schools, f"{ID}rule")
    assert found is not None
    assert [(p.total, [t.zh for t in p.things]) for p in found.incoming] == [(2, ["s1", "柳溪小学"])]


def test_nothing(schools: ox.Store) -> None:
    assert describe_thing(schools, f"{ID}nothing") is None
