"""The server under mixed load for a while: `python -m benchmarks.soak --minutes 30`.

People who look and ask, queries that run away, requests that are none, clients that leave in the middle,
and a new snapshot every minute, all at once. Whatever is not the answer that such a request must get
counts as a failure, unless it is a 503 that says when to come again; the exit code is 1 if there was one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

import httpx

from benchmarks.invented import articles
from benchmarks.serving import Served, serving
from benchmarks.sorts import SORTS, Sort
from benchmarks.tables import NONE, Table
from minsheng.graph import build
from minsheng.graph.folder import current

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Seconds between two measurements of memory under load.
_MEASURE = 5.0
#: How often the load rests, so that memory can be compared: queries that run away take much for a while.
_RESTS = 6
#: Seconds after which such a query has ended, and the worker that it held has been replaced.
_QUIET = 13.0
#: Names of the thirds of the time.
_LOADED = ("前 first ⅓", "中 second ⅓", "后 last ⅓")
#: Answers kept of each sort of failure.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Rest:
    """What a server takes when nothing is asked."""

    minute: float
    triples: int
    #: megabytes by what processes are for
    memory: dict[str, float]


@dataclass(slots=True)
class Record:
    """What happened, by sort of request."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    busy: Counter[str] = field(default_factory=Counter)
    failures: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: snapshots that took over
    swaps: int = 0
    #: under load: megabytes by what processes are for
    memory: list[dict[str, float]] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, sort: str, seconds: float, failure: str | None, busy: bool) -> None:
        """Notes one request."""
        with self.lock:
            self.seconds[sort].append(seconds)
            self.busy[sort] += busy
            if failure is not None:
                self.failures[sort].append(failure)

    @property
    def failed(self) -> int:
        """Number of all failures."""
        return sum(map(len, self.failures.values()))


def soak(graph: Path, minutes: float, threads: int, swap: float, *arguments: str) -> Record:
    """Runs a server on a graph folder, which grows meanwhile, and asks it for `minutes`."""
    record, stop, resting = Record(), threading.Event(), threading.Event()
    with serving(graph, *arguments) as served:
        workers = [
            threading.Thread(target=_ask, args=(served, number, record, stop, resting))
            for number in range(threads)
        ]
        workers.append(threading.Thread(target=_swap, args=(graph, served, swap, record, stop, resting)))
        workers.append(threading.Thread(target=_measure, args=(served, record, stop, resting)))
        for worker in workers:
            worker.start()
        for number in range(_RESTS):
            stop.wait(minutes * 60 / _RESTS)
            resting.set()
            # a short trial does not wait for the end of what has begun
            stop.wait(min(_QUIET, minutes * 60 / _RESTS))
            found = httpx.get(f"{served.url}/health", trust_env=False, timeout=60).json()
            record.rests.append(Rest(minutes * (number + 1) / _RESTS, found["triples"], served.memory()))
            resting.clear()
        stop.set()
        for worker in workers:
            worker.join()
    return record


def _ask(
    served: Served, number: int, record: Record, stop: threading.Event, resting: threading.Event
) -> None:
    drawn = random.Random(number)
    with httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client:
        while not stop.is_set():
            if resting.is_set():
                time.sleep(0.1)
                continue
            (sort,) = drawn.choices(SORTS, weights=[each.weight for each in SORTS])
            begun = time.perf_counter()
            failure, busy = _tried(sort, client, drawn)
            record.add(sort.name, time.perf_counter() - begun, failure, busy)


def _tried(sort: Sort, client: httpx.Client, drawn: random.Random) -> tuple[str | None, bool]:
    """What was wrong with the answer, and whether it was that it should be asked for again later."""
    try:
        answer = sort.ask(client, drawn)
    except (httpx.HTTPError, OSError) as error:
        return f"{type(error).__name__}: {error}", False
    if answer is None or answer.status_code in sort.statuses:
        return None, False
    busy = answer.status_code == 503 and "retry-after" in answer.headers
    return (None if busy else f"{answer.status_code} {answer.request.url}: {answer.text[:300]}"), busy


