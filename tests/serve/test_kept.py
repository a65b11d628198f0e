"""What is kept of the answers, and which go first."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.serve.kept import Answered, Kept
from minsheng.serve.querying import Head


def answered(size: int) -> Answered:
    return Answered(Head("text/csv", None, size), b"x" * size)


def test_the_one_longest_unused_goes() -> None:
    kept = Kept(40)
    for name in "abcdefgh":
        kept.put(name, answered(5))
    assert kept.get("a") is not None
    kept.put("i", answered(5))
    assert kept.get("b") is None
    assert kept.get("a") is not None
    assert kept.get("i") is not None
    kept.clear()
    assert kept.get("a") is None
    assert kept.size == 0


def test_what_takes_too_much_is_not_kept() -> None:
    kept = Kept(40)
    kept.put("a", answered(6))
    assert kept.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), max_size=60))
def test_it_never_takes_more_than_it_may(puts: list[tuple[int, int]]) -> None:
    kept = Kept(40)
    for key, size in puts:
        kept.put(key, answered(size))
        assert kept.size <= 40
    held = {key: found for key in range(10) if (found := kept.get(key))}
    assert kept.size == sum(len(found.body) for found in held.values())
    for key, found in held.items():
        assert len(found.body) in {size for other, size in puts if other == key}


def test_the_same_is_asked_once_at_a_time() -> None:
    """Ten want an answer at once: one makes it."""
    kept, made = Kept(40), []

    async def want(key: str) -> Answered:
        async with kept.turn(key, 60):
            if (found := kept.get(key)) is None:
                made.append(key)
                await asyncio.sleep(0.01)
                kept.put(key, found := answered(3))
            return found

    async def many() -> None:
        await asyncio.gather(*(want(key) for key in "aabababbab"))

    asyncio.run(many())
    assert sorted(made) == ["a", "b"]


def test_whoever_waits_too_long_is_told() -> None:
    kept = Kept(40)

    async def hold() -> None:
        async with kept.turn("a", 1), kept.turn("a", 0.01):
            pytest.fail("it was nobody else's turn")

    with pytest.raises(TimeoutError):
        asyncio.run(hold())

    async def again() -> str:
        async with kept.turn("a", 1):
            return "free"

    assert asyncio.run(again()) == "free"
