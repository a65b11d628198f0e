"""Graphs pushed to other stores: whole, changed, broken off, taken away; and servers that refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store
from tests.stores.conftest import KINDS, require
from tests.stores.misbehaving import Asked, Misbehaving, Reply
from tests.stores.test_remote import plain

from benchmarks import servers
from minsheng.api import open_graph
from minsheng.cli.main import minsheng
from minsheng.errors import GraphError, UsageError
from minsheng.graph import folder, push, sending
from minsheng.graph.calling import Login
from minsheng.graph.endpoint import Endpoint
from minsheng.graph.loading import load
from minsheng.graph.pushing import Target
from minsheng.queries import catalogue
from minsheng.vocabulary import BASE, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.servers import Running

SONGXI = f"{BASE}source/songxi-2024"
PASSWORD = "dba"
#: Characters that a store, a literal or an update might stumble over.
ODD = 'a"b\\ \\u0022 } # \t\r\n \x01 ?s $s 🏫 \u202e'


@pytest.fixture(scope="module")
def empty_oxigraph() -> Iterator[Running]:
    require("oxigraph")
    with servers.oxigraph() as running:
        yield running


@pytest.fixture(scope="module")
def empty_virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    require("virtuoso")
    with servers.virtuoso(tmp_path_factory.mktemp("pushed")) as running:
        yield running


@pytest.fixture(params=KINDS)
def pushed_to(request: pytest.FixtureRequest) -> Running:
    running: Running = request.getfixturevalue(f"empty_{request.param}")
    return running


def write(path: Path, store: Store) -> Path:
    """A graph folder of all quads of a store, in place of what was there."""
    with folder.writing(path) as draft:
        draft.snapshot.facts.touch()
        data = store.dump(format=RdfFormat.N_QUADS) or b""
        count = load(draft.snapshot.store, [data.decode().splitlines(keepends=True)])
        draft.publish(folder.Manifest("0", BASE, "0" * 64, 3, count), {})
    return path


@pytest.fixture
def graph(demo: Store, tmp_path: Path) -> Path:
    return write(tmp_path / "graph", demo)


def target(server: Running) -> Target:
    return Target(server.url, login=Login("dba", PASSWORD))


def test_all_of_a_graph_arrives(pushed_to: Running, graph: Path, demo: Store) -> None:
    pushed = push(open_graph(graph), target(pushed_to))
    assert (len(pushed.sent), pushed.removed, pushed.unchanged, pushed.triples) == (4, (), 0, len(demo))
    assert pushed.store == pushed_to.graph_store
    there = open_graph(pushed_to.url)
    assert sorted(map(str, there.quads())) == sorted(map(str, demo))
    ours = open_graph(graph)
    for name in ("contradictions", "facility-counts", "search"):
        example = catalogue.load(name).example
        assert plain(there.ask(name, example).rows) == plain(ours.ask(name, example).rows)


def test_only_what_changed_is_sent_and_only_ours_removed(
    pushed_to: Running, graph: Path, demo: Store
) -> None:
    foreign = NamedNode("urn:foreign")
    put(pushed_to, Quad(foreign, NamedNode(RDFS.label), Literal("x"), foreign))
    push(open_graph(graph), target(pushed_to), everything=True)
    again = push(open_graph(graph), target(pushed_to))
    assert (again.sent, again.removed, again.unchanged) == ((), (), 4)
    changed = Store()
    changed.extend(quad for quad in demo if quad.graph_name != NamedNode(f"{BASE}source/yunling-2023"))
    changed.add(Quad(NamedNode(SONGXI), NamedNode(RDFS.label), Literal(ODD), NamedNode(SONGXI)))
    planned = push(open_graph(write(graph, changed)), target(pushed_to), dry_run=True)
    done = push(open_graph(graph), target(pushed_to))
    assert planned == done
    assert (done.sent, done.removed, done.unchanged) == ((SONGXI,), (f"{BASE}source/yunling-2023",), 2)
    there = open_graph(pushed_to.url)
    assert sorted(map(str, there.quads())) == sorted(map(str, changed))
    assert "urn:foreign" in Endpoint(pushed_to.url).others


def put(server: Running, quad: Quad) -> None:
    line = sending.Line(server.graph_store, Login("dba", PASSWORD))
    sending.GraphStore(line).replace(quad.graph_name.value, [f"{quad.triple} .\n"])  # type: ignore[union-attr]


def test_what_the_store_lost_is_sent_again(pushed_to: Running, graph: Path) -> None:
    push(open_graph(graph), target(pushed_to), everything=True)
    sending.GraphStore(sending.Line(pushed_to.graph_store, Login("dba", PASSWORD))).remove(SONGXI)
    assert push(open_graph(graph), target(pushed_to)).sent == (SONGXI,)


class Killed(BaseException):
    """What ends a process between two of its steps."""


@pytest.mark.parametrize("way", ["graph store", "updates"])
@pytest.mark.parametrize("before", [0, 2])
def test_broken_off_and_run_again(
    pushed_to: Running, graph: Path, demo: Store, monkeypatch: pytest.MonkeyPatch, before: int, way: str
) -> None:
    monkeypatch.setattr(sending, "PART", 100)
    where = target(pushed_to)
    if way == "updates":
        where = replace(where, update=pushed_to.update)
    kind = sending.GraphStore if way == "graph store" else sending.Updates
    whole = kind.replace
    sent: list[str] = []

    def stopping(self: sending.GraphStore, name: str, lines: list[str]) -> None:
        if len(sent) == before:
            whole(self, name, lines[: len(lines) // 2])  # type: ignore[arg-type]
            raise Killed
        sent.append(name)
        whole(self, name, lines)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "replace", stopping)
    with pytest.raises(Killed):
        push(open_graph(graph), where, everything=True)
    monkeypatch.setattr(kind, "replace", whole)
    rest = push(open_graph(graph), where)
    assert len(rest.sent) == 4 - before
    assert not set(rest.sent) & set(sent)
    assert sorted(map(str, open_graph(pushed_to.url).quads())) == sorted(map(str, demo))


def test_updates_where_the_graph_store_protocol_is_not_spoken(
    pushed_to: Running, graph: Path, demo: Store
) -> None:
    odd = Store()
    odd.extend(demo)
    odd.add(Quad(NamedNode(SONGXI), NamedNode(RDFS.label), Literal(ODD), NamedNode(SONGXI)))
    where = Target(pushed_to.url, update=pushed_to.update, login=Login("dba", PASSWORD))
    pushed = push(open_graph(write(graph, odd)), where, everything=True)
    assert pushed.store == pushed_to.update
    assert sorted(map(str, open_graph(pushed_to.url).quads())) == sorted(map(str, odd))


def test_a_wrong_password(empty_virtuoso: Running, graph: Path) -> None:
    with pytest.raises(GraphError) as caught:
        push(open_graph(graph), Target(empty_virtuoso.url, login=Login("dba", "wr0ng")), everything=True)
    assert caught.value.key == "endpoint-login"
    assert "wr0ng" not in str(caught.value)


def test_the_command(
    pushed_to: Running, graph: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STORE_PASSWORD", PASSWORD)
    words = ["push", str(graph), pushed_to.url, "--user", "dba", "--password-env", "STORE_PASSWORD"]
    for extra, shown in ((["--all", "--dry-run"], "send\t"), (["--all"], ""), (["--json"], '"unchanged": 4')):
        with pytest.raises(SystemExit) as ended:
            minsheng.main([*words, *extra])
        assert ended.value.code == 0
        assert shown in capfd.readouterr().out


# --- servers that refuse, fail and come back ---------------------------------------------------


class Shelf:
    """What a server on the loopback keeps: named graphs by the Graph Store Protocol."""

    def __init__(self, odd: Misbehaving) -> None:
        self.store = Store()
        self.failures: list[Reply] = []
        odd.name = "Oxigraph/0"
        odd.answer = self.answer
        odd.probe = self.answer

    def answer(self, asked: Asked) -> Reply:
        if "query" in asked.form:
            found = self.store.query(asked.form["query"][0], use_default_graph_as_union=True)
            return Reply(found.serialize(format=QueryResultsFormat.JSON) or b"")  # type: ignore[arg-type]
        if self.failures:
            return self.failures.pop(0)
        graph = NamedNode(asked.form["graph"][0])
        if asked.method != "POST":
            self.store.remove_graph(graph)
        self.store.load(asked.body, RdfFormat.N_TRIPLES, to_graph=graph)
        return Reply(status=204)


@pytest.fixture
def shelf(odd: Misbehaving) -> Shelf:
    return Shelf(odd)


def test_what_may_pass_is_tried_again(odd: Misbehaving, shelf: Shelf, graph: Path) -> None:
    waits: list[float] = []
    shelf.failures = [Reply(b"busy", 503, {"Retry-After": "7"}), Reply(b"", 500), Reply(b"", 429)]
    pushed = push(open_graph(graph), Target(odd.url), sleep=waits.append)
    assert len(pushed.sent) == 4
    assert len(waits) == 3
    assert 7 <= waits[0] <= 8
    assert len(shelf.store) == pushed.triples


@pytest.mark.parametrize(
    ("failure", "key", "attempts"),
    [
        (Reply(b"down", 503), "endpoint-busy", sending.ATTEMPTS),
        (Reply(b"read only", 403), "endpoint-login", 1),
        (Reply(b"no such thing", 404), "push-refused", 1),
        (Reply(b"bad triples", 400), "push-refused", 1),
        (Reply(b"", 405), "push-refused", 1),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "push-refused", 1),
    ],
)
def test_what_does_not_pass_is_told(
    odd: Misbehaving, shelf: Shelf, graph: Path, failure: Reply, key: str, attempts: int
) -> None:
    shelf.failures = [failure] * 9
    with pytest.raises(GraphError) as caught:
        push(open_graph(graph), Target(odd.url, login=Login("me", "s3cret")), sleep=lambda _: None)
    assert caught.value.key == key
    assert len([asked for asked in odd.asked if asked.method == "PUT"]) == attempts
    assert "s3cret" not in str(caught.value)


def test_a_store_that_keeps_less_is_noticed(odd: Misbehaving, shelf: Shelf, graph: Path) -> None:
    shelf.failures = [Reply(status=204)]
    with pytest.raises(GraphError) as caught:
        push(open_graph(graph), Target(odd.url))
    assert caught.value.key == "push-differs"
    assert len(push(open_graph(graph), Target(odd.url)).sent) == 1


def test_two_stores_are_noted_apart(odd: Misbehaving, shelf: Shelf, graph: Path) -> None:
    push(open_graph(graph), Target(odd.url))
    elsewhere = Target(odd.url, graph_store=odd.url.replace("/query", "/other"))
    assert len(push(open_graph(graph), elsewhere).sent) == 4
    assert push(open_graph(graph), Target(odd.url)).unchanged == 4
    lines = [json.loads(line) for line in (graph / folder.PUSHED).read_text("utf-8").splitlines()]
    assert {line["store"].rpartition("/")[2] for line in lines} == {"store", "other"}


def test_notes_that_were_torn_are_passed_over(odd: Misbehaving, shelf: Shelf, graph: Path) -> None:
    push(open_graph(graph), Target(odd.url))
    with (graph / folder.PUSHED).open("a", encoding="utf-8") as file:
        file.write('{"store": "htt')
    assert push(open_graph(graph), Target(odd.url)).unchanged == 4


def test_notes_stay_when_the_graph_is_built_anew(
    odd: Misbehaving, shelf: Shelf, graph: Path, demo: Store
) -> None:
    push(open_graph(graph), Target(odd.url))
    write(graph, demo)
    assert push(open_graph(graph), Target(odd.url)).unchanged == 4


@pytest.mark.parametrize(
    ("name", "url", "store"),
    [
        ("Virtuoso/07 (Linux)", "/sparql", "/sparql-graph-crud-auth"),
        ("Apache Jena Fuseki (5.0)", "/town/query", "/town/data"),
        ("Apache Jena Fuseki (5.0)", "/town/sparql", "/town/data"),
        ("Oxigraph/0.5", "/a/query", "/a/store"),
    ],
)
def test_where_servers_take_graphs(
    odd: Misbehaving, shelf: Shelf, graph: Path, name: str, url: str, store: str
) -> None:
    odd.name = name
    pushed = push(open_graph(graph), Target(odd.url.replace("/query", url)), dry_run=True)
    assert pushed.store == odd.url.replace("/query", store)


def test_a_server_that_is_not_known(odd: Misbehaving, shelf: Shelf, graph: Path) -> None:
    odd.name = "Odd/1"
    with pytest.raises(UsageError) as caught:
        push(open_graph(graph), Target(odd.url))
    assert caught.value.key == "push-where"
    assert not (graph / folder.PUSHED).exists()


def test_a_password_that_is_not_set(
    graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_PASSWORD", raising=False)
    with pytest.raises(SystemExit) as ended:
        minsheng.main(["push", str(graph), "http://e/", "--user", "a", "--password-env", "NO_PASSWORD"])
    assert ended.value.code == 2
    assert "NO_PASSWORD" in capsys.readouterr().err
