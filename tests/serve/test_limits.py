"""Hostile queries and clients: each is answered or cut off, and the server goes on."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from minsheng.queries.guard import MAX_LENGTH
from minsheng.serve import guarded, protocol
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.serve.conftest import Serve

ASK = "ASK { ?s ?p ?o }"
#: Three unrelated patterns and a condition that no row meets: hours on any engine.
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"
)
#: Sorts a product that no memory holds.
HOARDER = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
#: Doubles a text thirty times.
SWELLER = 'ASK { BIND("0123456789" AS ?x0) ' + "".join(
    f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1}) " for at in range(30)
) + "FILTER(STRLEN(?x30) > 1) }"  # fmt: skip


@pytest.fixture(scope="module")
def strict(graph: Path, serve: Serve) -> Iterator[httpx.Client]:
    """A server with short limits and few processes."""
    limits = Settings(
        seconds=3.0, memory=64, size=1, body=256, waiting=1, patience=0.5, pages=1, questions=1, queries=2,
        exports=1,
    )  # fmt: skip
    with serve(graph, limits) as client:
        yield client


def ask(client: httpx.Client, query: str = ASK) -> httpx.Response:
    return client.post("/sparql", data={"query": query})


def key(response: httpx.Response) -> str:
    return str(response.json()["error"])


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("ASK " + "{" * 3_000 + "}" * 3_000, 400, "query-deep"),
        ("ASK { FILTER(" + "(" * 3_000 + "1" + ")" * 3_000 + ") }", 400, "query-deep"),
        ("ASK { FILTER(" + "!" * 3_000 + "true) }", 400, "query-chained"),
        ("ASK { " + "?s ?p ?o . " * (MAX_LENGTH // 10) + "}", 413, "query-long"),
        ("ASK { " + "a." * 49_000, 400, "query-syntax"),
        ("SELECT * { ?s ?p", 400, "query-syntax"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 400, "query-refused"),
        (HOARDER, 503, "query-ended"),
        (SWELLER, 503, "query-ended"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 400, "result-large"),
    ],
)
def test_a_hostile_query_gets_an_error_and_the_next_an_answer(
    strict: httpx.Client, query: str, status: int, error: str
) -> None:
    response = ask(strict, query)
    assert (response.status_code, key(response)) == (status, error)
    after = ask(strict)
    while after.status_code == 503 and key(after) == "server-busy":
        # on a machine that is busy it takes a while until the process is replaced
        time.sleep(0.2)
        after = ask(strict)
    assert after.json().get("boolean") is True, after.text


def test_others_are_answered_while_one_runs_away(strict: httpx.Client) -> None:
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:
        runaway = one.submit(ask, strict, RUNAWAY)
        assert ask(strict).status_code == 200
        assert not runaway.done()
        others = list(two.map(lambda _: ask(strict).status_code, range(50)))
    assert others == [200] * 50
    stopped = runaway.result()
    assert (stopped.status_code, key(stopped)) == (503, "query-timeout")
    assert stopped.headers["retry-after"]


def test_when_all_are_busy_it_says_so(strict: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: ask(strict, RUNAWAY), range(8)))
    assert {answer.status_code for answer in answers} == {503}
    errors = [key(answer) for answer in answers]
    assert set(errors) == {"query-timeout", "server-busy"}
    assert all(answer.headers["retry-after"] for answer in answers)
    assert strict.get("/health").status_code == 200
    assert ask(strict).status_code == 200


def test_a_client_that_leaves_takes_its_query_along(graph: Path, serve: Serve) -> None:
    """One process for queries, which may take a minute: it is free again long before."""
    with serve(
        graph, Settings(seconds=60, patience=30, pages=1, questions=1, queries=1, exports=1)
    ) as client:
        for _ in range(3):
            with pytest.raises(httpx.TimeoutException):
                client.post("/sparql", data={"query": RUNAWAY}, timeout=0.3)
        assert ask(client).status_code == 200


def test_a_worker_that_dies_is_replaced(strict: httpx.Client) -> None:
    before = workers()
    assert ask(strict, SWELLER).status_code == 503
    for _ in range(600):
        after = workers()
        if after - before and len(after) >= len(before):
            break
        time.sleep(0.05)
    assert after - before
    assert len(after) >= len(before)


def workers() -> set[str]:
    """Processes below this one, two steps down, that have not ended: what zygotes have forked."""
    found = set()
    for zygote in children("self"):
        for child in children(zygote):
            with suppress(OSError):  # it has ended meanwhile
                state = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
                if state != "Z":
                    found.add(child)
    return found


def children(pid: str) -> set[str]:
    found: set[str] = set()
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found |= set(file.read_text().split())
    return found


def test_nothing_is_fetched(strict: httpx.Client) -> None:
    """Whatever a request names, no connection is opened."""
    with closing(socket.create_server(("127.0.0.1", 0))) as trap:
        elsewhere = f"http://127.0.0.1:{trap.getsockname()[1]}/data.ttl"
        for parameters in (
            {"query": f"ASK {{ SERVICE <{elsewhere}> {{ ?s ?p ?o }} }}"},
            {"query": f"ASK {{ SERVICE SILENT <{elsewhere}> {{ ?s ?p ?o }} }}"},
            {"query": f"ASK {{ \\u0053ERVICE <{elsewhere}> {{ ?s ?p ?o }} }}"},
            {"query": f"ASK FROM <{elsewhere}> {{}}"},
            {"query": f"ASK FROM NAMED <{elsewhere}> {{}}"},
            {"query": f"LOAD <{elsewhere}>"},
            {"update": f"LOAD <{elsewhere}>"},
        ):
            assert strict.post("/sparql", data=parameters).status_code in (400, 403)
        for name in ("default-graph-uri", "named-graph-uri"):
            empty = strict.post("/sparql", data={"query": ASK, name: elsewhere})
            assert empty.json()["boolean"] is False
        trap.settimeout(0.2)
        with pytest.raises(TimeoutError):
            trap.accept()


def pieces(size: int) -> Iterator[bytes]:
    yield from (b" " * 1000 for _ in range(size // 1000))


@pytest.mark.parametrize("content", [b" " * 300_000, pieces(300_000)], ids=["announced", "in pieces"])
def test_a_body_that_is_too_long(strict: httpx.Client, content: bytes | Iterator[bytes]) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    response = strict.post("/sparql", content=content, headers=headers)
    assert (response.status_code, key(response)) == (413, "body-large")


HEAD = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"


def spoken(client: httpx.Client, *parts: bytes, wait: float = 0.0) -> bytes:
    """What the server says to bytes that are sent as they are."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as sock:
        for part in parts:
            sock.sendall(part)
            time.sleep(wait)
        answer = b""
        while part := sock.recv(65536):
            answer += part
        return answer


