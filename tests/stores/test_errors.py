"""What a server's failures are told as: the kind of error, its exit code, within the time limit."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest
from tests.stores.misbehaving import TRUE, Asked, Misbehaving, Reply, rows

from minsheng.api import open_graph
from minsheng.errors import GraphError, InputError, MinshengError, QueryTimeout
from minsheng.graph.endpoint import PASSWORD, Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

SELECT = "SELECT ?s WHERE { ?s a ms:School }"
#: A bound on a hang, not a measurement.
GENEROUS = 30.0
PAGE = b"<html><head><title>Oops</title><style>p { }</style></head><body><p>No such\n page</body></html>"
BROKEN = rows("a", "b")[:-9]


@pytest.mark.parametrize(
    ("reply", "kind", "key", "words"),
    [
        (Reply(b"line 1: expected }", 400), InputError, "query-syntax", "line 1: expected }"),
        (Reply(PAGE, 400, kind="text/html"), InputError, "query-syntax", "No such page"),
        (Reply(b"", 401), GraphError, "endpoint-login", "HTTP 401"),
        (Reply(b"", 403), GraphError, "endpoint-login", "HTTP 403"),
        (Reply(PAGE, 404, kind="text/html"), GraphError, "endpoint-failed", "HTTP 404: No such page"),
        (Reply(b"", 408), QueryTimeout, "endpoint-timeout", "HTTP 408"),
        (Reply(b"", 414), GraphError, "endpoint-failed", "HTTP 414"),
        (Reply(b"slow down", 429), GraphError, "endpoint-busy", "slow down"),
        (Reply(b"SR171: Transaction timed out", 500), QueryTimeout, "endpoint-timeout", "SR171"),
        (Reply(b"Error S1T00", 500), QueryTimeout, "endpoint-timeout", "S1T00"),
        (
            Reply(b"The estimated execution time 900 (sec) exceeds the limit of 400 (sec).", 500),
            QueryTimeout,
            "endpoint-timeout",
            "900",
        ),
        (Reply(b"Error SR353: Sorted TOP clause", 500), GraphError, "endpoint-failed", "SR353"),
        (Reply(b"", 503), GraphError, "endpoint-busy", "HTTP 503"),
        (Reply(b"", 504), QueryTimeout, "endpoint-timeout", "HTTP 504"),
        (Reply(b"", 307, {"Location": "http://e/sparql"}), GraphError, "endpoint-failed", "http://e/sparql"),
        (Reply(PAGE, kind="text/html"), GraphError, "endpoint-failed", "No such page"),
        (Reply(b""), GraphError, "endpoint-failed", ""),
        (Reply(TRUE), GraphError, "endpoint-failed", ""),
        (Reply(BROKEN), QueryTimeout, "endpoint-broken", ""),
        (Reply(BROKEN, missing=9), QueryTimeout, "endpoint-broken", ""),
        (Reply(b'{"head": {"vars": ["s"]}}'), QueryTimeout, "endpoint-broken", ""),
        (Reply(rows("a").replace(b"literal", b"oddity")), GraphError, "endpoint-failed", ""),
        (Reply(b"\xff\xfe\x00"), GraphError, "endpoint-failed", ""),
    ],
)
def test_failures(odd: Misbehaving, reply: Reply, kind: type[MinshengError], key: str, words: str) -> None:
    with pytest.raises(MinshengError) as caught:
        open_graph(odd.will(reply)).query(SELECT, timeout=GENEROUS)
    assert (type(caught.value), caught.value.key) == (kind, key)
    assert words in str(caught.value)
    assert caught.value.file == odd.url
    assert "<" not in str(caught.value.cause)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(rows("a"), wait=GENEROUS),
        Reply(rows(*"a" * 500), trickle=0.05),
        Reply(rows("a"), missing=1, wait=GENEROUS),
    ],
)
def test_a_time_limit_holds(odd: Misbehaving, reply: Reply) -> None:
    graph = open_graph(odd.will(reply))
    start = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        graph.query(SELECT, timeout=0.3)
    assert 0.3 <= time.monotonic() - start < GENEROUS / 2
    assert (caught.value.key, caught.value.exit_code) == ("query-timeout", 5)
    assert "0.3" in str(caught.value)


def test_the_limit_is_for_all_pages_together(odd: Misbehaving) -> None:
    full = Reply(rows(*"a" * 100), wait=0.15)
    with pytest.raises(QueryTimeout):
        open_graph(odd.will(full)).query(SELECT, limit=0, timeout=0.5)
    assert 2 <= len(odd.queries) < 6


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/query"
    with pytest.raises(GraphError) as caught:
        open_graph(url).query("groups")
    assert caught.value.key == "endpoint-unreachable"
    assert "refused" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://[::1/query", "http://127.0.0.1:0/query", "https://127.0.0.1:1/query"]
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    with pytest.raises(GraphError) as caught:
        open_graph(url).query("groups")
    assert caught.value.key == "endpoint-unreachable"


@pytest.fixture
def quiet(odd: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Answers to probes, one after the other."""
    truths: list[bool] = []

    def answer(asked: Asked) -> Reply:
        odd.asked.append(asked)
        return Reply(TRUE if truths.pop(0) else TRUE.replace(b"true", b"false"))

    monkeypatch.setattr(odd, "next", answer)
    yield truths


@pytest.mark.parametrize(
    ("truths", "union"),
    [
        ([True], {}),
        ([False, True], {"union-default-graph": ["true"]}),
        ([False, False, True], {"default-graph-uri": ["urn:x-arq:UnionGraph"]}),
    ],
)
def test_how_a_server_is_brought_to_ask_its_named_graphs(
    odd: Misbehaving, quiet: list[bool], truths: list[bool], union: dict[str, list[str]]
) -> None:
    quiet[:] = [*truths, True]
    assert Endpoint(odd.url).ask("ASK {}")
    form = odd.asked[-1].form
    assert form == {"query": ["ASK {}"], **union}


@pytest.mark.parametrize(
    ("truths", "key"), [([False] * 3 + [True], "endpoint-union"), ([False] * 4, "endpoint-empty")]
)
def test_a_server_without_documents(
    odd: Misbehaving, quiet: list[bool], truths: list[bool], key: str
) -> None:
    quiet[:] = truths
    with pytest.raises(GraphError) as caught:
        Endpoint(odd.url).ask("ASK {}")
    assert caught.value.key == key


def test_a_user_in_the_address(odd: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "s3cret")
    odd.will(Reply(b"no", 403))
    endpoint = Endpoint(odd.url.replace("://", "://reader@"))
    with pytest.raises(GraphError) as caught:
        endpoint.ask("ASK {}")
    assert odd.asked[-1].headers["Authorization"] == "Basic cmVhZGVyOnMzY3JldA=="
    assert "s3cret" not in str(caught.value) + repr(endpoint) + repr(vars(endpoint)["url"])
    assert caught.value.file == odd.url


def test_a_user_without_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    with pytest.raises(GraphError) as caught:
        Endpoint("http://reader@localhost/query")
    assert caught.value.key == "endpoint-login"
