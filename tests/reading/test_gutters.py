from __future__ import annotations

import re
from typing import Protocol

import pytest
from benchmarks.typeset import column, seams, side_by_side
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading import read_text
from minsheng.reading.gutters import cells_of, dealt_out


class Press(Protocol):
    """The fixture of conftest.py, which tests cannot import."""

    articles: dict[str, list[str]]


def spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(".+", text)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("新馆开放。", [(0, 10)]),
        ("新馆 开放。", [(0, 11)]),
        ("新馆开放。   食堂开张。", [(0, 10), (13, 23)]),
        ("　　新馆开放。　　食堂", [(4, 14), (18, 22)]),
        ("新馆\t食堂", [(0, 4), (5, 9)]),
        ("   ", []),
    ],
)
def test_cells_of_a_row(row: str, expected: list[tuple[int, int]]) -> None:
    assert [(cell.left, cell.right) for cell in cells_of(row, 0, len(row))] == expected


@pytest.mark.parametrize("gap", [2, 3, 7])
@pytest.mark.parametrize("names", [["school", "clinic"], ["library", "elder"], ["school", "clinic", "elder"]])
def test_columns_side_by_side_are_read_one_after_the_other(press: Press, names: list[str], gap: int) -> None:
    columns = [column(press.articles[name], 15) for name in names]
    source = read_text("\n".join(side_by_side(columns, gap)), "page.txt")
    flat = source.text.replace("\n", "")
    broken = list(seams(columns))
    assert sum(before + after in flat for before, after in broken) >= 0.97 * len(broken)
    assert all(
        source.original[at] == c for c, at in zip(source.text, source.offsets, strict=True) if c != "\n"
    )


def test_a_headline_over_both_columns_stands_first(press: Press) -> None:
    rows = side_by_side([column(press.articles[name], 15) for name in ("school", "clinic")], 4)
    source = read_text("\n".join(["梧溪县教育卫生两件事一起办，家长和老人都说好", *rows]), "page.txt")
    assert source.text.startswith("梧溪县教育卫生两件事一起办")


TABLE = """序号  县市      学校名称              学位
1     梧溪县    梧溪县第一小学        1200
2     梧溪县    青石镇中心小学        860
3     南屏县    南屏县实验幼儿园      360
4     南屏县    柳溪镇九年一贯制学校  1450
5     南屏县    南屏县职业教育中心    2100"""


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "新馆开放。\n食堂开张。",
        "　　第一段话说的是新馆。\n　　第二段话说的是食堂。\n　　第三段。\n　　第四段。",
        "\n".join(["  ".join(["新馆在镇上开放图"] * 400)] * 6),
        "好" + " " * 20_000 + "\n",
        "张三  李四  王五\n赵六  孙七  周八\n吴九  郑十  钱一\n冯二  陈三  褚四",
    ],
)
def test_tables_lists_and_indented_text_stay_as_they_are(text: str) -> None:
    assert dealt_out(text, spans(text)) is None


@given(st.text(alphabet="新馆食堂开张。，  \u3000\t\n1a", max_size=200))
def test_every_character_is_kept_once(text: str) -> None:
    pieces = dealt_out(text, spans(text))
    if pieces is not None:
        kept = "".join(text[piece.start : piece.end] for piece in pieces)
        assert sorted(re.sub(r"\s", "", kept)) == sorted(re.sub(r"\s", "", text))
