"""A new snapshot is taken up under way; what goes wrong with one leaves the old one in place."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.serve.test_limits import RUNAWAY, SWELLER, children

from minsheng.errors import GraphError
from minsheng.graph import build, folder
from minsheng.serve.generation import Generation
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    import httpx
    from tests.serve.conftest import Serve

LIMITS = Settings(watch=0.05, pages=1, questions=1, queries=2, exports=1)
TEXT = "大渡口区新闻\n重庆市大渡口区建成枫林小学，新增学位1200个。\n"
#: Seconds to wait for what must come: a bound on a hang, not a measurement.
PATIENCE = 60
FENGLIN = 'ASK { ?school rdfs:label ?label FILTER(STR(?label) = "枫林小学") }'


@pytest.fixture
def own(graph: Path, tmp_path: Path) -> Path:
    """A graph that a test may change."""
    shutil.copytree(graph, tmp_path / "graph")
    return tmp_path / "graph"


@pytest.fixture
def others() -> set[str]:
    """The zygotes of other servers."""
    return zygotes()


@pytest.fixture
def client(others: set[str], own: Path, serve: Serve) -> Iterator[httpx.Client]:
    with serve(own, LIMITS) as made:
        yield made


def add(own: Path, number: int) -> str:
    """Builds a text more into the graph; the digest of the new snapshot."""
    text = own.parent / f"{number}.txt"
    text.write_text(TEXT.replace("1200", str(1200 + number)), encoding="utf-8")
    build([text], own)
    return folder.current(own).manifest().digest


def wait(until: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 20):
        if until():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def digest(client: httpx.Client) -> str:
    return str(client.get("/health").json()["digest"])


def zygotes() -> set[str]:
    """Processes that this one has started and that are not dead."""
    found = set()
    for child in children("self"):
        with suppress(OSError):  # it has ended meanwhile
            if b"zygote" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.add(child)
    return found


def test_a_new_snapshot_is_served_without_dropping_a_request(
    own: Path, client: httpx.Client, others: set[str]
) -> None:
    stop = threading.Event()
    statuses: list[int] = []
    digests: list[str] = []

    def keep_asking() -> None:
        while not stop.is_set():
            health = client.get("/health")
            digests.append(health.json()["digest"])
            query = client.get("/sparql", params={"query": "SELECT * { ?s a ms:School } ORDER BY ?s"})
            question = client.get("/queries/groups.csv")
            statuses.extend(each.status_code for each in (health, query, question))

    threads = [threading.Thread(target=keep_asking) for _ in range(2)]
    for thread in threads:
        thread.start()
    built = [digest(client)]
    for number in range(2):
        built.append(add(own, number))
        wait(lambda: digest(client) == built[-1])
    stop.set()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}
    assert set(digests) <= set(built)
    assert len(built) == 3
    assert client.get("/sparql", params={"query": FENGLIN}).json()["boolean"] is True
    wait(lambda: len(zygotes() - others) == 1)


def test_answers_that_were_kept_go_with_their_snapshot(own: Path, client: httpx.Client) -> None:
    address = "/queries/search.json?text=枫林"
    before = client.get(address)
    assert not before.json()["results"]["bindings"]
    added = add(own, 0)
    wait(lambda: digest(client) == added)
    after = client.get(address, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["results"]["bindings"]


def test_a_query_ends_on_the_snapshot_on_which_it_began(own: Path, serve: Serve) -> None:
    """It runs into its limit, long after another snapshot has taken over."""
    with serve(own, Settings(watch=0.05, seconds=4, pages=1, questions=1, queries=1, exports=1)) as client:
        ends: list[int] = []
        asking = threading.Thread(
            target=lambda: ends.append(client.post("/sparql", data={"query": RUNAWAY}).status_code)
        )
        asking.start()
        time.sleep(0.3)
        added = add(own, 0)
        wait(lambda: digest(client) == added)
        assert client.get("/sparql", params={"query": FENGLIN}).json()["boolean"] is True
        asking.join()
        assert ends == [503]


def test_a_zygote_that_is_killed_is_replaced(client: httpx.Client, others: set[str]) -> None:
    before = zygotes() - others
    assert len(before) == 1
    os.kill(int(before.pop()), signal.SIGKILL)
    wait(lambda: len(zygotes() - others) == 1)
    # until then a worker of the old one may still answer, or a client be told that the server is busy
    wait(lambda: client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code == 200)
    assert client.get("/health").status_code == 200


def test_a_damaged_snapshot_leaves_the_old_one_in_place(own: Path, client: httpx.Client) -> None:
    before = digest(client)
    current = own / "current"
    pointer = current.read_text(encoding="utf-8")
    broken = own / "snapshots" / "000099-broken"
    shutil.copytree(folder.current(own).path, broken)
    for file in (broken / "store").iterdir():
        file.write_bytes(b"broken")
    for text in ("nonsense", pointer.partition("\n")[0] + "\n000099-broken\n", ""):
        current.write_text(text, encoding="utf-8")
        time.sleep(0.5)
        assert digest(client) == before
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
    current.write_text(pointer, encoding="utf-8")
    shutil.rmtree(broken)
    added = add(own, 0)
    wait(lambda: digest(client) == added)


def test_a_fork_that_fails_is_tried_again(own: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when memory runs out for a moment: the server goes on with one process less until then."""
    fork = Generation._fork
    failures = [3]

    async def failing(self: Generation, lane: int, end: socket.socket) -> int:
        if failures[0] < 3:
            failures[0] += 1
            raise GraphError("server-ended")
        return await fork(self, lane, end)

    monkeypatch.setattr(Generation, "_fork", failing)
    monkeypatch.setattr("minsheng.serve.lane.PAUSE", 0.05)
    with serve(own, LIMITS) as client:
        failures[0] = 0
        assert client.post("/sparql", data={"query": SWELLER}).status_code == 503
        wait(lambda: failures[0] == 3)
        for _ in range(5):
            assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
