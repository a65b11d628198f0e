"""The sweep finds what is private, whatever the extractor's own rules say, and not what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from benchmarks.privacy import suspicions, swept

from minsheng.facts import Extractor
from minsheng.reading import read_text
from minsheng.records import Quotation

# words of a quotation → what is suspected
WORDS = [
    ("居民陈婆婆说好。", ["appellation", "role"]),
    ("近日，老沈来了。", ["familiar"]),
    ("电话13912345678。", ["mobile number"]),
    ("身份证11010119900101123X。", ["identity number"]),
    ("住在5栋2单元301室。", ["room"]),
    ("居民＊＊＊说好。", []),
    ("服务24小时开放，通过小程序预约。", []),
    ("区教育局局长陈建国表示，", []),
]


@pytest.mark.parametrize(("words", "kinds"), WORDS)
def test_what_is_suspected(words: str, kinds: list[str]) -> None:
    facts = Extractor().extract(read_text("今天天气很好。", "a.txt"))
    facts = replace(facts, title=None, quotations=(Quotation(0, len(words), words),))
    assert [each.kind for each in suspicions(facts, words)] == kinds


def test_the_samples_hold_nothing_private() -> None:
    masked, found, count = swept(None)
    assert (found, count > 5) == ([], True)
    assert sum(masked.values()) >= 0
