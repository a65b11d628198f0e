"""Named questions over HTTP: this project's server beside bare Oxigraph, Virtuoso and rdflib."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from benchmarks import asking, library, pages, servers
from benchmarks.province import examples, generate
from benchmarks.serving import Served, serving
from benchmarks.tables import NONE, Table
from minsheng.graph import folder
from minsheng.queries import catalogue
from minsheng.serve.lasting import FOLDER, Lasting
from minsheng.serve.loaded import Loaded
from minsheng.serve.preparing import prepare
from minsheng.serve.questioning import Question, foreseen
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from minsheng.queries.named import NamedQuery

#: Triples up to which rdflib takes part, and bytes that each takes it, measured at a million: many more do
#: not fit into memory.
RDFLIB_UP_TO, _RDFLIB_TRIPLE = 1_500_000, 1_900
#: Seconds after which a question is asked no more of one server, and how often it is asked at most.
_ENOUGH, _TIMES = 3.0, 12
#: Seconds between two looks whether the server has prepared what it prepares, and after which it is
#: taken to prepare nothing more.
_LOOK, _ENDED = 1.0, 700.0
#: Rounds of asking for pages.
_ROUNDS = 3
#: Districts whose things the questions are about in turn, so that no answer is asked for twice.
_DISTRICTS = 8


@dataclass(slots=True)
class Contender:
    """A server under measurement."""

    name: str
    ask: Callable[[NamedQuery, Mapping[str, str]], int]
    seconds: dict[str, list[float]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    #: seconds after which a question was stopped
    late: dict[str, float] = field(default_factory=dict)
    #: seconds until it answered, and until all was prepared; megabytes that it holds after the questions
    start: float = 0.0
    prepared: float = 0.0
    #: seconds that a build takes to answer what can be foreseen
    answered: float = 0.0
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
        #: of the machine, when each contender begins and at the end
        self._loads: list[float] = []
        self._pages = Table("", (), [], ())

    def tables(self) -> Iterator[Table]:
        contenders = [self._ours, self._anew, self._oxigraph]
        if servers.virtuoso_binary():
            contenders.append(self._virtuoso)
        if self._triples <= RDFLIB_UP_TO:
            contenders.append(self._rdflib)
        found = []
        for contend in contenders:
            self._loads.append(os.getloadavg()[0])
            found.append(contend())
        self._loads.append(os.getloadavg()[0])
        yield self._questions(found)
        yield self._costs(found)
        yield self._pages

    def _ours(self) -> Contender:
        """The server as it is used, on a graph whose build has answered what can be foreseen."""
        with _bare(self._graph) as graph:
            snapshot = folder.current(graph)
            start = time.monotonic()
            prepare(snapshot, os.cpu_count() or 1)
            answered = time.monotonic() - start
            start = time.monotonic()
            with serving(graph, "--quiet") as server:
                started = time.monotonic() - start
                _await_health(server)
                _await_answers(snapshot)
                prepared = time.monotonic() - start
                made = _measured("minsheng", partial(asking.named, server), server, start)
                made.start, made.prepared, made.answered = started, prepared, answered
                self._pages = self._paged(server)
        return made

    def _paged(self, server: Served) -> Table:
        paths = pages.entities(self._graph)
        work = {name: (pages.spread(paths, pages.PAGES), media) for name, media in pages.FORMS.items()}
        work |= pages.plain_file()
        rates = pages.table(pages.measured(server.url, work, _ROUNDS), len(paths), _ROUNDS)
        return replace(rates, heading=f"网页，{self._triples:,} 条 · Pages")

    def _anew(self) -> Contender:
        """The server without any answer that was kept: each is found again."""
        with _bare(self._graph) as graph:
            start = time.monotonic()
            with serving(graph, "--quiet", "--set", "warm=0", "--set", "cache=0") as server:
                started = time.monotonic() - start
                _await_health(server)
                prepared = time.monotonic() - start
                made = _measured("每次重答 anew", partial(asking.named, server), server, start)
        made.start, made.prepared = started, prepared
        return made

    def _oxigraph(self) -> Contender:
        start = time.monotonic()
        with servers.oxigraph(self._snapshot.store, read_only=True) as server:
            held = Served(server.url, server.process.pid)
            return _measured("Oxigraph", partial(asking.sparql, server), held, start)

    def _virtuoso(self) -> Contender:
        place = self._scratch / "virtuoso"
        place.mkdir()
        with servers.virtuoso(place, buffers=_buffers(self._triples)) as server:
            Store.read_only(str(self._snapshot.store)).dump(str(place / "all.nq"), RdfFormat.N_QUADS)
            servers.bulk_load(server, place)
        start = time.monotonic()
        with servers.virtuoso(place, buffers=_buffers(self._triples)) as server:
            held = Served(server.url, server.process.pid)
            return _measured("Virtuoso 7", partial(asking.sparql, server), held, start)

    def _rdflib(self) -> Contender:
        start = time.monotonic()
        with library.library(self._graph) as rdflib:
            return _measured("rdflib", rdflib.ask, Served("", rdflib.pid), start)

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
        zh, en = self._about_rdflib()
        return Table(
            f"{self._triples:,} 条三元组 · triples",
            tuple(columns),
            rows,
            (
                f"每个问题问{_DISTRICTS}个不同的区县，逐个服务器，单个客户，墙上时间；"
                f"每个服务器开始时与最后的机器负载 {_load(self._loads)}。"
                "minsheng 的答案在建图时预先答好，并保留；"
                "“每次重答”是同一服务器，不预答、不保留。倍是它的中位数除以 minsheng 的。没有答出的为空。"
                f"{zh}",
                f"Each question about {_DISTRICTS} districts in turn, one server after another, one client, "
                f"wall-clock time; load of the machine when each server began and at the end: "
                f"{_load(self._loads)}. minsheng has what can be foreseen answered when the graph is built, "
                "and keeps answers; “anew” is the same server answering nothing in advance and keeping none. "
                "First is the first call; a ratio is the median divided by that of minsheng. Empty where a "
                f"server did not answer. {en}",
            ),
        )

    def _about_rdflib(self) -> tuple[str, str]:
        """How rdflib takes part, or why it does not."""
        if self._triples <= RDFLIB_UP_TO:
            return (
                f"rdflib 不经 HTTP，在自己的进程里答，每问最多 {library.PATIENCE} 秒，超过的注明。",
                f"rdflib answers in a process of its own, without HTTP, and is stopped after "
                f"{library.PATIENCE} seconds, which is said where it happened.",
            )
        gigabytes = self._triples * _RDFLIB_TRIPLE / 1e9
        return (
            f"rdflib 没有参加：在一百万条上量得每条三元组约 {_RDFLIB_TRIPLE} 字节，"
            f"这里要 {gigabytes:.0f} GB 内存。",
            f"rdflib takes no part: at some {_RDFLIB_TRIPLE:,} bytes a triple, as measured at a million, it "
            f"would need {gigabytes:.0f} GB of memory.",
        )

    def _row(self, name: str, found: list[Contender]) -> list[str]:
        ours = found[0]
        cells = [name, str(ours.rows.get(name, 0))]
        for each in found:
            spent = each.seconds.get(name)
            if not spent:
                cells += [f"> {each.late[name]:.0f} s" if name in each.late else NONE, NONE, NONE]
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
                    f"{each.answered:.0f}" if each.answered else NONE,
                    f"{each.start:.1f}",
                    f"{each.prepared:.0f}" if each.prepared else NONE,
                    f"{each.memory:.0f}" if each.memory else NONE,
                    _ms(median(whole)),
                    _ms(_late(whole)),
                )
            )
        return Table(
            f"启动与内存，{self._triples:,} 条 · Start and memory",
            (
                "服务器 server",
                "建图时预答 answered s",
                "启动 start s",
                "备好 prepared s",
                "内存 memory MB",
                "中位 median ms",
                "95% ms",
            ),
            rows,
            (
                "建图时预答是建图最后一步的墙上时间，用全部处理器；启动到能回答为止，备好到后台的准备完成为止；"
                "内存在全部问题之后，共用的只计一次。",
                "Answered is the wall-clock time of the last step of a build, on all processors, in which "
                "what can be foreseen is answered; start lasts until the server answers, prepared until what "
                "is prepared behind the scenes is there; memory is that after all questions, shared parts "
                "once.",
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
            except TimeoutError:
                made.late[each] = time.perf_counter() - begun
                break
            except (OSError, RuntimeError):
                break
            spent.append(time.perf_counter() - begun)
        made.seconds[each] = spent
    if server is not None:
        made.memory = sum(server.memory().values())
    return made


def _buffers(triples: int) -> int:
    """Pages of 8 kB that hold a graph whole: some 70 bytes a triple."""
    return max(20_000, triples // 100)


def _await_answers(snapshot: folder.Snapshot) -> None:
    """Waits until all that can be foreseen lies beside a snapshot, or nothing more comes."""
    loaded, lasting = Loaded(snapshot, Settings(in_memory=0)), Lasting(snapshot, Settings())
    missing = [Question(name, values) for name in catalogue.names() for values in foreseen(loaded, name)]
    since = time.monotonic()
    while missing and time.monotonic() - since < _ENDED:
        left = [asked for asked in missing if lasting.get(asked) is None]
        if len(left) < len(missing):
            since = time.monotonic()
        missing = left
        time.sleep(_LOOK)


def _await_health(server: Served) -> None:
    while not asking.health(server)["prepared"]:
        time.sleep(_LOOK)


@contextmanager
def _bare(graph: Path) -> Iterator[Path]:
    """The same graph without answers, in links to its files."""
    with tempfile.TemporaryDirectory(prefix="minsheng-bare-", dir=graph.parent) as scratch:
        copy = Path(scratch, graph.name)
        shutil.copytree(graph, copy, copy_function=os.link, ignore=shutil.ignore_patterns(FOLDER))
        yield copy


def _load(found: list[float]) -> str:
    return " ".join(f"{load:.1f}" for load in found)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def _late(spent: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(spent, n=20, method="inclusive")[18] if len(spent) > 1 else spent[0]
