from __future__ import annotations

import tomllib

import numpy as np
import pytest
from benchmarks.fitting import Observed, fit, sample
from benchmarks.matching import Answers, accuracy, kind_cells, measured, reliability
from benchmarks.matching_world import country
from benchmarks.perturbations import KINDS, Case, cases, split

from minsheng.data import data
from minsheng.matching import Index, Matcher, Question
from minsheng.matching.features import Features
from minsheng.matching.scoring import ALWAYS


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Index(split(country(4, 5))[0]))


@pytest.fixture(scope="module")
def found(matcher: Matcher) -> list[Case]:
    inside, absent = split(country(4, 5))
    return cases(matcher.index, inside, absent, 2 * len(KINDS))


def test_a_country_is_always_the_same() -> None:
    assert country(4, 5) == country(4, 5)
    assert country(4, 5) != country(4, 6)


def test_every_kind_has_cases_that_are_always_the_same(matcher: Matcher, found: list[Case]) -> None:
    inside, absent = split(country(4, 5))
    assert {case.kind for case in found} == set(KINDS)
    assert cases(matcher.index, inside, absent, len(found)) == found
    assert {case.answer for case in found if case.kind.startswith("absent")} == {""}
    assert all(case.answer for case in found if not case.kind.startswith("absent"))


def test_what_is_absent_is_not_in_the_index(matcher: Matcher) -> None:
    inside, absent = split(country(4, 5))
    assert not {each.iri for each in inside} & {each.iri for each in absent}
    assert all(matcher.index.number(each.iri) is None for each in absent)


def test_every_feature_has_a_weight() -> None:
    table = tomllib.loads(data("matching", "data", "weights.toml").read_text(encoding="utf-8"))
    assert set(table["weights"]) == {ALWAYS, *Features._fields}


def test_fitting_finds_what_tells() -> None:
    tells = np.zeros((2, len(Features._fields) + 1))
    tells[:, 0] = 1
    tells[0, 1 + Features._fields.index("same")] = 1
    tells[1, 1 + Features._fields.index("number_differs")] = 1
    none = tells[1:].copy()
    weights = fit([Observed(tells, 0, 1.0)] * 40 + [Observed(none, -1, 1.0)] * 40)
    named = dict(zip((ALWAYS, *Features._fields), weights, strict=True))
    assert named["same"] > 2
    assert named["number_differs"] < -0.5
    assert named["kind"] == pytest.approx(0.2)  # nothing is known of it: the least


def test_samples_have_the_right_answer(matcher: Matcher, found: list[Case]) -> None:
    observed = sample(matcher, found)
    assert observed
    assert any(each.right >= 0 for each in observed)
    assert all(each.rows.shape[1] == len(Features._fields) + 1 for each in observed)


def test_tables_say_what_was_found(matcher: Matcher, found: list[Case]) -> None:
    answered: Answers = [(case, matcher.match(Question(case.question.text, limit=50))) for case in found]
    table = accuracy(answered, answered)
    assert len(table.rows) == len(KINDS)
    assert reliability({"a": answered}).rows[-1][0] == "match"
    assert kind_cells([]) == ("–",) * 4
    known = Question(matcher.index.entities[0].iri)
    right = Case("same", known, known.text), matcher.match(known)
    wrong = Case("same", known, "urn:other"), matcher.match(known)
    assert kind_cells([right, wrong]) == ("0.50", "0.50", "1.00", "0.50")
    assert kind_cells([(Case("absent", known, ""), ())]) == ("–", "–", "0.00", "0.00")


def test_size_and_speed_are_measured() -> None:
    assert measured(1, 1)["cells"] > 0
