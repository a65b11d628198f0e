from __future__ import annotations

import pytest

from minsheng.facts.abbreviation import abbreviates
from minsheng.facts.extractor import Extractor
from minsheng.facts.towns import one_off
from minsheng.reading import read_text


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("川外江城中学", "四川外国语大学江城中学", True),
        ("巴山中学", "重庆巴山中学", True),
        ("科学城高新区", "西部科学城重庆高新区", True),
        ("江城区卫健委", "江城区卫生健康委", True),
        ("江城小学", "江城实验小学", False),
        ("江城医院", "江城第二医院", False),
        ("枫林小学", "枫林中学", False),
        ("云湖医院", "云湖大学附属医院", False),
        ("枫山医院", "云湖大学附属枫山医院", True),
        ("第六医院", "云湖大学附属第六医院", False),
    ],
)
def test_abbreviations(short: str, long: str, same: bool) -> None:
    assert abbreviates(short, long) is same


@pytest.mark.parametrize(
    ("right", "seen", "near"),
    [
        ("跳磴镇", "跳磔镇", True),
        ("跳磴镇", "跳磴乡", False),
        ("跳磴镇", "走马镇", False),
        ("金凤镇", "凤镇", False),
        ("文教街道", "文昌街道", False),
    ],
)
def test_misprints(right: str, seen: str, near: bool) -> None:
    assert one_off(right, seen) is near


# text → (class, name, aliases) of things that are named more than one way
GATHERED = [
    (
        "四川外国语大学江城中学开学。川外江城中学有学生千名。",
        ("School", "四川外国语大学江城中学", ("川外江城中学",)),
    ),
    ("推出“护苗”专项行动，“护苗”行动覆盖全域。", ("Programme", "“护苗”专项行动", ("“护苗”行动", "护苗"))),
    (
        "云湖大学附属第六医院（以下简称云湖六院）落成。云湖六院有床位千张。",
        ("Hospital", "云湖大学附属第六医院", ("云湖六院",)),
    ),
    ("江城市第五医院揭牌，五医院有医生千名。", ("Hospital", "江城市第五医院", ("五医院",))),
    # a second name in brackets; a campus in brackets is another thing
    (
        "患者来到云湖市胸科医院（云湖市结核病防治所）就诊。",
        ("Hospital", "云湖市胸科医院", ("云湖市结核病防治所",)),
    ),
    ("走访云湖中心学校（桐花校区）。", ("School", "云湖中心学校", ())),
    # what a museum shows tells it apart
    ("昆明市博物馆开门，随后，昆明市钟表博物馆开门。", ("CulturalSite", "昆明市钟表博物馆", ())),
    # an event by its full name and from its quotation on
    (
        "重庆市“桐花”志愿招募启动仪式在市民中心举行，“桐花”志愿招募启动仪式共有百人。",
        ("Event", "重庆市“桐花”志愿招募启动仪式", ("“桐花”志愿招募启动仪式", "桐花")),
    ),
    ("重庆市大渡口区召开会议，大渡口区将建学校，大渡口的孩子受益。", ("Place", "大渡口区", ("大渡口",))),
    # an address: each place by itself, the last behind its town
    (
        "家住重庆市大渡口区柳溪镇下坞村的居民。",
        ("Place", "柳溪镇下坞村", ("下坞村", "重庆市大渡口区柳溪镇下坞村")),
    ),
    ("家住重庆市大渡口区柳溪镇下坞村的居民。", ("Place", "柳溪镇", ("重庆市大渡口区柳溪镇",))),
    ("家住重庆市大渡口区柳溪镇下坞村的居民。", ("Place", "大渡口区", ())),
    ("家住重庆市大渡口区澄溪小区的居民。", ("Place", "澄溪小区", ("重庆市大渡口区澄溪小区",))),
    (
        "来到重庆市大渡口区柳溪镇澄溪社区服务中心。",
        (
            "ServiceCentre",
            "重庆市大渡口区柳溪镇澄溪社区服务中心",
            ("柳溪镇澄溪社区服务中心", "澄溪社区服务中心"),
        ),
    ),
    # short forms of the whole country
    (
        "成都市卫生健康委员会召开会议，市卫健委介绍了情况。",
        ("PublicBody", "成都市卫生健康委员会", ("市卫健委",)),
    ),
    (
        "成都市非物质文化遗产馆开馆，成都市非遗馆免费开放。",
        ("CulturalSite", "成都市非物质文化遗产馆", ("成都市非遗馆",)),
    ),
    ("成都市卫生健康委员会召开会议，成都市委作出部署。", ("PublicBody", "成都市委", ())),
    ("桐花第六小学扩建，桐花六小开学。", ("School", "桐花第六小学", ("桐花六小",))),
    # a programme and the event that opens it
    ("“桐花之家”开营仪式在柳溪小学举行。全区打造“桐花之家”。", ("Programme", "桐花之家", ())),
    # a programme in one place, an event in another; the longer name is the fuller one
    ("“桐花市集”活动开张，“桐花市集”有摊位百个。", ("Event", "“桐花市集”活动", ("桐花市集",))),
    (
        "推出“桐花暑期公益课堂”。近日，“柳溪桐花少年暑期公益课堂”结业。",
        ("Programme", "柳溪桐花少年暑期公益课堂", ("桐花暑期公益课堂",)),
    ),
    ("来到成都徐悲鸿纪念馆。", ("CulturalSite", "成都徐悲鸿纪念馆", ("徐悲鸿纪念馆",))),
    ("来到成都中医药大学。", ("School", "成都中医药大学", ())),
]


@pytest.mark.parametrize(("text", "thing"), GATHERED)
def test_gathered(text: str, thing: tuple[str, str, tuple[str, ...]]) -> None:
    facts = Extractor().extract(read_text(text, "a.txt"))
    assert thing in [(e.type, e.name, e.aliases) for e in facts.entities]


def test_misprinted_town_is_corrected_and_kept_as_hidden_label() -> None:
    text = "重庆市大渡口区消息：大渡口区跳磔镇建成食堂。"
    towns = [e for e in Extractor().extract(read_text(text, "a.txt")).entities if e.code == "500104103"]
    assert [(e.name, e.hidden) for e in towns] == [("跳磴镇", ("跳磔镇",))]


def test_a_district_with_namesakes_is_a_place_without_a_code() -> None:
    things = Extractor().read(read_text("和平区建立家庭医生工作制度。", "a.txt"))[0].things
    assert [(t.name, t.type, t.code) for t in things] == [("和平区", "Place", "")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("抚顺桐花矿业集团有限责任公司停产。", []),
        ("抚顺桐花矿业集团有限责任公司停产，抚顺加强监测。", ["抚顺市"]),
        ("抚顺市桐花小学开学。", ["抚顺市"]),
    ],
)
def test_a_firm_is_called_after_a_place_that_is_no_thing_of_the_text(text: str, places: list[str]) -> None:
    things = Extractor().read(read_text(text, "a.txt"))[0].things
    assert [thing.name for thing in things if thing.type == "Place"] == places


def test_short_forms_behind_below_called() -> None:
    text = "记者从青河省防汛抗旱指挥部办公室（下称：“青河省防办”）获悉，水位回落。"
    assert "青河省防办" in Extractor().extract(read_text(text, "a.txt")).entities[0].aliases
