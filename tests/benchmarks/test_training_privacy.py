"""Who is private is learned from annotated texts, alike every time, and judged on texts left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.training_privacy import Example, Told, examples, judged, learned, table, told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "kind"),
    [("顾海澜", "private"), ("顾海澜老师", "private"), ("陈建国", "other"), ("青石岩", "none")],
)
def test_whose_name_it_is(name: str, kind: str) -> None:
    assert Told(("顾海澜",), ("陈建国",)).kind(name) == kind


def test_possible_names_have_the_kinds_of_the_annotation(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "居民王玉兰说，路修好了。来自云溪的顾老师点头。区教育局局长陈海波介绍。", encoding="utf-8"
    )
    gold = tmp_path / "a.gold.json"
    people = {"private_people": ["王玉兰", "顾老师"], "other_people": ["陈海波"]}
    gold.write_text(json.dumps(people), encoding="utf-8")
    found = {(each.kind, each.form, each.masked) for each in examples(0, path, told(gold))}
    assert {("private", "full", True), ("private", "titled", False), ("other", "full", False)} <= found


def _rows() -> list[Example]:
    return [
        Example(number, ["bias", feature], kind, "full", masked=False)
        for number in range(40)
        for feature, kind in (("told=居民", "private"), ("office=局长", "other"))
    ]


def test_what_stands_beside_private_people_speaks_for_them() -> None:
    pytest.importorskip("sklearn")
    weights = learned(_rows())
    assert weights == learned(_rows())
    assert weights["told=居民"] > weights["office=局长"]


def test_texts_are_judged_by_the_others() -> None:
    pytest.importorskip("sklearn")
    rows = _rows()
    (cells,) = table(rows, judged(rows)).rows
    assert tuple(cells) == ("full", "40", "0", "40", "0", "0")
