from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading.assignment import best_assignment


def best_total(gains: list[list[float]]) -> float:
    """By trying everything."""
    columns = [*range(len(gains[0])), *[None] * len(gains)]
    return max(
        sum(max(0.0, line[c]) if c is not None else 0.0 for line, c in zip(gains, chosen, strict=True))
        for chosen in permutations(columns, len(gains))
    )


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(-3, 9).map(float), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_the_best_total(gains: list[list[float]]) -> None:
    chosen = best_assignment(gains)
    taken = [column for column in chosen if column is not None]
    assert len(set(taken)) == len(taken)
    assert all(gains[row][column] > 0 for row, column in enumerate(chosen) if column is not None)
    total = sum(gains[row][column] for row, column in enumerate(chosen) if column is not None)
    assert abs(total - best_total(gains)) < 1e-6


def test_nothing_to_assign() -> None:
    assert best_assignment([]) == []
