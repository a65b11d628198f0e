"""Named questions over HTTP: this project's server beside bare Oxigraph, Virtuoso and rdflib."""

from __future__ import annotations

import json
import signal
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode, urlsplit

from pyoxigraph import RdfFormat, Store

from benchmarks import servers
from benchmarks.province import examples, generate
from benchmarks.serving import Served, serving
from benchmarks.tables import NONE, Table
from minsheng.graph import folder
from minsheng.queries import catalogue
from minsheng.queries.anatomy import dissect
from minsheng.queries.dialects import single_steps
from minsheng.queries.substitution import substituted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rdflib import Dataset

    from benchmarks.servers import Running
    from minsheng.queries.named import NamedQuery
    from minsheng.queries.results import Term

#: Triples up to which rdflib takes part: beyond, some questions take it minutes.
RDFLIB_UP_TO = 150_000
#: Seconds after which a question is asked no more of one server, and how often it is asked at most.
_ENOUGH, _TIMES = 3.0, 12
#: Seconds that rdflib may take for one question.
_PATIENCE = 10
#: Districts whose things the questions are about in turn, so that no answer is asked for twice.
_DISTRICTS = 8
_JSON = "application/sparql-results+json"


@dataclass(slots=True)
class Contender:
    """A server under measurement."""

    name: str
    ask: Callable[[NamedQuery, Mapping[str, str]], int]
    seconds: dict[str, list[float]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    #: seconds until it answered, megabytes that it holds after the questions
    start: float = 0.0
    memory: float = 0.0


def tables(triples: int, where: Path | None = None) -> Iterator[Table]:
    """Measures; a graph of that size in the folder `where` is used again, or made there.

    Example:
        >>> for table in tables(100_000): print(table.plain())  # doctest: +SKIP
    """
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="minsheng-serving-")))
        graph = (where or scratch) / f"province-{triples}"
        if not graph.exists():
            generate(graph, triples)
        yield from _Measurement(graph, scratch).tables()


class _Measurement:
    """The contenders on one graph, each started, asked and ended before the next."""

    def __init__(self, graph: Path, scratch: Path) -> None:
        self._graph, self._scratch = graph, scratch
        self._snapshot = folder.current(graph)
        self._triples = self._snapshot.manifest().triples

    def tables(self) -> Iterator[Table]:
        found = [self._ours(), self._oxigraph()]
        if servers.virtuoso_binary():
            found.append(self._virtuoso())
        if self._triples <= RDFLIB_UP_TO:
            found.append(self._rdflib())
        yield self._questions(found)
        yield self._costs(found)

    def _ours(self) -> Contender:
        start = time.monotonic()
        with serving(self._graph, "--quiet") as server:
            return _measured("minsheng", lambda query, given: _named(server, query, given), server, start)

    def _oxigraph(self) -> Contender:
        start = time.monotonic()
        with servers.oxigraph(self._snapshot.store, read_only=True) as server:
            held = Served(server.url, server.process.pid)
            return _measured("Oxigraph", lambda query, given: _sparql(server, query, given), held, start)

    def _virtuoso(self) -> Contender:
        place = self._scratch / "virtuoso"
        place.mkdir()
        with servers.virtuoso(place, buffers=_buffers(self._triples)) as server:
            Store.read_only(str(self._snapshot.store)).dump(str(place / "all.nq"), RdfFormat.N_QUADS)
            servers.bulk_load(server, place)
        start = time.monotonic()
        with servers.virtuoso(place, buffers=_buffers(self._triples)) as server:
            held = Served(server.url, server.process.pid)
            return _measured("Virtuoso 7", lambda query, given: _sparql(server, query, given), held, start)

    def _rdflib(self) -> Contender:
        from minsheng.api import open_graph

        start = time.monotonic()
        dataset = open_graph(self._graph).to_rdflib()
        return _measured("rdflib", lambda query, given: _library(dataset, query, given), None, start)

    def _questions(self, found: list[Contender]) -> Table:
        ours = found[0]
        columns = ["问题 question", "行 rows"]
        for each in found:
            columns += [f"{each.name} 中位 median ms", "95%"]
            if each is ours:
                columns.append("首次 first")
            else:
                columns.append("倍 ratio")
        rows = [self._row(name, found) for name in catalogue.names()]
        return Table(
            f"{self._triples:,} 条三元组 · triples",
            tuple(columns),
            rows,
            (
                f"每个问题问{_DISTRICTS}个不同的区县，逐个服务器，单个客户，墙上时间；首次是服务器没有答过的第一次；"
                "倍是它的中位数除以 minsheng 的。",
                f"Each question about {_DISTRICTS} districts in turn, one server after another, one client, "
                "wall-clock time; first is the first call, before the server has answered anything like it; "
                "a ratio is the median divided by that of minsheng. Empty where a server did not answer.",
            ),
        )

    def _row(self, name: str, found: list[Contender]) -> list[str]:
        ours = found[0]
        cells = [name, str(ours.rows.get(name, 0))]
        for each in found:
            spent = each.seconds.get(name)
            if not spent:
                cells += [NONE] * 3
                continue
            cells += [_ms(median(spent)), _ms(_late(spent))]
            if each is ours:
                cells.append(_ms(spent[0]))
            else:
                beside = ours.seconds.get(name)
                cells.append(f"{median(spent) / median(beside):.1f}" if beside else NONE)
        return cells

    def _costs(self, found: list[Contender]) -> Table:
        rows = []
        for each in found:
            whole = [spent for listed in each.seconds.values() for spent in listed]
            rows.append(
                (
                    each.name,
                    f"{each.start:.1f}",
                    f"{each.memory:.0f}" if each.memory else NONE,
                    _ms(median(whole)),
                    _ms(_late(whole)),
                )
            )
        return Table(
            f"启动与内存，{self._triples:,} 条 · Start and memory",
            ("服务器 server", "启动 start s", "内存 memory MB", "中位 median ms", "95% ms"),
            rows,
            (
                "启动到能回答为止；内存在全部问题之后，共用的只计一次。",
                "Start lasts until it answers; memory is that after all questions, shared parts once.",
            ),
        )


