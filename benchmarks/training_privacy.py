"""Learns who is private from annotated texts: `python -m benchmarks.training_privacy FOLDER...`.

A folder holds `NAME.txt` beside `NAME.gold.json`, whose `private_people` are what is to be masked; all other
possible names are not. The texts are parted into ten; each part is judged by weights learned from the other
nine, and the figures follow from those judgements. At last the weights are learned from all texts and written
to the package, the figures to `docs/learned-privacy.md`; a sign is kept only if several documents have it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.learning import annotated, frequent, row
from benchmarks.tables import Table
from benchmarks.training import fitted, matrix
from minsheng.data import data
from minsheng.facts.bearers import seeds
from minsheng.facts.extractor import Extractor
from minsheng.facts.persons import LEAST, TABLE, Edges, candidates, signs
from minsheng.language.weights import HUNDRED
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from minsheng.facts.masking import PrivateNames
    from minsheng.records import Span

#: A text is judged by what was learned from the others of so many parts.
FOLDS = 10
#: Inverse of the pull towards nothing; by cross-validation.
_FREEDOM = 1.0
_CLASS = "private"
_HEAD = (
    "# 私人姓名的迹象与份量（百分之一个对数几率），由标注过的文稿学得；迹象见 facts/persons.py\n"
    "# What speaks for a private person, in hundredths of a logit; by benchmarks/training_privacy.py.\n"
)
_PAGE = Path(__file__).resolve().parents[1] / "docs" / "learned-privacy.md"


class Example(NamedTuple):
    """A possible name of a text."""

    document: int
    features: list[str]
    #: private, other (an official, a professional, an author) or none
    kind: str
    form: str
    #: whether rules mask it
    masked: bool


class Told(NamedTuple):
    """Whom an annotation tells."""

    private: tuple[str, ...]
    other: tuple[str, ...]

    def kind(self, name: str) -> str:
        """Whose name it is.

        Example:
            >>> Told(("王小兰",), ("陈建国",)).kind("王小兰")
            'private'
        """
        if any(person in name or name in person for person in self.private):
            return _CLASS
        return "other" if any(person in name or name in person for person in self.other) else "none"


def told(gold: Path) -> Told:
    """The people of an annotation."""
    raw = json.loads(gold.read_text(encoding="utf-8"))
    return Told(tuple(raw.get("private_people") or ()), tuple(raw.get("other_people") or ()))


def examples(document: int, path: Path, people: Told) -> list[Example]:
    """The possible names of a text with what its annotation says of them."""
    source = read_text(path.read_text(encoding="utf-8"), path.name)
    words, *_, private = Extractor().survey(source)
    masked = _by_rules(private)
    edges = Edges.of(masked)
    rows = []
    for name, (form, spans) in candidates(source.text, words, seeds(words), masked, ()).items():
        features = sorted(signs(source.text, words, name, form, spans, edges))
        by_rules = any(a <= spans[0].start and spans[0].end <= b for a, b in masked)
        rows.append(Example(document, features, people.kind(name), form, by_rules))
    return rows


def _by_rules(private: PrivateNames) -> list[Span]:
    return sorted(span for span, kind in private.reasons.items() if kind != "judged-name")


def learned(rows: Sequence[Example]) -> dict[str, int]:
    """What each sign adds, in hundredths of a logit."""
    kept = frequent((row.document, row.features) for row in rows)
    columns = {feature: k for k, feature in enumerate(kept)}
    found = fitted(
        matrix([row.features for row in rows], columns),
        np.array([row.kind == _CLASS for row in rows]),
        _FREEDOM,
    )
    return {feature: round(float(found[k]) * HUNDRED) for feature, k in columns.items()}


def judged(rows: Sequence[Example]) -> list[int]:
    """The sum of each example by weights learned from the other parts."""
    sums = [0] * len(rows)
    for part in range(FOLDS):
        weights = learned([row for row in rows if row.document % FOLDS != part])
        for k, each in enumerate(rows):
            if each.document % FOLDS == part:
                sums[k] = sum(weights.get(feature, 0) for feature in each.features)
    return sums


def table(rows: Sequence[Example], sums: Sequence[int]) -> Table:
    """What rules mask and what is masked besides, by the form of the name."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for each, logit in zip(rows, sums, strict=True):
        by = "rules" if each.masked else "learned" if logit > LEAST else "stays"
        counts[each.form, each.kind, by] += 1
    cells = []
    for form in sorted({each.form for each in rows}):
        private = sum(counts[form, _CLASS, by] for by in ("rules", "learned", "stays"))
        rules, more = counts[form, _CLASS, "rules"], counts[form, _CLASS, "learned"]
        others = counts[form, "other", "learned"], counts[form, "none", "learned"]
        cells.append((form, *map(str, (private, rules, more, *others))))
    head = ("形式 form", "私人 private", "规则 by rules", "学得 learned", "其他人 others", "非人名 none")
    note = f"{len({each.document for each in rows})} 篇有候选 · texts with candidates"
    return Table("学得的权重多遮了什么 · What learned weights mask besides", head, cells, (note,))


def _write(rows: Sequence[Example]) -> None:
    weights = learned(rows)
    lines = "".join(row(feature, {_CLASS: weight}) for feature, weight in sorted(weights.items()))
    Path(str(data(*TABLE[:-1]))).joinpath(TABLE[-1]).write_text(_HEAD + lines, encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Learns from the folders given and writes the table and its page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training_privacy", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="NAME.txt beside NAME.gold.json")
    given = parser.parse_args(None if arguments is None else list(arguments))
    paths = [path for path, _ in annotated(given.folders)]
    if not paths:
        sys.exit(f"{', '.join(map(str, given.folders))}: no NAME.gold.json")
    rows = [
        each
        for k, path in enumerate(paths)
        for each in examples(k, path, told(path.with_name(path.stem + ".gold.json")))
    ]
    page = _PAGE.read_text(encoding="utf-8")
    begin = page.index("\n## 学得的权重多遮了什么")
    _PAGE.write_text(page[:begin] + "\n" + table(rows, judged(rows)).markdown(), encoding="utf-8")
    _write(rows)
    print(f"{len(paths)} texts, {len(rows)} possible names")


if __name__ == "__main__":
    main()
