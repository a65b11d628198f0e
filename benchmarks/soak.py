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
    from collections.abc import Sequence

#: Seconds between two measurements of memory.
_MEASURE = 5.0
#: Part of the time after which memory is taken to have settled: caches are full, workers have begun.
_SETTLED = 0.25
#: Answers kept of each sort of failure.
_TOLD = 5


@dataclass(slots=True)
class Record:
    """What happened, by sort of request."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    busy: Counter[str] = field(default_factory=Counter)
    failures: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    #: snapshots that took over
    swaps: int = 0
    #: (seconds since the start, megabytes of the web process, of all processes)
    memory: list[tuple[float, float, float]] = field(default_factory=list)
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
    record, stop = Record(), threading.Event()
    with serving(graph, *arguments) as served:
        workers = [
            threading.Thread(target=_ask, args=(served, number, record, stop)) for number in range(threads)
        ]
        workers.append(threading.Thread(target=_swap, args=(graph, served, swap, record, stop)))
        workers.append(threading.Thread(target=_measure, args=(served, record, stop)))
        for worker in workers:
            worker.start()
        stop.wait(minutes * 60)
        stop.set()
        for worker in workers:
            worker.join()
    return record


def _ask(served: Served, number: int, record: Record, stop: threading.Event) -> None:
    drawn = random.Random(number)
    with httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client:
        while not stop.is_set():
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


def _swap(graph: Path, served: Served, every: float, record: Record, stop: threading.Event) -> None:
    """Builds a text more into the graph now and then, and sees that it is served."""
    with tempfile.TemporaryDirectory() as scratch, httpx.Client(trust_env=False, timeout=60) as client:
        while not stop.wait(every):
            text = Path(scratch) / f"added-{record.swaps}.txt"
            text.write_text(articles(record.swaps + 1)[-1] + "青河区新建学校12所。\n", encoding="utf-8")
            build([text], graph)
            digest = current(graph).manifest().digest
            while client.get(f"{served.url}/health").json().get("digest") != digest:
                if stop.wait(0.5):
                    return
            record.swaps += 1


def _measure(served: Served, record: Record, stop: threading.Event) -> None:
    begun = time.monotonic()
    while not stop.wait(_MEASURE):
        record.memory.append((time.monotonic() - begun, *served.memory()))


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
                *_growth(record),
            ),
        )
    ]


def _growth(record: Record) -> tuple[str, ...]:
    if len(record.memory) < 2:
        return (NONE,)
    end = record.memory[-1][0]
    settled = [each for each in record.memory if each[0] >= end * _SETTLED]
    thirds = max(1, len(settled) // 3)
    figures = [
        sum(each[at] for each in part) / len(part)
        for at in (1, 2)
        for part in (settled[:thirds], settled[-thirds:])
    ]
    return (
        "内存（MB，稳定后头尾各三分之一的平均）· memory, mean of the first and last third after settling: "
        f"HTTP {figures[0]:.0f} → {figures[1]:.0f}; 全部 all {figures[2]:.0f} → {figures[3]:.0f}.",
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
