"""What only fresh processes tell: start-up, memory over the number of texts, two workers beside one."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measuring import fresh, told
from benchmarks.speed import write
from benchmarks.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_STARTED = {
    "python -c pass": ("-c", "pass"),
    "import minsheng": ("-c", "import minsheng"),
    "minsheng --help": ("-m", "minsheng", "--help"),
}
#: Multiples of the number of texts.
_TIMES = (1, 2, 4)
_BUILD = """
import json, pathlib, resource, sys, time
from minsheng.graph import build
def peak():
    # ru_maxrss of a process counts the one that started it, so the system's own book is asked first.
    status = pathlib.Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    kept = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return kept[0] if kept else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if __name__ == "__main__":
    start = time.perf_counter()
    report = build([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]))
    wall = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({
        "wall": wall, "stages": report.seconds, "triples": report.counts.triples,
        "cpu": sum(each.ru_utime + each.ru_stime for each in used),
        "peak": max(peak(), used[1].ru_maxrss) / 1024,
    }))
"""


@dataclass(frozen=True, slots=True)
class Built:
    """One build in a process of its own: megabytes, seconds, peak memory in MiB of the largest process."""

    texts: int
    size: float
    triples: int
    cpu: float
    wall: float
    peak: float
    #: wall-clock seconds by stage
    stages: dict[str, float]


def tables(texts: Sequence[str], rounds: int) -> list[Table]:
    """Start-up, memory and workers; `texts` are the greatest number that is built."""
    return [start_up(rounds), *builds(texts)]


def start_up(rounds: int) -> Table:
    """Seconds until a command answers, in turns with an empty interpreter."""
    spent = [(name, fresh(arguments)) for _ in range(rounds) for name, arguments in _STARTED.items()]
    rows = []
    for name in _STARTED:
        mine = [each for called, each in spent if called == name]
        rows.append((name, f"{median(s.wall for s in mine):.3f}", f"{median(s.cpu for s in mine):.3f}"))
    return Table(
        "启动 · Start-up",
        ("命令 command", "秒 seconds", "处理器秒 of processor"),
        rows,
        (f"每条命令新起进程{rounds}次，取中位数。Every command {rounds} times in a fresh process, medians.",),
    )


def builds(texts: Sequence[str]) -> list[Table]:
    """Builds of a quarter, half and all of the texts by one worker, and of half by two."""
    counts = [len(texts) * times // _TIMES[-1] for times in _TIMES]
    alone = [built(texts[:count], 1) for count in counts]
    both = [alone[1], built(texts[: counts[1]], 2)]
    share = both[1].wall / both[0].wall
    memory = Table(
        "内存 · Memory",
        ("篇 texts", "MB", "三元组 triples", "MB/s", "峰值 peak MiB", "每秒三元组 triples/s"),
        [
            (f"{b.texts:,}", f"{b.size:.2f}", f"{b.triples:,}", f"{b.size / b.cpu:.2f}", f"{b.peak:.0f}",
             f"{b.triples / b.cpu:,.0f}")
            for b in alone
        ],
        (
            "整次构建，各在新进程中，含启动；文本数成倍增加时峰值应当持平。",
            "Whole builds in fresh processes, start-up included; the peak should stay level as texts double.",
        ),
    )  # fmt: skip
    workers = Table(
        "进程数 · Workers",
        ("进程 workers", "秒 seconds", "处理器秒 of processor", "峰值 peak MiB", "各阶段秒 seconds by stage"),
        [
            (str(number), f"{b.wall:.1f}", f"{b.cpu:.1f}", f"{b.peak:.0f}",
             ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in b.stages.items()))
            for number, b in enumerate(both, start=1)
        ],
        (
            f"{both[0].texts:,}篇，墙上时间：两个进程用时是一个的{share:.0%}；要有空闲的核才见快。",
            f"{both[0].texts:,} texts, on the clock: two take {share:.0%} of the time of one (cores idle).",
        ),
    )  # fmt: skip
    return [memory, workers]


def built(texts: Sequence[str], workers: int) -> Built:
    """Builds a graph of the texts in a fresh process."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "texts")
        write(folder, texts)
        found = told(_BUILD, str(folder), f"{scratch}/graph", str(workers))
    size = sum(len(text.encode()) for text in texts) / 1e6
    return Built(
        len(texts), size, found["triples"], found["cpu"], found["wall"], found["peak"], found["stages"]
    )
