"""Megabytes of UTF-8 a second of processor, stage by stage, beside jieba's segmentation in the same run."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.measuring import interleaved, ratio
from benchmarks.tables import NONE, Table
from minsheng.facts import Extractor
from minsheng.facts.observations import find_observations
from minsheng.facts.relations import find_relations
from minsheng.graph import build
from minsheng.graph.loading import load
from minsheng.graph.quads import QuadWriter
from minsheng.identity import Resolver
from minsheng.language.names import find_names
from minsheng.language.quantities import find_quantities
from minsheng.language.segmentation import segment
from minsheng.language.times import find_periods
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minsheng.records import DocumentFacts, Source

#: Texts that every stage is given: a fifth of a second of jieba's time a round keeps a run short.
TEXTS = 200
#: Texts among which the slowest is sought.
LONG_RUN = 1600
_JIEBA = "jieba.cut"
_STAGES = {
    _JIEBA: "jieba 分词 jieba.cut",
    "reading": "读入与版面 reading, layout",
    "words": "分词与词性 words and tags",
    "names": "名称 names",
    "quantities": "数量与时间 quantities and times",
    "relations": "关系 relations",
    "observations": "观测 observations",
    "extraction": "抽取全程 whole extraction",
    "quads": "事实到存储 facts to quads to store",
    "build": "文本到图谱 text to graph folder",
}
#: Shorter texts say nothing about the time a kilobyte takes.
_SHORTEST = 600
#: Lengths in characters of the texts that show whether time grows faster than length.
_LENGTHS = (1_000, 4_000, 16_000, 64_000, 256_000)


def tables(texts: Sequence[str], rounds: int) -> list[Table]:
    """All tables of speed in one process."""
    return [stages(texts[:TEXTS], rounds), ceiling(texts[:LONG_RUN], rounds), growth(texts, rounds)]


def stages(texts: Sequence[str], rounds: int) -> Table:
    """The speed of each stage on the same texts."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as scratch:
        work = _work(texts, Path(scratch))
        seconds = interleaved({name: work[name] for name in _STAGES if name in work}, rounds)
    rows = []
    for name, spent in seconds.items():
        beside = f"{ratio(spent, seconds[_JIEBA]):.2f}" if _JIEBA in seconds else NONE
        speeds = sorted(size / each for each in spent)
        figures = (f"{speed:.2f}" for speed in (median(speeds), speeds[0], speeds[-1]))
        rows.append((_STAGES[name], *figures, beside))
    return Table(
        "各阶段 · Stages",
        ("阶段 stage", "MB/s", "最慢 slowest", "最快 fastest", "jieba = 1"),
        rows,
        (
            f"{len(texts)}篇，{size:.2f} MB（UTF-8），单进程，处理器秒，{rounds}轮交错，取中位数；"
            "忙碌的机器上请看比值。",
            f"{len(texts)} texts, {size:.2f} MB of UTF-8, one process, seconds of processor, {rounds} "
            "interleaved rounds, medians; on a busy machine trust the ratios. Words, names, quantities and "
            "the rest are parts of extraction; the last line holds all, files and cache included.",
        ),
    )


def _work(texts: Sequence[str], scratch: Path) -> dict[str, Callable[[], object]]:
    """The stages as things to call; what a stage is given was made beforehand."""
    extractor = Extractor()
    sources = [read_text(text, f"{number:06d}.txt") for number, text in enumerate(texts)]
    worded = [(source.text, segment(source.text)) for source in sources]
    readings = [extractor.read(source)[0] for source in sources]
    found = [extractor.extract(source) for source in sources]
    folder = scratch / "texts"
    write(folder, texts)
    graphs = (scratch / f"graph-{number}" for number in range(10**6))
    jieba = _jieba()
    work: dict[str, Callable[[], object]] = {
        "reading": lambda: [read_text(text, "text.txt") for text in texts],
        "words": lambda: [segment(text) for text, _ in worded],
        "names": lambda: [find_names(text, words) for text, words in worded],
        "quantities": lambda: [(find_quantities(text), find_periods(text, None)) for text, _ in worded],
        "relations": lambda: [list(find_relations(reading)) for reading in readings],
        "observations": lambda: [find_observations(reading.text, reading.sentences) for reading in readings],
        "extraction": lambda: [extractor.extract(source) for source in sources],
        "quads": lambda: to_store(found, next(graphs)),
        "build": lambda: build([folder], next(graphs)),
    }
    return work if jieba is None else {_JIEBA: lambda: [list(jieba(text)) for text in texts], **work}


