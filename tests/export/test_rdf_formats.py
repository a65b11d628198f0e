"""Every RDF format reads back, with another program, as what the store holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from minsheng.errors import GraphError
from minsheng.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).with_name("golden")
RDF_FORMATS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
QUAD_FORMATS = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
EXAMPLE = "https://example.org/"
# rdflib's own parsers call what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def union(store: ox.Store, replaced: str = "") -> Graph:
    """The triples of all graphs, read by rdflib from lines, a character taken for U+FFFD."""
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in store}
    text = "\n".join(sorted(lines))
    return Graph().parse(data=text.replace(replaced, "\ufffd") if replaced else text, format="nt")


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_triples_survive(form: str, store: ox.Store, exported: Callable[..., bytes]) -> None:
    # XML cannot hold a form feed; the export says so and writes a replacement character.
    expected = union(store, "\\f" if form == "rdfxml" else "")
    read = Graph().parse(data=exported(form), format=RDF_FORMATS[form])
    assert set(read) == set(expected)


@pytest.mark.parametrize("form", QUAD_FORMATS)
def test_named_graphs_survive(form: str, store: ox.Store, exported: Callable[..., bytes]) -> None:
    read = set(ox.parse(exported(form), format=QUAD_FORMATS[form]))
    assert read == set(store)
    dataset = Dataset()
    dataset.parse(data=exported(form), format=form)
    assert len(list(dataset.quads((None, None, None, None)))) == len(store)


@pytest.mark.parametrize("form", FORMATS)
def test_order_of_loading_leaves_no_trace(form: str, store: ox.Store, exported: Callable[..., bytes]) -> None:
    other = ox.Store()
    for quad in sorted(store, key=str, reverse=True):
        other.add(quad)
    assert exported(form, other) == exported(form)


def test_lines_are_in_the_order_of_their_bytes(store: ox.Store, exported: Callable[..., bytes]) -> None:
    lines = exported("ntriples").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    quads = exported("nquads").splitlines()
    assert sorted(quads) == sorted(f"{quad} .".encode() for quad in store)
    graphs = [line.rsplit(b" ", 2)[1] for line in quads]
    assert graphs == sorted(graphs)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_exports(form: str, exported: Callable[..., bytes]) -> None:
    written = exported(form, ox.Store())
    if form in RDF_FORMATS:
        assert len(Graph().parse(data=written, format=RDF_FORMATS[form])) == 0


@pytest.mark.parametrize(("form", "name"), [("turtle", "sample.ttl"), ("trig", "sample.trig")])
def test_what_people_read_stays_as_it_was(form: str, name: str, exported: Callable[..., bytes]) -> None:
    assert exported(form).decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_ld_is_compact_and_carries_its_context(exported: Callable[..., bytes]) -> None:
    document = json.loads(exported("jsonld"))
    nodes = {node["id"]: node for node in document["@graph"]}
    school = nodes["https://w3id.org/minsheng/id/School/990101-qinghe-di-er-xiaoxue"]
    assert school["type"] == ["ms:School"]
    assert school["name"] == "青河第二小学"
    assert school["altName"] == ["青河二小"]
    assert school["memberOf"] == "https://w3id.org/minsheng/id/EducationGroup/990101-qinghe"
    number = nodes["https://w3id.org/minsheng/id/observation/02"]
    assert (number["value"], number["periodStart"]) == ("-3.5", "2024-01-01")
    assert number["period"] == {"@value": "2024年", "@language": "zh-hans"}
    assert document["@context"]["name"]["@id"] == "rdfs:label"


def test_rdf_xml_keeps_what_xml_would_change(exported: Callable[..., bytes]) -> None:
    texts = [element.text or "" for element in ElementTree.fromstring(exported("rdfxml")).iter()]
    assert "=1+1 <全区> & 7所\r小学" in texts


@pytest.mark.parametrize("predicate", ["https://example.org/p/", "https://example.org/p#", "urn:p:1"])
def test_rdf_xml_refuses_predicates_that_no_element_can_name(
    predicate: str, exported: Callable[..., bytes]
) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode(f"{EXAMPLE}s"), ox.NamedNode(predicate), ox.Literal("o")))
    with pytest.raises(GraphError) as caught:
        exported("rdfxml", store)
    assert caught.value.code == "M401"


LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(ox.Literal),
    st.text(st.sampled_from('a"\\\n\r\t甲'), max_size=8).map(
        lambda text: ox.Literal(text, language="zh-hans")
    ),
    st.integers().map(ox.Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(
        lambda number: ox.Literal(
            f"{number:f}", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
        )
    ),
    st.booleans().map(ox.Literal),
)
IRIS = st.builds(
    lambda space, path, fragment: ox.NamedNode(f"{EXAMPLE}{space}/{path}{fragment}"),
    st.sampled_from(("id/School", "id/document", "x")),
    st.text(st.sampled_from("aZ9._-~/=,:甲"), min_size=1, max_size=8),
    st.sampled_from(("", "#", "#char=1,2", "#b", "%20")),
)


@given(st.lists(st.tuples(IRIS, IRIS | LITERALS), min_size=1, max_size=8))
def test_any_terms_survive_turtle_and_json_ld(
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]],
) -> None:
    from io import BytesIO
    from types import SimpleNamespace

    from minsheng.export import export

    store = ox.Store()
    for subject, object_ in facts:
        store.add(ox.Quad(subject, ox.NamedNode(f"{EXAMPLE}p"), object_))
    expected = {(str(q.subject), str(q.predicate), str(q.object)) for q in store}
    for form, syntax in (("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        out = BytesIO()
        export(SimpleNamespace(store=store), form, out)  # type: ignore[arg-type]
        again = ox.Store()
        again.load(out.getvalue(), format=syntax)
        assert {(str(q.subject), str(q.predicate), str(q.object)) for q in again} == expected, form
