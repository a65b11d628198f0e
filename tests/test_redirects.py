"""A redirect is an error: what was sent goes to nobody else."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, build_opener

import pytest

from minsheng.redirects import NoRedirect

if TYPE_CHECKING:
    from collections.abc import Iterator

asked: list[str] = []


class Moved(BaseHTTPRequestHandler):
    """Sends everybody elsewhere."""

    def do_POST(self) -> None:
        asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(int(self.path.strip("/")))
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        asked.append(self.path)

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Moved)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_none_is_followed(address: str, status: int) -> None:
    request = Request(f"{address}/{status}", b"a text", {"Authorization": "a key"})
    with pytest.raises(HTTPError) as told:
        build_opener(NoRedirect).open(request, timeout=10)
    told.value.close()
    assert told.value.code == status
    assert asked == [f"/{status}"]
