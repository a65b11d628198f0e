from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError
from minsheng.facts import Extractor
from minsheng.reading import read_text

if TYPE_CHECKING:
    from minsheng.records import DocumentFacts

TEXT = (
    "大渡口区新闻\n2023年12月5日，重庆市大渡口区建成老年食堂8个，新增学位1200个。\n"
    "枫林小学、石桥小学开学，“护苗”专项行动启动。\n"
)


def extract(text: str, **settings: str) -> DocumentFacts:
    return Extractor(**settings).extract(read_text(text, "a.txt"))


def test_facts_of_a_small_text() -> None:
    facts = extract(TEXT)
    assert facts.area_code == "500104"
    assert {("School", "枫林小学"), ("School", "石桥小学"), ("Place", "大渡口区")} <= {
        (e.type, e.name) for e in facts.entities
    }
    area = next(e.key for e in facts.entities if e.code == "500104")
    assert {(o.indicator, int(o.value), o.about) for o in facts.observations} >= {("老年食堂数量", 8, area)}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("今年年底前将建成50处便民驿栈，柳溪公交集团负责运营。", "柳溪公交集团"),
        ("河湾社区开设托管班，吸引了30名学生参加。河湾社区居民很满意。", "河湾社区"),
    ],
)
def test_without_an_area_numbers_are_about_what_is_named_most(text: str, about: str) -> None:
    facts = extract(text)
    names = {entity.key: entity.name for entity in facts.entities}
    assert facts.area is None
    assert [names[found.about] for found in facts.observations] == [about]


def test_area_and_date_may_be_given() -> None:
    facts = extract("全区建成社区食堂5个。大渡口区有学校。", area="大渡口区", date="2024-06-30")
    assert facts.area_code == "500104"
    assert facts.published is not None
    assert facts.published.value == "2024-06-30"


def test_facts_travel_between_processes() -> None:
    facts = extract(TEXT)
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_the_same_text_gives_the_same_facts() -> None:
    assert extract(TEXT) == extract(TEXT)


@given(
    st.text(
        alphabet="大渡口区枫林小学医院“”《》、，。8个名%和在的等建成年\r\n　 +AZ获评示范区李婆婆", max_size=80
    )
)
def test_everything_is_grounded(text: str) -> None:
    facts = extract(text) if text.strip() else extract("。" + text)
    original = text if text.strip() else "。" + text
    for quotation in facts.quotations:
        there = original[quotation.start : quotation.end]
        assert len(there) == len(quotation.exact)
        assert all(a in (b, "＊") for a, b in zip(quotation.exact, there, strict=True))
    count = len(facts.quotations)
    keys = {entity.key for entity in facts.entities}
    cited = [
        *(e.evidence for e in facts.entities),
        *(r.evidence for r in facts.relations),
        *(a.evidence for a in facts.attributes),
        *(o.evidence for o in facts.observations),
    ]
    for evidence in cited:
        assert evidence
        assert all(0 <= index < count for index in evidence)
    assert all(o.about in keys for o in facts.observations)
    assert all({r.subject, r.object} <= keys for r in facts.relations)


def test_a_text_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minsheng.facts.extractor.LONGEST_TEXT", 10)
    with pytest.raises(InputError, match="M113"):
        extract(TEXT)
