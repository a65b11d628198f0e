"""Sheets of workbooks: what stands in them is read, whatever is wrong with them is told."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from minsheng.errors import InputError, UsageError
from minsheng.matching import workbooks
from minsheng.matching.tables import read_table
from minsheng.matching.workbooks import Writer, rows

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET)
XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'


def book(lines: list[list[Any]], title: str = "学校") -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.title = title
    for line in lines:
        made.active.append(line)
    made.create_sheet("别的").append(["区县"])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@cache
def sound() -> bytes:
    return book([["学校"], ["青河小学"]])


def changed(parts: dict[str, str | bytes | None]) -> bytes:
    """A sound workbook with some of its parts put in the place of others, or left out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def test_cells_as_text_and_as_they_are(tmp_path: Path) -> None:
    day = datetime(2024, 3, 1)
    line = ["青河小学", 12, 12.0, -3.5, True, day, datetime(2024, 3, 1, 8, 30), time(8, 30), None, "=1+1 "]
    file = tmp_path / "学校.xlsx"
    file.write_bytes(book([[f"c{at}" for at in range(len(line))], [*line[:-1], "'=1"], [], ["", "b"]]))
    first, second = read_table(str(file))
    assert first.cells == (
        "青河小学", "12", "12", "-3.5", "true", "2024-03-01", "2024-03-01 08:30:00", "08:30:00", "", "'=1",
    )  # fmt: skip
    assert first.values[:6] == (*line[:5], day)
    assert (second.line, second.cells[:3]) == (4, ("", "b", ""))


def test_sheets_by_name_and_the_first(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(book([["学校"], ["青河小学"]]))
    assert read_table(str(file)).columns == ("学校",)
    assert read_table(str(file), "别的").columns == ("区县",)
    with pytest.raises(UsageError) as told:
        read_table(str(file), "没有")
    assert (told.value.code, "学校、别的" in str(told.value)) == ("M368", True)
    (tmp_path / "t.csv").write_text("学校\n")
    with pytest.raises(UsageError) as told:
        read_table(str(tmp_path / "t.csv"), "学校")
    assert told.value.code == "M369"


def test_columns_end_where_their_names_do(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(book([["学校", None, "区县", None, " "], ["青河小学", 1]]))
    table = read_table(str(file))
    assert table.columns == ("学校", "", "区县")
    assert [row.cells for row in table] == [("青河小学", "1", "")]
    file.write_bytes(book([["学校"], ["青河小学", "多出来"]]))
    with pytest.raises(InputError) as told:
        list(read_table(str(file)))
    assert (told.value.code, told.value.line) == ("M351", 2)


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": None},
        {"xl/workbook.xml": None},
        {"xl/workbook.xml": "<no"},
        {"xl/workbook.xml": BOMB},
        {SHEET: "no xml"},
        {SHEET: BOMB},
        {SHEET: XML.format('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')},
        {SHEET: XML.format('<row r="1"><c r="A1" t="n"><v>many</v></c></row>')},
        {SHEET: XML.format('<row r="one"><c r="A1"><v>1</v></c></row>')},
        {SHEET: XML.format('<row r="1"><c r="1A"><v>1</v></c></row>')},
        {SHEET: XML.format('<row r="1"><c r="A1"><v>1</v></c></row>')[:-30]},
        {"xl/styles.xml": BOMB},
    ],
)
def test_a_broken_workbook_is_told(parts: dict[str, str | bytes | None]) -> None:
    with pytest.raises(InputError) as told:
        list(rows("t.xlsx", changed(parts)))
    assert told.value.code == "M364"
    assert told.value.file == "t.xlsx"


@pytest.mark.parametrize(
    "content",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row>',
        "".join(f'<row r="{at}"><c r="ZZ{at}"><v>1</v></c></row>' for at in range(1, 9)),
    ],
)
def test_a_small_file_cannot_ask_for_endless_cells(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_ROWS", 1000)
    monkeypatch.setattr(workbooks, "_CELLS", 5000)
    with pytest.raises(InputError) as told:
        list(rows("t.xlsx", changed({SHEET: XML.format(content)})))
    assert told.value.code == "M366"


def test_a_small_file_cannot_unpack_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_BYTES", 1_000_000)
    data = changed({SHEET: XML.format(" " * 2_000_000)})
    assert len(data) < 20_000
    with pytest.raises(InputError) as told:
        rows("t.xlsx", data)
    assert told.value.code == "M105"


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
    st.sampled_from([1.0, 1.0, 0.99, 0.5]),
)
def test_any_damage_is_told_or_does_not_matter(changes: list[tuple[float, int]], left: float) -> None:
    whole = bytearray(sound())
    for at, byte in changes:
        whole[int(at * len(whole))] = byte
    with suppress(InputError, UsageError):
        list(rows("t.xlsx", bytes(whole[: int(left * len(whole))])))


@settings(max_examples=40)
@given(part=st.sampled_from(PARTS), at=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_any_damage_to_a_part_is_told_or_does_not_matter(part: str, at: float, byte: int) -> None:
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        content = bytearray(archive.read(part))
    content[int(at * len(content))] = byte
    with suppress(InputError, UsageError):
        list(rows("t.xlsx", changed({part: bytes(content)})))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.integers(-(10**9), 10**9).map(lambda number: number / 1000),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)).map(lambda day: datetime(day.year, day.month, day.day)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=9),
    st.sampled_from(["=1+1", "@x", "http://example.org/", "007", "_x0041_"]),
)


@settings(max_examples=40)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=4))
def test_what_is_written_is_read_again(lines: list[list[Any]]) -> None:
    file = io.BytesIO()
    with Writer(file) as writer:
        for line in [["a", "b", "c"], *lines]:
            writer.add(line)
    found = [list(row.values) for row in rows("t.xlsx", file.getvalue()) if row.cells]
    expected = [line for line in lines if any(value is not None for value in line)]
    assert [(*line, None, None, None)[:3] for line in found[1:]] == list(map(tuple, expected))


def test_nothing_written_is_a_formula_and_the_bytes_are_the_same() -> None:
    def written() -> bytes:
        file = io.BytesIO()
        with Writer(file) as writer:
            writer.add(["=1+1", "+1", "-2", "@x", "\t=1", "青" * 40_000, "\x0c"])
        return file.getvalue()

    [cells] = load_workbook(io.BytesIO(written())).worksheets[0].iter_rows()
    assert [cell.data_type for cell in cells[:6]] == ["s"] * 6
    assert len(str(cells[5].value)) == 32_767
    assert written() == written()