def _measured(
    name: str, ask: Callable[[NamedQuery, Mapping[str, str]], int], server: Served | None, start: float
) -> Contender:
    made = Contender(name, ask, start=time.monotonic() - start)
    given = [examples(number) for number in range(_DISTRICTS)]
    for each in catalogue.names():
        query = catalogue.load(each)
        spent: list[float] = []
        while len(spent) < _TIMES and sum(spent) < _ENOUGH:
            values = given[len(spent) % _DISTRICTS].get(each, {})
            begun = time.perf_counter()
            try:
                made.rows[each] = ask(query, values)
            except (OSError, RuntimeError):
                break
            spent.append(time.perf_counter() - begun)
        made.seconds[each] = spent
    if server is not None:
        made.memory = server.memory()[1]
    return made


def _named(server: Served, query: NamedQuery, given: Mapping[str, str]) -> int:
    """Asks this project's server by name."""
    parts = urlsplit(server.url)
    path = f"/queries/{query.name}?{urlencode(given)}" if given else f"/queries/{query.name}"
    return _rows(parts.netloc, "GET", path, None)


def _sparql(server: Running, query: NamedQuery, given: Mapping[str, str]) -> int:
    """Asks any server in SPARQL, with things that are known already, and as many rows as the question has."""
    parts = urlsplit(server.url)
    own = parts.path == "/query"
    text = substituted(query.text, _bound(query, given), joined=own)
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


def _bound(query: NamedQuery, given: Mapping[str, str]) -> Mapping[str, Term]:
    """The terms of values that are IRIs, numbers, dates, texts or concepts: no store is asked for names."""
    from minsheng.queries import parameters

    def there(_: str, bound: Mapping[str, Term]) -> list[tuple[Term | None, ...]]:
        thing = bound.get("thing")
        return [] if thing is None else [(thing, thing)]

    (found,) = parameters.bind(query, given, there)
    return found


def _library(dataset: Dataset, query: NamedQuery, given: Mapping[str, str]) -> int:
    text = dissect(substituted(query.text, _bound(query, given))).select().whole(query.limit + 1)

    def stop(*_: object) -> NoReturn:
        raise RuntimeError("too slow")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE)
    try:
        return len(list(dataset.query(text)))
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _buffers(triples: int) -> int:
    """Pages of 8 kB that hold a graph whole: some 70 bytes a triple."""
    return max(20_000, triples // 100)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def _late(spent: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(spent, n=20, method="inclusive")[18] if len(spent) > 1 else spent[0]
