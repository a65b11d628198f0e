"""`minsheng match`: names in a table, matched with the sample's entities."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

TABLE = """学校,区县,iri
青河小学,青河区,1
青河二小,,2
=1+1,,3
,青河区,4
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "学校.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_the_table_gets_columns(run: Callable[..., Result], graph: str, table: str) -> None:
    done = run("match", graph, table, "--column", "学校", "--type", "学校", "--property", "区县=locatedIn")
    assert not done.exit_code, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["学校", "区县", "iri", "minsheng_iri", "name", "class", "score", "match"]
    assert [row["iri"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["name"] for row in rows[:2]] == ["青河小学", "青河第二小学"]
    assert rows[0]["match"] == "true"
    assert 90 <= float(rows[0]["score"]) <= 100
    assert rows[0]["minsheng_iri"].endswith("/School/990101-qinghe-xiaoxue")
    assert {row["match"] for row in rows[2:]} == {"false"}
    assert rows[3]["name"] == ""
    assert "4 行" in done.stderr


def test_candidates_a_row_each(run: Callable[..., Result], graph: str, tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("学校\n青河\n", encoding="utf-8")
    done = run("match", graph, str(path), "--column", "学校", "--limit", "3", "-q")
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t"))
    assert len(rows) == 3
    assert {row["学校"] for row in rows} == {"青河"}
    assert [float(row["score"]) for row in rows] == sorted(
        (float(row["score"]) for row in rows), reverse=True
    )
    assert not done.stderr


def test_json(run: Callable[..., Result], graph: str, table: str) -> None:
    done = run("match", graph, table, "--column", "学校", "--limit", "2", "--json")
    rows = json.loads(done.stdout)
    assert [row["line"] for row in rows] == [2, 3, 4, 5]
    best = rows[0]["candidates"][0]
    assert (best["name"], best["class"]) == ("青河小学", "School")
    assert best["features"]["same"] == 1
    assert rows[3] == {"line": 5, "query": "", "candidates": []}


def test_no_rows(run: Callable[..., Result], graph: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("学校\n", encoding="utf-8")
    assert json.loads(run("match", graph, str(path), "--column", "学校", "--json").stdout) == []
    assert run("match", graph, str(path), "--column", "学校").stdout == "学校,iri,name,class,score,match\n"


def test_a_file_is_written_whole_or_not(
    run: Callable[..., Result], graph: str, table: str, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    done = run("match", graph, table, "--column", "学校", "-o", str(target))
    assert not done.exit_code
    assert not done.stdout
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    before = target.read_bytes()
    broken = tmp_path / "broken.csv"
    broken.write_text("学校\n青河小学\n甲,乙\n", encoding="utf-8")
    assert run("match", graph, str(broken), "--column", "学校", "-o", str(target)).exit_code == 3
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--column", "校名"], 2, "学校、区县、iri"),
        (["--column", "学校", "--type", "学堂"], 2, "学校"),
        (["--column", "学校", "--property", "区县=locatedAt"], 2, "locatedIn"),
        (["--column", "学校", "--property", "市=locatedIn"], 2, "学校、区县、iri"),
        (["--column", "学校", "--property", "区县"], 2, "区县"),
        (["--column", "学校", "--limit", "0"], 2, "--limit"),
        ([], 2, "--column"),
    ],
)
def test_wrong_calls_are_told(
    run: Callable[..., Result], graph: str, table: str, words: list[str], code: int, told: str
) -> None:
    done = run("match", graph, table, *words)
    assert done.exit_code == code
    assert told in done.stderr
    assert not done.stdout


def test_a_missing_table(run: Callable[..., Result], graph: str) -> None:
    done = run("match", graph, "nirgends.csv", "--column", "学校")
    assert done.exit_code == 3
    assert "nirgends.csv" in done.stderr


def test_a_workbook_gives_a_workbook(run: Callable[..., Result], graph: str, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in (["学校", "人数", "编号"], ["青河小学", 1200, "=1+1"], [None, 3], ["没有这个", None, "007"]):
        book.active.append(line)
    book.active["C2"].data_type = "s"
    book.create_sheet("另一张").append(["校名"])
    table, target = tmp_path / "学校.xlsx", tmp_path / "对好.xlsx"
    book.save(table)
    done = run("match", graph, str(table), "--column", "学校", "-o", str(target))
    assert not done.exit_code, done.stderr
    [sheet] = load_workbook(target).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("学校", "人数", "编号", "iri", "name", "class", "score", "match")
    assert rows[1][:3] == ("青河小学", 1200, "=1+1")
    assert sheet["C2"].data_type == "s"
    assert (rows[1][4], rows[1][7]) == ("青河小学", True)
    assert isinstance(rows[1][6], float)
    assert rows[2] == (None, 3, None, None, None, None, None, False)
    piped = run("match", graph, str(table), "--column", "学校", "-q")
    assert piped.stdout_bytes == target.read_bytes()
    assert run("match", graph, str(table), "--column", "学校", "--sheet", "另一张").exit_code == 2
    assert run("match", graph, str(table), "--column", "校名", "--sheet", "另一张", "--json").stdout == "[]\n"


def test_the_name_of_the_file_tells_its_kind(
    run: Callable[..., Result], graph: str, table: str, tmp_path: Path
) -> None:
    target = tmp_path / "对好.xlsx"
    assert not run("match", graph, table, "--column", "学校", "-o", str(target)).exit_code
    assert load_workbook(target).worksheets[0]["A4"].value == "=1+1"
    back = tmp_path / "又.csv"
    assert not run("match", graph, str(target), "--column", "学校", "-o", str(back)).exit_code
    head, first, *_ = csv.reader(io.StringIO(back.read_text("utf-8-sig")))
    assert head[-5:] == [
        "minsheng_iri",
        "minsheng_name",
        "minsheng_class",
        "minsheng_score",
        "minsheng_match",
    ]
    assert first[:3] == ["青河小学", "青河区", "1"]


def test_a_broken_workbook_is_told(run: Callable[..., Result], graph: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    done = run("match", graph, str(path), "--column", "学校")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "t.xlsx" in done.stderr
