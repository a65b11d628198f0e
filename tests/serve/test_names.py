"""Searching names: what is typed, and what is found, the likest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.serve.names import Entry, Names, Strings, spelling

ENTRIES = [
    ("青河小学", "School", "qing he xiao xue"),
    ("青河镇", "Place", "qing he zhen"),
    ("大青河", "Place", "da qing he"),
    ("柳溪镇青河小学分校", "School", "liu xi zhen qing he xiao xue fen xiao"),
    ("青河", "Place", "qing he"),
    ("ABC 中心", "ServiceCentre", "abc zhong xin"),
]


@pytest.fixture(scope="module")
def names() -> Names:
    spelled = [
        (spelling(text), number)
        for number, (label, _, pinyin) in enumerate(ENTRIES)
        for text in (label, pinyin, "".join(word[0] for word in pinyin.split()))
    ]
    return Names([Entry(f"e:{label}", label, kind) for label, kind, _ in ENTRIES], spelled)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青河", ["青河", "青河镇", "青河小学", "大青河", "柳溪镇青河小学分校"]),
        ("青河小学", ["青河小学", "柳溪镇青河小学分校"]),
        ("qinghe", ["青河", "青河镇", "青河小学", "大青河", "柳溪镇青河小学分校"]),
        ("Qing He", ["青河", "青河镇", "青河小学", "大青河", "柳溪镇青河小学分校"]),
        ("qhz", ["青河镇"]),
        ("abc", ["ABC 中心"]),
        ("分校", ["柳溪镇青河小学分校"]),
        ("山", []),
        ("", []),
        ("  ", []),
        ("\n", []),
    ],
)
def test_search(names: Names, text: str, found: list[str]) -> None:
    assert [names.entry(number).label for number in names.search(text)] == found


def test_counts(names: Names) -> None:
    assert len(names) == len(ENTRIES)
    assert names.counts() == {"School": 2, "ServiceCentre": 1, "Place": 3}
    assert names.counts(names.search("小学")) == {"School": 2}
    assert [names.entry(number).label for number in names.of_class("Place")] == ["青河镇", "大青河", "青河"]


@given(
    st.lists(st.text(alphabet="abc青河", max_size=6), max_size=12),
    st.text(alphabet="abc青河", min_size=1, max_size=3),
)
def test_texts_are_found_as_one_by_one(texts: list[str], part: str) -> None:
    strings = Strings(texts)
    assert len(strings) == len(texts)
    assert [strings[number] for number in range(len(texts))] == texts
    assert list(strings.having(part)) == [at for at, text in enumerate(texts) if part in text]
    assert list(strings.beginning(part)) == [at for at, text in enumerate(texts) if text.startswith(part)]
