"""Sentences and what they say of single things."""

from __future__ import annotations

import re

import pytest

from minsheng.facts import Extractor
from minsheng.facts.attributes import find_attributes
from minsheng.facts.patterns import audiences
from minsheng.reading import read_text
from minsheng.vocabulary import concepts

_MARKS = re.compile("[“”《》]")

#: sentence, property, every value that it gives
STATED = [
    ("云岭镇拟建柳荫书院。", "status", {"柳荫书院 → planned"}),
    ("柳荫书院即将开工。", "status", {"柳荫书院 → planned"}),
    ("柳荫中学正在施工。", "status", {"柳荫中学 → underConstruction"}),
    (
        "柳荫中学、云岭小学正抓紧建设。",
        "status",
        {"柳荫中学 → underConstruction", "云岭小学 → underConstruction"},
    ),
    ("柳荫书院建成投用。", "status", {"柳荫书院 → operating"}),
    ("柳荫书院、松风书院正式启用。", "status", {"柳荫书院 → operating", "松风书院 → operating"}),
    ("柳荫书院预计明年底投入使用。", "status", set()),
    ("柳荫书院尚未投入使用。", "status", set()),
    ("柳荫书院何时投入使用？", "status", set()),
    ("云岭镇卫生院改扩建。", "status", {"云岭镇卫生院 → expanded"}),
    ("柳荫小学停办。", "status", {"柳荫小学 → closed"}),
    ("柳荫小学更名为柳荫实验小学。", "status", {"柳荫小学 → renamed"}),
    ("市民在柳荫书院读书。", "status", set()),
    ("柳荫书院面向残疾人开放。", "audience", {"柳荫书院 → disabled"}),
    ("柳荫书院为退役军人提供咨询服务。", "audience", {"柳荫书院 → veterans"}),
    ("柳荫社区老年食堂饭菜可口。", "audience", {"柳荫社区老年食堂 → older-people"}),
    ("柳荫书院景色很美。", "audience", set()),
]


@pytest.mark.parametrize(("text", "prop", "values"), STATED)
def test_a_sentence_gives_these_values_and_no_others(text: str, prop: str, values: set[str]) -> None:
    reading, _ = Extractor().read(read_text(text, "example.txt"))
    found = find_attributes(reading)
    assert {
        f"{_MARKS.sub('', reading.things[a.subject].first.name)} → {a.value}"
        for a in found
        if a.property == prop
    } == values
    for attributed in found:
        assert attributed.value in concepts(attributed.property)
        assert all(0 <= a < b <= len(text) for a, b in attributed.spans)


def test_the_narrower_group_has_a_shared_word() -> None:
    assert audiences()["婴幼儿"] == "infants"
