"""Names compared: marks do not count, and names that every area has are known as such."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.identity.names import family, generic, national, normal, spelled_out
from minsheng.vocabulary import entity_classes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“柳溪”书房（东区）", "柳溪书房东区"),
        ("《清源区　养老规划》", "清源区养老规划"),
        ("书香·清源", "书香清源"),
        ("Ｓ２Ｃ平台", "s2c平台"),
        ("1+4服务", "1+4服务"),
        ("“”", "“”"),
    ],
)
def test_normal(name: str, expected: str) -> None:
    assert normal(name) == expected


@given(st.text("清源书房区Ａa１1“”（）《》· 　-+％", max_size=20))
def test_normal_is_stable(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("区文化馆", True),
        ("全市图书馆", True),
        ("第一人民医院", True),
        ("实验小学", True),
        ("老旧小区", True),
        ("中心医院", True),
        ("市第三医院", True),
        ("街道综合文化站", True),
        ("柳溪小学", False),
        ("清源区文化馆", False),
        ("东湖公园", False),
    ],
)
def test_generic(name: str, expected: bool) -> None:
    assert generic(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"), [("全国文明城市", True), ("国家图书馆", True), ("清源国家公园", False)]
)
def test_national(name: str, expected: bool) -> None:
    assert national(name) is expected


@pytest.mark.parametrize(
    ("name", "own", "above", "expected"),
    [
        ("江州市清源区图书馆", "清源区", ("江州市",), "清源区图书馆"),
        ("远山省江州市清源区图书馆", "清源区", ("远山省", "江州市"), "清源区图书馆"),
        ("区图书馆", "清源区", (), "清源区图书馆"),
        ("县图书馆", "清源区", (), "县图书馆"),
        ("清源区图书馆", "清源区", (), "清源区图书馆"),
        ("江州市", "清源区", ("江州市",), "江州市"),
        ("区图书馆", "", (), "区图书馆"),
    ],
)
def test_spelled_out(name: str, own: str, above: tuple[str, ...], expected: str) -> None:
    assert spelled_out(name, own, above) == expected


def test_families_hold_near_classes_together() -> None:
    assert family()["School"] == family()["CulturalSite"] != family()["Organization"]
    assert family()["PublicBody"] == family()["Organization"] == family()["EducationGroup"]
    assert set(entity_classes()) <= set(family())
