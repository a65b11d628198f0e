"""Each question: its rows on the demonstration graph, the same on two engines, its header's honesty."""

from __future__ import annotations

import keyword
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.errors import UsageError
from minsheng.queries import catalogue, parameters, run
from minsheng.queries.formats import write
from minsheng.queries.named import TYPES
from minsheng.queries.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import rdflib

    from minsheng.queries.results import Term

NAMES = catalogue.names()
#: The question that must find nothing in a sound graph.
EMPTY = {"unsupported"}
#: What Graph.query and the command line take themselves.
RESERVED = {"question", "graph", "limit", "offset", "timeout", "query", "output", "focus", "depth", "self"}
HOSTILE = (
    '" } UNION { ?s ?p ?o } #',
    "'; DROP ALL; --",
    "x\\",
    '"@zh . ?a ?b ?c',
    "<script>alert(1)</script>",
    "}\n{\t\r",
    "\N{NULL}\N{RIGHT-TO-LEFT OVERRIDE}",
    "?place",
    "%s{0}",
)


def asker(store: ox.Store) -> parameters.Ask:
    def look_up(text: str, bound: Mapping[str, Term]) -> Iterable[tuple[Term | None, ...]]:
        found = store.query(
            text,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(key): term for key, term in bound.items()},
        )
        assert isinstance(found, ox.QuerySolutions)
        return map(tuple, found)

    return look_up


def foreign(term: Term) -> rdflib.term.Node:
    from rdflib import Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    assert isinstance(term, ox.Literal)
    datatype = term.datatype.value
    return Literal(term.value, datatype=None if datatype.endswith("#string") else URIRef(datatype))


def plain(row: Iterable[object]) -> tuple[object, ...]:
    """Terms of either engine as comparable text: numbers by value, the rest by lexical form."""
    from rdflib import Literal

    cells: list[object] = []
    for term in row:
        number = isinstance(term, Literal) and isinstance(term.value, int | Decimal)
        if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#integer", "#decimal")):
            number = True
        own = isinstance(term, ox.NamedNode | ox.Literal)
        lexical = "" if term is None else str(getattr(term, "value", "") if own else term)
        cells.append(Decimal(lexical).normalize() if number else lexical)
    return tuple(cells)


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_the_example(name: str, store: ox.Store, expected: Path, tmp_path: Path) -> None:
    result = run(store, name, catalogue.load(name).example)
    with (tmp_path / "table").open("wb") as file:
        write(result, "table", file)
    assert (tmp_path / "table").read_text("utf-8") == (expected / f"{name}.txt").read_text("utf-8")
    assert bool(result) == (name not in EMPTY)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib within rdflib
@pytest.mark.parametrize("name", NAMES)
def test_both_engines_agree(name: str, store: ox.Store, dataset: rdflib.Dataset) -> None:
    query = catalogue.load(name)
    theirs: list[tuple[object, ...]] = []
    for bound in parameters.bind(query, query.example, asker(store)):
        initial = {variable: foreign(term) for variable, term in bound.items()}
        theirs += [plain(row) for row in dataset.query(query.text, initBindings=initial)]  # type: ignore[arg-type]
    ours = [plain(row) for row in run(store, name, query.example).rows]
    assert sorted(map(str, ours)) == sorted(map(str, theirs))


@pytest.mark.parametrize("name", NAMES)
def test_header_tells_the_truth(name: str, store: ox.Store) -> None:
    query = catalogue.load(name)
    projected = catalogue.projection(query.text)
    found = store.query(query.text)
    assert isinstance(found, ox.QuerySolutions)
    assert projected == tuple(variable.value for variable in found.variables)
    assert tuple(query.columns) == projected
    assert {parameter.name for parameter in query.parameters} <= set(projected)
    for parameter in query.parameters:
        assert not keyword.iskeyword(parameter.name)
        assert parameter.name not in RESERVED
        assert not (parameter.required and parameter.name not in query.example)
    assert query.tags
    assert query.summary.zh != query.summary.en


@pytest.mark.parametrize("name", NAMES)
def test_query_is_portable(name: str) -> None:
    """No engine extension, no limit of its own, one blank line between header and query."""
    text = catalogue.load(name).text
    assert not re.search(r"\b(SERVICE|LIMIT|OFFSET|LATERAL|geof:|afn:|bif:)", text.split("\n\n", 1)[1])
    assert "ORDER BY" in text
    assert re.search(r"SELECT DISTINCT|GROUP BY", text)


@pytest.mark.parametrize("name", NAMES)
def test_choices_are_worth_offering(name: str, store: ox.Store) -> None:
    """Each value that a parameter's query offers is one that the parameter takes."""
    for parameter in catalogue.load(name).parameters:
        if parameter.choices_query is None:
            continue
        offered = parameters.offered(parameter, asker(store))
        assert offered
        for value in offered:
            assert parameters.coerce(parameter, value, asker(store))


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_find_nothing(name: str, value: str, store: ox.Store) -> None:
    """Text finds no row; a name that nothing bears is told as such, and never reaches the engine's parser."""
    query = catalogue.load(name)
    for parameter in query.parameters:
        given = {**query.example, parameter.name: value}
        if parameter.type == "text" and not parameter.choices:
            assert len(run(store, name, given)) == 0
        else:
            with pytest.raises(UsageError) as caught:
                run(store, name, given)
            assert caught.value.key in ("name-unknown", "parameter-value", "parameter-choice")


