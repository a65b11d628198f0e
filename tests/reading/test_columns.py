from __future__ import annotations

import math

import pytest

from minsheng.reading.cohesion import Cohesion
from minsheng.reading.enumerations import with_enumerations_together
from minsheng.reading.fragments import Fragment
from minsheng.reading.offsets import Run
from minsheng.reading.runs import LONGEST, Turns, tried


def page(text: str) -> list[Fragment]:
    """Fragments, one a line; # before a heading, = before a caption."""
    kinds = {"#": "heading", "=": "caption"}
    lines = [line.strip() for line in text.strip().splitlines()]
    return [Fragment.of([Run(line.lstrip("#="), 0)], kinds.get(line[0], "")) for line in lines]


def heads(fragments: list[Fragment]) -> str:
    return " ".join(fragment.text[:2] for fragment in fragments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the announcement goes to the first part, with the text that it ends
        (
            "#甲题\n乙文在此。\n丙文从两个方面破题。\n#丁题\n戊文在此。\n=图注\n一方面，己文很长很长很长很长。\n庚文也很长很长很长。",
            "甲题 丁题 戊文 图注 乙文 丙文 一方 庚文",
        ),
        # or the parts go to it, where they are shorter
        (
            "#甲题\n乙文在此，说了很多很多很多很多。\n丙文从三方面入手。\n#丁题\n戊文在此。\n=图注\n一是己文。",
            "甲题 乙文 丙文 一是 丁题 戊文 图注",
        ),
        # in order, announced twice, or nothing announced: as it stands
        ("甲文从两方面破题。\n一方面，乙文。", "甲文 一方"),
        (
            "甲文从两方面破题。\n#乙题\n一方面，丙文。\n#丁题\n戊文从两方面破题。\n#己题\n庚文。",
            "甲文 乙题 一方 丁题 戊文 己题 庚文",
        ),
        ("甲文说了很多。\n#乙题\n一方面，丙文。", "甲文 乙题 一方"),
    ],
)
def test_enumerations_are_put_together(text: str, expected: str) -> None:
    assert heads(with_enumerations_together(page(text))) == expected


def test_turns_end_where_they_usually_do() -> None:
    three = Turns.of(2, {2: 0.2, 3: 0.6, 4: 0.2})
    assert max(range(LONGEST), key=lambda line: three.ends[line] - three.stays[line]) >= 2
    assert three.stays[0] > three.ends[0]
    assert three.ends[2] > three.stays[2]


@pytest.mark.parametrize("turns", tried())
def test_a_turn_ends_or_goes_on(turns: Turns) -> None:
    for ends, stays in zip(turns.ends, turns.stays, strict=True):
        assert math.exp(ends) + math.exp(stays) == pytest.approx(1)
    assert sum(math.exp(move) for move in turns.moves) == pytest.approx(1)


def test_words_that_every_line_has_say_nothing() -> None:
    texts = ["食堂开放", "食堂装修", "食堂招工", "食堂用餐", "食堂送餐", "图书馆里"]
    cohesion = Cohesion(texts)
    assert cohesion.gain([0, 1, 2, 3, 4, 1], 2) == cohesion.gain([5, 5, 5, 5, 5, 5], 2)


def test_few_lines_say_less() -> None:
    texts = ["护理床位", "护理床位", "学校操场", "图书馆", "车站", "广场", "公园", "河道", "桥梁", "山路"]
    cohesion = Cohesion(texts)
    assert 0 < cohesion.gain([0], 1) < cohesion.gain([0] * 6, 1)
    assert cohesion.gain([2] * 6, 1) < cohesion.gain([2], 1) < 0
