"""Questions of every form, in this process and in one that is killed at its time limit."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, Store

from minsheng.errors import GraphError, InputError, MinshengError, QueryTimeout, UsageError
from minsheng.queries import run, worker
from minsheng.queries.runner import Request, find

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Three unrelated patterns and a condition that no row meets: hours on any engine.
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"
)
SCHOOLS = "SELECT ?school { ?school a ms:School } ORDER BY ?school"
#: Far above any limit that these tests set, far below what the runaway takes.
GENEROUS = 60.0


@pytest.fixture(params=["memory", "disk"])
def graph(request: pytest.FixtureRequest, store: Store, folder: Path) -> Store | Path:
    return store if request.param == "memory" else folder


def children() -> set[str]:
    """Processes that this one has started and that are still there."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture
def nothing_left_running() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.usefixtures("nothing_left_running")
def test_a_runaway_is_stopped(graph: Store | Path) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        run(graph, RUNAWAY, timeout=0.5)
    assert 0.5 <= time.monotonic() - start < GENEROUS
    assert caught.value.exit_code == 5
    assert "0.5" in str(caught.value)


@pytest.mark.usefixtures("nothing_left_running")
def test_a_worker_gives_what_this_process_gives(graph: Store | Path) -> None:
    inside = run(graph, "group-members")
    outside = run(graph, "group-members", timeout=GENEROUS)
    assert (inside.columns, inside.rows) == (outside.columns, outside.rows)
    assert inside.headings == outside.headings
    assert len(run(graph, SCHOOLS)) == 5


@pytest.mark.usefixtures("nothing_left_running")
@pytest.mark.parametrize(
    ("query", "params", "kind", "key"),
    [
        ("SELECT ?a { ?a ?b }", {}, InputError, "query-syntax"),
        ("SELECT * FROM <http://e/nowhere> { ?a ?b ?c }", {}, UsageError, "query-refused"),
        ("group-members", {"group": "无此集团"}, UsageError, "name-unknown"),
    ],
)
def test_an_error_comes_back_as_it_was(
    graph: Store | Path, query: str, params: dict[str, str], kind: type[MinshengError], key: str
) -> None:
    with pytest.raises(kind) as caught:
        run(graph, query, params, timeout=GENEROUS)
    assert caught.value.key == key


def test_an_engine_that_ends_is_told(graph: Store | Path) -> None:
    """Deep nesting overflows the engine's stack; unguarded, it ends the worker and not this process."""
    query, _ = find("ASK " + "{" * 100_000 + "}" * 100_000)
    with pytest.raises(GraphError) as caught:
        worker.ask(graph, Request(query), GENEROUS)
    assert caught.value.key == "query-ended"


def test_refused_before_any_process_starts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ask", None)
    for query in ("ASK { SERVICE ?x { } }", "ASK " + "{" * 10_000 + "}" * 10_000, "CLEAR ALL {"):
        with pytest.raises(UsageError):
            run(store, query)


def test_forms_of_a_query(store: Store) -> None:
    assert run(store, "ASK { ?s a ms:School }").truth is True
    assert not run(store, "ASK { ?s a ms:Nothing }")
    described = run(store, "DESCRIBE <https://w3id.org/minsheng/id/Place/500902>")
    assert (described.kind, described.columns) == ("graph", ("subject", "predicate", "object"))
    built = run(store, "CONSTRUCT { ?s a ms:Facility } WHERE { ?s a ms:School }", limit=3)
    assert (len(built), built.truncated) == (3, True)


def test_from_a_graph_of_the_store(store: Store) -> None:
    only = "SELECT ?school FROM <https://w3id.org/minsheng/id/source/songxi-2024> { ?school a ms:School }"
    assert len(run(store, only)) == 1


def test_a_file_of_ones_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "schools.rq"
    header = '#+ param: name text "银" 名 | name\n#+ limit: 1\n'
    path.write_text(
        header + "SELECT ?label ?name { ?s a ms:School ; rdfs:label ?label FILTER(CONTAINS(?label, ?name)) }",
        encoding="utf-8",
    )
    for question in (path, str(path)):
        assert run(store, question).column("label") == ["银杏小学"]
    assert run(store, path, {"name": "白鹭"}).column("label") == ["白鹭小学"]
    assert run(store, path, {"name": "小学"}).truncated
    assert not run(store, path, {"name": "小学"}, limit=0).truncated


@pytest.mark.parametrize(
    ("question", "kind", "key"),
    [
        ("no-such-question", UsageError, "query-unknown"),
        ("missing.rq", InputError, "query-file"),
        ("老年食堂", UsageError, "query-unknown"),
        ("how many canteens", UsageError, "query-form"),
    ],
)
def test_what_is_no_question(store: Store, question: str, kind: type[MinshengError], key: str) -> None:
    with pytest.raises(kind) as caught:
        run(store, question)
    assert caught.value.key == key


def test_only_our_own_questions_are_trusted(tmp_path: Path) -> None:
    """A file or text that takes the name of one of ours is not ours."""
    (tmp_path / "groups.rq").write_text("ASK {}", encoding="utf-8")
    assert find("groups")[1]
    assert find(find("groups")[0])[1]
    assert not find(tmp_path / "groups.rq")[1]
    assert not find(find(tmp_path / "groups.rq")[0])[1]


@pytest.mark.parametrize("timeout", [None, GENEROUS])
def test_a_folder_that_is_no_store(tmp_path: Path, timeout: float | None) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(GraphError) as caught:
            run(path, "groups", timeout=timeout)
        assert caught.value.key == "query-store"


def test_a_store_that_is_read_stays_unchanged(folder: Path) -> None:
    before = sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.suffix == ".sst")
    run(folder, "documents")
    run(folder, SCHOOLS)
    after = sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.suffix == ".sst")
    assert before == after


def test_the_whole_store_is_asked_not_its_default_graph() -> None:
    """A fact stands in the named graph of its document; one that two documents state is one row."""
    both = Store()
    school, kind = NamedNode("http://e/s"), NamedNode("https://w3id.org/minsheng/ontology#School")
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    both.extend(Quad(school, rdf_type, kind, NamedNode(f"http://e/{name}")) for name in "ab")
    assert run(both, "SELECT DISTINCT ?school { ?school a ms:School }").column("school") == ["http://e/s"]
