"""The commands explain, rules, audit and withdraw."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

TEXT = """青河简讯
昆明市柳溪小学加入柳溪教育集团。
居民何婆婆说，全市新建老年食堂12个。
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def built(run: Run, text: Path, tmp_path: Path) -> str:
    target = str(tmp_path / "graph")
    assert run("build", str(text), "-o", target).exit_code == 0
    return target


# --- explain, rules ---------------------------------------------------------------------------


def test_explain_a_sentence(run: Run) -> None:
    told = run("explain", "昆明市柳溪小学开学，优质小学越来越多。")
    assert told.exit_code == 0, told.stderr
    assert "昆明市柳溪小学\tSchool\thead-open\t0.90\t" in told.stdout
    assert "优质小学" in told.stdout.partition("refused")[2]


def test_explain_a_line_of_a_file(run: Run, text: Path) -> None:
    told = json.loads(run("explain", "--file", str(text), "--line", "3", "--json").stdout)
    assert told["text"].startswith("居民＊＊＊说")
    assert told["area"] == "昆明市"
    assert [each["value"] for each in told["found"] if each["what"] == "observation"] == [
        "新建老年食堂数量 = 12 个"
    ]
    assert "何婆婆" not in json.dumps(told, ensure_ascii=False)
    missing = run("explain", "--file", str(text), "--line", "9")
    assert (missing.exit_code, "M112" in missing.stderr) == (3, True)


def test_explain_with_area_and_date(run: Run) -> None:
    words = ("explain", "全市去年新建老年食堂12个。", "--area", "昆明市", "--date", "2023-05-01", "--json")
    told = json.loads(run(*words).stdout)
    assert any("2022-01-01" in each["value"] for each in told["found"] if each["what"] == "period")


def test_explain_needs_words(run: Run) -> None:
    nothing = run("explain")
    assert (nothing.exit_code, "M912" in nothing.stderr) == (2, True)


def test_rules(run: Run) -> None:
    listed = run("rules").stdout
    assert listed.startswith("rule\tfile\tconfidence\tmeaning\n")
    assert "\nquoted-tail\tnames\t0.85\t" in listed
    shown = run("rules", "gazetteer").stdout
    assert "0.95 / 0.80" in shown
    assert "大渡口区" in shown
    assert json.loads(run("rules", "appellation", "--json").stdout)["file"] == "privacy"
    assert len(json.loads(run("rules", "--json").stdout)) + 1 == len(listed.splitlines())
    unknown = run("rules", "quoted-tial")
    assert (unknown.exit_code, "quoted-tail" in unknown.stderr) == (2, True)


# --- audit, withdraw --------------------------------------------------------------------------


def test_audit(run: Run, built: str) -> None:
    audited = run("audit", built)
    assert audited.exit_code == 0, audited.stderr
    assert "appellation\t1\t" in audited.stdout
    assert json.loads(run("audit", built, "--json").stdout)["suspects"] == []


def test_withdraw_list_and_undo(run: Run, built: str) -> None:
    found = run("query", built, "search", "text=柳溪小学", "--json").stdout
    before = run("export", built, "-f", "nquads").stdout
    iri = "https://w3id.org/minsheng/id/School" + found.partition("/id/School")[2].partition('"')[0]
    assert run("withdraw", built, iri, "--reason", "当事人要求").exit_code == 0
    assert run("withdraw", built, "--list").stdout == f"iri\treason\n{iri}\t当事人要求\n"
    after = run("export", built, "-f", "nquads").stdout
    assert "柳溪小学" in before
    assert "柳溪小学" not in after
    assert "柳溪小学" not in run("query", built, "search", "text=柳溪小学").stdout
    assert iri in run("audit", built).stdout
    assert json.loads(run("withdraw", built, "--undo", iri, "--json").stdout) == []
    assert run("export", built, "-f", "nquads").stdout == before


def test_withdrawing_nothing_or_the_unknown(run: Run, built: str, tmp_path: Path) -> None:
    for words, code, told in (
        ((built,), 2, "M911"),
        ((built, "https://w3id.org/minsheng/id/School/none"), 2, "M218"),
        ((built, "--undo", "https://w3id.org/minsheng/id/School/none"), 2, "M219"),
        ((str(tmp_path / "none"), "--list"), 1, "M2"),
    ):
        done = run("withdraw", *words)
        assert (done.exit_code, told in done.stderr) == (code, True), words
