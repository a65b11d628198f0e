from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.matching.alignment import common, shortens, slip

NAMES = st.text("青河区柳溪一二小中学", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("青河", "青河", 2.0),
        ("青河", "河青", 1.0),
        ("青小", "青河小学", 2.0),
        ("", "青河", 0.0),
        ("青河", "", 0.0),
        ("青青", "青河", 1.0),
        ("柳溪", "青河", 0.0),
    ],
)
def test_what_two_names_have_in_common(one: str, other: str, weight: float) -> None:
    assert common(one, other, [1.0] * len(one)) == weight


@given(NAMES, NAMES)
def test_common_is_the_longest_common_subsequence(one: str, other: str) -> None:
    def longest(left: str, right: str) -> int:
        if not left or not right:
            return 0
        if left[0] == right[0]:
            return 1 + longest(left[1:], right[1:])
        return max(longest(left[1:], right), longest(left, right[1:]))

    assert common(one, other, [1.0] * len(one)) == longest(one, other)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("柳西小学", "柳溪小学", ("西", "溪")),
        ("柳小学", "柳溪小学", ("", "溪")),
        ("柳溪溪小学", "柳溪小学", ("溪", "")),
        ("溪柳小学", "柳溪小学", ("溪柳", "柳溪")),
        ("柳溪小学", "柳溪小学", None),
        ("柳西小字", "柳溪小学", None),
        ("柳溪", "柳溪小学", None),
        ("", "学", ("", "学")),
    ],
)
def test_slips(one: str, other: str, found: tuple[str, str] | None) -> None:
    assert slip(one, other) == found


@given(NAMES, st.integers(0, 7), st.sampled_from("柳溪学"))
def test_one_change_is_one_slip_both_ways(name: str, at: int, character: str) -> None:
    for changed in (name[:at] + character + name[at + 1 :], name[:at] + character + name[at:]):
        if changed != name:
            assert slip(changed, name) is not None
            assert slip(name, changed) is not None


@given(NAMES, NAMES)
def test_a_slip_reverses(one: str, other: str) -> None:
    forth, back = slip(one, other), slip(other, one)
    assert (forth is None) == (back is None)


@pytest.mark.parametrize(
    ("short", "full", "is_short"),
    [
        ("川外", "四川外国语大学", True),
        ("外川", "四川外国语大学", False),
        ("大学", "四川外国语大学", False),
        ("川", "四川", False),
        ("四川", "四川", False),
    ],
)
def test_short_forms(short: str, full: str, is_short: bool) -> None:
    assert shortens(short, full) is is_short
