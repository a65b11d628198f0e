"""What learning has in common: features and weights in, what is kept of them out."""

from __future__ import annotations

import pytest
from benchmarks.learning import frequent, row


def test_frequent_counts_documents() -> None:
    shown = [(1, ["a", "a"]), (1, ["a", "b"]), (2, ["b"]), (3, ["b", "a"])]
    assert frequent(shown) == ["b"]


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"name": -125}, "head=工程\tname:-125\n"),
        ({"event": -2, "name": 50}, "head=工程\tevent:-2 name:50\n"),
        ({"event": 0, "name": 50}, "head=工程\tname:50\n"),
        ({"event": 0}, ""),
        ({}, ""),
    ],
)
def test_rows_hold_what_decides(weights: dict[str, int], told: str) -> None:
    assert row("head=工程", weights) == told
