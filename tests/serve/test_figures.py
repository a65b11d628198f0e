from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.describing.records import Document, Number, Quote, Stated
from minsheng.serve.figures import bars, full, marked, short, telling
from minsheng.serve.linking import linker


@pytest.mark.parametrize(
    ("value", "brief", "whole"),
    [
        ("0", "0", "0"),
        ("97.30", "97.3", "97.3"),
        ("9999", "9999", "9,999"),
        ("25000.0", "2.5万", "25,000"),
        ("3000000000", "30亿", "3,000,000,000"),
        ("-12000", "-1.2万", "-12,000"),
    ],
)
def test_numbers_as_people_read_them(value: str, brief: str, whole: str) -> None:
    assert (short(Decimal(value)), full(Decimal(value))) == (brief, whole)


@pytest.mark.parametrize(
    ("text", "names", "hits"),
    [
        ("柳溪小学开学，柳溪小学很大", ["柳溪小学", "小学"], ["柳溪小学", "柳溪小学"]),
        ("开设60个点，服务4600人", ["60"], ["60"]),
        ("没有", ["别的"], []),
        ("断\n行的柳溪\n小学", ["柳溪 小学"], ["柳溪 小学"]),
    ],
)
def test_names_are_marked(text: str, names: list[str], hits: list[str]) -> None:
    assert [piece for piece, hit in marked(text, names) if hit] == hits


@given(st.text("青河区 小学\n12"), st.lists(st.text("青河小12", min_size=1), max_size=3))
def test_marking_loses_nothing(text: str, names: list[str]) -> None:
    assert "".join(piece for piece, _ in marked(text, names)) == " ".join(text.split())


def number(value: int, last: str, qualifier: str = "exact") -> Number:
    return Number(Decimal(value), None, qualifier, "", last, last, Stated("urn:o", ()))


@pytest.mark.parametrize(
    ("numbers", "heights"),
    [
        ([number(1, "2021"), number(2, "2022"), number(4, "2023")], [8.0, 15.0, 29.0]),
        ([number(1, "2021"), number(2, "2022")], []),
        ([number(1, "2021"), number(2, "2022"), number(3, "2022")], []),
        ([number(1, "2021"), number(2, "2022"), number(3, "2023", "growth")], []),
    ],
)
def test_bars_only_where_numbers_compare(numbers: list[Number], heights: list[float]) -> None:
    assert [bar.height for bar in bars(numbers)] == heights


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        ("https://example.org/id/School/a", "/id/School/a"),
        ("https://example.org/id/source/a b.txt", "/documents/a%20b.txt"),
        ("https://example.org/id/source/a.txt#char=3,9", "/documents/a.txt#char=3,9"),
        ("https://w3id.org/minsheng/ontology#School", "/ontology#School"),
        ("https://w3id.org/minsheng/ontology/kind/library", "/ontology/kind/library"),
        ("https://www.example.com/x", "https://www.example.com/x"),
        ("javascript:alert(1)", None),
    ],
)
def test_where_an_iri_leads(iri: str, href: str | None) -> None:
    assert linker("https://example.org/id/")(iri) == href


def test_the_longest_name_that_begins_first_is_marked() -> None:
    assert marked("柳溪小学北校区", ["小学", "柳溪小学", "柳溪"]) == [("柳溪小学", True), ("北校区", False)]
    assert marked("共12处，2处", ["2"]) == [("共12处，", False), ("2", True), ("处", False)]
    assert marked("a.b axb", ["a.b", ""]) == [("a.b", True), (" axb", False)]


def test_the_quotation_that_tells_comes_first() -> None:
    source = Document("urn:d", "开学")
    quotes = [
        Quote(source, at, at + 9, exact, f"urn:{at}")
        for at, exact in ((0, "柳溪小学在青河区"), (9, "有学生90人"))
    ]
    assert [quote.start for quote in telling(quotes, ["90"])] == [9, 0]
    assert [quote.start for quote in telling(quotes, ["7"])] == [0, 9]
