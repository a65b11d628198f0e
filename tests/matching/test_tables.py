from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError, UsageError
from minsheng.matching.tables import Table, read_table

if TYPE_CHECKING:
    from pathlib import Path


def table(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> Table:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(str(file))


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("学校,区县\n青河小学,青河区\n", [("青河小学", "青河区")]),
        ("学校,区县\r\n青河小学\r\n", [("青河小学", "")]),
        ("\ufeff学校,区县\n\n青河小学,青河区", [("青河小学", "青河区")]),
        ('学校,区县\n"青河,小学","青\n河"\n', [("青河,小学", "青\n河")]),
        ("学校;区县\n青河小学;青河区\n", [("青河小学", "青河区")]),
        ("学校\t区县\n青河小学\t青河区\n", [("青河小学", "青河区")]),
        ("学校,区县\n,\n青河小学,,\n", [("", ""), ("青河小学", "")]),
        ('"学校;名","区县"\n青河小学,青河区\n', [("青河小学", "青河区")]),
        ("学校,区县\n青河小学,青河区\n".encode("gb18030"), [("青河小学", "青河区")]),
        ("學校,區縣\n青河小學,青河區縣\n".encode("utf-16"), [("青河小學", "青河區縣")]),
        ("学校,区县\n", []),
    ],
)
def test_rows(tmp_path: Path, content: str | bytes, rows: list[tuple[str, ...]]) -> None:
    assert [row.cells for row in table(tmp_path, content)] == rows


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("", "M101", None),
        (" \n ", "M102", None),
        (",,\n青河小学,,\n", "M350", None),
        ("学校,区县\n青河小学,青河区,多出来\n", "M351", 2),
        ('学校,区县\n"青河小学,青河区\n', "M352", 2),
        ('学校,区县\n"青河"小学,青河区\n', "M352", 2),
        (b"PK\x03\x04xlsx", "M364", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "M365", None),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: str | bytes, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as told:
        list(table(tmp_path, content))
    assert (told.value.code, told.value.line) == (code, line)


def test_a_tsv_has_tabs(tmp_path: Path) -> None:
    found = table(tmp_path, "学校,名\t区县\n青河小学,东\t青河区\n", "t.tsv")
    assert found.columns == ("学校,名", "区县")


@pytest.mark.parametrize(
    ("name", "code", "known"), [("校名", "M353", "学校、区县、区县"), ("区县", "M354", "学校、区县、区县")]
)
def test_a_column_that_is_not_there(tmp_path: Path, name: str, code: str, known: str) -> None:
    found = table(tmp_path, "学校,区县,区县\n")
    assert found.place(" 学校 ") == 0
    with pytest.raises(UsageError) as told:
        found.place(name)
    assert told.value.code == code
    assert known in str(told.value)


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc"]), max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), max_size=5))
def test_what_csv_writes_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["学校", "区县"], *rows])
    found = table(tmp_path_factory.mktemp("tables"), written.getvalue())
    assert [list(row.cells) for row in found] == rows
