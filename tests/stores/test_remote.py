"""Everything that a graph behind a real server is asked: the same as of the embedded engine."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from tests.stores.conftest import DEMO, load, require

from benchmarks import servers
from minsheng.analysis.measures import measure
from minsheng.api import open_graph
from minsheng.cli.main import minsheng
from minsheng.errors import InputError, QueryTimeout, UsageError
from minsheng.graph import validate, verify
from minsheng.queries import catalogue, run
from minsheng.view import write_page
from minsheng.vocabulary import BASE, MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.servers import Running

    from minsheng.queries.results import Term

NUMBERS = ("#integer", "#decimal")


def plain(rows: Iterable[tuple[Term | None, ...]]) -> list[tuple[str, ...]]:
    """Terms as text, numbers by value: servers write 0.8 or 0.80, 20 or 20.0."""

    def cell(term: Term | None) -> str:
        if isinstance(term, Literal) and term.datatype.value.endswith(NUMBERS):
            return str(Decimal(term.value).normalize())
        return "" if term is None else str(term)

    return [tuple(cell(term) for term in row) for row in rows]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration graph as an embedded store on disk."""
    path = tmp_path_factory.mktemp("demo") / "store"
    kept = Store(str(path))
    kept.bulk_load(path=str(DEMO), format=RdfFormat.TRIG)
    kept.flush()
    del kept
    return path


@pytest.mark.parametrize("name", catalogue.names())
def test_every_question_gives_the_same_rows(name: str, server: Running, demo: Store) -> None:
    query = catalogue.load(name)
    asked = [query.example]
    if not any(parameter.required for parameter in query.parameters):
        asked.append({})
    for given in asked:
        ours = run(demo, name, given, limit=0)
        theirs = open_graph(server.url).ask(name, given, limit=0)
        assert theirs.columns == ours.columns
        assert sorted(plain(theirs.rows)) == sorted(plain(ours.rows))
        assert (theirs.truncated, theirs.given, theirs.headings) == (False, ours.given, ours.headings)


@pytest.mark.parametrize("name", [name for name in catalogue.names() if name != "entity"])
def test_the_order_is_the_same(name: str, server: Running, demo: Store) -> None:
    """All but a UNION, whose parts have rows that are alike by its order."""
    example = catalogue.load(name).example
    assert plain(open_graph(server.url).ask(name, example).rows) == plain(run(demo, name, example).rows)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g",
        f"SELECT ?s ?c FROM <{BASE}source/songxi-2024> {{ ?s ms:confidence ?c }} ORDER BY ?s",
        "SELECT DISTINCT ?a ?b { ?a ms:locatedIn+ ?b } ORDER BY ?a ?b # both ends free",
        f"SELECT DISTINCT ?a {{ ?a ms:locatedIn+ <{BASE}Place/500901> }} ORDER BY ?a",
        "SELECT ?s ?l { ?s a ms:School ; rdfs:label ?l } ORDER BY DESC(?l) LIMIT 3 OFFSET 1",
        "PREFIX ms: <https://w3id.org/minsheng/ontology#> SELECT * { ?s a ms:Award } ORDER BY ?s",
        "SELECT ?s ?none { ?s a ms:School OPTIONAL { ?s ms:nothing ?none } } ORDER BY ?s",
        "SELECT DISTINCT ?l { ?s rdfs:label ?l FILTER(LANG(?l) = 'zh-hans') } ORDER BY ?l",
    ],
)
def test_sparql_of_ones_own(query: str, server: Running, demo: Store) -> None:
    ours, theirs = run(demo, query, limit=0), open_graph(server.url).query(query, limit=0)
    assert theirs.columns == ours.columns
    assert plain(theirs.rows) == plain(ours.rows) != []


def test_other_forms(server: Running, demo: Store) -> None:
    graph = open_graph(server.url)
    assert graph.query("ASK { ?s a ms:School }").truth is True
    assert graph.query("ASK { ?s a ms:Nothing }").truth is False
    made = "CONSTRUCT { ?s a ms:Facility ; rdfs:label ?l } WHERE { ?s a ms:School ; rdfs:label ?l }"
    theirs = graph.query(made)
    assert set(plain(theirs.rows)) == set(plain(run(demo, made).rows))
    assert (theirs.kind, theirs.columns) == ("graph", ("subject", "predicate", "object"))
    described = graph.query("DESCRIBE <https://w3id.org/minsheng/id/Place/500901>")
    assert len(described) > 5
    few = graph.query(made, limit=2)
    assert (len(few), few.truncated) == (2, True)


def test_limits_and_truncation(server: Running) -> None:
    graph = open_graph(server.url)
    whole = graph.query("most-named", limit=0)
    first = graph.query("most-named", limit=5)
    assert (len(whole), whole.truncated) == (38, False)
    assert plain(first.rows) == plain(whole.rows[:5])
    assert first.truncated
    assert not graph.query("most-named", limit=38).truncated
    assert graph.query("most-named", limit=37).truncated


@pytest.mark.parametrize(
    "value", ['" } UNION { ?s ?p ?o } #', "\\u0022 } #", "x\\", "}\n{\t\r", "?text", "%s{0}🏫"]
)
def test_hostile_values_find_nothing(value: str, server: Running) -> None:
    graph = open_graph(server.url)
    assert len(graph.query("search", text=value)) == 0
    with pytest.raises(UsageError) as caught:
        graph.query("group-members", group=value)
    assert caught.value.key == "name-unknown"


