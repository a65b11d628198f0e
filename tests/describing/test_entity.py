from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from minsheng.describing import Reader, compared, describe

if TYPE_CHECKING:
    import pyoxigraph as ox

ID = "https://example.org/id/"


def test_an_entity_with_what_is_said_of_it(schools: ox.Store) -> None:
    found = describe(schools, f"{ID}School-a")
    assert found is not None
    assert (found.label, found.type.zh, found.aliases) == ("柳溪小学", "学校", ("柳小",))
    assert [kind.zh for kind in found.kinds] == ["小学"]
    assert [area.zh for area in found.areas] == ["临江市", "青河区"]
    assert found.named is not None
    assert [quote.exact for quote in found.named.quotes] == ["青河区的柳溪小学，"]


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("School-a", [("locatedIn", True, ["青河区"]), ("memberOf", True, ["柳溪小学教育集团"])]),
        ("Place-1", [("locatedIn", False, ["柳溪小学", "白杨小学"])]),
        ("Group", [("memberOf", False, ["柳溪小学"])]),
        ("Place-0", []),
    ],
)
def test_relations_both_ways(schools: ox.Store, name: str, groups: list[tuple[str, bool, list[str]]]) -> None:
    found = describe(schools, ID + name)
    assert found is not None
    told = [(g.predicate, g.outgoing, [fact.other.zh for fact in g.facts]) for g in found.groups]
    assert told == groups


def test_each_fact_has_the_words_that_say_so(schools: ox.Store) -> None:
    found = describe(schools, f"{ID}School-a")
    assert found is not None
    (stated,) = found.groups[0].facts[0].stated
    assert stated.confidence == 0.8
    assert stated.rule is not None
    assert stated.rule.zh == "of-place"
    (quote,) = stated.quotes
    assert (quote.start, quote.end, quote.document.title, quote.document.issued) == (
        0,
        9,
        "开学",
        "2024-09-01",
    )


@pytest.mark.parametrize(("skip", "most", "listed"), [(0, 1, ["柳溪小学"]), (1, 1, ["白杨小学"]), (2, 5, [])])
def test_long_lists_are_told_in_pages(schools: ox.Store, skip: int, most: int, listed: list[str]) -> None:
    found = describe(schools, f"{ID}Place-1", most=most, only="locatedIn", skip=skip)
    assert found is not None
    (group,) = found.groups
    assert group.total == 2
    assert [fact.other.zh for fact in group.facts] == listed
    assert [(class_.zh, count) for class_, count in group.classes] == [("学校", 2)]


def test_numbers_by_period_and_their_contradictions(schools: ox.Store) -> None:
    found = describe(schools, f"{ID}School-a")
    assert found is not None
    (series,) = found.series
    assert series.indicator.zh == "学生人数"
    assert [(n.value, n.period, n.disputed) for n in series.numbers] == [
        (Decimal("90.0"), "2023年", True),
        (Decimal("95.0"), "", True),
    ]


def test_an_indicator_over_all_things(schools: ox.Store) -> None:
    total, rows = compared(Reader(schools), f"{ID}beds")
    assert total == len(rows)
    assert [(thing.zh, [n.value for n in numbers]) for thing, numbers in rows] == [
        ("柳溪小学", [Decimal(90), Decimal(95)]),
        ("白杨小学", [Decimal(60)]),
    ]


@pytest.mark.parametrize("iri", [f"{ID}nothing", f"{ID}s1"])
def test_what_is_no_entity(schools: ox.Store, iri: str) -> None:
    assert describe(schools, iri) is None
