"""What is measured: the repository's own samples, and further texts where a folder of them is given.

Such a folder holds `gold/NAME.gold.json` beside `gold/NAME.txt`, texts in `seeds/` that golds of other
names may be about, articles in `corpus/articles/*.txt` and `corpus/news-sample.jsonl`; any may be absent.
Only figures leave it.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.invented import articles
from minsheng.data import data
from minsheng.evaluation import read_gold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.evaluation import Gold

#: Names the folder of further texts where no option does.
VARIABLE = "MINSHENG_CORPUS"
#: Golds that nobody looked at while rules were written; only their totals are told.
HELD_OUT = frozenset({"0086", "0111", "0153", "0238", "0330", "0353"})
#: The group of which nothing but totals is told.
CLOSED = "held-out"
#: Groups of documents in the order of the tables, with their captions.
GROUPS = {
    "seeds": "自带文稿 own samples",
    "originals": "原报道 published articles",
    "development": "开发 development",
    CLOSED: "留出 held out",
}
_SEED = 20230711


@dataclass(frozen=True, slots=True)
class Expected:
    """A document with its expected facts."""

    name: str
    path: Path
    gold: Gold
    #: a key of `GROUPS`
    group: str


def own() -> list[Expected]:
    """The repository's samples, sorted by name."""
    root = Path(str(data("seeds")))
    texts = {path.stem: path for path in (root / "documents").iterdir()}
    golds = sorted((root / "expected").glob("*.gold.json"))
    return [Expected(_stem(path), texts[_stem(path)], read_gold(path), "seeds") for path in golds]


def further(folder: Path) -> list[Expected]:
    """The documents of a folder that have expected facts, sorted by name."""
    found = []
    for path in sorted((folder / "gold").glob("*.gold.json")):
        name, gold = _stem(path), read_gold(path)
        text = path.with_name(f"{name}.txt")
        if text.exists():
            group = CLOSED if name in HELD_OUT else "development"
            found.append(Expected(name, text, gold, group))
        elif others := sorted((folder / "seeds").glob("*.txt")):
            found.append(Expected(name, _about(gold, others), gold, "originals"))
    return found


def news(folder: Path | None, count: int) -> list[str]:
    """So many texts to measure speed on: drawn from the folder, seeded, or invented if there is none."""
    found = [] if folder is None else _texts(folder)
    if not found:
        return articles(count)
    random.Random(_SEED).shuffle(found)
    return [found[i % len(found)] for i in range(count)]


def _texts(folder: Path) -> list[str]:
    texts = [path.read_text("utf-8") for path in sorted((folder / "corpus" / "articles").glob("*.txt"))]
    sample = folder / "corpus" / "news-sample.jsonl"
    if sample.exists():
        texts += [json.loads(line)["text"] for line in sample.read_text("utf-8").splitlines() if line]
    return texts


def _stem(gold: Path) -> str:
    return gold.name.removesuffix(".gold.json")


def _about(gold: Gold, texts: Sequence[Path]) -> Path:
    """The text in which most of the expected names stand."""

    def names(path: Path) -> int:
        text = path.read_text("utf-8")
        return sum(name in text for entity in gold.entities for name in entity.names)

    return max(texts, key=names)
