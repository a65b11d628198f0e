"""Possible names and what learned weights say of them: forms, what stays, the table."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.data import data
from minsheng.facts.bearers import bearers, seeds
from minsheng.facts.persons import BIAS, TABLE, Edges, candidates, private_persons, signs
from minsheng.facts.privacy import private_names
from minsheng.language.segmentation import segment
from minsheng.records import Mention, Span


def _forms(text: str, *masked: Span) -> dict[str, str]:
    words = segment(text)
    return {name: form for name, _, form in bearers(text, words, seeds(words), masked)}


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("合作社里，郑海燕忙个不停。", "郑海燕", "full"),
        ("来自云溪的顾老师说，收获很大。", "顾老师", "titled"),
        ("最美志愿者韩 燕 柳溪区云溪镇服务队", "韩 燕", "apart"),
        ("学生热孜·阿依木说，他很喜欢这里。", "热孜·阿依木", "dotted"),
        ("英国籍留学生Tom来到社区。", "Tom", "latin"),
        ("舞台上，热娜古丽说，她很开心。", "热娜古丽", "foreign"),
    ],
)
def test_forms_of_names(text: str, name: str, form: str) -> None:
    assert _forms(text)[name] == form


@pytest.mark.parametrize(
    "text",
    [
        "居民和孩子都来了。",
        "货车司机高温下作业。",
        "老师说，大家来参观。",
        "阿姨，请看这边。",
        "发来 贺 信 表示祝贺。",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not _forms(text)


def test_the_end_of_a_text_does_not_stand_before_its_beginning() -> None:
    assert _forms("Lunova走进校园，看望同学") == {}


def test_a_list_with_a_masked_name_holds_others() -> None:
    text = "开幕式上，林志彤、金嘉宇、袁天岚上台。"
    assert {"金嘉宇", "袁天岚"} <= set(_forms(text, Span(5, 8)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("来自云溪的顾老师说，收获很大。", ["顾老师"]),
        ("保洁队队员郑海燕在家照顾老人。", ["郑海燕"]),
        ("最美志愿者韩 燕 柳溪区云溪镇服务队", ["韩 燕"]),
        ("居民热孜万·木沙说，路修好了。", ["热孜万", "热孜万·木沙"]),
        ("区教育局局长陈建国表示，学校将扩建。", []),
        ("记者 周文静 通讯员 李海燕", []),
    ],
)
def test_the_doubtful_is_masked(text: str, names: list[str]) -> None:
    words = segment(text)
    found = private_persons(text, words, seeds(words), (), ())
    assert [name for name, _ in found] == names


def test_what_is_taken_or_masked_is_not_judged_again() -> None:
    text = "来自云溪的顾老师说，收获很大。"
    words = segment(text)
    assert not list(private_persons(text, words, seeds(words), (), {"顾老师"}))
    assert not list(private_persons(text, words, seeds(words), [Span(5, 8)], ()))


def test_names_of_things_stay() -> None:
    text = "来自云溪的顾老师工作坊开放了。"
    words = segment(text)
    mention = Mention(5, 11, "顾老师工作坊", "Organization", "head", 0.9)
    assert not private_names(text, words, [mention]).spans
    road = "来自云溪的韩海燕路已修好。"
    assert not private_names(road, segment(road), []).spans


def test_all_places_of_a_name_count() -> None:
    text = "郑海燕在家。区医院院长郑海燕来了。"
    words = segment(text)
    form, spans = candidates(text, words, seeds(words), (), ())["郑海燕"]
    found = signs(text, words, "郑海燕", form, spans, Edges.of(()))
    assert len(spans) == 2
    assert {BIAS, "said=office", "places=2", "head"} <= found


@given(st.text(alphabet="王郑顾海燕老师居民说，。、 ·A阿依", max_size=40))
def test_names_stand_where_they_are_said_to(text: str) -> None:
    words = segment(text)
    for name, span, _ in bearers(text, words, seeds(words), ()):
        assert text[span.start : span.end] == name


def test_the_table_holds_common_words_alone() -> None:
    lines = data(*TABLE).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert rows == sorted(rows)
    kinds = (
        "bias|known|rare|head|tail|body|speaks|(?:form|length|places|said|mate|title|told|then|office|thenoffice"
        "|ends|before|before2|after|after2|aftertag|between)=.+"
    )
    for line in rows:
        assert re.fullmatch(rf"(?:{kinds})\tprivate:-?\d+", line), line
        for run in re.findall(r"[一-鿿]+", line.split("\t")[0].partition("=")[2]):
            tags = dict(zip(segment(run).words, segment(run).tags, strict=True))
            assert not {
                word for word, tag in tags.items() if tag in ("nr", "nrt", "ns", "nt") and len(word) > 2
            }
