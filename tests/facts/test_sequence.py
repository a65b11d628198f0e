"""Sentences with signs for names."""

from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.facts.antecedents import Antecedents
from minsheng.facts.sequence import clause_start, encode, is_sign, signs
from minsheng.reading import read_text


def _codes(text: str) -> list[str]:
    reading, _ = Extractor().read(read_text(text, "example.txt"))
    antecedents = Antecedents(reading)
    readable = {
        signs([name]): f"<{name}>" for name in ("School", "CulturalSite", "Place", "Document", "Programme")
    }
    codes = []
    for sentence in reading.sentences:
        sequence = encode(reading, sentence, antecedents)
        assert len(sequence.positions) == len(sequence.code) + 1
        assert all(is_sign(sequence.code[i]) for i in sequence.names)
        codes.append("".join(readable.get(char, char) for char in sequence.code))
    return codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("柳荫小学与松风书院签约。", ["<School>与<CulturalSite>签约。"]),
        ("制定《柳荫办法》《松风办法》。", ["制定<Document>、<Document>。"]),
        ("四川省成都市锦江区开展活动。", ["<Place>开展活动。"]),
        ("柳荫小学开学,该校有学生。", ["<School>开学，<School>有学生。"]),
        ("柳荫小学开学。目前，学校有学生。", ["<School>开学。", "目前，<School>有学生。"]),
        ("柳荫小学开学。他去学校。", ["<School>开学。", "他去学校。"]),
        ("锦江区发布消息。我区新增学位。", ["<Place>发布消息。", "<Place>新增学位。"]),
    ],
)
def test_names_and_what_stands_for_them_become_signs(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes


@pytest.mark.parametrize(
    ("text", "position", "begins"),
    [
        ("柳荫小学开学", 0, True),
        ("目前，学校开学", 3, True),
        ("据悉，目前学校开学", 5, True),
        ("他说：“学校开学", 4, True),
        ("他去学校", 2, False),
        ("大学、学校开学", 3, False),
    ],
)
def test_where_clauses_begin(text: str, position: int, begins: bool) -> None:
    assert clause_start(text, 0, position) is begins
