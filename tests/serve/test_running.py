"""The command, as a process of its own: what it says, how it ends, and what it leaves behind."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from tests.serve.test_limits import RUNAWAY, children

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds to wait for a process to start or end: a bound on a hang, not a measurement.
PATIENCE = 60
COMMAND = [sys.executable, "-m", "minsheng", "serve"]


@contextmanager
def running(graph: Path | str, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server on a free port, and a client of it."""
    command = [*COMMAND, str(graph), "--port", "0", "--json", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], PATIENCE)[0], "it does not start"
            url = json.loads("".join(document(process)))["url"]
            with httpx.Client(base_url=url, timeout=PATIENCE, trust_env=False) as client:
                yield process, client
        finally:
            process.kill()


def document(process: subprocess.Popen[str]) -> Iterator[str]:
    """The lines of the one JSON document that it writes."""
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if line == "}\n":
            return


def below(pid: int) -> set[int]:
    """All processes that a process has started, and those that they have."""
    found = {int(child) for child in children(str(pid))}
    return found.union(*map(below, found))


def gone(pids: set[int]) -> bool:
    for _ in range(PATIENCE * 20):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_however_it_ends_no_process_stays(graph: Path, number: int, code: int) -> None:
    """Not even one that is in the middle of a query that would take hours."""
    with running(graph, "--set", "seconds=600") as (process, client):
        assert client.get("/health").json()["status"] == "ok"
        with pytest.raises(httpx.TimeoutException):
            client.get("/sparql", params={"query": RUNAWAY}, timeout=0.1)
        started = below(process.pid)
        assert len(started) > 5
        process.send_signal(number)
        assert process.wait(PATIENCE) == code
        assert gone(started)
        if number == signal.SIGTERM:
            assert process.stderr is not None
            assert "Traceback" not in process.stderr.read()


def test_a_request_that_has_begun_is_answered_before_it_ends(graph: Path) -> None:
    with running(graph, "--set", "seconds=2") as (process, client):
        address = client.base_url
        with socket.create_connection((address.host, address.port or 80), timeout=PATIENCE) as sock:
            query = RUNAWAY.replace(" ", "%20").replace("?", "%3F").replace("+", "%2B")
            sock.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            assert sock.recv(65536).startswith(b"HTTP/1.1 503 ")
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_can_be_stopped_while_it_loads(graph: Path, number: int, code: int) -> None:
    command = [*COMMAND, str(graph), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "loading" in process.stderr.readline()
        for _ in range(PATIENCE * 50):
            if started := below(process.pid):
                break
            time.sleep(0.02)
        process.send_signal(number)
        assert process.wait(PATIENCE) == code
        assert gone(started)
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere"], 1, "M2"),
        ([".", "--set", "second=1"], 2, "M706"),
        ([".", "--set", "seconds=none"], 2, "M707"),
        ([".", "--set", "seconds"], 2, "M9"),
        ([".", "--port", "99999"], 2, "M9"),
    ],
)
def test_what_cannot_be_served(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == code
    assert f"[{words}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken(graph: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [*COMMAND, str(graph), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 1
    assert f"[M704] 不能在 127.0.0.1 的 {port} 端口监听" in done.stderr


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this machine")
def test_it_listens_where_it_is_told(graph: Path) -> None:
    with running(graph, "--host", "::1") as (_, client):
        assert client.base_url.host == "::1"
        assert client.get("/health").status_code == 200


def test_a_graph_behind_an_endpoint_is_served_from_a_copy(client: httpx.Client) -> None:
    with running(f"{client.base_url}/sparql") as (_, copied):
        assert copied.get("/health").json()["triples"] == client.get("/health").json()["triples"]
