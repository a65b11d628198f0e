"""Whatever is sent to whatever address: an answer or an error of the client's, never one of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from minsheng.queries import catalogue
from minsheng.serve.routes import routes

if TYPE_CHECKING:
    from collections.abc import Callable

PATHS = [route.path for route in routes() if isinstance(route, Route)]
#: What addresses, parameters and headers are made of: what is known, what is almost known, anything.
WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            "School",
            "Place/500104",
            "大渡口区",
            "dadukou-health.md",
            "turtle",
            "nquads",
            "style.css",
            "x" * 300,
        ]
    ),
    st.sampled_from(catalogue.names()),
    st.sampled_from([".json", "..", "../..", "%00", "%2e%2e", "a.b.c", ".", "//", "\\", "#char=1,2", "?"]),
    st.text(max_size=12),
)
MEDIA = st.one_of(
    st.sampled_from(
        [
            "*/*",
            "text/html",
            "application/json",
            "text/turtle",
            "text/csv",
            "image/png",
            ";",
            "a/b;q=x",
            "*",
            "",
        ]
    ),
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=20).map(str.strip),
)
NAMES = st.one_of(
    st.sampled_from(
        ["query", "update", "queries", "extend", "prefix", "q", "class", "page", "id", "format", "limit",
         "offset", "place", "default-graph-uri", "named-graph-uri", "cursor", "type", "property", "callback"]
    ),
    st.text(max_size=6),
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <a:>",
         "CLEAR ALL", "{", "[]", '{"q0": {"query": "学校"}}', "null", "-1", "9" * 40, "NaN", "\x00", "\ud7ff"]
    ),
    WORDS,
)  # fmt: skip
ERRORS = ("application/problem+json", "application/json", "text/html")
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=4)
BODIES = st.one_of(st.none(), st.binary(max_size=40), VALUES.map(str.encode))
TYPES = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "application/json",
        "text/plain",
        "x",
        "",
    ]
)


@st.composite
def addresses(draw: Callable[..., str]) -> str:
    """A path of ours with its places filled, or one that is none."""
    path = draw(st.sampled_from([*PATHS, "/{name}", "/{name}/{name}"]))
    pieces = []
    for at, piece in enumerate(path.replace("}", "{").split("{")):
        pieces.append(piece if at % 2 == 0 else quote(draw(WORDS), safe=draw(st.sampled_from(["", "/%"]))))
    return "".join(pieces)


def fine(response: httpx.Response) -> None:
    """No error of the server, and every error says what it is."""
    assert response.status_code < 500, response.text
    assert response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    if response.status_code >= 400 and response.request.method != "HEAD":
        assert response.headers["content-type"].startswith(ERRORS)
        assert response.content


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "OPTIONS"]),
    addresses(), PARAMETERS, MEDIA, BODIES, TYPES,
)  # fmt: skip
@example("GET", "/queries/search.json", [("text", "\x00")], "*/*", None, "")
@example("GET", "/ontology/%3C", [], "*/*", None, "")
@example("GET", "/search", [("q", "\n"), ("page", "999999")], "*/*", None, "")
@example("GET", "/sparql", [("query", 'ASK { ?s ?p "\ud7ff" }')], "text/html", None, "")
def test_no_request_is_an_error_of_the_server(
    client: httpx.Client,
    method: str,
    address: str,
    parameters: list[tuple[str, str | int]],
    accept: str,
    body: bytes | None,
    media: str,
) -> None:
    headers = {"Accept": accept, "Content-Type": media}
    try:
        response = client.request(method, address, params=[*parameters], content=body, headers=headers)
    except (httpx.InvalidURL, UnicodeEncodeError):
        return  # the client itself refuses
    fine(response)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(catalogue.names()), st.dictionaries(st.sampled_from(range(4)), VALUES, max_size=4))
def test_no_value_of_a_question_is_an_error_of_the_server(
    client: httpx.Client, name: str, values: dict[int, str]
) -> None:
    parameters = catalogue.load(name).parameters
    given = {parameters[at].name: value for at, value in values.items() if at < len(parameters)}
    for accept in ("text/html", "text/csv"):
        fine(client.get(f"/queries/{name}", params=given, headers={"Accept": accept}))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="SELECTASKWHER?spo{}()<>.;,'\"\\u0123456789 \n#@^|/*+-=!&青a:", max_size=60))
@example("SELECT * { ?s ?p ?o } LIMIT 99999999999999999999")
@example("SELECT (1/0 AS ?x) {}")
@example('SELECT * { ?s ?p ?o FILTER(REGEX(?o, "(")) }')
@example("DESCRIBE <not an iri>")
@example("SELECT * { ?s <http://e/\\u0000> ?o }")
@example('ASK { BIND("\\uD800" AS ?x) }')
def test_no_query_is_an_error_of_the_server(client: httpx.Client, query: str) -> None:
    for text in (query, f"ASK {{ {query} }}", f"SELECT * {{ ?s ?p ?o FILTER({query}) }} LIMIT 1"):
        fine(client.post("/sparql", data={"query": text}))


#: What other headers say that an answer hangs on, and what they may say besides.
SAID = st.dictionaries(
    st.sampled_from(
        ["Range", "If-Range", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "Accept-Language",
         "Host", "Origin", "X-Forwarded-Proto", "X-Forwarded-Host", "Content-Encoding", "Cookie", "Expect"]
    ),
    st.one_of(
        st.sampled_from(
            ["bytes=0-", "bytes=5-2", "bytes=-0", "bytes=0-1,3-4", "bytes=99999999999999999999-", "lines=1-2",
             "*", '"a"', 'W/"', "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Jan 99999", "gzip;q=0", "br, *;q=x",
             "zh, en;q=9", "[::1", "a:b:c", "https", "javascript:", "null", "100-continue"]
        ),
        st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
    ),
    max_size=3,
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(addresses(), SAID)
@example("/export/turtle", {"Range": "bytes=0-1,3-4"})
@example("/dataset", {"Host": "[::1"})
def test_no_header_is_an_error_of_the_server(
    client: httpx.Client, address: str, headers: dict[str, str]
) -> None:
    try:
        response = client.get(address, headers=headers)
    except httpx.InvalidURL:
        return
    except httpx.DecodingError:
        assert "Range" in headers, "part of a compressed file cannot be read alone"
        return
    fine(response)


#: JSON like that of reconciliation, right in some places and wrong in others.
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), VALUES)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["q0", "query", "type", "types", "limit", "properties", "pid", "v", "type_strict",
                             "ids", "id", "settings", "queries"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["queries", "extend"]), JSON, st.booleans())
@example("queries", {"q0": {"query": "学校", "limit": 1e400}}, True)
@example(
    "queries", {"q0": {"query": "学校", "properties": [{"pid": "ms:locatedIn", "v": [{"id": 1}]}]}}, True
)
@example(
    "extend", {"ids": ["School/1", None], "properties": [{"id": "name", "settings": {"limit": "x"}}]}, True
)
def test_no_json_is_an_error_of_the_server(
    client: httpx.Client, name: str, value: object, posted: bool
) -> None:
    written = {name: json.dumps(value)}
    fine(client.post("/reconcile", data=written) if posted else client.get("/reconcile", params=written))


@pytest.mark.parametrize("path", PATHS)
def test_every_address_answers_head_and_refuses_what_it_does_not_take(
    client: httpx.Client, path: str
) -> None:
    address = path.replace("{", "").replace("}", "")
    for method in ("HEAD", "PUT", "DELETE"):
        fine(client.request(method, address))
