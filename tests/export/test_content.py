from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.export import FORMATS, sorting
from minsheng.export.content import Content
from minsheng.export.descriptions import by_subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.export.sorting import Sorter


def test_a_union_is_what_the_store_says_subject_by_subject(store: ox.Store) -> None:
    subjects = {str(quad.subject): quad.subject for quad in store}
    with Content(store) as content:
        assert list(content.descriptions()) == list(
            by_subject(store, (subjects[key] for key in sorted(subjects)))
        )


def test_graphs_stand_for_themselves_the_default_one_first(store: ox.Store) -> None:
    node = ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, node))
    with Content(store, graphs=True) as content:
        found = list(content.descriptions())
    graphs = [description.graph for description in found]
    assert graphs == sorted(graphs, key=lambda graph: graph or "")
    assert graphs[0] is None
    assert sum(len(description.properties) for description in found) == len(store)


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_same_where_memory_is_short(
    form: str, exported: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = exported(form)
    default = sorting.Sorter

    def small() -> Sorter:
        return default(room=100)

    monkeypatch.setattr("minsheng.export.content.Sorter", small)
    monkeypatch.setattr("minsheng.export.content.ROOM", 1)
    assert exported(form) == expected


def test_prefixes_of_texts_are_those_of_their_datatypes() -> None:
    store = ox.Store()
    node = ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, ox.Literal('"^^<urn:no>', language="zh")))
    with Content(store) as content:
        assert list(content.scope.prefixes) == ["rdf"]
    store.add(ox.Quad(node, node, ox.Literal("x")))
    with Content(store) as content:
        assert list(content.scope.prefixes) == ["rdf", "xsd"]
