from __future__ import annotations

from benchmarks.intervals import interval
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.floats(0, 1), min_size=4, max_size=12))
def test_an_interval_lies_within_the_values_and_repeats(values: list[float]) -> None:
    bounds = interval(values)
    assert bounds is not None
    assert min(values) - 1e-9 <= bounds[0] <= bounds[1] <= max(values) + 1e-9
    assert bounds == interval(values)


def test_few_documents_have_none() -> None:
    assert interval([0.1, 0.9, 0.5]) is None
