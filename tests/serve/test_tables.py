"""Results as tables of a page."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from minsheng.queries.results import Result
from minsheng.serve.linking import linker
from minsheng.serve.tables import Cell, table
from minsheng.vocabulary import MS, XSD
from minsheng.wording import Text

BASE = "https://example.org/id/"


def test_a_label_leads_to_what_it_names() -> None:
    school, place = NamedNode(f"{BASE}School/a"), NamedNode(f"{BASE}Place/5")
    seven = Literal("7", datatype=NamedNode(XSD.integer))
    result = Result(
        ("schoolLabel", "n", "place", "school", "kind"),
        ((Literal("青河小学"), seven, place, school, NamedNode(MS.School)), (None, None, None, None, None)),
        headings={"schoolLabel": Text("学校", "school")},
    )  # fmt: skip
    heads, rows = table(result, BASE)
    assert heads == [("学校", "school"), ("n", "n"), ("place", "place"), ("kind", "kind")]
    assert rows == [
        [
            Cell("青河小学", "/id/School/a"),
            Cell("7", None, True),
            Cell(f"{BASE}Place/5", "/id/Place/5"),
            Cell("学校", linker(BASE)(MS.School)),
        ],
        [Cell("")] * 4,
    ]


def test_what_only_repeats_a_parameter_is_left_out() -> None:
    rows = ((Literal("甲"), Literal("青河")), (Literal("乙"), Literal("青河")))
    assert table(Result(("a", "place"), rows, given=frozenset({"place"})), BASE)[0] == [("a", "a")]


def test_yes_and_no() -> None:
    assert table(Result((), (), truth=True), BASE) == ([("ASK", "ASK")], [[Cell("true")]])


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (f"{BASE}School/a", "/id/School/a"),
        ("https://example.com/", "https://example.com/"),
        ("javascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("urn:a", None),
    ],
)
def test_links(iri: str, href: str | None) -> None:
    assert linker(BASE)(iri) == href


def test_other_terms() -> None:
    result = Result(("a", "b"), ((BlankNode("x"), Literal("http://example.com/")),))
    assert table(result, BASE)[1] == [[Cell("x"), Cell("http://example.com/")]]
