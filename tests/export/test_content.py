from __future__ import annotations

import tracemalloc
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.export import FORMATS, export, sorting
from minsheng.export.content import Content
from minsheng.export.descriptions import by_subject
from minsheng.vocabulary import BASE, MS, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable


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
    monkeypatch.setattr("minsheng.export.content.Sorter", partial(sorting.Sorter, room=100))
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


class Nowhere:
    """A file that keeps nothing."""

    def write(self, data: bytes) -> int:
        return len(data)


def test_a_graph_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    store = ox.Store()
    label, words = ox.NamedNode(RDFS.label), ox.Literal("青河区柳溪镇" * 100)
    for number in range(1500):
        school = ox.NamedNode(f"{BASE}School/{number}")
        store.add(ox.Quad(school, label, words))
        store.add(ox.Quad(school, ox.NamedNode(RDF.type), ox.NamedNode(MS.School)))
    monkeypatch.setattr("minsheng.export.content.Sorter", partial(sorting.Sorter, room=1 << 14))
    monkeypatch.setattr("minsheng.export.content.ROOM", 1 << 14)
    monkeypatch.setattr("minsheng.export.content._BLOCK", 64)
    for form in ("ntriples", "turtle", "graphml"):
        tracemalloc.start()
        size = export(SimpleNamespace(store=store), form, Nowhere()).size  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size > 2_000_000
        assert peak < 1_000_000, form
