from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.matching.conftest import LIUXI

from minsheng.matching import Index
from minsheng.matching.areas import Areas, Split
from minsheng.matching.forms import form

if TYPE_CHECKING:
    from minsheng.matching import Index

AREAS = Areas(
    {"青河区": {"990101"}, "青河": {"990101"}, "柳溪镇": {LIUXI}, "白水县": {"990102"}},
    {LIUXI: {"990101"}},
)


@pytest.mark.parametrize(
    ("name", "places", "rest"),
    [
        ("青河区柳溪镇卫生院", ("青河区", "柳溪镇"), "卫生院"),
        ("青河区文化馆", ("青河区",), "文化馆"),
        ("重庆市大渡口区实验小学", ("重庆市", "大渡口区"), "实验小学"),
        ("区文化馆", (), "文化馆"),
        ("全市图书馆", (), "图书馆"),
        ("市第一中学", (), "第一中学"),
        ("社区书房", (), "书房"),
        # a place alone, a street, another place that begins alike
        ("青河区", (), "青河区"),
        ("青河路小学", (), "青河路小学"),
        ("青河街道", (), "青河街道"),
        ("清河小学", (), "清河小学"),
        ("东区小学", (), "东区小学"),
        ("", (), ""),
    ],
)
def test_places_at_the_beginning(name: str, places: tuple[str, ...], rest: str) -> None:
    assert AREAS.split(name) == Split(places, rest)


@pytest.mark.parametrize(
    ("asked", "held", "agrees"),
    [
        (("990101",), (LIUXI,), True),
        ((LIUXI,), ("990101",), None),
        (("990102",), (LIUXI,), False),
        (("99",), ("990101",), True),
        (("990101", "990102"), ("990102",), True),
        (("990101",), (), None),
        (("50",), ("500104",), True),
        (("500104",), ("50",), None),
        (("500104",), ("500106",), False),
    ],
)
def test_where_a_thing_is(asked: tuple[str, ...], held: tuple[str, ...], agrees: bool | None) -> None:
    assert AREAS.agree(asked, held) is agrees


def test_places_that_lie_in_each_other_come_to_an_end() -> None:
    areas = Areas({}, {"urn:a": {"urn:b"}, "urn:b": {"urn:a"}})
    assert areas.above("urn:a") == {"urn:a", "urn:b"}


@pytest.mark.parametrize(
    ("name", "folded", "bare", "places"),
    [
        ("青河区第二小学", "青河区2小学", "2小学", ("990101",)),
        ("第二小学（青河区）", "青河区2小学", "2小学", ("990101",)),
        ("“柳溪”书房（东区）", "柳溪书房东区", "柳溪书房东区", ()),
        ("柳溪镇卫生院", "柳溪镇卫生院", "卫生院", (LIUXI,)),
    ],
)
def test_forms(name: str, folded: str, bare: str, places: tuple[str, ...]) -> None:
    found = form(name, AREAS)
    assert (found.folded, found.bare, found.places) == (folded, bare, places)


def test_the_index_knows_where_things_are(index: Index) -> None:
    there = {index.entities[number].label for number in index.there([LIUXI])}
    assert there == {"柳溪镇", "“柳溪”书房（东区）", "柳溪镇卫生院"}
    assert there < {index.entities[number].label for number in index.there(["990101"])}
