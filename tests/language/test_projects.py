"""Works on a facility, systems and ways of working are programmes by what is said of them."""

from __future__ import annotations

import pytest

from minsheng.facts.extractor import Extractor
from minsheng.language.names import find_names
from minsheng.language.segmentation import segment
from minsheng.reading import read_text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区里批复柳溪中心小学改扩建项目。", ["柳溪中心小学改扩建项目"]),
        ("昆明市第九医院新门诊综合楼改扩建项目今天启用。", ["昆明市第九医院新门诊综合楼改扩建项目"]),
        ("柳溪湖水生态修复工程今天竣工。", ["柳溪湖水生态修复工程"]),
        ("医院启用智能采血系统，排队短了。", ["智能采血系统"]),
        ("智能配药系统正式上线。", ["智能配药系统"]),
        ("市民登录昆明养老服务网查找机构。", ["昆明养老服务网"]),
        ("街道探索建立社区长者全链条照护服务模式。", ["社区长者全链条照护服务模式"]),
        ("全县推进环湖支医行动。", ["环湖支医行动"]),
        ("三项重点工程开工。", []),
        ("这个项目已经落地。", []),
        ("学校上线新系统。", []),
        ("各地建立协调机制。", []),
    ],
)
def test_what_is_said_of_a_programme(text: str, names: list[str]) -> None:
    assert [m.name for m in find_names(text, segment(text)) if m.type == "Programme"] == names


def test_the_facility_that_works_are_done_on_is_found_too() -> None:
    things = Extractor().read(read_text("区里批复柳溪中心小学改扩建项目。", "a.txt"))[0].things
    assert [(t.name, t.type) for t in things] == [
        ("柳溪中心小学改扩建项目", "Programme"),
        ("柳溪中心小学", "School"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("镇里推开家庭医生签约服务。", ["家庭医生签约服务"]),
        ("孩子们对未来充满希望。", []),
        ("家庭医生签约服务率达到八成。", []),
    ],
)
def test_schemes_of_the_whole_country(text: str, names: list[str]) -> None:
    assert [m.name for m in find_names(text, segment(text)) if m.type == "Programme"] == names
