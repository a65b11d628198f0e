from __future__ import annotations

import pytest

from minsheng.language.names import context_of
from minsheng.language.recurring import recurring
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("柳溪区推进居家适老化改造。老人说，居家适老化改造很好。", ["居家适老化改造"] * 2),
        ("柳溪区推进居家适老化改造。", []),
        ("学校开设爱心托管班，家长很喜欢爱心托管班，有一个托管班很远。", ["爱心托管班"] * 2),
        ("参加儿童友好城市建设，推进儿童友好城市建设。", ["儿童友好城市建设"] * 2),
        ("他们开展活动，又开展活动。", []),
        ("“居家适老化改造”开始了，“居家适老化改造”结束了。", []),
        ("县里开展夏季河道整治行动。夏季河道整治行动有成效。", ["夏季河道整治行动"] * 2),
        ("参加骨干教师培养计划，骨干教师培养计划名额有限。", []),
        ("第二次集中统一行动开始，第二次集中统一行动结束。", []),
        ("公益活动中心开放，公益活动中心关闭。", []),
    ],
)
def test_names_that_recur(text: str, names: list[str]) -> None:
    found = sorted(recurring(context_of(text, segment(text), [])), key=lambda m: m.start)
    assert [m.name for m in found] == names
    assert all(text[m.start : m.end] == m.name for m in found)
