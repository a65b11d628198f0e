from __future__ import annotations

import doctest
import random

import benchmarks.typeset
import pytest
from benchmarks.layout import tables
from benchmarks.typeset import column, in_turns, neighbours, seams, share, with_asides
from hypothesis import given
from hypothesis import strategies as st

COLUMNS = [["甲一", "甲二", "甲三。"], ["乙一", "乙二。", "乙三"]]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(1, 1, "甲一 乙一 甲二 乙二。 甲三。 乙三"), (2, 2, "甲一 甲二 乙一 乙二。 甲三。 乙三")],
)
def test_columns_take_turns(least: int, most: int, expected: str) -> None:
    assert in_turns(COLUMNS, least, most, random.Random(0)) == expected.split()


@given(
    st.lists(st.lists(st.text("一二三", min_size=1), min_size=1), min_size=1, max_size=4), st.integers(1, 6)
)
def test_no_line_is_lost(columns: list[list[str]], most: int) -> None:
    lines = in_turns(columns, 1, most, random.Random(most))
    assert sorted(lines) == sorted(line for each in columns for line in each)
    asides = with_asides(["头", *lines], ["图"], random.Random(most))
    assert asides[0] == "头"
    assert sorted(asides) == sorted(["头", "图", *lines])


@given(st.text("新馆开放，。、", min_size=1, max_size=60), st.integers(2, 9))
def test_a_column_holds_its_text(paragraph: str, cells: int) -> None:
    lines = column([paragraph], cells)
    assert "".join(lines) == paragraph
    assert all(len(line) >= cells for line in lines[:-1])


def test_shares() -> None:
    assert list(neighbours(COLUMNS))[:2] == [("甲一", "甲二"), ("甲二", "甲三。")]
    assert list(seams(COLUMNS)) == [("甲一", "甲二"), ("甲二", "甲三。"), ("乙一", "乙二。")]
    assert share(neighbours(COLUMNS), "甲一甲二\n甲三。") == 0.5


def test_the_page_in_order_keeps_its_order() -> None:
    text = "\n".join(
        f"青河区第{n}小学的新操场昨天铺好了，孩子们放学后来这里跑步、跳绳、踢球。" for n in "一二三四"
    )
    (table,) = tables([text, text.replace("小学", "医院"), text.replace("操场", "食堂")])
    assert table.rows[0][1:3] == ("1.00", "1.00")
    assert len(table.rows) > 10
    assert all(float(row[2]) >= float(row[1]) - 0.05 for row in table.rows)


def test_examples() -> None:
    assert doctest.testmod(benchmarks.typeset).failed == 0
