from __future__ import annotations

import pytest

from minsheng.language.homonyms import without_homonyms
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment

CALLED = [
    ("云海、和硕两家公司扩产。", None, []),
    ("和硕警方走进校园。", None, ["和硕"]),
    ("来自新疆的客商到和硕、库尔勒考察。", None, ["新疆", "和硕", "库尔勒"]),
    ("这支乐队在白沙公园演出。", None, []),
    ("这支乐队在白沙公园演出。", "海南省", ["白沙"]),
    ("游客前往徐闻看海。", None, ["徐闻"]),
    ("许昌和郑州通了城际列车。", None, ["许昌", "郑州"]),
    ("负责人王金昌讲话。", None, []),
]


@pytest.mark.parametrize(("text", "given", "names"), CALLED)
def test_short_forms_that_mean_something_else(text: str, given: str | None, names: list[str]) -> None:
    words = segment(text)
    found = without_homonyms(text, words, place_names(text, words), given)
    assert [place.name for place in found] == names


def test_a_county_that_a_text_names_again_and_again_is_meant() -> None:
    text = "徐闻多处停电。徐闻人互相帮助。风还在徐闻刮。"
    words = segment(text)
    assert len(without_homonyms(text, words, place_names(text, words))) == 3
