"""Intervals of a text: which of them a span meets, and whether one holds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.facts.intervals import Intervals

NESTED = [(0, 9), (2, 4), (6, 12), (20, 24)]
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))


@pytest.mark.parametrize(
    ("start", "end", "met", "held"),
    [
        (3, 4, [(2, 4), (0, 9)], True),
        (4, 6, [(0, 9)], True),
        (8, 11, [(6, 12), (0, 9)], True),
        (8, 13, [(6, 12), (0, 9)], False),
        (12, 20, [], False),
        (0, 30, [(20, 24), (6, 12), (2, 4), (0, 9)], False),
    ],
)
def test_meeting_and_holding(start: int, end: int, met: list[tuple[int, int]], held: bool) -> None:
    intervals = Intervals(NESTED)
    assert list(intervals.meeting(start, end)) == met
    assert intervals.holding(start, end) is held


@given(st.lists(SPANS), SPANS)
def test_none_is_missed(listed: list[tuple[int, int]], span: tuple[int, int]) -> None:
    start, end = span
    expected = sorted((a, b) for a, b in listed if a < end and start < b)
    assert sorted(Intervals(listed).meeting(start, end)) == expected
