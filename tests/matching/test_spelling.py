from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.matching.spelling import latin, numbers, plain, simplified, spelled


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("第九十五中学", "95中学"),
        ("95中", "95中学"),
        ("九十五中", "95中学"),
        ("青河一小", "青河1小学"),
        ("青河区第一小学", "青河区1小学"),
        ("柳溪附小", "柳溪附属小学"),
        ("柳溪师院附中", "柳溪师院附属中学"),
        ("柳溪师大附属中学", "柳溪师范大学附属中学"),
        ("青河区第二人民医院", "青河区2医院"),
        ("青河二院", "青河2医院"),
        ("桂花社康中心", "桂花社区卫生服务中心"),
        ("青河区妇保院", "青河区妇幼保健院"),
        ("桂花长者食堂", "桂花老年食堂"),
        # numbers that count nothing stay as they are
        ("八一中学", "八一中学"),
        ("五四路小学", "五四路小学"),
        ("青河中学", "青河中学"),
        ("中小", "中小"),
    ],
)
def test_spellings_of_one_name_meet(written: str, same: str) -> None:
    assert spelled(plain(written)) == same


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("柳溪國小", "柳溪国小"),
        ("青河區衛生院", "青河区卫生院"),
        ("臺灣", "台湾"),
        ("Ａ區", "Ａ区"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_traditional_characters(written: str, same: str) -> None:
    assert simplified(written) == same


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=20))
def test_simplifying_keeps_the_length_and_settles(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once


@given(st.text("第一二三十九百中小学院附医人民柳溪0123456789", max_size=12))
def test_spelling_settles(text: str) -> None:
    once = spelled(text)
    assert numbers(spelled(once)) == numbers(once)


@pytest.mark.parametrize(
    ("text", "is_latin"),
    [("liuxi", True), ("lvse", True), ("95zhong", True), ("95", False), ("95中", False), ("a柳", False)],
)
def test_letters(text: str, is_latin: bool) -> None:
    assert latin(text) is is_latin


def test_numbers_of_a_name() -> None:
    assert numbers("青河区2小学03校区") == {"2", "3"}
    assert numbers("柳溪小学") == frozenset()
