"""How right the facts are: found beside expected, by document, by class and by predicate.

Every document is built alone and scored by `minsheng.evaluation`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.corpus import CLOSED, GROUPS
from benchmarks.intervals import FEWEST, interval
from benchmarks.tables import NONE, Table
from minsheng.evaluation.alike import same_class
from minsheng.evaluation.matching import Score, match_entities, score_relations
from minsheng.vocabulary import entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.alone import Alone

_COUNTS, _SHARES = ("right", "spurious", "missed"), ("precision", "recall", "f1")
#: Kinds of facts with their captions.
KINDS = {"entities": "实体 entities", "relations": "关系 relations", "observations": "数字 observations"}


def tables(documents: Sequence[Alone]) -> list[Table]:
    """All tables of quality but the baselines' and the calibration."""
    opened = [each for each in documents if each.expected.group != CLOSED]
    return [averages(documents), by_document(opened), *by_class(opened), *by_predicate(opened)]


def averages(documents: Sequence[Alone]) -> Table:
    """Mean precision, recall and F1 of each group, with the interval of the mean F1."""
    rows = []
    for group, caption in GROUPS.items():
        scored = [each.report().scores() for each in documents if each.expected.group == group]
        for kind, name in KINDS.items() if scored else ():
            scores = [each[kind] for each in scored]
            # A document without any such fact expected says nothing about finding them.
            scores = [score for score in scores if score.right + score.missed]
            means = (fmean(getattr(score, what) for score in scores) for what in _SHARES)
            bounds = interval([score.f1 for score in scores])
            spread = f"{bounds[0]:.2f} … {bounds[1]:.2f}" if bounds else NONE
            rows.append((f"{caption}: {name}", str(len(scores)), *(f"{mean:.2f}" for mean in means), spread))
    return Table(
        "各组平均 · Averages by group",
        ("组 group", "篇 documents", "准确率 P", "召回率 R", "F1", "F1 的95%区间 interval"),
        rows,
        (
            f"各篇分别建图，逐篇计分后取平均；区间由自助法得出，少于{FEWEST}篇不给。留出的一组只看总分。",
            "Every document is built alone and scored; means are over documents, intervals by bootstrap, "
            f"none for fewer than {FEWEST} documents. Of the held-out group only totals are looked at.",
        ),
    )


def by_document(documents: Iterable[Alone]) -> Table:
    """Precision, recall and F1 of the three kinds of facts, a row a document."""
    rows = []
    for each in documents:
        report = each.report()
        figures = (
            f"{score.precision:.2f} {score.recall:.2f} {score.f1:.2f}" for score in report.scores().values()
        )
        rows.append((each.expected.name, *figures, str(len(report.leaks))))
    return Table(
        "逐篇 · By document",
        ("文稿 document", *KINDS.values(), "泄露的私人姓名 private names shown"),
        rows,
        ("每格依次是准确率、召回率、F1。Each cell: precision, recall, F1.",),
    )


def by_class(documents: Sequence[Alone]) -> list[Table]:
    """Entities by class, over all documents of samples, and of golds, together."""
    return [
        Table(
            f"实体按类：{caption} · Entities by class: {english}",
            ("类 class", "对 right", "多 spurious", "漏 missed", "准确率 P", "召回率 R", "F1"),
            _counted(entity_counts(part)),
            (
                "类别错的实体在找到的类里算多，在应有的类里算漏。"
                "An entity of the wrong class is spurious in the one and missed in the other.",
            ),
        )
        for caption, english, part in _parts(documents)
    ]


def by_predicate(documents: Sequence[Alone]) -> list[Table]:
    """Relations by predicate, over all documents of samples, and of golds, together."""
    return [
        Table(
            f"关系按谓词：{caption} · Relations by predicate: {english}",
            ("谓词 predicate", "对 right", "多 spurious", "漏 missed", "准确率 P", "召回率 R", "F1"),
            _counted(relation_counts(part)),
        )
        for caption, english, part in _parts(documents)
    ]


def entity_counts(documents: Iterable[Alone]) -> dict[str, Score]:
    """What is right, in excess and missed of each class; the sums are those of the package's score."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in entity_classes()}
    for each in documents:
        gold, found = each.expected.gold, each.found.entities
        pairs = match_entities(gold, each.found).pairs
        for expected in gold.entities:
            iri = pairs.get(expected.id)
            types = sorted(found[iri].types) if iri else []
            close = any(same_class(a, b) for a in types for b in expected.types)
            if expected.core:
                counts[expected.types[0]]["right" if close else "missed"] += 1
                if iri and not close:
                    counts[types[0]]["spurious"] += 1
        for iri in found.keys() - set(pairs.values()):
            counts[min(found[iri].types)]["spurious"] += 1
    return {name: _score(count) for name, count in counts.items()}


def relation_counts(documents: Iterable[Alone]) -> dict[str, Score]:
    """What is right, in excess and missed of each predicate: the package's score, one at a time."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in relations()}
    for each in documents:
        gold, found = each.expected.gold, each.found
        pairs = match_entities(gold, found).pairs
        for name, count in counts.items():
            score = score_relations(
                replace(
                    gold,
                    relations=tuple(triple for triple in gold.relations if triple[1] == name),
                    optional_relations=tuple(t for t in gold.optional_relations if t[1] == name),
                ),
                replace(found, relations=tuple(triple for triple in found.relations if triple[1] == name)),
                pairs,
            )
            count.update({what: getattr(score, what) for what in _COUNTS})
    return {name: _score(count) for name, count in counts.items()}


def _parts(documents: Sequence[Alone]) -> list[tuple[str, str, list[Alone]]]:
    own = [each for each in documents if each.expected.group == "seeds"]
    others = [each for each in documents if each.expected.group != "seeds"]
    parts = [("自带文稿", "own samples", own), ("开发用文稿", "development texts", others)]
    return [part for part in parts if part[2]]


def summed(scores: Iterable[Score]) -> Score:
    """The score of all facts of several scores together."""
    total: Counter[str] = Counter()
    for score in scores:
        total.update({what: getattr(score, what) for what in _COUNTS})
    return _score(total)


def _score(count: Counter[str]) -> Score:
    return Score(count["right"], count["spurious"], count["missed"], {})


def _counted(counts: dict[str, Score]) -> list[tuple[str, ...]]:
    rows = [
        (name, *_figures(score))
        for name, score in counts.items()
        if score.right + score.spurious + score.missed
    ]
    return [*rows, ("合计 total", *_figures(summed(counts.values())))]


def _figures(score: Score) -> tuple[str, ...]:
    counts = (str(getattr(score, what)) for what in _COUNTS)
    return *counts, *(f"{getattr(score, what):.2f}" for what in _SHARES)
