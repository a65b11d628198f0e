from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.names import find_names
from minsheng.language.rows import row_of
from minsheng.language.segmentation import segment

LISTED = """江川区文物保护单位名单
（共计4处）
一、古墓葬（1处）
1. 蔡氏家族墓，明代，水口镇
二、古建筑（3处）
2．望津桥（清代），水口镇
（3）魁星楼；清代；水口镇
④ 石鼓滩　民国　水口镇
"""


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("1. 望津桥，清代", "望津桥"),
        ("  12、望津桥（明清）", "望津桥"),
        ("（3）魁星楼；清代", "魁星楼"),
        ("④聚奎书屋　民国", "聚奎书屋"),
        ("5 聚奎书屋 民国", "聚奎书屋"),
        ("望津桥，清代", None),
        ("一、古建筑（3处）", None),
        ("2023年新建学校", None),
        ("1. 望津桥建于清代。桥长三十米。", None),
        ("1.", None),
    ],
)
def test_rows(line: str, cell: str | None) -> None:
    row = row_of(line, 0, len(line))
    assert (line[row.start : row.edge] if row else None) == cell


@given(st.text(alphabet="1.（）、①望津桥，清代。 　\t", max_size=30), st.integers(0, 5))
def test_a_row_lies_within_its_line(line: str, before: int) -> None:
    text = "前" * before + line
    row = row_of(text, before, len(text))
    if row is not None:
        assert before < row.start < row.edge <= row.end == len(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (LISTED, ["蔡氏家族墓", "望津桥", "魁星楼", "石鼓滩"]),
        # without a heading what ends in a head is a name; and where most rows are clauses
        (
            LISTED.replace("文物保护单位", "").replace("古墓葬", "甲类").replace("古建筑", "乙类"),
            ["蔡氏家族墓", "魁星楼"],
        ),
        ("古建筑\n1. 加强巡查，落实责任\n2. 将修缮提上日程，按时完工\n3. 望津桥，清代\n", []),
        ("古建筑\n工作要求如下：\n1. 单位职责，报送\n2. 人员名册，报送\n", []),
        ("1. 敬老院设施改造工程：投资2亿元。\n2. 加快建设项目：明年完工。\n", ["敬老院设施改造工程"]),
    ],
)
def test_names_that_begin_rows(text: str, names: list[str]) -> None:
    found = [m for m in find_names(text, segment(text)) if m.type in ("HeritageSite", "Programme")]
    assert [m.name for m in found] == names
    assert all(text[m.start : m.end] == m.name for m in found)
