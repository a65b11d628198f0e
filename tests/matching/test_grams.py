from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minsheng.matching.grams import BUDGET, Grams

NAMES = st.lists(st.text("青河柳溪桂花小中学", min_size=1, max_size=6), min_size=1, max_size=20)


def test_the_rare_counts_more() -> None:
    grams = Grams(["青河小学", "桂花小学", "柳溪小学", "柳溪中学"])
    assert grams.weight("青") > grams.weight("柳") > grams.weight("学")
    assert grams.near("柳溪大学", 2) == [2, 3]
    assert grams.near("青大学", 1) == [0]
    assert grams.near("大", 3) == []


@given(NAMES, st.data())
def test_a_text_finds_itself(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    found = Grams(names).near(name, 1)
    assert names[found[0]] == name


@given(NAMES, st.text("青河柳溪", max_size=5), st.integers(1, 5))
def test_no_more_than_wanted_and_each_once(names: list[str], asked: str, most: int) -> None:
    found = Grams(names).near(asked, most)
    assert len(found) == len(set(found)) <= most


def test_frequent_grams_do_not_hide_the_rare_one() -> None:
    names = [f"{chr(0x5000 + n)}小学" for n in range(2 * BUDGET)] + ["柳溪小学"]
    assert Grams(names).near("柳小学", 1) == [len(names) - 1]
