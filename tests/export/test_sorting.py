from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from minsheng.export import sorting
from minsheng.export.sorting import Sorter

if TYPE_CHECKING:
    import pytest

LINES = st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=60)


@given(lines=LINES, room=st.integers(0, 40), piece=st.integers(1, 9))
def test_lines_come_back_sorted_and_once_from_memory_or_disk(
    lines: list[bytes], room: int, piece: int
) -> None:
    text = b"".join(lines)
    with Sorter(room) as sorter:
        for start in range(0, len(text), piece):
            assert sorter.write(text[start : start + piece]) == len(text[start : start + piece])
        assert list(sorter) == sorted(set(lines))


def test_files_are_merged_before_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_RUNS", 3)
    expected = [b"%03d\n" % number for number in range(200)]
    with Sorter(room=16) as sorter:
        for number in range(200):
            sorter.write(b"%03d\n" % (number * 37 % 200))
        assert list(sorter) == expected


def test_a_line_longer_than_the_room() -> None:
    with Sorter(room=4) as sorter:
        for piece in (b"a long ", b"line", b" in pieces\n", b"b\n"):
            sorter.write(piece)
        assert list(sorter) == [b"a long line in pieces\n", b"b\n"]
