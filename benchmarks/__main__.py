"""The command: `python -m benchmarks [NAME]...`, such as speed, quality, matching, phrases."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import (
    baselines,
    calibration,
    comparison,
    exporting,
    insertions,
    layout,
    matching,
    named,
    pages,
    phrases,
    privacy,
    processes,
    quality,
    speed,
)
from benchmarks.alone import Alone, build_alone
from benchmarks.corpus import VARIABLE, further, news, own
from benchmarks.readers import readers
from benchmarks.tables import Table, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_SPEED, _QUALITY = ("speed", "processes"), ("quality", "baselines", "calibration", "privacy")
_MATCHING = ("matching",)
_NUMBERS = ("phrases",)
_NAMES = ("named",)
_COMPARISON = ("comparison",)
_PAGES, _LAYOUT = ("pages",), ("layout",)
_EXPORTING = ("exporting",)
_ABOUT = (
    "自带文稿是 `seeds/` 里的九篇；其余各组是第三方新闻，由细读者逐篇标注，文字不在本仓库内，这里只有数字。",
    "Own samples: the nine texts of `seeds/`. The other groups are news by third parties, annotated by "
    "careful reading; their words are no part of this repository, only figures are.",
)
_ON_DOCUMENTS: dict[str, Callable[[Sequence[Alone]], list[Table]]] = {
    "quality": quality.tables,
    "baselines": baselines.tables,
    "calibration": calibration.tables,
}
_ON_TEXTS: dict[str, Callable[[Sequence[str], int], list[Table]]] = {
    "speed": speed.tables,
    "processes": processes.tables,
    "pages": pages.tables,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints the tables, and with --write renews the pages in docs/."""
    given = _parsed(arguments)
    folder = Path(given.corpus) if given.corpus else None
    names = given.names or [
        *_SPEED,
        *_QUALITY,
        *_MATCHING,
        *_NUMBERS,
        *_NAMES,
        *_COMPARISON,
        *_PAGES,
        *_LAYOUT,
        *_EXPORTING,
    ]
    measured: dict[str, list[Table]] = {}
    for name in names:
        measured[name] = []
        for table in _tables(name, folder, given):
            print(table.plain(), flush=True)
            measured[name].append(table)
    if given.write:
        _write(measured, folder, given)


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks", description="测量速度与质量 · measures speed and quality"
    )
    names = [*_SPEED, *_QUALITY, *_MATCHING, *_NUMBERS, *_NAMES, *_COMPARISON, *_PAGES, *_LAYOUT, *_EXPORTING]
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(names))
    parser.add_argument("--rounds", type=int, default=5, help="轮数 · rounds of every timing")
    parser.add_argument("--texts", type=int, default=6400, help="最多多少篇 · texts of the largest build")
    parser.add_argument(
        "--corpus",
        default=os.environ.get(VARIABLE),
        help=f"另有文稿与标准答案的文件夹 · folder of further texts and golds ({VARIABLE})",
    )
    parser.add_argument(
        "--triples",
        type=int,
        nargs="+",
        default=[1_000_000],
        help="提问所用图谱的大小 · sizes of the graphs that are asked",
    )
    parser.add_argument(
        "--graphs",
        type=Path,
        help="保留这些图谱、下次再用的文件夹 · folder that keeps such graphs for the next time",
    )
    parser.add_argument("--write", action="store_true", help="更新 docs/ · renew the pages in docs/")
    given = parser.parse_args(arguments)
    if given.corpus and not Path(given.corpus).is_dir():
        parser.error(f"--corpus: 没有这个文件夹 · no such folder: {given.corpus}")
    if unknown := set(given.names) - set(names):
        parser.error(f"没有这样的测量 · no such measurement: {' '.join(sorted(unknown))}")
    if given.rounds < 1 or given.texts < 8:
        parser.error("--rounds ≥ 1, --texts ≥ 8")
    if min(given.triples) < 50_000:
        parser.error("--triples ≥ 50000")
    return given


def _tables(name: str, folder: Path | None, given: argparse.Namespace) -> Iterator[Table]:
    if name == "privacy":
        yield from privacy.tables(folder)
    elif name == "matching":
        yield from matching.tables()
    elif name == "comparison":
        for triples in given.triples:
            yield from comparison.tables(triples, given.graphs)
    elif name == "exporting":
        for triples in given.triples:
            yield from exporting.tables(triples, given.graphs, min(given.rounds, 3))
    elif name == "layout":
        texts = [build_alone(each).text for each in own()]
        yield from (*layout.tables(texts), *insertions.tables(texts))
    elif name == "phrases":
        yield from phrases.tables(list(readers()))
    elif name == "named":
        yield from named.tables()
    elif name in _ON_TEXTS:
        yield from _ON_TEXTS[name](news(folder, given.texts), given.rounds)
    else:
        expected = [*own(), *(further(folder) if folder else ())]
        yield from _ON_DOCUMENTS[name]([build_alone(each) for each in expected])


def _write(measured: dict[str, list[Table]], folder: Path | None, given: argparse.Namespace) -> None:
    """The pages whose measurements were all taken."""
    texts = "新闻语料 a corpus of news" if folder else "生成的新闻 invented news"
    where = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} 核 cores"
    made = "由 `python -m benchmarks --write` 生成 · made by `python -m benchmarks --write`"
    files = {
        "speed.md": ("速度 · Speed", _SPEED, (made + "。", f"{where}; {texts}.")),
        "quality.md": ("质量 · Quality", _QUALITY, (made + "。", *_ABOUT)),
        "matching-figures.md": (
            "名称对实体：数字 · Matching: figures",
            _MATCHING,
            (made + "。", f"{where}."),
        ),
        "comparison.md": ("提问的速度 · Answering", _COMPARISON, (made + "。", f"{where}.")),
        "exports-figures.md": ("导出的代价 · What exports cost", _EXPORTING, (made + "。", f"{where}.")),
        "layout.md": ("版面 · Layout", _LAYOUT, (made + "。",)),
        "numbers.md": ("数与时间 · Numbers and times", _NUMBERS, (made + "。",)),
        "names.md": ("各类名称 · Names", _NAMES, (made + "。",)),
    }
    for file, (title, parts, introduction) in files.items():
        if set(parts) <= measured.keys():
            tables = [table for part in parts for table in measured[part]]
            (_DOCS / file).write_text(page(title, introduction, tables), encoding="utf-8")
        else:
            print(f"docs/{file}: 未更新，缺 · not renewed, lacks {parts}", file=sys.stderr)


if __name__ == "__main__":
    main()
