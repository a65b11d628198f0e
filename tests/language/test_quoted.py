"""What stands around quotation and title marks makes them part of a longer name."""

from __future__ import annotations

import pytest

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("书店举办《桐花渡》新书分享会。", {"《桐花渡》新书分享会", "《桐花渡》"}),
        ("馆里展出《石猫》特展。", {"《石猫》特展", "《石猫》"}),
        ("作家谈到《桐花渡》并在会上签名。", {"《桐花渡》"}),
        ("县里举办昆明市春季“乡音”汇报展演。", {"昆明市春季“乡音”汇报展演", "昆明市"}),
        ("县里召开第20个“青河护水日”表彰活动。", {"第20个“青河护水日”表彰活动"}),
        ("县里开展昆明市“护苗”专项行动。", {"“护苗”专项行动", "昆明市"}),
    ],
)
def test_an_event_and_what_it_is_about(text: str, names: set[str]) -> None:
    assert {m.name for m in find_names(text, segment(text))} == names


def test_a_name_without_its_season_is_another_form_of_it() -> None:
    text = "县里举办昆明市春季“乡音”汇报展演。"
    event = next(m for m in find_names(text, segment(text)) if m.type == "Event")
    assert event.aliases == ("“乡音”汇报展演", "乡音")
