from __future__ import annotations

import re

import pytest

from minsheng.facts.extractor import Extractor
from minsheng.facts.privacy import NUMBERS, private_names
from minsheng.facts.privacy_words import table
from minsheng.language.segmentation import segment
from minsheng.reading import read_text

RULES = table()["rule"]
YES = [(rule["id"], example) for rule in RULES for example in rule["yes"]]
NO = [example for rule in RULES for example in rule["no"]]


@pytest.mark.parametrize(("kind", "example"), YES)
def test_what_an_example_marks_is_masked_and_nothing_else(kind: str, example: str) -> None:
    text = re.sub(r"[\[\]]", "", example)
    found = private_names(text, segment(text), ())
    assert [text[a:b] for a, b in found.spans] == re.findall(r"\[(.*?)\]", example)
    assert kind in found.kinds
    assert sum(found.kinds.values()) == len(found.spans)


@pytest.mark.parametrize("text", NO)
def test_nothing_is_masked_in_a_counterexample(text: str) -> None:
    assert private_names(text, segment(text), ()).spans == ()


def test_every_kind_is_explained() -> None:
    assert set(NUMBERS) < {rule["id"] for rule in RULES}
    for rule in RULES:
        assert rule["zh"] and rule["en"] and rule["yes"] and rule["no"], rule["id"]


def test_private_names_reach_no_fact() -> None:
    text = (
        "陈婆婆的幸福生活\n青石镇卫生院为74岁的周桂英上门体检，周桂英一家签约3户。陈婆婆家住成都市银杏小区。"
    )
    facts = Extractor().extract(read_text(text, "a.txt"))
    said = repr(facts)
    assert "周桂英" not in said
    assert "陈婆婆" not in said
    assert any("＊＊＊" in quotation.exact for quotation in facts.quotations)
    for quotation in facts.quotations:
        there = text[quotation.start : quotation.end]
        assert len(there) == len(quotation.exact)
        assert all(a in (b, "＊") for a, b in zip(quotation.exact, there, strict=True))
