"""From text to store: megabytes a second, and memory over the number of texts.

    python -m benchmarks.build [FOLDER] [--documents 6000] [--workers 1]

Without a folder the sentences of the sample documents are dealt out, seeded, into articles of some
700 characters. Every build runs in a process of its own; seconds are those of its processors.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from minsheng.data import data

ARTICLE = 700
SEED = 20230711
_SENTENCE = re.compile(r"[^。！？\n]{8,}[。！？]")
_BUILD = """
import json, resource, sys, time
from minsheng.graph import build
start = time.process_time()
report = build([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]))
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({
    "stages": report.seconds, "triples": report.counts.triples, "documents": report.counts.documents,
    "cpu": time.process_time() - start + used[1].ru_utime + used[1].ru_stime,
    "peak": max(each.ru_maxrss for each in used) / 1024,
}))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: sizes in MB (10⁶ bytes), seconds of processor, peak memory in MiB."""

    documents: int
    size: float
    triples: int
    cpu: float
    peak: float
    #: wall-clock seconds by stage
    stages: dict[str, float]

    def __str__(self) -> str:
        shares = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in self.stages.items())
        return (
            f"{self.documents:>7,} documents  {self.size:6.2f} MB  {self.triples:>10,} triples  "
            f"{self.cpu:6.1f} s CPU  {self.size / self.cpu:5.2f} MB/s  {self.peak:5.0f} MiB  (wall: {shares})"
        )


def articles(folder: Path, count: int) -> None:
    """Writes `count` articles made of the sentences of the sample documents."""
    texts = (file.read_text("utf-8") for file in sorted(Path(str(data("seeds", "documents"))).iterdir()))
    sentences = sorted({sentence.strip() for text in texts for sentence in _SENTENCE.findall(text)})
    dealt = random.Random(SEED)
    for number in range(count):
        article = ""
        while len(article) < ARTICLE:
            article += dealt.choice(sentences)
        (folder / f"{number:06d}.txt").write_text(article, encoding="utf-8")


def measure(folder: Path, workers: int = 1) -> Measured:
    """Builds a graph of the texts in `folder`, in a fresh process."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-c", _BUILD, str(folder), f"{scratch}/graph", str(workers)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    counts = found["documents"], size, found["triples"]
    return Measured(*counts, found["cpu"], found["peak"], found["stages"])


def main() -> None:
    """Measures half of the texts, then all: memory that grows with them would show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=6000)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.folder is not None:
        print(measure(arguments.folder, arguments.workers))
        return
    for count in (arguments.documents // 2, arguments.documents):
        with tempfile.TemporaryDirectory() as made:
            articles(Path(made), count)
            print(measure(Path(made), arguments.workers))


if __name__ == "__main__":
    main()
