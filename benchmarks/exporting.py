"""Exports beside the store's own dump: processor and memory of every format, each in a fresh process."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measuring import told
from benchmarks.province import generate
from benchmarks.tables import Table
from minsheng.export import FORMATS
from minsheng.graph import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What everything is compared with.
DUMP = "dump"
_PROGRAM = """
import json, sys, tempfile, time
from types import SimpleNamespace
from pyoxigraph import RdfFormat, Store
from minsheng.export import export
store, form = Store.read_only(sys.argv[1]), sys.argv[2]
start = time.process_time()
with tempfile.TemporaryFile() as file:
    if form == "dump":
        store.dump(file, RdfFormat.N_QUADS)
    else:
        export(SimpleNamespace(store=store), form, file)
    size = file.tell()
seconds = time.process_time() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps({"seconds": seconds, "megabytes": int(peak.split()[1]) / 1024, "size": size / 1e6}))
"""


def tables(triples: int, where: Path | None = None, rounds: int = 3) -> Iterator[Table]:
    """Measures; a graph of that size in the folder `where` is used again, or made there.

    Example:
        >>> for table in tables(100_000): print(table.plain())  # doctest: +SKIP
    """
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="minsheng-exporting-"))
        graph = (where or Path(scratch)) / f"province-{triples}"
        if not graph.exists():
            generate(graph, triples)
        snapshot = folder.current(graph)
        yield table(snapshot.store, snapshot.manifest().triples, rounds)


def table(store: Path, triples: int, rounds: int) -> Table:
    """Every format and the dump in turns, medians of the rounds."""
    found: dict[str, list[dict[str, float]]] = {form: [] for form in (DUMP, *FORMATS)}
    for _ in range(rounds):
        for form, figures in found.items():
            figures.append(told(_PROGRAM, str(store), form))

    def of(form: str, figure: str) -> float:
        return median(each[figure] for each in found[form])

    rows = [
        (
            "pyoxigraph N-Quads" if form == DUMP else form,
            f"{of(form, 'seconds'):.2f}",
            f"{median(a['seconds'] / b['seconds'] for a, b in zip(figures, found[DUMP], strict=True)):.2f}",
            f"{of(form, 'megabytes'):.0f}",
            f"{of(form, 'megabytes') / of(DUMP, 'megabytes'):.2f}",
            f"{of(form, 'size'):.1f}",
        )
        for form, figures in found.items()
    ]
    return Table(
        f"{triples:,} 个三元组的导出 · Exports of {triples:,} triples",
        ("格式 format", "处理器秒 s", "dump = 1", "内存峰值 peak MB", "dump = 1", "文件 file MB"),
        rows,
        (
            f"每格各用新进程，{rounds} 轮取中位数；比值相对 pyoxigraph 自己写 N-Quads。"
            f"Fresh processes, medians of {rounds} rounds; ratios to the store's own dump of N-Quads.",
        ),
    )
