"""Rows sorted here are in the order of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from minsheng.queries import catalogue
from minsheng.queries.ordering import Criterion, Unordered, first, order
from minsheng.vocabulary import XSD

if TYPE_CHECKING:
    from minsheng.queries.results import Term

TEXTS = st.text(st.sampled_from("aàz银柳Z9 -"), max_size=4)
STRINGS = st.builds(Literal, TEXTS)
CHINESE = st.builds(lambda text: Literal(text, language="zh"), TEXTS)
NUMBERS = st.one_of(
    st.integers(-99, 99).map(lambda number: Literal(str(number), datatype=NamedNode(XSD.integer))),
    st.decimals(-9, 9, places=2).map(lambda number: Literal(str(number), datatype=NamedNode(XSD.decimal))),
)
DATES = st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(XSD.date)))
IRIS = st.sampled_from("abcz").map(lambda name: NamedNode(f"urn:{name}"))
#: Terms of one kind of literal, IRIs and nothing at all.
COLUMNS = st.sampled_from([STRINGS, CHINESE, NUMBERS, DATES]).flatmap(
    lambda literals: st.lists(st.one_of(literals, IRIS, st.none()), min_size=1, max_size=9)
)
ORDERS = ("?a", "DESC(?a)", "STR(?a)", "DESC(STR(?a))")


def ask(text: str) -> list[tuple[Term | None, ...]]:
    found = Store().query(text)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


@given(COLUMNS, st.sampled_from(ORDERS))
def test_the_order_is_that_of_the_engine(column: list[Term | None], wanted: str) -> None:
    values = " ".join(f"({'UNDEF' if term is None else term})" for term in column)
    text = f"SELECT ?a WHERE {{ VALUES (?a) {{ {values} }} }} ORDER BY {wanted}"
    ordered = order(text)
    assert ordered is not None
    plain, criteria = ordered
    theirs = ask(text)
    numbers = {term: float(term.value) for term in column if isinstance(term, Literal) and "dec" in str(term)}
    ours = first(ask(plain), criteria, None)
    if "STR" in wanted or not numbers:  # numbers that are equal may be written differently
        assert ours == theirs
    for most in (1, 3):
        assert first(ask(plain), criteria, most) == ours[:most]


@given(st.lists(st.tuples(IRIS, NUMBERS, CHINESE), max_size=9))
def test_the_next_criterion_tells_what_the_first_does_not(rows: list[tuple[Term, ...]]) -> None:
    values = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    text = f"SELECT ?a ?b ?c WHERE {{ VALUES (?a ?b ?c) {{ {values} }} }} ORDER BY ?a DESC(?b) ?c"
    ordered = order(text)
    assert ordered is not None
    ours = first(ask(ordered[0]), ordered[1], None)
    assert [(row[0], row[2]) for row in ours] == [(row[0], row[2]) for row in ask(text)]


@pytest.mark.parametrize(
    "column",
    [
        [Literal("a"), Literal("b", language="zh")],
        [Literal("1"), Literal(1)],
        [Literal("2024", datatype=NamedNode(XSD.gYear))],
        [Literal("-0001-01-01", datatype=NamedNode(XSD.date))],
        [Literal(True)],
        [BlankNode()],
    ],
    ids=str,
)
def test_what_only_the_engine_can_order_is_left_to_it(column: list[Term]) -> None:
    with pytest.raises(Unordered):
        first([(term,) for term in column], (Criterion(0, False, False),), 1)


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "LIMIT 3",
        "ORDER BY ?a LIMIT 3",
        "ORDER BY STRLEN(?a)",
        "ORDER BY ?b",
        "ORDER BY ?a + 1",
        "ORDER BY",
    ],
)
def test_what_says_more_is_left_to_the_engine(tail: str) -> None:
    assert order(f"SELECT ?a WHERE {{ ?a ?c ?b }} {tail}") is None


def test_all_questions_but_one_are_ordered_here() -> None:
    assert [name for name in catalogue.names() if order(catalogue.load(name).text) is None] == ["search"]
