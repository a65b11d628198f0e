"""Results as Python values, and as the formats that people and programs read."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from minsheng.errors import UsageError
from minsheng.queries import run
from minsheng.queries.formats import FORMATS, write
from minsheng.queries.results import Result, value
from minsheng.wording import Text

XSD = "http://www.w3.org/2001/XMLSchema#"
MS = "https://w3id.org/minsheng/ontology#"


def typed(lexical: str, kind: str) -> Literal:
    return Literal(lexical, datatype=NamedNode(XSD + kind))


def output(result: Result, form: str, **more: object) -> str:
    file = io.BytesIO()
    write(result, form, file, **more)  # type: ignore[arg-type]
    return file.getvalue().decode()


@pytest.mark.parametrize(
    ("term", "python"),
    [
        (None, None),
        (NamedNode("http://e/a"), "http://e/a"),
        (BlankNode("b"), "b"),
        (Literal("名", language="zh-Hans"), "名"),
        (typed("7", "integer"), 7),
        (typed("7.5", "decimal"), Decimal("7.5")),
        (typed("7e1", "double"), 70.0),
        (typed("1", "boolean"), True),
        (typed("2024-03-01", "date"), date(2024, 3, 1)),
        (typed("2024-03-01T12:00:00", "dateTime"), datetime(2024, 3, 1, 12)),
        (typed("2024-03", "gYearMonth"), "2024-03"),
        (typed("not a date", "date"), "not a date"),
        (typed("seven", "decimal"), "seven"),
        (typed("seven", "integer"), "seven"),
    ],
)
def test_value(term: NamedNode | Literal | None, python: object) -> None:
    assert value(term) == python
    assert type(value(term)) is type(python)


NUMBERS = Result(
    ("label", "n", "document", "documentLabel"),
    (
        (Literal("甲", language="zh"), typed("2.5", "decimal"), NamedNode("http://e/d"), Literal("文")),
        (None, None, NamedNode("http://e/d"), Literal("文")),
    ),
    headings={"label": Text("名称", "name")},
)


def test_rows_are_dicts_of_values() -> None:
    assert list(NUMBERS) == [
        {"label": "甲", "n": Decimal("2.5"), "document": "http://e/d", "documentLabel": "文"},
        {"label": None, "n": None, "document": "http://e/d", "documentLabel": "文"},
    ]
    assert NUMBERS.column("n") == [Decimal("2.5"), None]
    with pytest.raises(KeyError):
        NUMBERS.column("m")


def test_frame_holds_numbers_to_compute_with() -> None:
    frame = NUMBERS.to_pandas()
    assert list(frame.columns) == ["label", "n", "document", "documentLabel"]
    assert frame["n"].sum() == 2.5
    assert run(Store(), "groups").to_pandas().columns.tolist() == ["groupLabel", "members", "group"]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_formats_for_programs_keep_every_term(form: str) -> None:
    formats = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}
    found = parse_query_results(output(NUMBERS, form), format=formats[form])
    assert isinstance(found, QuerySolutions)
    assert tuple(tuple(row) for row in found) == NUMBERS.rows


TERMS = st.one_of(
    st.none(),
    st.just(NamedNode("http://e/银杏")),
    st.builds(Literal, st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))),
    st.builds(lambda text: Literal(text, language="zh-hans"), st.text(alphabet='"\\\n\t,银')),
)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=5))
def test_json_round_trip(rows: list[tuple[NamedNode | Literal | None, ...]]) -> None:
    result = Result(("a", "b"), tuple(rows))
    found = parse_query_results(output(result, "json"), format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    assert tuple(tuple(row) for row in found) == result.rows


@given(st.lists(st.text(alphabet='a,"\n\r银', min_size=1), max_size=5))
def test_csv_is_read_by_csv_readers(cells: list[str]) -> None:
    result = Result(("x",), tuple((Literal(cell),) for cell in cells))
    read = list(csv.reader(io.StringIO(output(result, "csv"), newline="")))
    assert read == [["x"], *([cell] for cell in cells)]


GRAPH = Result(
    ("subject", "predicate", "object"),
    ((NamedNode("http://e/s"), NamedNode(MS + "locatedIn"), NamedNode("http://e/o")),),
    kind="graph",
)


@pytest.mark.parametrize(
    ("form", "rdf"),
    [
        ("turtle", RdfFormat.TURTLE),
        ("ntriples", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdfxml", RdfFormat.RDF_XML),
    ],
)
def test_triples_round_trip(form: str, rdf: RdfFormat) -> None:
    assert [quad.triple for quad in parse(output(GRAPH, form), rdf)] == [Triple(*GRAPH.rows[0])]  # type: ignore[arg-type]
    assert "ms:locatedIn" in output(GRAPH, "turtle")


@pytest.mark.parametrize("truth", [True, False])
def test_truth(truth: bool) -> None:
    result = Result((), (), kind="boolean", truth=truth)
    assert json.loads(output(result, "json")) == {"head": {}, "boolean": truth}
    read = parse_query_results(output(result, "xml"), format=QueryResultsFormat.XML)
    assert isinstance(read, QueryBoolean)
    assert bool(read) == bool(result) == truth
    assert output(result, "table").split()[-1] == str(truth).lower()


@pytest.mark.parametrize(
    ("kind", "form"), [("rows", "turtle"), ("graph", "csv"), ("boolean", "tsv"), ("rows", "pdf")]
)
def test_a_format_that_cannot_carry_it(kind: str, form: str) -> None:
    with pytest.raises(UsageError) as caught:
        output(Result((), (), kind=kind), form)
    assert all(known in str(caught.value) for known in FORMATS[kind])


def test_table_shows_what_a_reader_needs() -> None:
    """Labels in place of IRIs, our terms by their label, no column that only repeats a parameter."""
    place = NamedNode("http://e/p")
    rows = (
        (NamedNode("http://e/a"), Literal("银杏"), NamedNode(MS + "School"), place, None),
        (NamedNode("http://e/b"), Literal("松"), NamedNode(MS + "rank"), place, Literal("1\n2")),
    )
    headings = {"aLabel": Text("名称", "name")}
    columns = ("a", "aLabel", "type", "place", "n")
    result = Result(columns, rows, headings=headings, given=frozenset({"place"}))
    assert output(result, "table") == (
        "名称  type     n\n"
        "----  -------  ---\n"
        "银杏  学校\n"
        "松    ms:rank  1 2\n"
    )  # fmt: skip
    assert output(result, "table", language="en").splitlines()[2].split() == ["银杏", "school"]


def test_table_cannot_be_broken_by_what_it_shows() -> None:
    result = Result(("x",), ((Literal("\x1b[31mred\x07\u202e" + "长" * 100),),))
    lines = output(result, "table").splitlines()
    assert len(lines) == 3
    assert "\x1b" not in lines[2]
    assert "\u202e" not in lines[2]
    assert lines[2].endswith("长…")


def test_terminal_table_takes_markup_as_text() -> None:
    result = Result(("x",), ((Literal("[red]甲[/red]"),),), headings={"x": Text("[b]", "x")})
    drawn = output(result, "table", terminal=True)
    assert "[red]甲[/red]" in drawn
    assert "[b]" in drawn
