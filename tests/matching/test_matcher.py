from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.conftest import BAISHUI, ENTITIES, GROUP, QINGHE

from minsheng.matching import Candidate, Entity, Matcher, Question, Value


def best(matcher: Matcher, text: str, *values: Value, types: tuple[str, ...] = ()) -> Candidate | None:
    return next(iter(matcher.match(Question(text, types, values))), None)


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("青河区第一小学", "青河区第一小学"),
        ("青河一小", "青河区第一小学"),
        ("青河区一小", "青河区第一小学"),
        ("青河区第1小学", "青河区第一小学"),
        ("95中", "第九十五中学"),
        ("青河区第九十五中学", "第九十五中学"),
        ("九十五中（青河区）", "第九十五中学"),
        ("区文化馆", "青河区文化馆"),
        ("桂花社区老食堂", "桂花社区老年食堂"),
        ("桂社花区老年食堂", "桂花社区老年食堂"),
        ("桂外", "桂川外国语大学"),
        ("桂外大", "桂川外国语大学"),
        ("桂川外大", "桂川外国语大学"),
        ("柳溪師範學院附屬小學", "柳溪师范学院附属小学"),
        ("柳溪师院附小", "柳溪师范学院附属小学"),
        ("柳溪卫生院", "柳溪镇卫生院"),
        ("青河区柳溪镇卫生院", "柳溪镇卫生院"),
        ("卫生院（柳溪镇）", "柳溪镇卫生院"),
        ("柳溪书房", "“柳溪”书房（东区）"),
        ("桂花社区卫生服务中心", "桂花社区卫生服务中心"),
        ("桂花社康中心", "桂花社区卫生服务中心"),
        ("桂花社区长者食堂", "桂花社区老年食堂"),
        ("挂花社区老年食堂", "桂花社区老年食堂"),
        ("桂花杜区老年食堂", "桂花社区老年食堂"),
        ("白水人民医院", "白水县人民医院"),
        ("liuxizhenweishengyuan", "柳溪镇卫生院"),
        ("Liǔxī Zhèn Wèishēngyuàn", "柳溪镇卫生院"),
        ("liu xi zhen wei sheng yuan", "柳溪镇卫生院"),
        ("lxzwsy", "柳溪镇卫生院"),
        ("gui hua shequ laonian shitang", "桂花社区老年食堂"),
        (ENTITIES[5].iri, ENTITIES[5].label),
    ],
)
def test_a_name_finds_its_thing(matcher: Matcher, asked: str, label: str) -> None:
    found = best(matcher, asked)
    assert found is not None
    assert found.entity.label == label


@pytest.mark.parametrize("asked", ["", " ", "——", "？", "xyzxyz", "𠮷", "\x00", "a" * 300])
def test_what_means_nothing_finds_nothing_sure(matcher: Matcher, asked: str) -> None:
    assert not any(found.match or found.score > 20 for found in matcher.match(Question(asked)))


@pytest.mark.parametrize(
    "asked",
    [
        "青河区第三小学",  # another number
        "红山县人民医院",  # another district
        "白水县第一小学",
        "青河区第一中学",  # another kind
        "青河小学附属幼儿园",
        "文化馆",  # in which district?
        "人民医院",
        "和平小学",
    ],
)
def test_no_match_is_made_where_it_is_not_safe(matcher: Matcher, asked: str) -> None:
    assert not any(found.match for found in matcher.match(Question(asked)))


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        (Value("locatedIn", "青河区"), "990101-he-ping"),
        (Value("locatedIn", "白水县"), "990102-he-ping"),
        (Value("locatedIn", "", BAISHUI), "990102-he-ping"),
        (Value("kind", "小学"), "990101-he-ping"),
    ],
)
def test_namesakes_are_told_apart_by_a_value(matcher: Matcher, value: Value, slug: str) -> None:
    found = best(matcher, "和平小学", value)
    assert found is not None
    assert found.entity.iri.endswith(slug)


@pytest.mark.parametrize(
    "value", [Value("locatedIn", "青河区"), Value("locatedIn", "", QINGHE), Value("locatedIn", "青河")]
)
def test_the_district_makes_the_match_safe(matcher: Matcher, value: Value) -> None:
    found = best(matcher, "和平小学", value)
    assert found is not None
    assert found.match


def test_a_value_that_differs_forbids_the_match(matcher: Matcher) -> None:
    found = best(matcher, "青河区第一小学", Value("locatedIn", "白水县"))
    assert found is None or not found.match
    assert not any(
        each.match
        for each in matcher.match(Question("青河小学", values=(Value("memberOf", "桂花教育集团"),)))
    )


def test_values_alone_find_things(matcher: Matcher) -> None:
    found = matcher.match(Question("", values=(Value("memberOf", "", GROUP),)))
    assert [each.entity.label for each in found] == ["青河区第一小学", "青河小学"]
    assert not any(each.match for each in found)
    assert found[0].score == found[1].score < 50


def test_other_classes_are_left_out_or_come_last(matcher: Matcher) -> None:
    assert {each.entity.type for each in matcher.match(Question("青河小学", types=("School",)))} == {"School"}
    assert {each.entity.type for each in matcher.match(Question("青河", types=("Facility",)))}.isdisjoint(
        {"Place", "EducationGroup"}
    )
    assert all(each.score < 20 for each in matcher.match(Question("桂花社区老年食堂", types=("School",))))
    kept = matcher.match(Question("桂花社区老年食堂", types=("School",), lenient=True))
    assert kept[0].entity.label == "桂花社区老年食堂"
    assert not kept[0].match


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.iri.rpartition("/")[2])
def test_every_name_of_a_thing_finds_it_first(matcher: Matcher, entity: Entity) -> None:
    for name in entity.names:
        found = matcher.match(Question(name, limit=2))
        top = [each.entity for each in found if each.score == found[0].score]
        assert entity in top
        # namesakes share the first place, and are no match
        assert len(top) == 1 or not found[0].match


_TEXTS = st.one_of(
    st.text("青河区柳溪镇第一二小中学医院和平文化馆白水县桂花社区 ()", max_size=14),
    st.text(max_size=20),
    st.text("liuxeghnaozsy '1", max_size=20),
)


@given(_TEXTS)
def test_scores_are_chances(matcher: Matcher, text: str) -> None:
    found = matcher.match(Question(text, limit=50))
    scores = [each.score for each in found]
    assert all(0 < score <= 100 for score in scores)
    assert sum(scores) <= 100.5
    assert scores == sorted(scores, reverse=True)
    assert not any(each.match for each in found[1:])


@given(st.sampled_from(ENTITIES), st.data())
def test_what_agrees_makes_it_surer(matcher: Matcher, entity: Entity, data: st.DataObject) -> None:
    values = tuple(Value(name, "", iri) for name, iri in entity.links)
    some = data.draw(st.sets(st.sampled_from(values))) if values else set()

    def score(given: tuple[Value, ...]) -> float:
        found = matcher.match(Question(entity.label, values=given, limit=50))
        return next((each.score for each in found if each.entity.iri == entity.iri), 0.0)

    assert score(tuple(sorted(some, key=str))) >= score(()) - 0.01


@given(_TEXTS, st.integers(1, 10))
def test_the_limit_cuts_and_changes_nothing_else(matcher: Matcher, text: str, limit: int) -> None:
    assert matcher.match(Question(text, limit=limit)) == matcher.match(Question(text, limit=50))[:limit]