def test_a_body_that_does_not_come(strict: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "ARRIVAL", 0.3)
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    )
    answer = spoken(strict, head + b"Content-Length: 20\r\n\r\nASK")
    assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("parts", [(), (b"GET /hea",), (b"GET /health HTTP/1.1\r\n", b"X-A: b\r\n")])
def test_a_request_that_does_not_come(
    strict: httpx.Client, monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(guarded, "ARRIVAL", 0.3)
    assert spoken(strict, *parts).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_does_not_end(strict: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "HEAD", 10_000)
    filler = b"X-Filler: " + b"a" * 6000 + b"\r\n"
    answer = spoken(strict, b"GET /health HTTP/1.1\r\n", filler, filler, wait=0.05)
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_a_client_that_reads_nothing(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is given up, so that nobody fills the server with answers that wait."""
    monkeypatch.setattr(guarded, "STALLED", 0.3)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }".replace(" ", "+")
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect((client.base_url.host, client.base_url.port or 80))
        sock.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(2)
        sock.settimeout(30)
        with pytest.raises(ConnectionError):
            while sock.recv(65536):
                pass
            raise ConnectionError("closed without a reset")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ],
)
def test_what_is_no_http(strict: httpx.Client, sent: bytes) -> None:
    assert spoken(strict, sent).startswith(b"HTTP/1.1 400 ")


def test_connections_that_break_off(strict: httpx.Client) -> None:
    address = (strict.base_url.host, strict.base_url.port or 80)

    def break_off(sent: bytes) -> None:
        with socket.create_connection(address) as sock:
            sock.sendall(sent)

    started = HEAD + b"Content-Length: 99\r\n\r\n"
    for sent in (b"", b"G", b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n", started, started + b"ASK") * 5:
        break_off(sent)
    threads = [threading.Thread(target=break_off, args=(started + b"ASK {}" + b" " * 93,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(50):
        if ask(strict).status_code == 200:
            break
        time.sleep(0.1)
    assert ask(strict).status_code == 200
