"""Learns names from annotated texts, and writes the tables: `python -m benchmarks.training FOLDER...`.

A folder holds `NAME.txt` beside `NAME.gold.json`. What the rules find stays theirs: learned is what they
miss. A candidate is a name if a gold lists its words; what a gold has as doubtful teaches nothing. The tables
hold no name and no sentence: a feature is kept only if several documents have it and it decides something.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.learning import FEWEST, annotated, frequent, row
from minsheng.data import data
from minsheng.evaluation.alike import plain
from minsheng.facts.extractor import Extractor
from minsheng.facts.mentions import gather
from minsheng.language.edges import EDGES, beginnings, edge_features, searched
from minsheng.language.learned import BIAS, NAMES, TYPES
from minsheng.language.names import survey
from minsheng.language.openings import ends, openings
from minsheng.language.weights import HUNDRED, weights
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from minsheng.evaluation import Gold

#: Inverse of the pull towards nothing; by cross-validation.
_NAMES_FREEDOM, _EDGES_FREEDOM, _TYPES_FREEDOM = 0.8, 0.3, 0.8
#: A class of fewer names is not learned.
_COMMON = 8
_ENDS = ("language", "data", "learned_ends.txt")
_HEADS: dict[tuple[str, ...], str] = {
    NAMES: "# 名称的迹象与份量（百分之一个对数几率），由标注过的文稿学得；迹象见 language/signs.py\n"
    "# What speaks for a name, in hundredths of a logit; learned by benchmarks/training.py.\n",
    TYPES: "# 类别的迹象与份量（百分之一个对数几率），由标注过的文稿学得；迹象见 language/signs.py\n"
    "# What speaks for a class, in hundredths of a logit; learned by benchmarks/training.py.\n",
    EDGES: "# 名称起点的迹象与份量（百分之一个对数几率），由标注过的文稿学得；迹象见 language/edges.py\n"
    "# What speaks for a beginning of a name, in hundredths of a logit; learned by benchmarks/training.py.\n",
    _ENDS: "# 有些名称以之结尾的名词：benchmarks/training.py 由标注过的文稿得出\n"
    "# Nouns that some names end in; found by benchmarks/training.py.\n",
}
#: What the class of a name depends on.
_OF_TYPES = re.compile("(?:bias|kind|head|last|ending|inside|before|after|quoted-after|quoted)(?:=|$)")


class Example(NamedTuple):
    """A candidate of a text."""

    document: int
    features: list[str]
    #: 1 a name, 0 none, -1 doubtful
    label: int
    #: its class, "" if none
    type: str
    #: as the gold compares it
    name: str


def examples(document: int, path: Path, gold: Gold) -> list[Example]:
    """The candidates of a text with what its gold says of them."""
    source = read_text(path.read_text(encoding="utf-8"), path.name)
    _, outside, places, local, surveyed, private = Extractor().survey(source)
    mentions = [mention for mention in surveyed.named if not private.hides(mention)]
    things = gather(source.text, outside.without(mentions), places, local)
    found = {plain(name) for thing in things for name in (thing.name, *thing.aliases)}
    owner = {plain(name): entity for entity in gold.entities for name in entity.names}
    known = {entity.id for entity in gold.entities if any(plain(name) in found for name in entity.names)}
    rows = []
    for opening in outside.without(openings(surveyed)):
        name = plain(source.text[opening.start : opening.end])
        if name in found or len(name) < 2 or private.touches(opening.start, opening.end):
            continue
        entity = owner.get(name)
        label = 0 if entity is None or entity.id in known else 1 if entity.core else -1
        type_ = entity.types[0] if entity is not None else ""
        features = [BIAS, *surveyed.signs.of(opening)]
        rows.append(Example(document, features, label, type_, name))
    return rows


def edge_examples(document: int, path: Path, gold: Gold) -> list[Example]:
    """Where the names that rules found in a text may begin, with what its gold says of each beginning."""
    source = read_text(path.read_text(encoding="utf-8"), path.name)
    words, outside, places, _, _, private = Extractor().survey(source)
    surveyed = survey(source.text, words, places)
    context = surveyed.context
    owned = {plain(name) for entity in gold.entities for name in entity.names}
    rows = []
    mentions = [m for m in surveyed.named if not private.touches(m.start, m.end)]
    for mention, word, head in searched(surveyed._replace(named=outside.without(mentions))):
        options = []
        for start in beginnings(context, mention, head):
            name = plain(source.text[start : mention.end])
            features = edge_features(surveyed.signs, context, mention, start, word)
            options.append(Example(document, features, int(name in owned and name != word), "", name))
        if any(option.label for option in options):
            rows.extend(options)
    return rows


def noun_ends(texts: Sequence[tuple[Path, Gold]]) -> list[str]:
    """Words that end the names of several documents and are no head, places and proper names aside."""
    seen: dict[str, set[int]] = defaultdict(set)
    for number, (path, gold) in enumerate(texts):
        source = read_text(path.read_text(encoding="utf-8"), path.name)
        words, *_, surveyed, _ = Extractor().survey(source)
        heads = {end for _, _, end, _ in surveyed.hits}
        for entity in gold.entities:
            for name in entity.names if entity.core and entity.types[0] != "Place" else ():
                for match in re.finditer(re.escape(name), source.text):
                    i = words.at(match.end() - 1)
                    word = words.words[i]
                    whole = words.starts[i] + len(word) == match.end() and words.starts[i] > match.start()
                    common = words.tags[i] == "n" or words.tags[i][0] != "n"
                    if whole and common and match.end() not in heads and len(word) > 1:
                        seen[word].add(number)
    return sorted(word for word, documents in seen.items() if len(documents) >= FEWEST)


def matrix(rows: Sequence[list[str]], columns: dict[str, int]) -> csr_matrix:
    """A row a candidate, a column a feature; 1 where the candidate has it."""
    from scipy.sparse import csr_matrix

    pairs = [(r, columns[f]) for r, found in enumerate(rows) for f in set(found) if f in columns]
    at = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    shape = (len(rows), len(columns))
    return csr_matrix((np.ones(len(at), dtype=np.float64), (at[:, 0], at[:, 1])), shape=shape)


def fitted(matrix: csr_matrix, right: NDArray[np.bool_], freedom: float) -> NDArray[np.float64]:
    """Weights of the columns under which the labels are likely, most of them 0."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=freedom,
        l1_ratio=1.0,
        solver="liblinear",
        fit_intercept=False,
        tol=1e-4,
        max_iter=1000,
        random_state=0,
    )
    model.fit(matrix, right)
    weights: NDArray[np.float64] = model.coef_[0]
    return weights


