"""Questions that are answered before anybody asks, and whose answers outlive the server."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from minsheng.graph import folder
from minsheng.queries import catalogue
from minsheng.serve import warming
from minsheng.serve.kept import Answered
from minsheng.serve.lasting import FOLDER, Lasting
from minsheng.serve.loaded import Loaded
from minsheng.serve.querying import Head
from minsheng.serve.questioning import ADVANCE, Question, foreseen, question, stated
from minsheng.serve.server import Server
from minsheng.serve.settings import Settings
from minsheng.vocabulary import concepts

if TYPE_CHECKING:
    from pathlib import Path

FEW = Settings(pages=1, questions=1, queries=1, exports=1)
GROUPS = Question("groups", form="csv")


@pytest.fixture
def snapshot(graph: Path, tmp_path: Path) -> folder.Snapshot:
    """A snapshot that a test may change."""
    shutil.copytree(graph, tmp_path / "graph", ignore=shutil.ignore_patterns(FOLDER))
    return folder.current(tmp_path / "graph")


def warmed(snapshot: folder.Snapshot) -> None:
    async def once() -> None:
        async with Server(snapshot.path.parents[1], FEW) as server:
            before = await _worker(server)
            await warming.warm(server)
            assert await _worker(server) != before

    asyncio.run(once())


async def _worker(server: Server) -> int:
    """The process that answers queries."""
    async with server.current.queries.call(_process, (), 60) as worker:
        found = await worker.value()
    assert isinstance(found, int)
    return found


def _process(_: Loaded) -> int:
    return os.getpid()


def test_all_that_can_be_foreseen_is_answered_once(
    snapshot: folder.Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed(snapshot)
    lasting, loaded = Lasting(snapshot, FEW), Loaded(snapshot, FEW)
    number = 0
    for name in catalogue.names():
        for values in foreseen(loaded, name):
            for form in ADVANCE:
                answered = lasting.get(Question(name, values, form))
                assert answered is not None, (name, values)
                assert answered.head.size == len(answered.body)
                number += 1
    assert len(list((snapshot.path / FOLDER).rglob("*.gz"))) == number > 200
    monkeypatch.setattr(Lasting, "put", None)
    warmed(snapshot)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("groups", [()]),
        ("capacity-by-district", [(), (("topic", "床位"),), (("topic", "学位"),)]),
        ("awards", [(), (("status", "appliedFor"),)]),
        ("services-by-domain", [(("domain", each.notation),) for each in concepts("domain").values()]),
        ("entity", []),
        ("changes", []),
        ("low-confidence", [()]),
    ],
)
def test_what_can_be_foreseen(graph: Path, name: str, values: list[tuple[tuple[str, str], ...]]) -> None:
    found = foreseen(Loaded(folder.current(graph), FEW), name)
    assert set(found) <= set(values)
    assert found[:1] == values[:1] or name == "services-by-domain"
    assert bool(found) == bool(values)


def test_what_a_field_offers_of_the_graph_is_foreseen_where_nothing_else_means_anything(graph: Path) -> None:
    loaded = Loaded(folder.current(graph), FEW)
    found = foreseen(loaded, "rule-facts")
    assert len(found) > 20
    assert all(question(loaded, Question("rule-facts", values)).value for values in found[:5])
    assert foreseen(loaded, "group-members") == [()]


@pytest.mark.parametrize(
    ("name", "given", "values"),
    [
        ("awards", {"status": " 获得 "}, ()),
        ("awards", {"status": "申报"}, (("status", "appliedFor"),)),
        ("services-by-domain", {"domain": "养老"}, (("domain", "eldercare"),)),
        ("services-by-domain", {"domain": "无此领域"}, (("domain", "无此领域"),)),
        ("low-confidence", {"percent": "070"}, ()),
        ("low-confidence", {"percent": "80"}, (("percent", "80"),)),
        (
            "facilities-in-place",
            {"type": "ms:School", "place": " 青河区"},
            (("place", "青河区"), ("type", "School")),
        ),
        ("capacity-by-district", {"topic": "老年食堂"}, ()),
        ("capacity-by-district", {"topic": ""}, (("topic", ""),)),
        ("search", {"text": ""}, ()),
        ("groups", {"no": "1"}, (("no", "1"),)),
    ],
)
def test_what_means_the_same_is_asked_once(
    name: str, given: dict[str, str], values: tuple[tuple[str, str], ...]
) -> None:
    assert stated(catalogue.load(name), given) == values


def test_an_answer_lasts(snapshot: folder.Snapshot) -> None:
    answered = Answered(Head("csv", None, 3), b"abc")
    Lasting(snapshot, FEW).put(GROUPS, answered)
    assert Lasting(snapshot, FEW).get(GROUPS) == answered
    assert Lasting(snapshot, FEW).get(GROUPS._replace(limit=3)) is None


def test_an_answer_of_another_edition_is_none(
    snapshot: folder.Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = Answered(Head("csv", None, 3), b"abc")
    Lasting(snapshot, FEW).put(GROUPS, answered)
    assert Lasting(snapshot, Settings(rows=5)).get(GROUPS) is None
    monkeypatch.setattr("minsheng.serve.lasting.edition", lambda: "another")
    other = Lasting(snapshot, FEW)
    assert other.get(GROUPS) is None
    other.put(GROUPS, answered)
    assert len(list((snapshot.path / FOLDER).rglob("*.gz"))) == 1


@pytest.mark.parametrize("cut", [0, 10, -3])
def test_an_answer_that_was_damaged_is_none(snapshot: folder.Snapshot, cut: int) -> None:
    lasting = Lasting(snapshot, FEW)
    lasting.put(GROUPS, Answered(Head("csv", None, 3), b"abc"))
    (file,) = (snapshot.path / FOLDER).rglob("*.gz")
    file.write_bytes(file.read_bytes()[:cut])
    assert lasting.get(GROUPS) is None


def test_where_nothing_can_be_written_all_is_answered_all_the_same(snapshot: folder.Snapshot) -> None:
    (snapshot.path / FOLDER).write_text("no folder", encoding="utf-8")
    warmed(snapshot)
    assert Lasting(snapshot, FEW).get(GROUPS) is None
