from __future__ import annotations

import doctest
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import benchmarks.phrases
import benchmarks.readers
import pytest
from benchmarks.phrases import KINDS, TIMES, Amount, Phrase, phrases, tables
from benchmarks.readers import Reader, fits, holds, ours, readers

DOCS = Path(__file__).resolve().parents[2] / "docs"


def named(text: str) -> Phrase:
    return next(phrase for phrase in phrases() if phrase.text == text)


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.text)
def test_every_phrase_is_read_right(phrase: Phrase) -> None:
    assert ours(phrase)


def test_the_table_is_large_and_says_everything_once() -> None:
    kinds = Counter(phrase.kind for phrase in phrases())
    assert list(kinds) == list(KINDS)
    assert min(kinds.values()) >= 20
    assert len(phrases()) == len({phrase.text for phrase in phrases()}) > 350
    assert all(bool(phrase.base) == (phrase.kind in TIMES) for phrase in phrases())


@pytest.mark.parametrize(
    "wrong",
    [
        replace(named("近30亿元"), amounts=(Amount(Decimal(3000000000), "元", "exact"),)),
        replace(named("5—10年"), amounts=(Amount(Decimal(5), "年", "over"),)),
        replace(named("第三中学"), amounts=(Amount(Decimal(3), "个", "exact"),)),
        replace(named("上半年"), days=((date(2022, 1, 1), date(2022, 6, 30)),)),
    ],
)
def test_ours_must_be_right_in_everything(wrong: Phrase) -> None:
    assert not ours(wrong)


# a number of the phrase, its unit, what a reader gave
@pytest.mark.parametrize(
    ("value", "unit", "given", "right"),
    [
        ("35", "%", "35", True),
        ("35", "%", "0.35", True),
        ("35", "%", "3.5", False),
        ("8", "折", "0.8", True),
        ("3", "‰", "0.003", True),
        ("66.6667", "%", "66.66666", True),
        ("3", "个", "3", True),
        ("3", "个", "0.03", False),
    ],
)
def test_any_form_of_a_value_is_right(value: str, unit: str, given: str, right: bool) -> None:
    assert holds([Amount(Decimal(value), unit, "exact")], [Decimal(given), Decimal(77)]) is right


def test_both_ends_of_a_range_are_needed() -> None:
    amount = Amount(Decimal(3), "场", "over", Decimal(5))
    assert holds([amount], [Decimal(5), Decimal(3)])
    assert not holds([amount], [Decimal(3)])


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        (date(2023, 1, 1), date(2023, 6, 30), True),
        (date(2023, 1, 1), date(2023, 7, 1), True),
        (date(2023, 1, 1), date(2023, 7, 3), False),
        (None, date(2023, 6, 30), False),
    ],
)
def test_days_are_right_to_a_day(first: date | None, last: date | None, right: bool) -> None:
    assert fits([(date(2023, 1, 1), date(2023, 6, 30))], first, last) is right


def test_an_open_end_may_be_anything() -> None:
    assert fits([(None, date(2023, 11, 30))], date(2023, 11, 25), date(2023, 11, 30))


def transformed(text: str) -> str:
    return text.replace("三千五百", "3500").replace("百分之九十", "90%")


def refused(*_: object, **__: object) -> Any:
    raise ValueError


def recognized(text: str, *_: object, **__: object) -> list[Any]:
    values = {"5分": {"value": "5", "unit": "Fen"}, "百分之九十": {"value": "90%"}}
    return [SimpleNamespace(resolution=each) for word, each in values.items() if word in text]


def spans(text: str, *_: object, **__: object) -> list[Any]:
    given = {"start": "2023-01-01", "end": "2023-07-01"}
    return [SimpleNamespace(resolution={"values": [given]})] if "上半年" in text else []


def parsed(text: str, *_: object, **__: object) -> Any:
    if text == "上半年":
        return {"time": ["2023-01-01 00:00:00", "2023-06-30 23:59:59"]}
    return {"num": ["3000000.00", "4000000.00"]} if text == "投入300万元" else refused()


MODULES: dict[str, Any] = {
    "cn2an": SimpleNamespace(transform=transformed, cn2an=refused),
    "recognizers_suite": SimpleNamespace(
        Culture=SimpleNamespace(Chinese="zh"),
        recognize_datetime=spans,
        recognize_number=refused,
        recognize_percentage=recognized,
        recognize_currency=recognized,
        recognize_dimension=recognized,
        recognize_age=recognized,
    ),
    "jionlp": SimpleNamespace(
        parse_time=parsed,
        parse_money=parsed,
        ner=SimpleNamespace(extract_time=refused, extract_money=refused),
    ),
}


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> dict[str, Reader]:
    monkeypatch.setattr(benchmarks.readers, "import_module", MODULES.__getitem__)
    return {reader.caption: reader for reader in readers()}


@pytest.mark.parametrize(
    ("caption", "text", "right"),
    [
        ("minsheng", "三千五百人", True),
        ("cn2an", "三千五百人", True),
        ("cn2an", "百分之九十的学校", True),
        ("cn2an", "近百名学生", False),
        ("Recognizers-Text", "上半年", True),
        ("Recognizers-Text", "下半年", False),
        ("Recognizers-Text", "硬币5分钱", False),
        ("JioNLP", "上半年", True),
        ("JioNLP", "下半年", False),
        ("JioNLP", "投入300万元", True),
        ("JioNLP", "总投资2.6亿元", False),
    ],
)
def test_others_are_asked_in_their_own_way(
    others: dict[str, Reader], caption: str, text: str, right: bool
) -> None:
    assert named(text).kind in others[caption].kinds
    assert others[caption].right(named(text)) is right


def test_what_a_recognizer_gives_counts_in_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(MODULES["recognizers_suite"]), "recognize_number", recognized)
    monkeypatch.setattr(benchmarks.readers, "import_module", MODULES.__getitem__)
    reader = next(reader for reader in readers() if reader.caption == "Recognizers-Text")
    assert reader.right(named("硬币5分钱"))
    assert reader.right(named("百分之九十的学校"))


def test_a_reader_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(benchmarks.readers, "import_module", absent)
    assert [reader.caption for reader in readers()] == ["minsheng"]


def test_the_page_holds_what_the_table_holds() -> None:
    (table,) = tables([Reader("minsheng", frozenset(KINDS), ours)])
    page = (DOCS / "numbers.md").read_text(encoding="utf-8")
    assert all(f"| {caption} | {count} |" in page for caption, count in table.rows)


@pytest.mark.parametrize("module", [benchmarks.phrases, benchmarks.readers])
def test_examples(module: Any) -> None:
    assert doctest.testmod(module).failed == 0
