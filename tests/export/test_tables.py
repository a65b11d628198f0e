from __future__ import annotations

import csv
import io
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from minsheng.export import export
from minsheng.export.tables import COLUMNS, safe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyoxigraph as ox


@pytest.fixture
def tables(exported: Callable[..., bytes]) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(exported("csv"))) as archive:
        read = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in read.items()
    }


def test_there_is_a_row_for_each_fact(tables: dict[str, list[dict[str, str]]]) -> None:
    assert {name: len(rows) for name, rows in tables.items()} == {
        "entities": 6,
        "relations": 5,
        "observations": 2,
        "documents": 2,
    }
    assert {name: tuple(rows[0]) for name, rows in tables.items()} == COLUMNS


def test_facts_stand_beside_their_quotations(tables: dict[str, list[dict[str, str]]]) -> None:
    [school] = [row for row in tables["entities"] if row["label"] == "青河小学"]
    assert (school["class"], school["located_in"]) == ("School", "青河区")
    assert school["quotation"] == "青河区的青河小学、青河二小\n加入“青禾”教育集团。"
    assert school["document"] == "青河教育简讯"
    [place] = [row for row in tables["entities"] if row["label"] == "青河区"]
    assert len(place["evidence"].split("\n")) == 2
    relation = tables["relations"][1]
    assert (relation["subject_label"], relation["relation"]) == ("青河小学", "memberOf")
    assert (relation["confidence"], relation["object_label"]) == ("0.9", "“青禾”教育集团")
    document = tables["documents"][0]
    assert (document["name"], document["issued"], document["area"]) == (
        "qinghe/jiaoyu.txt",
        "2024-03-01",
        "青河区",
    )


def test_no_cell_is_a_formula(tables: dict[str, list[dict[str, str]]]) -> None:
    cells = [cell for rows in tables.values() for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")] == []
    assert [cell for cell in cells if cell.startswith("-")] == ["-3.5"]
    assert "'=古迹书院" in cells
    assert "'@青禾；青禾教育集团" in cells


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_spreadsheet_runs_a_cell(sign: str) -> None:
    for cell in (f"{sign}1+1", f"{sign}cmd|' /C calc'!A0", f'{sign}HYPERLINK("x")', sign):
        assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-3.5", "+86", "-7", "1e3", "-1.5E-3", "", "青河=1", " =1", "'=1", "2024-01-01", "7－9岁"]
)
def test_numbers_and_texts_stay(cell: str) -> None:
    assert safe(cell) == cell


def test_spreadsheets_and_pandas_read_the_same(store: ox.Store, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    export(SimpleNamespace(store=store), "csv", folder)  # type: ignore[arg-type]
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{name}.csv" for name in COLUMNS)
    assert (folder / "entities.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(pd.read_csv(folder / "observations.csv")["value"]) == [7.0, -3.5]


def test_a_folder_is_written_over(store: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "documents.csv").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    export(SimpleNamespace(store=store), "csv", tmp_path)  # type: ignore[arg-type]
    assert "青河" in (tmp_path / "documents.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "notes.txt").read_text() == "mine"
