from __future__ import annotations

import math
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.view.layout import BOX, communities, places

#: Two rings of ten, joined by one link, and three nodes that hang on nothing.
RINGS = [
    *((i, (i + 1) % 10) for i in range(10)),
    *((10 + i, 10 + (i + 1) % 10) for i in range(10)),
    *((i, (i + 3) % 10) for i in range(10)),
    *((10 + i, 10 + (i + 3) % 10) for i in range(10)),
    (0, 10),
]


def overlapping(spots: list[tuple[int, int]]) -> int:
    wide, high = 2 * BOX[0] - 4, 2 * BOX[1] - 4
    return sum(
        abs(ax - bx) < wide and abs(ay - by) < high
        for i, (ax, ay) in enumerate(spots)
        for bx, by in spots[i + 1 :]
    )


@pytest.mark.parametrize(
    ("number", "edges", "expected"),
    [(0, [], []), (1, [], [(0, 0)]), (1, [(0, 0)], [(0, 0)])],
)
def test_smallest(number: int, edges: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert places(number, edges) == expected


def test_communities_are_found_largest_first_and_the_unlinked_last() -> None:
    assert communities(23, RINGS) == [list(range(10)), list(range(10, 20)), [20, 21, 22]]


def test_communities_stand_apart() -> None:
    spots = places(23, RINGS)
    within = mean(math.dist(spots[a], spots[b]) for a in range(10) for b in range(a))
    between = mean(math.dist(spots[a], spots[b]) for a in range(10) for b in range(10, 20))
    assert between > 1.5 * within


def test_names_have_room() -> None:
    # A star of 300: the hardest to spread.
    assert overlapping(places(300, [(0, i) for i in range(1, 300)])) <= 3
    assert overlapping(places(23, RINGS)) == 0


def test_what_has_no_links_stands_in_rows() -> None:
    spots = places(30, [])
    assert spots == sorted(spots, key=lambda spot: (spot[1], spot[0]))
    assert overlapping(spots) == 0


@given(
    st.integers(1, 25).flatmap(
        lambda n: st.tuples(
            st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40)
        )
    )
)
def test_any_graph(graph: tuple[int, list[tuple[int, int]]]) -> None:
    number, edges = graph
    spots = places(number, edges)
    assert len(spots) == number
    assert overlapping(spots) == 0
    # Direction, order and repetition of the edges make no difference.
    assert places(number, [(b, a) for a, b in reversed(edges)] + edges) == spots
