from __future__ import annotations

import pytest

from minsheng.language.gazetteer import Division, gazetteer, short_form
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment
from minsheng.language.townships import town_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("成都市", "成都"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("大渡口区", "大渡口"),
        ("阿里地区", "阿里"),
        ("郊区", "郊区"),
    ],
)
def test_short_form(name: str, short: str) -> None:
    assert short_form(gazetteer().named(name)[0]) == short


def test_codes_and_parents() -> None:
    register = gazetteer()
    assert register.named("大渡口区") == [Division("500104", "大渡口区")]
    assert register.parents("500104103") == [Division("500104", "大渡口区"), Division("50", "重庆市")]
    assert register.get("500104103") == Division("500104103", "跳磴镇")
    assert [d.code[:6] for d in register.town("走马镇", "50")] == ["500101", "500107"]
    assert register.get("999999") is None


def test_everyday_words_are_no_counties_for_short() -> None:
    assert gazetteer().short("和平") == []
    assert gazetteer().named("和平区") != []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大渡口区和沙坪坝区", ["大渡口区", "沙坪坝区"]),
        ("成都今天下雨", ["成都"]),
        ("新华社成都7月1日电", []),
        ("成都日报报道", []),
        ("临江区教育局", []),
        ("发展教育", []),
        ("编辑 王安校对 吴兴成", []),
        ("本报记者　周宁", []),
        ("县里有十三处日照中心", []),
        ("上海市桐花大学附属岳阳医院的专家说，岳阳医院", ["上海市"]),
        ("东胜街38号", []),
        ("民政局会同县卫健委到会同县", ["会同县"]),
        ("情暖“朝阳红”，实现“成都梦”", []),
        ("“成都”和“成都经济圈”", ["成都", "成都"]),
        ("龙岩镇的龙岩寺、龙岩山和龙岩村", []),
        ("龙岩乡村振兴，龙岩镇江结对", ["龙岩", "龙岩", "镇江"]),
    ],
)
def test_place_names(text: str, names: list[str]) -> None:
    assert [p.name for p in place_names(text, segment(text))] == names


def test_towns_for_short() -> None:
    def found(text: str, within: str = "500104") -> list[str]:
        return [p.name for p in town_names(text, within, segment(text))]

    assert found("家住跳磴的居民来到跳磴镇") == ["跳磴", "跳磴镇"]
    # a street and a village are called otherwise; the county must be known; an everyday word is none
    assert found("来到跳磴路和跳磴村") == []
    assert found("家住跳磴的居民", "50") == []
    assert found("春晖照大地", "500104") == []


def test_town_names_of_the_county_alone() -> None:
    assert [p.name for p in town_names("春晖路街道与走马镇", "500104")] == ["春晖路街道"]
    assert town_names("春晖路街道", "") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("河北省衡水、保定和邯郸市完工", ["河北省", "衡水", "保定", "邯郸市"]),
        ("四川省自贡、攀枝花2市", ["四川省", "自贡", "攀枝花"]),
        # everyday words by themselves
        ("各界来宾合影", []),
        ("市城区有五个街区，大足了", []),
        ("晋城市城区启动改造", ["晋城市", "城区"]),
        # what an autonomous division or a banner is called
        ("怒江州和科左后旗", ["怒江州", "科左后旗"]),
    ],
)
def test_short_forms_in_company(text: str, names: list[str]) -> None:
    assert [place.name for place in place_names(text, segment(text))] == names


def test_a_full_name_inside_words_is_no_place() -> None:
    text = "皖南山区有雨。"
    assert not [place for place in place_names(text, segment(text)) if place.name == "南山区"]
