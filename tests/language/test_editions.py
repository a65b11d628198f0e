"""Events are told by their edition or by their place."""

from __future__ import annotations

import pytest

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment


def events(text: str) -> list[str]:
    """Names of the events and surveys in a text, those of its places left out."""
    return [m.name for m in find_names(text, segment(text)) if m.type in ("Event", "Programme")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青河区举办首届青少年读书节。", ["首届青少年读书节"]),
        ("昆明市桃花节吸引了许多游客。", ["昆明市桃花节"]),
        ("志愿者正在筹备成都大运会。", ["成都大运会"]),
        ("大家衷心祝愿成都大运会取得成功。", ["成都大运会"]),
        ("第五次全国经济普查开始登记。", ["第五次全国经济普查"]),
        ("2023年昆明市组织开展第五次经济普查。", ["第五次经济普查"]),
        ("2023年第五届昆明市农民丰收节开幕。", ["2023年第五届昆明市农民丰收节"]),
        ("馆里推出新展“桐花与水——青河的四季”，观众很多。", ["桐花与水——青河的四季"]),
        ("大家推动“青河书香节”，读书的人多了。", ["青河书香节"]),
        ("在全国助残日到来之际，志愿者走访老人。", ["全国助残日"]),
        ("“桐花与水”2023年昆明市学生书法展开幕。", ["“桐花与水”2023年昆明市学生书法展"]),
        (
            "县里承办第五届青河围棋锦标赛和第三届青河武术争霸赛。",
            ["第五届青河围棋锦标赛", "第三届青河武术争霸赛"],
        ),
        ("2023年大中小学运动会和夏令营都已结束。", ["2023年大中小学运动会"]),
        ("市第三届青少年读书节走进校园。", ["市第三届青少年读书节"]),
        ("自治区工商联第五次代表大会期间，代表参观展览。", ["第五次代表大会"]),
        ("我市第三届青少年读书节走进校园。", ["第三届青少年读书节"]),
        ("全省第三届青少年读书节走进校园。", ["全省第三届青少年读书节"]),
        ("县里召开第三次会议。", []),
        ("全国人民欢度春节。", []),
        ("村民喜欢庙会。", []),
        ("孩子们参加了三场大赛。", []),
        ("运动员在昆明市备战大运会。", []),
        ("今天是“中秋节”，老人收到月饼。", []),
    ],
)
def test_an_event_begins_with_its_edition_or_its_place(text: str, names: list[str]) -> None:
    assert events(text) == names


def test_marks_of_a_name_stand_in_pairs() -> None:
    assert events("2023年青河国际花卉交易会（简称“青花会”）开幕。") == ["2023年青河国际花卉交易会"]