def _jieba() -> Callable[[str], Iterator[str]] | None:
    """jieba's segmentation with its defaults, None where it is not installed."""
    try:
        import jieba
    except ImportError:
        return None
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    cut: Callable[[str], Iterator[str]] = jieba.cut
    return cut


def write(folder: Path, texts: Sequence[str]) -> None:
    """The texts as files of a new folder."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:06d}.txt").write_text(text, encoding="utf-8")


def to_store(found: Sequence[DocumentFacts], path: Path) -> int:
    """Identities, quads and a store on disk from the facts of documents; the number of quads."""
    resolver, writer = Resolver(), QuadWriter()
    for facts in found:
        resolver.add(facts)
    resolver.settle()
    path.mkdir()
    return load(path, (writer.document(facts, resolver.of(facts.name)) for facts in found))


@dataclass(frozen=True, slots=True)
class Timed:
    """A text, and the milliseconds that a kilobyte of it took."""

    number: int
    milliseconds: float


def ceiling(texts: Sequence[str], rounds: int) -> Table:
    """How long the slowest of the texts take, reading and extraction together."""
    extractor = Extractor()
    long = [(number, text) for number, text in enumerate(texts) if len(text.encode()) >= _SHORTEST]
    timed = sorted((_timed(extractor, number, text, min(rounds, 3)) for number, text in long), key=_slowness)
    if len(timed) > 1:
        cuts = quantiles((each.milliseconds for each in timed), n=100, method="inclusive")
    else:
        cuts = [each.milliseconds for each in timed] * 99
    rows = [
        ("中位 median", f"{cuts[49]:.2f}"),
        ("99% percentile", f"{cuts[98]:.2f}"),
        *((f"最慢 slowest: #{each.number}", f"{each.milliseconds:.2f}") for each in timed[-3:]),
    ]
    return Table(
        "单篇上限 · Ceiling of a text",
        ("篇 text", "ms/kB"),
        rows,
        (
            f"{len(timed)}篇不短于{_SHORTEST}字节的文本，读入加抽取，每篇取各轮中最快的一次。",
            f"{len(timed)} texts of at least {_SHORTEST} bytes, read and extracted; of each the fastest.",
        ),
    )


def _slowness(timed: Timed) -> float:
    return timed.milliseconds


def _timed(extractor: Extractor, number: int, text: str, rounds: int) -> Timed:
    best = min(_seconds(extractor, text) for _ in range(rounds))
    return Timed(number, best * 1e6 / len(text.encode()))


def _seconds(extractor: Extractor, text: str) -> float:
    start = process_time()
    source: Source = read_text(text, "text.txt")
    extractor.extract(source)
    return process_time() - start


def growth(texts: Sequence[str], rounds: int) -> Table:
    """Milliseconds a kilobyte by the length of one text: level if time grows as length does."""
    extractor = Extractor()
    whole = "\n".join(texts)
    rows = []
    for length in _LENGTHS:
        if length > len(whole):
            break
        text = whole[:length]
        spent = median(_seconds(extractor, text) for _ in range(min(rounds, 3)))
        rows.append((f"{length:,}", f"{spent * 1e6 / len(text.encode()):.2f}"))
    return Table(
        "长文 · Long texts",
        ("字 characters", "ms/kB"),
        rows,
        (
            "把多篇接成一篇再抽取：每千字节的时间应当持平。"
            "Texts joined into one: the time a kilobyte takes should stay level.",
        ),
    )
