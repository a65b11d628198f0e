"""One question to one server, of whatever kind; gives the number of rows."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from minsheng.queries.anatomy import dissect
from minsheng.queries.dialects import single_steps
from minsheng.queries.substitution import substituted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.servers import Running
    from benchmarks.serving import Served
    from minsheng.queries.named import NamedQuery
    from minsheng.queries.results import Term

_JSON = "application/sparql-results+json"


def named(server: Served, query: NamedQuery, given: Mapping[str, str]) -> int:
    """Asks this project's server by name."""
    parts = urlsplit(server.url)
    path = f"/queries/{query.name}?{urlencode(given)}" if given else f"/queries/{query.name}"
    return _rows(parts.netloc, "GET", path, None)


def sparql(server: Running, query: NamedQuery, given: Mapping[str, str]) -> int:
    """Asks any server in SPARQL, with things that are known already, and as many rows as the question has."""
    parts = urlsplit(server.url)
    own = parts.path == "/query"
    text = substituted(query.text, bound(query, given), joined=own)
    select = dissect(text if own else single_steps(text)).select()
    form = {"query": select.whole(query.limit + 1)} | ({"union-default-graph": "true"} if own else {})
    return _rows(parts.netloc, "POST", parts.path, urlencode(form))


def _rows(host: str, method: str, path: str, body: str | None) -> int:
    connection = HTTPConnection(host, timeout=120)
    try:
        headers = {"Accept": _JSON}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"HTTP {answer.status}")
        return len(json.loads(said)["results"]["bindings"])
    finally:
        connection.close()


def bound(query: NamedQuery, given: Mapping[str, str]) -> Mapping[str, Term]:
    """The terms of values that are IRIs, numbers, dates, texts or concepts: no store is asked for names."""
    from minsheng.queries import parameters

    def there(_: str, bound: Mapping[str, Term]) -> list[tuple[Term | None, ...]]:
        thing = bound.get("thing")
        return [] if thing is None else [(thing, thing)]

    (found,) = parameters.bind(query, given, there)
    return found


def health(server: Served) -> dict[str, object]:
    """What this project's server says of itself."""
    with urlopen(f"{server.url}/health", timeout=60) as answer:
        told: dict[str, object] = json.load(answer)
    return told
