from __future__ import annotations

import pytest

from minsheng.language.names import context_of
from minsheng.language.papers import papers
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市里印发关于规范老年食堂管理的通知。", ["关于规范老年食堂管理的通知"]),
        ("根据昆明市养老服务设施布局规划，新建三处驿站。", ["昆明市养老服务设施布局规划"]),
        ("印发昆明市养老设施规划（2021—2025年）的通知", ["昆明市养老设施规划（2021—2025年）"]),
        ("市里印发关于老年食堂的若干措施（试行）。", ["关于老年食堂的若干措施（试行）"]),
        ("根据有关规定，学校开学。", []),
        ("大家听取了关于停车的意见员汇报。", []),
        ("市里印发《关于规范老年食堂管理的通知》。", []),
        ("出台一系列昆明市的措施。", []),
    ],
)
def test_documents_without_marks(text: str, names: list[str]) -> None:
    words = segment(text)
    found = list(papers(context_of(text, words, place_names(text, words))))
    assert [m.name for m in found] == names
    assert all(text[m.start : m.end] == m.name for m in found)
