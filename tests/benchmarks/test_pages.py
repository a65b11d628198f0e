"""Every entity of a graph is asked for by its path, and rates are told beside those of a file."""

from __future__ import annotations

import pytest
from benchmarks.pages import spread, table


@pytest.mark.parametrize(
    ("number", "chosen"), [(1, ["a"]), (2, ["a", "c"]), (5, ["a", "b", "c", "d", "e"]), (9, list("abcde"))]
)
def test_paths_come_from_everywhere(number: int, chosen: list[str]) -> None:
    assert spread("abcde", number) == chosen


def test_rates_are_told_beside_the_file() -> None:
    shown = table({"网页 page": [200.0, 300.0, 250.0], "文件 file": [1000.0, 1000.0, 500.0]}, 9, 3)
    assert list(shown.rows) == [("网页 page", "250", "0.30"), ("文件 file", "1000", "1.00")]