def _table(columns: Sequence[str], weights: dict[str, NDArray[np.float64]]) -> str:
    """The rows of the features that decide something."""
    return "".join(
        row(feature, {name: round(float(found[k]) * HUNDRED) for name, found in sorted(weights.items())})
        for k, feature in enumerate(columns)
    )


def _learned(
    rows: Sequence[Example], features: Sequence[list[str]], right: dict[str, list[bool]], freedom: float
) -> str:
    """The table by which what is right of each class is likely."""
    kept = frequent((row.document, found) for row, found in zip(rows, features, strict=True))
    found = matrix(features, {feature: k for k, feature in enumerate(kept)})
    return _table(kept, {name: fitted(found, np.array(labels), freedom) for name, labels in right.items()})


def table_of(rows: Sequence[Example], label: str, freedom: float) -> str:
    """What speaks for the label of the examples that are no doubtful ones."""
    sure = [row for row in rows if row.label >= 0]
    return _learned(sure, [row.features for row in sure], {label: [row.label == 1 for row in sure]}, freedom)


def types_table(rows: Sequence[Example]) -> str:
    """What speaks for each class, among names."""
    sure = [row for row in rows if row.type]
    features = [[f for f in row.features if _OF_TYPES.match(f)] for row in sure]
    counts = Counter(row.type for row in sure)
    chosen = sorted(type_ for type_, n in counts.items() if n >= _COMMON)
    return _learned(sure, features, {t: [row.type == t for row in sure] for t in chosen}, _TYPES_FREEDOM)


class Lessons:
    """What annotated texts teach of names: the tables can be written as without some of the texts.

    Args:
        texts: a path and what is annotated, in their order.
    """

    def __init__(self, texts: Sequence[tuple[Path, Gold]]) -> None:
        _write(_ENDS, "".join(f"{word}\n" for word in noun_ends(texts)))
        ends.cache_clear()
        self._edges = [edge_examples(k, path, gold) for k, (path, gold) in enumerate(texts)]
        self._write_edges(())
        self._names = [examples(k, path, gold) for k, (path, gold) in enumerate(texts)]

    @property
    def names(self) -> list[Example]:
        """The candidates of all texts."""
        return [row for rows in self._names for row in rows]

    def write(self, without: Container[int] = ()) -> None:
        """Writes the tables into the package, learned from all texts but those of these numbers."""
        self._write_edges(without)
        rows = [row for row in self.names if row.document not in without]
        _write(NAMES, table_of(rows, "name", _NAMES_FREEDOM))
        _write(TYPES, types_table(rows))
        weights.cache_clear()

    def _write_edges(self, without: Container[int]) -> None:
        rows = [row for rows in self._edges for row in rows if row.document not in without]
        _write(EDGES, table_of(rows, "beginning", _EDGES_FREEDOM))
        weights.cache_clear()


def main(arguments: Sequence[str] | None = None) -> None:
    """Learns from the folders given and writes the tables into the package."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="NAME.txt beside NAME.gold.json")
    given = parser.parse_args(arguments)
    texts = list(annotated(given.folders))
    if not texts:
        sys.exit(f"{', '.join(map(str, given.folders))}: no NAME.gold.json")
    lessons = Lessons(texts)
    lessons.write()
    rows = lessons.names
    print(f"{len(texts)} texts, {len(rows)} candidates, {sum(row.label == 1 for row in rows)} names")


def _write(path: tuple[str, ...], rows: str) -> None:
    Path(str(data(*path[:-1]))).joinpath(path[-1]).write_text(_HEADS[path] + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
