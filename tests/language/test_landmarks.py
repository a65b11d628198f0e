from __future__ import annotations

import pytest

from minsheng.language.landmarks import landmarks, temples
from minsheng.language.names import context_of, find_names
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("游客登上黄鹤楼。", ["黄鹤楼"]),
        ("雍和宫和山海关都在修缮。", ["雍和宫", "山海关"]),
        ("记者来到莫高窟、武侯祠和岳王庙等地。", ["莫高窟", "武侯祠", "岳王庙"]),
        ("永定河边建起步道，游客来到鄱阳湖。", ["永定河", "鄱阳湖"]),
        ("黑龙江启动评选，历史长河里的故事。", []),
        ("苏州河路正在修缮。", []),
        ("杨小楼说他很高兴。", []),
        ("教学楼、办公楼和少年宫已经封顶。", []),
        ("国家机关和有关部门开会。", []),
    ],
)
def test_old_buildings_of_the_dictionary(text: str, names: list[str]) -> None:
    found = [m.name for m in landmarks(context_of(text, segment(text), []))]
    assert found == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("麓山寺发布声明。", ["麓山寺"]),
        ("这座古寺已有千年。", []),
        ("老寺村正在修路。", []),
    ],
)
def test_temples_that_the_segmenter_tears_apart(text: str, names: list[str]) -> None:
    assert [m.name for m in temples(context_of(text, segment(text), []))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("文物部门调查普光寺。", ["普光寺"]),
        ("洪水漫过古城墙。", []),
        ("游客走进抗日将领张桐故居。", ["张桐故居"]),
        ("陈瑸故居免费开放。", ["陈瑸故居"]),
    ],
)
def test_heritage_begins_behind_what_is_done_with_it(text: str, names: list[str]) -> None:
    assert [m.name for m in find_names(text, segment(text)) if m.type == "HeritageSite"] == names
