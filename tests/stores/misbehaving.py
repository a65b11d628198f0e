"""A server on the loopback that answers as it is told, or breaks off, stalls and trickles."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRUE = b'{"head": {}, "boolean": true}'
JSON = "application/sparql-results+json"


def rows(*values: str, name: str = "s") -> bytes:
    """SPARQL results in JSON: one column of literals."""
    bindings = [{name: {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": bindings}}).encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered to one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = JSON
    #: seconds before anything is sent
    wait: float = 0.0
    #: seconds between bytes
    trickle: float = 0.0
    #: bytes that are promised and never come
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    form: dict[str, list[str]]
    body: bytes
    headers: dict[str, str]


class Misbehaving:
    """Its replies, in turn, the last of them again and again; and what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        #: answers in their place, if there is one
        self.answer: Callable[[Asked], Reply] | None = None
        #: answers to whether there are documents
        self.probe: Callable[[Asked], Reply] = lambda _: Reply(TRUE)
        self.asked: list[Asked] = []
        self.url = ""
        #: what it calls itself
        self.name = "Odd/1"
        self.done = Event()

    def will(self, *replies: Reply) -> str:
        """Sets the replies; the probe of a graph's documents is answered by itself. Gives the URL."""
        self.replies = list(replies)
        return self.url

    def next(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if any("ASK { ?document a" in query for query in asked.form.get("query", [])):
            return self.probe(asked)
        if self.answer is not None:
            return self.answer(asked)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def queries(self) -> list[str]:
        """The queries, but for the probes."""
        found = [query for asked in self.asked for query in asked.form.get("query", [])]
        return [query for query in found if "ASK { ?document a" not in query]


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """Serves on a port of its own until the block ends."""
    state = Misbehaving()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            form = "x-www-form-urlencoded" in self.headers.get("Content-Type", "")
            fields = parse_qs(body.decode()) if form else {}
            fields |= parse_qs(urlsplit(self.path).query)
            reply = state.next(Asked(self.command, self.path, fields, body, dict(self.headers)))
            if state.done.wait(reply.wait):
                return
            self.send_response(reply.status)
            headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body) + reply.missing)}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if not reply.trickle:
                self.wfile.write(reply.body)
                return
            for number in range(len(reply.body)):
                self.wfile.write(reply.body[number : number + 1])
                self.wfile.flush()
                if state.done.wait(reply.trickle):
                    return

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - as http.server calls them

        def version_string(self) -> str:
            return state.name

        def log_message(self, *_: object) -> None:
            """Nothing: a test is quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that left is what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/query"
    try:
        yield state
    finally:
        state.done.set()
        server.shutdown()
        server.server_close()
