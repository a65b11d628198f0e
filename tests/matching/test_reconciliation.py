from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.conftest import BAISHUI, ENTITIES, GROUP, LIBRARY, QINGHE, SCHOOL
from tests.matching.schemas import faults

from minsheng.errors import UsageError
from minsheng.matching.reconciliation import (
    Limits,
    extend,
    manifest,
    preview,
    read_json,
    reconcile,
    suggest_entities,
    suggest_properties,
    suggest_types,
)
from minsheng.vocabulary import BASE, MS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

    from minsheng.matching import Index, Matcher

# --- manifest


def test_the_manifest_is_one() -> None:
    made = manifest("http://127.0.0.1:8000/reconcile", BASE)
    assert not faults("manifest", made)
    assert made["identifierSpace"] == BASE
    assert made["batchSize"] == Limits().batch


def test_the_manifest_names_the_classes_that_there_are() -> None:
    made = manifest("http://x/reconcile", BASE, ("School", "Place"))
    assert [each["id"] for each in made["defaultTypes"]] == [MS.School, MS.Place]


# --- queries


def test_a_batch_is_answered_under_its_keys(matcher: Matcher) -> None:
    batch = {
        "q0": {"query": "青河一小"},
        "q1": {
            "query": "和平小学",
            "type": MS.School,
            "type_strict": "should",
            "limit": 1,
            "properties": [{"pid": MS.locatedIn, "v": {"id": BAISHUI, "name": "白水县"}}],
        },
        "甲": {"properties": [{"pid": "memberOf", "v": ["青河小学教育集团", {"id": GROUP}]}]},
        "q3": {"query": "红山县图书馆", "type": ["CulturalSite"], "type_strict": "any"},
    }
    assert not faults("query-batch", batch)
    answer = reconcile(matcher, batch)
    assert not faults("result-batch", answer)
    assert list(answer) == list(batch)
    first = answer["q0"]["result"]
    assert (first[0]["name"], first[0]["match"]) == ("青河区第一小学", True)
    assert first[0]["type"][0] == {"id": MS.School, "name": "学校 · school"}
    second = answer["q1"]["result"]
    assert [each["id"].rpartition("/")[2] for each in second] == ["990102-he-ping"]
    assert "白水县" in second[0]["description"]
    third = answer["甲"]["result"]
    assert {each["name"] for each in third} == {"青河小学", "青河区第一小学"}


@pytest.mark.parametrize(
    "kind", [["School"], "School", [{"id": MS.School}], {"id": "ms:School", "name": "学校"}]
)
def test_classes_may_be_written_in_several_ways(matcher: Matcher, kind: object) -> None:
    found = reconcile(matcher, {"q": {"query": "青河", "type": kind}})["q"]["result"]
    assert {each["type"][0]["id"] for each in found} == {MS.School}


@pytest.mark.parametrize(
    "value", ["青河区", ["青河区", "没有的地方"], {"id": QINGHE}, [{"id": QINGHE, "name": "青河区"}]]
)
def test_values_may_be_written_in_several_ways(matcher: Matcher, value: object) -> None:
    query = {"query": "和平小学", "properties": [{"pid": "locatedIn", "v": value}]}
    found = reconcile(matcher, {"q": query})["q"]["result"]
    assert found[0]["id"].endswith("/990101-he-ping")
    assert found[0]["match"]


@pytest.mark.parametrize("value", [None, "", [], [None, ""]])
def test_a_value_that_is_empty_asks_for_nothing(matcher: Matcher, value: object) -> None:
    query = {"query": "青河小学", "properties": [{"pid": "locatedIn", "v": value}]}
    assert reconcile(matcher, {"q": query}) == reconcile(matcher, {"q": {"query": "青河小学"}})


