"""Names put into sentences: the table is sound, most are found, and the page tells how many."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import TYPE_CHECKING

import benchmarks.named
import pytest
from benchmarks.named import names, tables

from minsheng.vocabulary import entity_classes

if TYPE_CHECKING:
    from benchmarks.tables import Table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "names.md"


@pytest.fixture(scope="module")
def measured() -> Table:
    return tables()[0]


def test_the_names_are_of_classes_and_stand_once() -> None:
    every = [name for part in names().values() for name in part]
    assert len(every) == len(set(every)) > 80
    assert set(names()) <= set(entity_classes())


def test_most_names_of_every_class_are_found(measured: Table) -> None:
    recall = {row[0]: float(row[2]) for row in measured.rows}
    assert list(recall) == list(names())
    assert {type_ for type_, share in recall.items() if share < 0.85} <= {"Programme"}
    assert min(recall.values()) >= 0.7


def test_the_page_lists_every_class() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| {type_} | " in page for type_ in names())


def test_the_examples_hold() -> None:
    assert doctest.testmod(benchmarks.named).failed == 0
