from __future__ import annotations

import pytest

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("驿站位于桐花路、文昌北路交叉口。", ["桐花路", "文昌北路"]),
        ("门诊地址：柳溪路12号，总院在青石大街附近。", ["柳溪路", "青石大街"]),
        ("新校区选址昆明市紫蕨路以北、楠谷路以西。", ["紫蕨路", "楠谷路"]),
        ("步道在南文昌路沿线。", ["南文昌路"]),
        # kinds of roads, ways in a figure of speech, what is called by its road
        ("汽车驶上高速公路12号出口，绕过主干路路口。", []),
        ("走出一条富民之路、创新之路。", []),
        ("桐花路街道和桐花路小学位于城南。", []),
        ("他熟悉桐花路。", []),
    ],
)
def test_roads_beside_words_of_an_address(text: str, names: list[str]) -> None:
    assert [m.name for m in find_names(text, segment(text)) if m.rule == "street"] == names