def _swap(
    graph: Path,
    served: Served,
    every: float,
    record: Record,
    stop: threading.Event,
    resting: threading.Event,
) -> None:
    """Builds a text more into the graph now and then, and sees that it is served."""
    with tempfile.TemporaryDirectory() as scratch, httpx.Client(trust_env=False, timeout=60) as client:
        while not stop.wait(every):
            if resting.is_set():
                continue
            text = Path(scratch) / f"added-{record.swaps}.txt"
            text.write_text(articles(record.swaps + 1)[-1] + "青河区新建学校12所。\n", encoding="utf-8")
            build([text], graph)
            digest = current(graph).manifest().digest
            while client.get(f"{served.url}/health").json().get("digest") != digest:
                if stop.wait(0.5):
                    return
            record.swaps += 1


def _measure(served: Served, record: Record, stop: threading.Event, resting: threading.Event) -> None:
    while not stop.wait(_MEASURE):
        if not resting.is_set():
            record.memory.append(served.memory())


def tables(record: Record, minutes: float) -> list[Table]:
    """The record as tables."""
    rows = []
    for sort in SORTS:
        seconds = record.seconds[sort.name]
        cuts = quantiles(seconds, n=20) if len(seconds) > 1 else [0.0] * 19
        spent = (f"{each * 1000:.0f}" for each in (cuts[9], cuts[18], max(seconds, default=0)))
        counts = (record.busy[sort.name], len(record.failures[sort.name]))
        rows.append((sort.about, str(len(seconds)), *spent, *map(str, counts)))
    total = sum(map(len, record.seconds.values()))
    return [
        Table(
            "服务器耐久 · The server under load",
            ("请求 request", "次数 n", "中位 ms", "p95 ms", "最慢 ms", "503", "失败 failed"),
            rows,
            (
                f"{minutes:g} 分钟，{total} 个请求，{record.swaps} 次换快照 · "
                f"{minutes:g} minutes, {total} requests, {record.swaps} new snapshots.",
            ),
        ),
        _memory(record),
    ]


def _memory(record: Record) -> Table:
    """Megabytes at each rest, and under load in each third of the time, by what processes are for."""
    purposes = sorted({purpose for rest in record.rests for purpose in rest.memory})

    def row(name: str, triples: str, memory: Mapping[str, float]) -> tuple[str, ...]:
        each = (f"{memory.get(purpose, 0):.0f}" for purpose in purposes)
        return (name, triples, *each, f"{sum(memory.values()):.0f}")

    rows = [row(f"{rest.minute:g}", f"{rest.triples:,}", rest.memory) for rest in record.rests]
    third = max(1, len(record.memory) // 3)
    for at in range(0, third * 3, third):
        part = record.memory[at : at + third]
        if part:
            means = {key: sum(each.get(key, 0) for each in part) / len(part) for key in purposes}
            rows.append(row(_LOADED[at // third], NONE, means))
    return Table(
        "内存，MB · Memory",
        ("分钟 minute", "三元组 triples", *purposes, "全部 all"),
        rows,
        (
            "上面几行：每隔一段时间停下来，等失控的查询都结束再量；图谱每换一次大一点。末三行：负载之下，"
            "各三分之一时间的平均，其中失控的查询各占到其限度。共用的只计一次。",
            "The first rows: the load rests now and then, until queries that ran away have ended; the graph "
            "grows with each snapshot. The last three: under load, means of each third of the time, in which "
            "such queries take up to their limit. What is shared is counted once.",
        ),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds a graph of invented news, soaks, prints what happened."""
    parser = argparse.ArgumentParser("python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="多少分钟 · how long")
    parser.add_argument("--texts", type=int, default=1000, help="图谱有多少篇文稿 · texts of the graph")
    parser.add_argument("--threads", type=int, default=8, help="同时的客户端 · clients at once")
    parser.add_argument("--swap", type=float, default=60, help="几秒换一次快照 · seconds between snapshots")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch) / "texts"
        sources.mkdir()
        for number, text in enumerate(articles(given.texts)):
            (sources / f"{number:06d}.txt").write_text(text, encoding="utf-8")
        graph = Path(scratch) / "graph"
        build([sources], graph)
        record = soak(graph, given.minutes, given.threads, given.swap)
    for table in tables(record, given.minutes):
        print(table.plain(), flush=True)
    for sort, failures in record.failures.items():
        for failure, count in Counter(failures).most_common(_TOLD):
            print(f"{sort} × {count}: {failure}", file=sys.stderr)
    return 1 if record.failed else 0


if __name__ == "__main__":
    sys.exit(main())