def test_reference_is_up_to_date() -> None:
    written = Path(__file__).parents[2] / "queries" / "README.md"
    assert written.read_text("utf-8") == reference(), (
        "run: python -m minsheng.queries.reference > queries/README.md"
    )


@pytest.mark.parametrize("name", NAMES)
def test_reference_documents_every_question(name: str) -> None:
    entry = reference().split(f"\n### {name}\n")[1].split("\n### ")[0]
    query = catalogue.load(name)
    assert query.summary.zh in entry
    assert f"minsheng query GRAPH {name}" in entry
    assert all(f"`{parameter.name}`" in entry for parameter in query.parameters)


@pytest.mark.parametrize("kind", TYPES)
def test_reference_documents_every_type(kind: str) -> None:
    assert f"| `{kind}` |" in reference()


def test_example_header_of_the_reference_runs(store: ox.Store) -> None:
    from importlib.resources import files

    text = (files("minsheng.queries") / "header_example.rq").read_text("utf-8")
    query = catalogue.parse(text, "example")
    assert run(store, query, query.example).column("schoolLabel") == ["银杏小学"]
    assert tuple(query.columns) == catalogue.projection(text)


def test_two_things_of_one_name_are_both_asked(store: ox.Store) -> None:
    """新街社区 is in two districts; each row says which one it is about."""
    rows = list(run(store, "programmes-in-place", {"place": "新街社区"}))
    assert {(row["areaLabel"], str(row["place"]).rpartition("/")[2]) for row in rows} == {
        ("云岭区", "500901101-xinjieshequ"),
        ("松溪区", "500902001-xinjieshequ"),
    }


def test_contradictions_need_equal_periods(store: ox.Store) -> None:
    """养老机构 32 and 34 without a period, 老年食堂 15 and 16 in one year; growth rates are left out."""
    pairs = {(row["indicatorLabel"], row["low"], row["high"]) for row in run(store, "contradictions")}
    assert pairs == {
        ("养老机构数量", Decimal(32), Decimal(34)),
        ("老年食堂数量", Decimal(15), Decimal(16)),
    }


def test_unsupported_finds_what_lacks_evidence(store: ox.Store) -> None:
    torn = ox.Store()
    torn.extend(quad for quad in store if "wasDerivedFrom" not in quad.predicate.value)
    assert len(run(torn, "unsupported", limit=0)) > 80


def test_changes_swapped_tell_what_is_no_longer_said(store: ox.Store) -> None:
    dates = {
        "since": "2023-01-01",
        "until": "2023-12-31",
        "not_since": "2024-01-01",
        "not_until": "2024-12-31",
    }
    gone = {row["subjectLabel"] for row in run(store, "changes", dates)}
    assert "柏树小学" in gone
    assert "暖阳食堂" not in gone
    kept = [row for row in run(store, "changes", dates) if row["subjectLabel"] == "银杏小学"]
    assert {row["objectLabel"] for row in kept} == {"柏树镇"}, "its membership is said in both years"


def test_limit_offset_and_truncation_hold_for_every_question(store: ox.Store) -> None:
    whole = run(store, "changes", catalogue.load("changes").example)
    first = run(store, "changes", catalogue.load("changes").example, limit=5)
    second = run(store, "changes", catalogue.load("changes").example, limit=5, offset=5)
    assert first.rows + second.rows == whole.rows[:10]
    assert (first.truncated, whole.truncated) == (True, False)
    assert not run(store, "changes", catalogue.load("changes").example, limit=len(whole)).truncated


STEPPED = [name for name in NAMES if catalogue.load(name).steps is not None]


@pytest.mark.parametrize("name", STEPPED)
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"percent": "100"},
        {"since": "0001-01-01", "not_since": "9999-01-01"},
        {"since": "2020-01-01", "not_until": "0001-01-01"},
    ],
)
def test_rows_found_step_by_step_are_those_found_at_once(
    name: str, given: Mapping[str, str], store: ox.Store
) -> None:
    query = catalogue.load(name)
    values = {key: value for key, value in given.items() if query.parameter(key)}
    values = {**query.example, **values}
    whole = run(store, query, values, limit=0)
    for limit in (1, 2, 5, len(whole), len(whole) + 1):
        for offset in (0, 1, 3):
            part = run(store, query, values, limit=limit, offset=offset)
            assert part.rows == whole.rows[offset : offset + limit]
            assert part.columns == whole.columns
            assert part.given == whole.given
            assert part.truncated == (len(whole) > offset + limit)


def test_what_is_stepped_is_the_beginning_of_the_order() -> None:
    assert STEPPED == [
        "awards", "builders", "capacity-by-district", "changes", "consortium-members", "contradictions",
        "documents", "facility-counts", "group-members", "heritage-sites", "hosts", "issued-documents",
        "low-confidence", "most-named", "operators", "partnerships", "rule-facts", "same-name",
        "services-by-domain",
    ]  # fmt: skip
    for name in STEPPED:
        query = catalogue.load(name)
        assert query.steps is not None
        names, text = query.steps
        beginning, whole = (each[each.rindex("ORDER BY") :].strip() for each in (text, query.text))
        assert re.match(re.escape(beginning) + r"(\s|$)", whole)
        assert set(names) <= set(catalogue.projection(text)) & set(catalogue.projection(query.text))
