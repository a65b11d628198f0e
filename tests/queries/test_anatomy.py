"""Queries taken apart, and put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from minsheng.queries import catalogue
from minsheng.queries.anatomy import Template, dissect, without_comments
from minsheng.vocabulary import prefixes

WHOLE = """# LIMIT 1
PREFIX ms: <http://e/#> BASE <http://e/>
SELECT DISTINCT ?s (COUNT(?p) AS ?n) # { FROM
FROM <http://e/a> FROM NAMED <b>
WHERE { ?s ?p "} LIMIT 3" . { SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 2 } }
GROUP BY ?s HAVING (COUNT(?p) > 1)
ORDER BY DESC(?n) ?s LIMIT 10 OFFSET 5 VALUES ?s { <a> }"""


def test_every_part_of_a_select() -> None:
    query = dissect(WHOLE)
    assert query.prologue == "PREFIX ms: <http://e/#> BASE <http://e/>"
    assert (query.form, query.head) == ("SELECT", "SELECT DISTINCT ?s (COUNT(?p) AS ?n)")
    assert query.dataset == "FROM <http://e/a> FROM NAMED <b>"
    assert query.where.startswith('WHERE { ?s ?p "} LIMIT 3"')
    assert query.where.endswith("LIMIT 2 } }")
    assert query.grouping == "GROUP BY ?s HAVING (COUNT(?p) > 1)"
    assert (query.order, query.limit, query.offset) == ("ORDER BY DESC(?n) ?s", 10, 5)
    assert query.values == "VALUES ?s { <a> }"


@pytest.mark.parametrize(
    ("text", "form", "head", "where"),
    [
        ("ask{?s ?p ?o}", "ASK", "ask", "{?s ?p ?o}"),
        ("DESCRIBE <urn:a>", "DESCRIBE", "DESCRIBE <urn:a>", ""),
        ("DESCRIBE ?s WHERE { ?s ?p 1 }", "DESCRIBE", "DESCRIBE ?s", "WHERE { ?s ?p 1 }"),
        ("CONSTRUCT { ?s ?p 1 } { ?s ?p 2 }", "CONSTRUCT", "CONSTRUCT { ?s ?p 1 }", "{ ?s ?p 2 }"),
        ("CONSTRUCT WHERE { ?s ?p 2 }", "CONSTRUCT", "CONSTRUCT", "WHERE { ?s ?p 2 }"),
        ("SELECT*{}", "SELECT", "SELECT*", "{}"),
        ("PREFIX ask: <urn:a> SELECT ?a { ?a ask:select ?b }", "SELECT", "SELECT ?a", "{ ?a ask:select ?b }"),
        ("", "", "", ""),
        ("}}", "", "", ""),
    ],
)
def test_forms(text: str, form: str, head: str, where: str) -> None:
    query = dissect(text)
    assert (query.form, query.head, query.where) == (form, head, where)


def test_prefixes_are_declared_where_they_are_used() -> None:
    assert dissect("SELECT ?s { ?s a ms:School, ex:X }").prologue == f"PREFIX ms: <{prefixes()['ms']}>"
    assert dissect("PREFIX ms: <urn:> SELECT ?s { ?s a ms:School }").prologue == "PREFIX ms: <urn:>"


@pytest.mark.parametrize("name", catalogue.names())
def test_our_own_questions_stay_the_same(name: str, store: Store) -> None:
    text = catalogue.load(name).text
    query = dissect(text)
    assert query.bounded == query.text, "the number of rows is not the query's"
    found, same = (store.query(each, use_default_graph_as_union=True) for each in (text, query.text))
    assert isinstance(found, QuerySolutions)
    assert isinstance(same, QuerySolutions)
    assert sorted(str(row) for row in found) == sorted(str(row) for row in same)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?o LIMIT 5 OFFSET 1 VALUES ?s { <urn:a> }",
        "DESCRIBE ?s WHERE { ?s ?p ?o } LIMIT 5 VALUES ?s { <urn:a> }",
        "ASK { ?s ?p ?o } OFFSET 1 VALUES ?s { <urn:a> }",
    ],
)
def test_values_stay_behind_the_bounds(text: str) -> None:
    assert dissect(text).bounded == text
    Store().query(dissect(text).bounded)


def test_a_page_of_a_construct() -> None:
    query = dissect("CONSTRUCT { ?s a ?t ; <urn:p> ?n, 1 } FROM <urn:g> WHERE { ?s <urn:q> ?n } # all")
    template = Template.of(query)
    assert (template.triples, template.variables) == (3, ("?s", "?t", "?n"))
    assert template.page(10, 20) == (
        "CONSTRUCT { ?s a ?t ; <urn:p> ?n, 1 } FROM <urn:g> WHERE { "
        "{ SELECT DISTINCT ?s ?t ?n WHERE { ?s <urn:q> ?n }  ORDER BY ?s ?t ?n  } } LIMIT 10 OFFSET 20"
    )
    short = Template.of(dissect("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 5"))
    assert short.made == "{ ?s ?p ?o }"
    assert "DISTINCT" not in short.page(5, 0)


@given(st.text(max_size=200))
def test_nothing_makes_it_fail(text: str) -> None:
    dissect(text)
    assert len(without_comments(text)) <= len(text)
