"""The sorts of requests that a server meets, and what each must get."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import httpx

from minsheng.queries import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Ask = Callable[[httpx.Client, Random], "httpx.Response | None"]

#: Hours on any engine.
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"
)
_QUERIES = (
    "SELECT ?s ?label { ?s a ms:School ; rdfs:label ?label } LIMIT 100",
    "ASK { ?s a ms:Hospital }",
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class ; ms:pinyin ?pinyin } GROUP BY ?class",
    "CONSTRUCT { ?s rdfs:label ?label } WHERE { ?s a ms:EducationGroup ; rdfs:label ?label }",
    "DESCRIBE ?s { ?s a ms:MedicalConsortium }",
)
#: Seconds to wait for an export, which goes last where processors are short.
_PATIENCE = 900
_SEARCHES = ("小学", "医院", "养老", "xiaoxue", "zxx", "书房", "没有的名称")
_HOSTILE = (
    ("ASK " + "{" * 3000 + "}" * 3000, 400),
    ("ASK { FILTER(" + "!" * 3000 + "true) }", 400),
    ("ASK { SERVICE <http://127.0.0.1:1/> {} }", 400),
    ("SELECT * FROM <http://127.0.0.1:1/> {}", 400),
    ("SELECT * { ?s ?p", 400),
    ("ASK {} " + " " * 100_000, 413),
    ("CLEAR ALL", 403),
)
_BROKEN = (
    b"\x00\x01\r\n\r\n",
    b"GET / HTTP/7.7\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
)


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of request."""

    name: str
    about: str
    #: how often it comes, beside the others
    weight: int
    #: statuses that are right
    statuses: frozenset[int]
    #: asks once; None where no answer is awaited
    ask: Ask


def page(client: httpx.Client, drawn: Random) -> httpx.Response:
    """A page, such as a person opens."""
    address = drawn.choice(["/", "/queries", "/sparql", "/search?class=School", "/queries/group-members"])
    return client.get(address, headers={"Accept": "text/html"})


def entity(client: httpx.Client, drawn: Random) -> httpx.Response:
    """A search, and one of the things that it found."""
    wanted = {"q": drawn.choice(_SEARCHES)}
    found = client.get("/search", params=wanted, headers={"Accept": "application/json"})
    if found.status_code != 200 or not (things := found.json()["found"]):
        return found
    path = drawn.choice(things)["iri"].partition("/id/")[2]
    return client.get(f"/id/{path}", headers={"Accept": "text/html"})


def question(client: httpx.Client, drawn: Random) -> httpx.Response:
    """A named question."""
    return client.get(f"/queries/{drawn.choice(_questions())}.{drawn.choice(['json', 'csv', 'html'])}")


@cache
def _questions() -> list[str]:
    """Those that need no values."""
    return [
        name
        for name in catalogue.names()
        if not any(parameter.required for parameter in catalogue.load(name).parameters)
    ]


def query(client: httpx.Client, drawn: Random) -> httpx.Response:
    """SPARQL, by any of its ways."""
    text = drawn.choice(_QUERIES)
    if drawn.random() < 0.5:
        return client.get("/sparql", params={"query": text})
    return client.post("/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query"})


def runaway(client: httpx.Client, _: Random) -> httpx.Response:
    """A query that must be stopped."""
    return client.post("/sparql", data={"query": RUNAWAY})


def hostile(client: httpx.Client, drawn: Random) -> httpx.Response:
    """A query that must be refused: the right status counts as 400."""
    text, status = drawn.choice(_HOSTILE)
    answer = client.post("/sparql", data={"query": text})
    if answer.status_code == status:
        answer.status_code = 400
    return answer


def aborted(client: httpx.Client, drawn: Random) -> None:
    """A client that leaves in the middle of a request, or before the answer."""
    body = RUNAWAY.encode()
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
    whole = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as sock:
        sock.sendall(whole[: drawn.randrange(len(whole) + 1)] if drawn.random() < 0.5 else whole)


def malformed(client: httpx.Client, drawn: Random) -> httpx.Response:
    """Bytes that are no HTTP."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=30) as sock:
        sock.sendall(drawn.choice(_BROKEN))
        answer = sock.recv(4096)
    status = int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
    return httpx.Response(status or 599, request=httpx.Request("GET", "http://broken/"))


def export(client: httpx.Client, drawn: Random) -> httpx.Response:
    """The whole graph."""
    return client.get(f"/export/{drawn.choice(['turtle', 'nquads', 'csv'])}", timeout=_PATIENCE)


_FINE, _REFUSED = frozenset({200}), frozenset({400})
SORTS = (
    Sort("page", "网页 pages", 30, _FINE, page),
    Sort("entity", "查找一个实体 finding an entity", 30, _FINE, entity),
    Sort("question", "现成问题 named questions", 20, _FINE, question),
    Sort("query", "SPARQL", 30, _FINE, query),
    Sort("runaway", "失控的查询 runaway queries", 1, frozenset({503}), runaway),
    Sort("hostile", "恶意的查询 hostile queries", 10, _REFUSED, hostile),
    Sort("aborted", "中途离开 clients that leave", 5, frozenset(), aborted),
    Sort("malformed", "不成请求 no HTTP at all", 5, _REFUSED, malformed),
    Sort("export", "导出 exports", 1, _FINE, export),
)
