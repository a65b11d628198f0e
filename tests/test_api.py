"""What people hold: a graph folder opened, asked, and handed to other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

import minsheng
from minsheng.errors import GraphError
from minsheng.vocabulary import MS, RDF

if TYPE_CHECKING:
    from pathlib import Path

    from minsheng.api import Graph

TEXT = "今年，青河区新建老年食堂12个。青河区人民医院位于柳溪镇。青河小学加入青河小学教育集团。"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("api")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    minsheng.build([folder / "a.txt"], folder / "graph", area="青河区")
    return minsheng.open_graph(folder / "graph")


def test_rows_of_a_select_leave_out_what_is_unbound(graph: Graph) -> None:
    (row,) = graph.select("SELECT ?d ?t ?none { ?d a ms:SourceDocument ; dcterms:identifier ?t }")
    assert sorted(row) == ["d", "t"]
    assert row["d"] == NamedNode(graph.documents()[0].iri)


def test_a_substituted_variable_is_bound_as_a_term(graph: Graph) -> None:
    iri = graph.documents()[0].iri
    assert len(graph.select("SELECT ?d ?c { ?d a ?c }", {"d": iri})) == 1
    assert graph.select("SELECT ?d ?c { ?d a ?c }", {"d": NamedNode("urn:none")}) == []


def test_only_rows_are_selected(graph: Graph) -> None:
    for query in ("ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        with pytest.raises(TypeError):
            graph.select(query)


def test_quads_of_one_document(graph: Graph) -> None:
    iri = graph.documents()[0].iri
    assert {quad.graph_name for quad in graph.quads(iri)} == {NamedNode(iri)}
    assert 0 < len(list(graph.quads(iri))) < len(list(graph.quads())) == len(graph)


def test_questions_are_answered(graph: Graph) -> None:
    answer = graph.query("SELECT ?s WHERE { ?s a <" + MS.School + "> }", limit=1)
    assert len(answer.rows) == 1


def test_networkx_has_the_entities(graph: Graph) -> None:
    network = graph.to_networkx()
    assert "青河小学" in {data["label"] for _, data in network.nodes(data=True)}


def test_rdflib_has_the_union(graph: Graph) -> None:
    from rdflib import URIRef

    dataset = graph.to_rdflib()
    assert len(list(dataset.quads((None, None, None, None)))) == len(graph)
    schools = {quad[0] for quad in dataset.quads((None, URIRef(RDF.type), URIRef(MS.School), None))}
    assert len(schools) == len(graph.select("SELECT DISTINCT ?s { ?s a ms:School }"))


def test_a_view_is_written(graph: Graph, tmp_path: Path) -> None:
    report = graph.view(tmp_path / "page.html")
    assert report.shown > 0
    assert "青河小学" in (tmp_path / "page.html").read_text("utf-8")


def test_a_graph_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError) as raised:
        minsheng.open_graph(tmp_path / "none")
    assert raised.value.key == "graph-missing"
