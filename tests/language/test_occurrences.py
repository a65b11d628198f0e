"""Where a text has some words: text in, places out."""

from __future__ import annotations

import pytest

from minsheng.language.occurrences import everywhere, occurrences


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "places"),
    [
        ("暖灯、暖灯", "暖灯", 0, None, [0, 3]),
        ("暖灯、暖灯", "暖灯", 1, None, [3]),
        ("暖灯、暖灯", "暖灯", 0, 4, [0]),
        ("灯灯灯", "灯灯", 0, None, [0]),
        ("暖灯", "小灯", 0, None, []),
    ],
)
def test_places(text: str, words: str, low: int, high: int | None, places: list[int]) -> None:
    assert list(occurrences(text, words, low, high)) == places


@pytest.mark.parametrize("filler", ["", "某" * 20_000])
@pytest.mark.parametrize("names", [[], ["灯灯"], ["暖灯", "灯", "灯灯", "小灯"]])
def test_a_long_text_is_read_once_for_all(filler: str, names: list[str]) -> None:
    text = f"暖灯、灯灯灯{filler}暖灯灯灯"
    assert everywhere(text, names) == {name: list(occurrences(text, name)) for name in names}
