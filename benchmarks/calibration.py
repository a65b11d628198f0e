"""Whether confidences mean what they say: the share of right facts among those of like confidence.

Each fact is judged by itself; what a gold allows without asking for it is neither right nor wrong.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.corpus import CLOSED
from benchmarks.quality import KINDS
from benchmarks.tables import Table
from minsheng.evaluation.matching import match_entities, score_observations, score_relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.alone import Alone

#: Lower bounds of the bins.
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
#: Products of confidences differ from the next by rounding from here on.
_DIGITS = 3
#: Of a rule that found fewer judged facts nothing is said.
_FEWEST = 8


class Judged(NamedTuple):
    """A fact that a gold judges."""

    #: entities, relations or observations
    kind: str
    confidence: float
    rule: str
    right: bool


def tables(documents: Sequence[Alone]) -> list[Table]:
    """The reliability of confidences by bin over all documents, by rule over those that may be looked at."""
    opened = [each for each in documents if each.expected.group != CLOSED]
    return [by_bin(_all(documents)), by_rule(_all(opened))]


def by_bin(judged: Sequence[Judged]) -> Table:
    """What confidences of a bin state, and what share of their facts is right."""
    rows = []
    for kind, caption in KINDS.items():
        error = 0.0
        mine = [fact for fact in judged if fact.kind == kind]
        for low, high in zip(_BINS, (*_BINS[1:], 2.0), strict=True):
            part = [fact for fact in mine if low <= round(fact.confidence, _DIGITS) < high]
            if part:
                error += len(part) / len(mine) * abs(_stated(part) - _right(part))
                rows.append((f"{caption} {low:.1f} – {min(high, 1.0):.1f}", *_figures(part)))
        if mine:
            rows.append((f"{caption}: 误差 error", str(len(mine)), "", "", f"{error:.3f}"))
    return Table(
        "置信度 · Calibration",
        ("置信度 confidence", "条 facts", "所称 stated", "实对 right", "差 difference"),
        rows,
        (
            "所称：这一档事实置信度的平均；实对：其中对的比例；误差：两者之差按条数加权的平均。"
            "由地名表补出的方位关系，标准答案没有要求的不计对错，所以那一档偏高。",
            "Stated: the mean confidence of a bin's facts; right: the share of them that is right; error: "
            "the mean difference, weighted by facts. Place relations that a gazetteer adds are judged only "
            "where a gold asks for them, which flatters their bin.",
        ),
    )


def by_rule(judged: Sequence[Judged]) -> Table:
    """The same by rule, those with the greatest difference first."""
    rules: defaultdict[tuple[str, str], list[Judged]] = defaultdict(list)
    for fact in judged:
        rules[fact.kind, fact.rule].append(fact)
    kept = [(kind, rule, facts) for (kind, rule), facts in rules.items() if len(facts) >= _FEWEST]
    kept.sort(key=lambda item: (-abs(_stated(item[2]) - _right(item[2])), item[:2]))
    return Table(
        "置信度按规则 · Calibration by rule",
        ("规则 rule", "条 facts", "所称 stated", "实对 right", "差 difference"),
        [(f"{KINDS[kind]}: {rule}", *_figures(facts)) for kind, rule, facts in kept],
        (
            f"判过的事实不足{_FEWEST}条的规则不列。可信度除标准答案外，还参照细读更多新文所得，"
            "所以写规则时读过的文稿上，实对多高于所称。",
            f"Rules with fewer than {_FEWEST} judged facts are left out. Confidences follow the reading of "
            "further texts besides the golds, so that on texts read while rules were written more is right "
            "than is stated.",
        ),
    )


def judgements(document: Alone) -> Iterator[Judged]:
    """Each fact that the gold judges, right or wrong."""
    gold, found = document.expected.gold, document.found
    match = match_entities(gold, found)
    for iri, entity in found.entities.items():
        score = match_entities(gold, replace(found, entities={iri: entity})).score
        if score.right or score.spurious:
            # Of two things that bear an expected one's name, the one paired with it in the whole is meant.
            right = bool(score.right) and iri in match.pairs.values()
            yield Judged("entities", *document.origins[iri], right)
    for triple in found.relations:
        score = score_relations(gold, replace(found, relations=(triple,)), match.pairs)
        if score.right or score.spurious:
            yield Judged("relations", *document.relations[triple], bool(score.right))
    for iri, number in found.observations.items():
        score, _ = score_observations(gold, replace(found, observations={iri: number}))
        if score.right or score.spurious:
            yield Judged("observations", *document.origins[iri], bool(score.right))


def _all(documents: Sequence[Alone]) -> list[Judged]:
    return [fact for each in documents for fact in judgements(each)]


def _stated(facts: Sequence[Judged]) -> float:
    return fmean(fact.confidence for fact in facts)


def _right(facts: Sequence[Judged]) -> float:
    return fmean(fact.right for fact in facts)


def _figures(facts: Sequence[Judged]) -> tuple[str, ...]:
    stated, right = _stated(facts), _right(facts)
    return str(len(facts)), f"{stated:.2f}", f"{right:.2f}", f"{right - stated:+.2f}"
