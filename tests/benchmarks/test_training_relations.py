"""Weights of relations are learned from annotated texts, alike every time, and judged on texts left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.learning import annotated
from benchmarks.training_relations import (
    OPEN,
    OPTIONAL,
    RIGHT,
    WRONG,
    Example,
    Limits,
    Model,
    asked_for,
    examples,
    figures,
    limits_of,
)

from minsheng.facts.learned import ADD, SUPPOSING

if TYPE_CHECKING:
    from pathlib import Path

_LOCAL = ("青石镇", "柳溪镇", "云岭镇", "松风镇", "河湾镇", "望津镇")


def _example(document: int, feature: str, verdict: str, said: str = "") -> Example:
    return Example(document, frozenset({feature}), "coverageArea", said, verdict, 1.0)


def _folder(path: Path) -> Path:
    """Texts in which a programme of one town is told, and another town that has nothing to do with it."""
    for number, town in enumerate(_LOCAL):
        other = _LOCAL[number - 1]
        text = f"{town}铺开“邻里课堂”服务项目。{other}的居民来参观“邻里课堂”服务项目。"
        gold = {
            "doc": str(number),
            "area": town,
            "entities": [
                {"id": "a", "type": "Place", "name": town},
                {"id": "b", "type": "Place", "name": other},
                {"id": "c", "type": "Programme", "name": "“邻里课堂”服务项目"},
            ],
            "relations": [{"s": "c", "p": "coverageArea", "o": "a"}],
            "relations_optional": [{"s": "c", "p": "operatedBy", "o": "a"}],
            "observations": [],
        }
        (path / f"{number}.txt").write_text(text, encoding="utf-8")
        (path / f"{number}.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return path


def test_examples_have_the_verdicts_of_the_annotation(tmp_path: Path) -> None:
    texts = list(annotated([_folder(tmp_path)]))
    found = list(examples(enumerate(texts)))
    assert asked_for(texts) == {"coverageArea": len(_LOCAL)}
    verdicts = {(e.predicate, e.verdict) for e in found}
    assert {("coverageArea", RIGHT), ("coverageArea", WRONG), ("operatedBy", OPTIONAL)} <= verdicts
    assert all(e.share < 1 for e in found if e.verdict in (OPTIONAL, OPEN))


def test_the_same_texts_give_the_same_table(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    found = list(examples(enumerate(annotated([_folder(tmp_path)]))))
    limits = {"coverageArea": Limits(10, None, 0)}
    table = Model(found).table(limits)
    assert table == Model(found).table(limits)
    assert f"{ADD}\tcoverageArea:10\n" in table
    assert not any(town in table for town in _LOCAL)


def test_what_goes_with_a_relation_speaks_for_it() -> None:
    pytest.importorskip("sklearn")
    found = [
        _example(number, feature, verdict)
        for number in range(40)
        for feature, verdict in (("with", RIGHT), ("without", WRONG))
    ]
    model = Model(found)
    right, wrong = _example(0, "with", RIGHT), _example(0, "without", RIGHT)
    assert model.logit(right) > 0 > model.logit(wrong)
    assert "with\tcoverageArea:" in model.table({"coverageArea": Limits(0, None, 0)})
    assert "coverageArea" not in model.table({"coverageArea": Limits(None, None, 0)})


@pytest.mark.parametrize(
    ("judged", "limits"),
    [
        # ten right at 100, ten wrong at -100: what lies above is added
        ([("", RIGHT, 100)] * 10 + [("", WRONG, -100)] * 10, (-90, None)),
        # most of what lies above is wrong
        ([("", RIGHT, 100)] * 5 + [("", WRONG, 100)] * 10, (None, None)),
        # too few to tell
        ([("", RIGHT, 100)] * 3, (None, None)),
        # unlikely suppositions are taken back, what words say is not
        ([("area-served", WRONG, -100)] * 9 + [("area-served", RIGHT, 100)] * 9, (None, -90)),
        ([("covers", WRONG, -100)] * 9 + [("covers", RIGHT, 100)] * 9, (None, None)),
    ],
)
def test_limits(judged: list[tuple[str, str, int]], limits: tuple[int | None, int | None]) -> None:
    assert "area-served" in SUPPOSING
    listed = [(_example(0, "", verdict, said), logit) for said, verdict, logit in judged]
    found = limits_of(listed, 20, addable=True)
    assert (found.add, found.keep) == limits


def test_figures_stand_beside_those_of_rules_alone() -> None:
    found = [_example(0, "", RIGHT), _example(1, "", WRONG, "area-served"), _example(2, "", RIGHT, "covers")]
    table = figures(found, [50, -50, 0], {"coverageArea": Limits(0, 0, 0)}, {"coverageArea": 2})
    row = next(row for row in table.rows if row[0] == "coverageArea")
    assert row[1:] == ("2", "1", "1", "0.500", "2", "0", "1.000")
