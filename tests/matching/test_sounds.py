from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.matching.sounds import Sounds, letters_of, reading

READINGS = [
    "liu xi xiao xue",
    "liu xi zhong xue",
    "gui hua she qu",
    "95 zhong xue",
    "lv dao shu fang",
    "xi an lu",
]


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    return Sounds(READINGS)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("liu xi xiao xue", [0]),
        ("LiuxiXiaoxue", [0]),
        ("Liǔ-xī xiǎoxué", [0]),
        ("lxxx", [0]),
        ("lxzx", [1]),
        ("95zhongxue", [3]),
        ("95 zx", [3]),
        ("lü dao shu fang", [4]),
        ("lǜdǎo shūfáng", [4]),
        ("lvdaoshufang", [4]),
        ("xi'an lu", [5]),
        ("xianlu", [5]),
        ("nothing", []),
        ("", []),
    ],
)
def test_exact(sounds: Sounds, asked: str, found: list[int]) -> None:
    assert sounds.exact(asked) == found


def test_near(sounds: Sounds) -> None:
    assert sounds.near("liuxi daxue", 2) == [0, 1]
    assert sounds.near("qqq", 2) == []


@pytest.mark.parametrize(
    ("prefix", "found"), [("liuxi", [0, 1]), ("liuxix", [0]), ("g", [2]), ("z", []), ("95", [3])]
)
def test_beginnings(sounds: Sounds, prefix: str, found: list[int]) -> None:
    assert list(sounds.beginning(prefix)) == found


@given(st.sampled_from(READINGS), st.booleans())
def test_spaces_and_case_do_not_matter(sounds: Sounds, name: str, joined: bool) -> None:
    asked = name.replace(" ", "") if joined else name.title()
    number = READINGS.index(name)
    assert sounds.exact(asked) == [number]
    assert len(sounds.coded(asked)) == len(name.split())


@given(st.text(max_size=12))
def test_any_text_is_taken(sounds: Sounds, text: str) -> None:
    assert letters_of(letters_of(text)) == letters_of(text)
    assert set(sounds.near(text, 3)) <= set(range(len(READINGS)))


def test_characters_that_sound_alike() -> None:
    assert reading("溪") == reading("西") != reading("河")
