"""What is told of a sentence: what was found by which rule, what was refused and why."""

from __future__ import annotations

import tomllib

import pytest

from minsheng.data import data
from minsheng.facts.explanation import explain
from minsheng.facts.observations import find_observations
from minsheng.facts.wordlists import words
from minsheng.language.quoted import weighed
from minsheng.language.refusals import refused_names
from minsheng.language.segmentation import segment
from minsheng.reading import read_text
from minsheng.records import Span
from minsheng.wording import keys

# text → the words refused, the reason
NAMES = [
    ("优质小学越来越多。", "优质小学", "generic"),
    ("三所小学同时开学。", "小学", "counted"),
    ("大力推进专项行动。", "专项行动", "verb"),
    ("小学开学。", "小学", "bare"),
    ("孩子们喜欢读书节。", "读书节", "placed"),
    ("孩子们喜欢宣传周。", "宣传周", "dated"),
    ("他说“很好”。", "“很好”", "signs"),
]


@pytest.mark.parametrize(("text", "refused", "reason"), NAMES)
def test_why_a_name_is_refused(text: str, refused: str, reason: str) -> None:
    told = explain(read_text(text, "a.txt"))
    assert (refused, reason) in [(each.words, each.reason) for each in told.refused]
    assert not [each for each in told.found if each.what == "mention" and refused in each.words]
    assert all(each.why.zh != each.why.en for each in told.refused)


def test_what_is_found_names_its_rule() -> None:
    text = "昆明市柳溪小学加入柳溪教育集团，全市新建老年食堂12个。"
    told = explain(read_text(text, "a.txt"))
    found = {(each.what, each.value): each for each in told.found}
    assert told.area == "昆明市"
    school = found["mention", "School"]
    assert (school.words, school.rule, school.confidence) == ("昆明市柳溪小学", "head-open", 0.9)
    assert school.meaning is not None
    assert school.meaning.zh.startswith("以小学、医院")
    assert ("quantity", "12 个") in found
    assert found["relation", "昆明市柳溪小学 —成员属于→ 柳溪教育集团"].rule == "joins"
    assert [each.rule for each in told.found if each.what == "observation"] == ["noun-counted"]
    for each in told.found:
        assert told.text[each.start : each.end] == each.words


def test_private_names_are_masked_in_all_that_is_told() -> None:
    text = "居民何婆婆今年74岁，何婆婆说“很好”，电话13912345678，柳溪小学来了何婆婆。"
    told = explain(read_text(text, "a.txt"))
    assert "何婆婆" not in repr(told)
    assert "13912345678" not in repr(told)
    assert told.masked == {"appellation": 3, "telephone": 1}
    assert [each.reason for each in told.refused if each.what == "private"] == [
        "appellation",
        "appellation",
        "telephone",
        "appellation",
    ]


def test_a_part_of_a_text_is_told_in_the_light_of_the_whole() -> None:
    text = "昆明市教育简报\n全市新建老年食堂12个。"
    start = text.index("全市")
    told = explain(read_text(text, "a.txt"), within=Span(start, len(text)))
    assert told.text == "全市新建老年食堂12个。"
    assert told.area == "昆明市"
    assert all(each.start >= start for each in told.found)


def test_every_reason_has_its_words() -> None:
    known = set(keys("explain"))
    kinds = {f"number.{kind}" for kind in words("refused_kinds")}
    others = {
        "number.no noun",
        "number.abstract noun",
        "number.few",
        "number.long label",
        "number.repeated",
        "number.in a name",
    }
    assert kinds | others <= known
    text = "打造“暖阳1+6”，他说“好”“很好的，真的！”，获评“好评榜”的称号，“暖阳1+6”上线。"
    from minsheng.language.names import context_of

    for each in weighed(context_of(text, segment(text), [])):
        assert {f"sign.{sign}" for sign in each.signs} <= known


def test_numbers_are_refused_one_by_one() -> None:
    told = explain(read_text("她今年74岁，会议达成了三个共识。", "a.txt"))
    assert [(each.words, each.reason) for each in told.refused if each.what == "number"] == [
        ("74岁", "age"),
        ("三个", "abstract noun"),
    ]
    assert find_observations("", []).refused == {}


def test_refusals_come_in_order() -> None:
    text = "小学开学，他说“好的”，三所小学放假，优质小学越来越多。"
    found = refused_names(text, segment(text), ())
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_the_wording_is_used_up() -> None:
    with data("wording", "explain.toml").open("rb") as file:
        assert {key.partition(".")[0] for key in tomllib.load(file)} == {"name", "sign", "number"}
