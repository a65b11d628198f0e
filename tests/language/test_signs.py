"""What speaks for a span being a name: span in, features out."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minsheng.language.names import context_of, find_names
from minsheng.language.openings import Opening
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment
from minsheng.language.signs import Signs


def _signs(text: str) -> Signs:
    words = segment(text)
    places = place_names(text, words)
    return Signs(context_of(text, words, places), find_names(text, words, places))


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("该区启动暖心陪伴工程。", "暖心陪伴工程", {"before=启动 Programme", "between=x。", "count=1"}),
        # the verb that it depends on, other words between
        ("该区启动新的暖心陪伴工程。", "暖心陪伴工程", {"verb=启动", "verb=启动 head"}),
        # the text has other names that begin or end so
        ("青河区图书馆、青河区文化馆和柳溪图书馆。", "柳溪图书馆", {"last-known=2"}),
        ("大渡口区义诊行动，大渡口区义诊行动。", "大渡口区义诊行动", {"place-first=True", "behind-place=4"}),
        ("暖灯行动、暖灯行动", "暖灯行动", {"count=2", "between=x、", "lefts=2"}),
        # proper names are told by their part of speech alone
        ("张桂梅工程启动。", "张桂梅工程", {"first=<nr>"}),
        ("工程队", "工程", {"ends-in-word"}),
    ],
)
def test_features(text: str, name: str, held: set[str]) -> None:
    start = text.index(name)
    found = set(_signs(text).of(Opening(start, start + len(name), "head", name[-2:])))
    assert held <= found
    assert "kind=head" in found


def test_quotations_tell_more() -> None:
    text = "推出“暖灯”，好。"
    found = set(_signs(text).of(Opening(2, 6, "quote", "“")))
    assert {"kind=quote", "quoted=“ 2", "quoted-after=， x"} <= found
    assert not any(f.startswith("quoted") for f in _signs(text).alone(Opening(2, 6, "quote", "“")))


@given(st.text("青河区启动“暖灯”工程，。\n\t 的", min_size=3, max_size=30), st.data())
def test_features_fit_in_a_row_of_a_table(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assume(not any(character.isspace() for character in text[start:end]))
    for feature in _signs(text).of(Opening(start, end, "quote", text[start])):
        assert not set(feature) & set("\n\t\r")
