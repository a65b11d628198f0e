from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.alone import build_alone
from benchmarks.calibration import Judged, by_bin, by_rule, judgements
from benchmarks.corpus import own

from benchmarks import baselines, calibration, quality

if TYPE_CHECKING:
    from benchmarks.alone import Alone

    from minsheng.evaluation import Score


def counts(score: Score) -> tuple[int, int, int]:
    return score.right, score.spurious, score.missed


def test_a_document_is_built_with_confidences_and_rules(document: Alone) -> None:
    assert set(document.found.entities) <= set(document.origins)
    assert set(document.found.observations) <= set(document.origins)
    assert set(document.found.relations) <= set(document.relations)
    assert all(0 < origin.confidence <= 1 and origin.rule for origin in document.origins.values())


def test_classes_and_predicates_add_up_to_the_packages_score(document: Alone) -> None:
    for each in (document, *(build_alone(expected) for expected in own()[:3])):
        scores = each.report().scores()
        classes, predicates = quality.entity_counts([each]), quality.relation_counts([each])
        assert counts(quality.summed(classes.values())) == counts(scores["entities"])
        assert counts(quality.summed(predicates.values())) == counts(scores["relations"])


def test_a_missing_school_counts_against_schools(document: Alone) -> None:
    schools = quality.entity_counts([document])["School"]
    assert (schools.right, schools.missed) == (1, 1)


def test_every_table_is_filled(document: Alone) -> None:
    for part in (quality, baselines, calibration):
        for table in part.tables([document]):
            assert all(len(row) == len(table.columns) for row in table.rows), table.heading


def test_facts_are_judged_one_by_one(document: Alone) -> None:
    judged = list(judgements(document))
    score = document.report().entities
    entities = [fact for fact in judged if fact.kind == "entities"]
    assert sum(fact.right for fact in entities) == score.right
    assert sum(not fact.right for fact in entities) == score.spurious
    assert [fact.right for fact in judged if fact.kind == "observations"] == [True]


def test_calibration_states_and_compares() -> None:
    facts = [Judged("entities", 0.9, "r", right=i < 4) for i in range(8)]
    assert by_bin(facts).rows[0][1:] == ("8", "0.90", "0.50", "-0.40")
    assert by_bin(facts).rows[-1][1:] == ("8", "", "", "0.400")
    assert by_rule(facts).rows == [("实体 entities: r", "8", "0.90", "0.50", "-0.40")]


def test_the_suffix_matcher_takes_all_before_a_head() -> None:
    assert baselines.suffix_names("走进青石小学，看看。") == {"走进青石小学"}


def test_labels_alone_are_compared(document: Alone) -> None:
    ours = next(row for row in baselines.tables([document])[0].rows if row[0] == "minsheng")
    assert ours[1] == "1/2"
