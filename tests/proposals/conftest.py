"""An endpoint on the loopback that says what a test tells it to, and an invented text."""

from __future__ import annotations

import copy
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from minsheng.proposals import Answers, Proposer, Service
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from minsheng.records import Source

#: The rules find the town and the school here, and neither the project nor its number.
TEXT = (
    "青河区柳溪镇的惠民举措\n\n"
    "　　青河区推出阳光伴读，由柳溪镇中心小学牵头。"
    "居民陈婆婆说，阳光伴读让孩子放学有去处，她的电话是13912345678。\n\n"
    "　　阳光伴读去年以来的成绩单：近1.2万人次，都是学童。\n"
)


USAGE = {"prompt_tokens": 1000, "completion_tokens": 50}


@dataclass(slots=True)
class Said:
    """One response: a status, a body, headers; `wait` is a server that does not answer."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: bool = False
    #: byte by byte, so that no single read takes long
    slow: bool = False


SUNSHINE = "阳光伴读"
FIRST = "青河区推出阳光伴读，由柳溪镇中心小学牵头"
SECOND = "阳光伴读去年以来的成绩单：近1.2万人次，都是学童"
#: An answer that the text bears out: one thing, one relation and one number.
RIGHT: dict[str, list[dict[str, Any]]] = {
    "entities": [{"name": SUNSHINE, "class": "Programme", "sentence": 2, "quote": FIRST}],
    "relations": [
        {
            "subject": SUNSHINE,
            "relation": "operatedBy",
            "object": "柳溪镇中心小学",
            "status": "",
            "quotes": [{"sentence": 2, "quote": FIRST}],
        }
    ],
    "observations": [
        {
            "about": SUNSHINE,
            "indicator": "学童人次",
            "number": "近1.2万人次",
            "value": "12000",
            "period": "去年以来",
            "sentence": 4,
            "quote": SECOND,
        }
    ],
}


def answer(kind: str = "", **changed: object) -> dict[str, Any]:
    """The right answer, with the one fact of a kind changed."""
    told = copy.deepcopy(RIGHT)
    if kind:
        told[kind][0].update(changed)
    return told


def completion(content: object, finish: str = "stop", usage: object = USAGE) -> Said:
    """A chat completion with these words; anything but a text is written as JSON."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    told = {
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
        ],
        "usage": usage,
    }
    return Said(json.dumps(told, ensure_ascii=False).encode())


class Endpoint(ThreadingHTTPServer):
    """Answers each request with the next of `script`, the last of them again and again."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: list[Said] = []
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = self.at_once = 0
        self.released = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def say(self, content: object = None, finish: str = "stop", usage: object = USAGE) -> None:
        """Answers, next, with these words; by default with what is right."""
        self.script.append(completion(RIGHT if content is None else content, finish, usage))

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Sends, next, these bytes."""
        self.script.append(
            Said(body, status, {name.replace("_", "-"): text for name, text in headers.items()})
        )

    def fail(self, status: int, **headers: str) -> None:
        """Fails, next, with this status, and an error that repeats the key as some endpoints do."""
        body = {"error": {"message": f"no: {self.headers[-1:]} sk-secret"}}
        self.send(json.dumps(body).encode(), status, **headers)

    def trickle(self) -> None:
        """Answers, next, rightly but endlessly slowly."""
        said = completion(RIGHT)
        said.slow = True
        self.script.append(said)

    def hang(self) -> None:
        """Says, next, nothing at all until the test is over."""
        self.script.append(Said(b"", wait=True))

    @property
    def texts(self) -> list[str]:
        """What was sent as the text, request by request."""
        return [request["messages"][1]["content"] for request in self.requests]


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        with server.lock:
            server.requests.append({"path": self.path, **request})
            server.headers.append(dict(self.headers))
            script = server.script or [completion(RIGHT)]
            said = script.pop(0) if len(script) > 1 else script[0]
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        if said.wait:
            server.released.wait(30)
        with server.lock:
            server.at_once -= 1
        try:
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for at in range(len(said.body) if said.slow else 0):
                self.wfile.write(said.body[at : at + 1])
                if server.released.wait(0.05):
                    break
            self.wfile.write(b"" if said.slow else said.body)
        except OSError:  # the client has gone
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base has it
        pass


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A server that listens on the loopback alone."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Endpoint()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def changed() -> Callable[..., dict[str, Any]]:
    """Makes the right answer with one fact of a kind changed."""
    return answer


@pytest.fixture
def source() -> Source:
    return read_text(TEXT, "青河.txt")


@pytest.fixture
def waits() -> list[float]:
    """The seconds that would have been waited."""
    return []


@pytest.fixture
def proposer(endpoint: Endpoint, tmp_path: Path, waits: list[float]) -> Callable[..., Proposer]:
    """Makes a proposer that asks the endpoint and waits for nothing; keywords are of `Service`."""

    def make(model: str = "some-model", **settings: Any) -> Proposer:
        service = Service(endpoint.url, model, **settings)
        return Proposer(service, Answers(tmp_path / "answers"), random=Random(7), sleep=waits.append)

    return make