def test_a_mistaken_name_is_told_with_those_like_it(server: Running) -> None:
    with pytest.raises(UsageError) as caught:
        open_graph(server.url).query("group-members", group="银杏小学教育")
    assert "银杏小学教育集团" in str(caught.value)


def test_what_is_refused(server: Running) -> None:
    graph = open_graph(server.url)
    for query, key in (
        ("SELECT ?a { ?a ?b }", "query-syntax"),
        ("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", "query-refused"),
        ("CLEAR ALL", "query-update"),
    ):
        with pytest.raises((UsageError, InputError)) as caught:
            graph.query(query)
        assert caught.value.key == key


RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"
)


@pytest.fixture
def spent(demo: Store) -> Iterator[Running]:
    """An Oxigraph of its own: one that was asked too much goes on burning a processor when nobody waits."""
    require("oxigraph")
    with servers.oxigraph() as running:
        load(running, demo)
        yield running


def test_a_runaway_is_let_go(spent: Running, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QueryTimeout) as caught:
        open_graph(spent.url).query(RUNAWAY, timeout=0.3)
    assert caught.value.exit_code == 5
    with pytest.raises(SystemExit) as ended:
        minsheng.main(["query", spent.url, "-e", RUNAWAY, "--timeout", "0.2"])
    assert ended.value.code == 5
    assert "0.2" in capsys.readouterr().err


def test_counts_and_measures(server: Running, folder: Path, demo: Store) -> None:
    theirs = measure(open_graph(server.url)).as_dict()
    assert theirs["sizes"]["triples"] == len(demo)  # type: ignore[index]
    assert theirs["sizes"]["quotations"] > 20  # type: ignore[index]
    assert theirs == measure(_Embedded(demo)).as_dict()  # type: ignore[arg-type]


class _Embedded:
    """What `measure` needs of a graph, of a store in memory."""

    def __init__(self, store: Store) -> None:
        self.engine = store

    def __len__(self) -> int:
        return len(self.engine)

    def to_networkx(self) -> object:
        from minsheng.graph.network import network

        return network(self.engine)


@pytest.mark.parametrize(("focus", "depth"), [(None, 1), ("银杏小学", 2)])
def test_a_page_is_the_same(
    server: Running, demo: Store, tmp_path: Path, focus: str | None, depth: int
) -> None:
    ours = write_page(demo, tmp_path / "ours.html", focus, depth)
    theirs = open_graph(server.url).view(tmp_path / "theirs.html", focus, depth)
    assert (theirs.shown, theirs.relations) == (ours.shown, ours.relations)
    assert (tmp_path / "theirs.html").read_text("utf-8") == (tmp_path / "ours.html").read_text("utf-8")


def test_a_page_of_a_question(server: Running, tmp_path: Path) -> None:
    report = open_graph(server.url).view(tmp_path / "a.html", query="group-members", group="银杏小学教育集团")
    assert report.shown >= 4


def test_shapes_hold_as_in_the_embedded_store(server: Running, demo: Store) -> None:
    graph = open_graph(server.url)
    assert validate(graph) == validate(demo)
    assert sorted(map(str, graph.quads())) == sorted(map(str, demo))
    assert [document.name for document in graph.documents()] == [
        "songxi/2024.txt",
        "yunling/2023.txt",
        "yunling/2024.txt",
    ]


def test_terms_of_a_select(server: Running) -> None:
    graph = open_graph(server.url)
    (row, *_) = graph.select("SELECT ?s ?none { ?s a ms:EducationGroup } ORDER BY ?s")
    assert list(row) == ["s"]
    assert isinstance(row["s"], NamedNode)
    assert graph.select("SELECT ?s ?c { ?s a ?c }", {"s": row["s"]}) == [
        row | {"c": NamedNode(MS.EducationGroup)}
    ]
    document = graph.documents()[0].iri
    inside = graph.select("SELECT DISTINCT ?d { ?e prov:wasQuotedFrom ?d }", document=document)
    assert inside == [{"d": NamedNode(document)}]
    with pytest.raises(TypeError):
        graph.select("ASK { ?s ?p ?o }")


def test_quotations_are_verified_with_sources_at_hand(server: Running, tmp_path: Path) -> None:
    graph = open_graph(server.url)
    with pytest.raises(UsageError) as caught:
        verify(graph)
    assert caught.value.key == "verify-sources"
    (tmp_path / "songxi").mkdir()
    (tmp_path / "songxi" / "2024.txt").write_text("松溪区另有新闻。", encoding="utf-8")
    verified = verify(graph, [tmp_path])
    assert verified.documents == 1
    assert {mismatch.reason for mismatch in verified.mismatches} >= {"beyond"}


def test_the_command_line(server: Running, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", server.url, "group-members", "group=银杏小学教育集团", "--json"]
    with pytest.raises(SystemExit) as ended:
        minsheng.main(words)
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["results"]["bindings"]) == 3
    with pytest.raises(SystemExit) as ended:
        minsheng.main(["stats", server.url, "--json"])
    assert ended.value.code == 0
