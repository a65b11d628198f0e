from __future__ import annotations

import pytest

from minsheng.facts.extractor import Extractor
from minsheng.facts.privacy import private_names
from minsheng.language.segmentation import segment
from minsheng.reading import read_text

# text → what is masked, in order
PRIVATE = [
    ("家住青石镇的陈婆婆每天都来。", ["陈婆婆"]),
    ("74岁的周桂英行动不便，周桂英说很好。", ["周桂英", "周桂英"]),
    ("市民李女士和王先生都点赞。", ["李女士", "王先生"]),
    ("学生赵晓雨获奖。", ["赵晓雨"]),
    ("志愿者孙立华上门服务。", ["孙立华"]),
    ("患者王某某已出院。", ["王某某"]),
    ("电话13912345678。", ["13912345678"]),
    ("身份证号11010119900101123X。", ["11010119900101123X"]),
    ("住在5栋2单元301室。", ["5栋2单元301室"]),
]

# office holders in office, authors, and what only looks like a person
PUBLIC = [
    "区教育局局长陈建国表示，",
    "院长王立军介绍，",
    "记者 周文静 通讯员 李海燕",
    "和爸爸一起读书。",
    "向老人送去慰问品。",
    "热线12345开通。",
    "建成8栋住宅。",
    "获得感、幸福感、安全感。",
    "高新区和石景山。",
]


def masked(text: str) -> list[str]:
    return [text[a:b] for a, b in private_names(text, segment(text), ()).spans]


@pytest.mark.parametrize(("text", "names"), PRIVATE)
def test_private(text: str, names: list[str]) -> None:
    assert masked(text) == names


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert masked(text) == []


def test_private_names_reach_no_fact() -> None:
    text = (
        "陈婆婆的幸福生活\n青石镇卫生院为74岁的周桂英上门体检，周桂英一家签约3户。陈婆婆家住成都市银杏小区。"
    )
    facts = Extractor().extract(read_text(text, "a.txt"))
    said = repr(facts)
    assert "周桂英" not in said
    assert "陈婆婆" not in said
    assert facts.masked == 4
    assert any("＊＊＊" in quotation.exact for quotation in facts.quotations)
    for quotation in facts.quotations:
        there = text[quotation.start : quotation.end]
        assert len(there) == len(quotation.exact)
        assert all(a in (b, "＊") for a, b in zip(quotation.exact, there, strict=True))