@pytest.mark.parametrize(
    ("batch", "code", "told"),
    [
        ([], "M358", "queries"),
        ("x", "M358", "queries"),
        ({"q": []}, "M358", "queries.q"),
        ({"q": {}}, "M359", "query"),
        ({"q": {"properties": []}}, "M359", "query"),
        ({"q": {"query": 5}}, "M358", "queries.q.query"),
        ({"q": {"query": "青" * 501}}, "M360", "501"),
        ({"q": {"query": "青", "limit": 0}}, "M358", "limit"),
        ({"q": {"query": "青", "limit": "3"}}, "M358", "limit"),
        ({"q": {"query": "青", "limit": True}}, "M358", "limit"),
        ({"q": {"query": "青", "limit": 1.5}}, "M358", "limit"),
        ({"q": {"query": "青", "type": 5}}, "M358", "type"),
        ({"q": {"query": "青", "type_strict": "maybe"}}, "M358", "maybe"),
        ({"q": {"query": "青", "properties": {}}}, None, ""),
        ({"q": {"query": "青", "properties": {"pid": "x"}}}, "M358", "properties"),
        ({"q": {"query": "青", "properties": ["x"]}}, "M358", "properties[0]"),
        ({"q": {"query": "青", "properties": [{"v": "x"}]}}, "M359", "pid"),
        ({"q": {"query": "青", "properties": [{"pid": "kind"}]}}, "M359", "v"),
        ({"q": {"query": "青", "type": "x" * 501}}, "M360", "501"),
        ({"q": {"query": "青", "properties": [{"pid": "kind", "v": {"name": "x"}}]}}, "M359", "id"),
        ({"q": {"query": "青", "properties": [{"pid": "kind", "v": "x"}] * 21}}, "M361", "21"),
        ({str(n): {"query": "青"} for n in range(201)}, "M361", "201"),
    ],
)
def test_what_is_no_batch_is_told(matcher: Matcher, batch: object, code: str | None, told: str) -> None:
    if code is None:
        reconcile(matcher, batch)
        return
    with pytest.raises(UsageError) as error:
        reconcile(matcher, batch)
    assert error.value.code == code
    assert told in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "1" * 5000, "NaN, 5", '{"\\ud83d": 1}', '["\\uDC00"]']
)
def test_what_is_no_json_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="M357"):
        read_json(text, "queries")


def test_a_character_in_two_halves_is_one() -> None:
    assert read_json('"\\ud83c\\udfeb"', "queries") == "🏫"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "id", "type_strict", "q"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_answered_or_refused(matcher: Matcher, batch: object) -> None:
    try:
        answer = reconcile(matcher, batch)
    except UsageError as error:
        assert error.exit_code == 2
    else:
        assert not faults("result-batch", answer)


@given(st.text(max_size=30))
def test_any_name_is_answered(matcher: Matcher, text: str) -> None:
    batch = {"q": {"query": text, "properties": [{"pid": "kind", "v": "小学"}]}}
    assert not faults("result-batch", reconcile(matcher, batch))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.iri.rpartition("/")[2])
def test_an_iri_finds_its_entity(matcher: Matcher, entity: object) -> None:
    iri = getattr(entity, "iri", "")
    (found,) = reconcile(matcher, {"q": {"query": iri}})["q"]["result"]
    assert (found["id"], found["score"], found["match"]) == (iri, 100.0, True)


# --- suggest


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("青河", "青河区"),
        ("qinghe", "青河区"),
        ("Liuxi", "柳溪镇"),
        ("桂花", "桂花社区老年食堂"),
        ("桂外", "桂川外国语大学"),
        ("“柳溪”书", "“柳溪”书房（东区）"),
        ("青河区第", "青河区第一小学"),
        (ENTITIES[3].iri, ENTITIES[3].label),
    ],
)
def test_suggested_entities(matcher: Matcher, prefix: str, first: str) -> None:
    answer = suggest_entities(matcher, prefix)
    assert not faults("suggest-entities", answer)
    names = [each["name"] for each in answer["result"]]
    assert names[0] == first
    assert len({each["id"] for each in answer["result"]}) == len(names)


def test_suggestions_go_on_where_the_cursor_stands(matcher: Matcher) -> None:
    limits = Limits(suggestions=2)
    pages = [suggest_entities(matcher, "青河", cursor, limits=limits)["result"] for cursor in (0, 2, 4)]
    both = suggest_entities(matcher, "青河", 0, limits=Limits(suggestions=6))["result"]
    assert [each for page in pages for each in page] == both
    assert suggest_entities(matcher, "青河", 1000) == {"result": []}
    assert suggest_entities(matcher, " ") == {"result": []}


