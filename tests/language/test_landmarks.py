from __future__ import annotations

import pytest

from minsheng.language.landmarks import landmarks
from minsheng.language.names import context_of
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("游客登上黄鹤楼。", ["黄鹤楼"]),
        ("雍和宫和山海关都在修缮。", ["雍和宫", "山海关"]),
        ("记者来到莫高窟、武侯祠和岳王庙等地。", ["莫高窟", "武侯祠", "岳王庙"]),
        ("杨小楼说他很高兴。", []),
        ("教学楼、办公楼和少年宫已经封顶。", []),
        ("国家机关和有关部门开会。", []),
    ],
)
def test_old_buildings_of_the_dictionary(text: str, names: list[str]) -> None:
    found = [m.name for m in landmarks(context_of(text, segment(text), []))]
    assert found == names
