from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.reading import read_text

TEXT = "青河区柳溪镇文化站今天开放，馆内藏书3万册。" * 2
SERVED = "青河区图书馆今年接待读者20万人次。"


def names(text: str) -> list[str]:
    return sorted(entity.name for entity in Extractor().extract(read_text(text, "a.txt")).entities)


@pytest.mark.parametrize(
    "insert",
    [
        "广告 锦绣家园旁的云岭区第一人民医院种植牙只要这个价！ ×",
        "遗失声明：云岭区第二小学遗失公章一枚，声明作废。",
        "招租公告：云岭区文化馆旁有门面一间，面积80平方米。联系电话：00012345678。",
        "长按识别二维码，关注云岭区图书馆！",
        "相关阅读：《云岭区博物馆新馆落成》",
    ],
)
def test_nothing_is_taken_from_what_is_no_part_of_the_text(insert: str) -> None:
    before = Extractor().extract(read_text(TEXT + SERVED, "a.txt"))
    after = Extractor().extract(read_text(TEXT + insert + SERVED, "a.txt"))
    assert names(TEXT + insert + SERVED) == names(TEXT + SERVED)
    assert [(o.indicator, o.value) for o in after.observations] == [
        (o.indicator, o.value) for o in before.observations
    ]
    assert before.observations


def test_the_text_of_an_insertion_stays_in_the_document() -> None:
    text = TEXT + "遗失声明：云岭区第二小学遗失公章一枚，声明作废。" + SERVED
    assert "云岭区第二小学" in read_text(text, "a.txt").text
