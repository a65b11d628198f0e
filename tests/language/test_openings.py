"""Spans that may be names: text in, candidates out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.names import survey
from minsheng.language.openings import Shut, openings
from minsheng.language.segmentation import segment
from minsheng.records import Mention


def _found(text: str) -> set[str]:
    return {text[o.start : o.end] for o in openings(survey(text, segment(text)))}


@pytest.mark.parametrize(
    ("text", "held", "not_held"),
    [
        ("区里启动暖心陪伴工程。", {"暖心陪伴工程", "陪伴工程"}, {"区里启动暖心陪伴工程。"}),
        ("大家说“灯火”好看。", {"“灯火”"}, {"灯火”"}),
        ("他在路边、桥头行动。", {"桥头行动"}, {"路边、桥头行动"}),
        # function words end the way to the left
        ("居民对改造工程满意。", {"改造工程"}, {"对改造工程"}),
        # what a rule names is no candidate, nor what crosses it
        ("柳溪镇卫生院开诊。", set(), {"柳溪镇卫生院", "镇卫生院"}),
    ],
)
def test_candidates(text: str, held: set[str], not_held: set[str]) -> None:
    found = _found(text)
    assert held <= found
    assert not not_held & found


def _mention(start: int, end: int) -> Mention:
    return Mention(start, end, "x" * (end - start), "Place", "gazetteer", 0.9)


@pytest.mark.parametrize(
    ("start", "end", "touches", "crossed"),
    [
        (0, 4, False, False),
        (0, 6, True, True),
        (6, 8, True, False),
        (5, 9, True, False),
        (4, 9, False, False),
        (8, 12, True, True),
        (0, 20, False, False),
    ],
)
def test_what_stands_in_the_way(start: int, end: int, *, touches: bool, crossed: bool) -> None:
    shut = Shut([_mention(5, 9), _mention(6, 8), _mention(12, 15)])
    assert shut.touches(start, end) is touches
    assert shut.crossed(start, end) is crossed
    assert shut.ends(8)
    assert not shut.ends(10)


@given(st.text("青河区柳溪镇启动“暖灯”工程行动服务，。、对的", max_size=40))
def test_candidates_lie_in_the_text_and_cross_no_name(text: str) -> None:
    surveyed = survey(text, segment(text))
    for opening in openings(surveyed):
        assert 0 <= opening.start < opening.end <= len(text)
        assert not any(
            m.start < opening.start < m.end < opening.end or opening.start < m.start < opening.end < m.end
            for m in surveyed.named
        )
