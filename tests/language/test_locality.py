from __future__ import annotations

import pytest

from minsheng.language.gazetteer import gazetteer
from minsheng.language.locality import Locality, locality
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment
from minsheng.records import Span


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长沙市教育局说，长沙有学校。", "4301"),
        ("承德县教育局说，承德有学校。", "130821"),
        ("吉林有学校。", "22"),
        ("吉林市教育局说，吉林有学校。", "2202"),
    ],
)
def test_a_short_form_means_the_outer_of_two_namesakes(text: str, code: str) -> None:
    places = place_names(text, segment(text))
    settled = locality(text, places).settle(places[-1].divisions)
    assert settled is not None
    assert settled.code == code


@pytest.mark.parametrize(
    ("text", "given", "code"),
    [
        ("大渡口区建成食堂8个。重庆市教委肯定了大渡口区的做法。", None, "500104"),
        ("成都市召开会议。成都各区县参加。", None, "5101"),
        ("重庆市沙坪坝区、大渡口区、江北区、南岸区今年新建学校。重庆市将加大投入。", None, "50"),
        ("这里没有地名。", None, ""),
        ("这里没有地名。", "大渡口区", "500104"),
    ],
)
def test_locality(text: str, given: str | None, code: str) -> None:
    assert locality(text, place_names(text, segment(text)), given).code == code


def test_namesakes_are_told_apart_by_the_area() -> None:
    options = gazetteer().named("朝阳区")
    assert {d.code for d in options} == {"110105", "220104"}
    chosen = Locality("1101", "北京市", frozenset()).settle(options)
    assert chosen is not None
    assert chosen.code == "110105"
    assert Locality("", "", frozenset()).settle(options) is None


DISTRICT = "沈河区建成书房，沈河区的读者来了，沈河区文化馆里人多。"


@pytest.mark.parametrize(
    ("headline", "code"),
    [
        ("书房开了门", "210103"),
        ("沈阳：在书房里过暑假", "2101"),
        ("沈阳市打造书房之城", "2101"),
        ("书房在辽宁开了门", "21"),
        # A part of it alone is meant, or what only begins like it.
        ("沈阳这里有间书房", "210103"),
        ("沈阳书房开了门", "210103"),
        ("沈阳市沈河区书房开了门", "210103"),
        ("大连市书房开了门", "210103"),
    ],
)
def test_a_headline_tells_how_wide_the_area_is(headline: str, code: str) -> None:
    text = f"{headline}\n{DISTRICT}"
    places = place_names(text, segment(text))
    assert locality(text, places, None, Span(0, len(headline))).code == code