def test_suggestions_of_a_class(matcher: Matcher) -> None:
    answer = suggest_entities(matcher, "青河", types=("School",))
    assert {each["notable"][0]["id"] for each in answer["result"]} == {MS.School}


@pytest.mark.parametrize(
    ("function", "schema", "prefix", "first"),
    [
        (suggest_types, "suggest-types", "学", MS.School),
        (suggest_types, "suggest-types", "hosp", MS.Hospital),
        (suggest_types, "suggest-types", MS.Award, MS.Award),
        (suggest_types, "suggest-types", "", MS.Facility),
        (suggest_properties, "suggest-properties", "位", MS.locatedIn),
        (suggest_properties, "suggest-properties", "ms:member", MS.memberOf),
        (suggest_properties, "suggest-properties", "kind", MS.kind),
    ],
)
def test_suggested_terms(
    function: Callable[[str], dict[str, list[dict[str, str]]]], schema: str, prefix: str, first: str
) -> None:
    answer = function(prefix)
    assert not faults(schema, answer)
    assert answer["result"][0]["id"] == first
    assert function("没有这样的") == {"result": []}


@pytest.mark.parametrize("function", [suggest_types, suggest_properties])
def test_a_suggested_term_is_found_again_by_what_it_is_called(
    function: Callable[[str], dict[str, list[dict[str, str]]]],
) -> None:
    for term in function("")["result"]:
        for prefix in (term["id"], term["name"], *term["name"].split(" · ")):
            assert term["id"] in [each["id"] for each in function(prefix)["result"]], prefix


@pytest.mark.parametrize("empty", [{"query": ""}, {"query": "  "}, {"query": "", "properties": []}])
def test_an_empty_name_finds_nothing_and_disturbs_no_other(matcher: Matcher, empty: object) -> None:
    batch = {"empty": empty, "other": {"query": "青河小学"}}
    assert not faults("query-batch", batch)
    answer = reconcile(matcher, batch)
    assert answer["empty"] == {"result": []}
    assert answer["other"]["result"][0]["match"]


def test_what_other_services_know_of_does_not_disturb(
    matcher: Matcher, sample: Index, store: ox.Store
) -> None:
    def asked(**more: object) -> dict[str, Any]:
        batch = {"q": {"query": "青河小学", **more}, "other": {"query": "青河小学"}}
        assert not faults("query-batch", batch)
        answer = reconcile(matcher, batch)
        assert not faults("result-batch", answer)
        assert answer["other"]["result"][0]["match"]
        return answer["q"]

    plain = asked()
    assert asked(type="Vessel") == {"result": []}
    assert asked(type=["Vessel", MS.School]) == asked(type=MS.School)
    assert not any(each["match"] for each in asked(type="Vessel", type_strict="should")["result"])
    values = ["red*", {"id": "blue", "name": "Blue"}, 7, True]
    assert asked(properties=[{"pid": "colour", "v": values}]) == plain
    extension = extend(sample, store, {"ids": [SCHOOL, "Q1"], "properties": [{"id": "colour"}]})
    assert not faults("extension-response", extension)
    assert extension == {
        "meta": [{"id": "colour", "name": "colour"}],
        "rows": {SCHOOL: {"colour": []}, "Q1": {"colour": []}},
    }


# --- preview


def test_a_preview_says_what_it_is(sample: Index, store: ox.Store) -> None:
    found = preview(sample, store, LIBRARY)
    assert found is not None
    assert (found.label, found.kind, found.where) == ("青河图书馆", "文化场馆", "青河区")
    assert found.relations == ()
    assert found.numbers == (("馆舍变化", "-3.5%", "2024年"),)
    assert found.quotations[0][0] == "青河文化简讯"
    assert preview(sample, store, "urn:nothing") is None
    school = preview(sample, store, SCHOOL)
    assert school is not None
    assert school.relations == (("成员属于", ("“青禾”教育集团",)),)
