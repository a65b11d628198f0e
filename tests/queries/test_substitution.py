"""Terms in a query's text: they say what the engine's own substitutions say, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Variable

from minsheng.errors import InputError
from minsheng.queries import catalogue
from minsheng.queries.guard import tokens
from minsheng.queries.substitution import Among, substituted, written
from minsheng.vocabulary import RDF, RDFS, prefixes

PLACES = (
    "SELECT ?s ?v { ?s rdfs:label ?v }",
    "SELECT ?s $v WHERE { ?s rdfs:label $v . # ?v }\n }",
    "SELECT DISTINCT ?s ?v { ?s rdfs:label ?l FILTER(STR(?l) = STR(?v)) }",
    "SELECT ?v (COUNT(?s) AS ?n) { ?s rdfs:label ?v } GROUP BY ?v HAVING(COUNT(?s) > 0) ORDER BY ?v",
    "SELECT ?s ?v { ?s a ?t MINUS { ?s rdfs:label ?v } }",
    "SELECT ?s ?v { ?s a ?t FILTER NOT EXISTS { ?s rdfs:label ?v } }",
    "SELECT ?s ?v { ?s a ?t FILTER EXISTS { ?s rdfs:label|^rdfs:label ?v } }",
    "SELECT ?s ?v { { SELECT ?s ?v WHERE { ?s rdfs:label ?v } ORDER BY ?v LIMIT 9 } }",
    "SELECT ?s ?v { { SELECT ?s { ?s rdfs:label ?v } } }",
    "SELECT ?s ?v { { SELECT ?s (COUNT(*) AS ?n) { ?s rdfs:label ?v } GROUP BY ?s } }",
    "SELECT ?s ?v { { SELECT * { ?s rdfs:label ?v } } }",
    "SELECT ?s ?v { SELECT ?s ?v { ?s rdfs:label ?v } ORDER BY ?v }",
    "SELECT ?s ?v { { ?s rdfs:label ?v } UNION { ?s a ?t . ?t rdfs:label ?v } }",
    "SELECT ?s ?v { ?s a ?t OPTIONAL { ?s rdfs:label ?v . ?s ?p ?v } }",
    "SELECT ?s ?v { GRAPH ?g { ?s rdfs:label ?v } }",
    "SELECT ?s ?v { VALUES ?v { 'a' \"b\" } ?s rdfs:label ?v }",
    "SELECT ?s ?v { VALUES (?v ?x) { ('a' 1) (UNDEF 2) } ?s rdfs:label ?v }",
    "SELECT ?s ?v ?w { ?s rdfs:label ?l BIND(CONCAT(STR(?v), '?v') AS ?w) FILTER(?l IN (?v)) }",
    "SELECT ?s ?v { ?s rdfs:label ?v } VALUES ?s { <urn:s> }",
)
HOSTILE = (
    '" } UNION { ?s ?p ?o } #',
    "\\u0022 } UNION { ?s ?p ?o } #",
    "\\U00000022",
    "\\\\u0022",
    '\\"',
    "'''",
    "}\n{\t\r\x00\x7f\x0b",
    "?v",
    "$v",
    "#",
    "<urn:a>",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}",
    "🏫",
    "%s{0}\\",
    "",
)


def store(*terms: NamedNode | Literal) -> Store:
    held = Store()
    label, subject = NamedNode(RDFS.label), NamedNode("urn:s")
    for graph in (NamedNode("urn:g"), NamedNode("urn:h")):
        held.add(Quad(subject, NamedNode(RDF.type), NamedNode("urn:t"), graph))
        for term in (*terms, Literal("other"), Literal("a")):
            held.add(Quad(subject, label, term, graph))
    held.add(Quad(NamedNode("urn:z"), NamedNode(RDF.type), NamedNode("urn:t"), NamedNode("urn:g")))
    return held


def answers(held: Store, text: str, **bound: NamedNode | Literal) -> list[str]:
    found = held.query(
        text,
        prefixes=dict(prefixes()),
        use_default_graph_as_union=True,
        substitutions={Variable(name): term for name, term in bound.items()},
    )
    assert isinstance(found, QuerySolutions)
    return sorted(str([str(term) for term in row]) for row in found)


def agree(text: str, term: NamedNode | Literal) -> None:
    held = store(term)
    expected = answers(held, text, v=term)
    for joined in (False, True):
        assert answers(held, substituted(text, {"v": term}, joined=joined)) == expected


@pytest.mark.parametrize("text", PLACES)
@pytest.mark.parametrize("term", [Literal("b"), Literal("中", language="zh-hans"), NamedNode("urn:s")])
def test_wherever_the_variable_stands(text: str, term: NamedNode | Literal) -> None:
    agree(text, term)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_literals(value: str) -> None:
    for text in PLACES:
        agree(text, Literal(value))


@given(st.sampled_from(PLACES), st.text(max_size=40), st.sampled_from((None, "zh-hans")))
def test_any_literal(text: str, value: str, language: str | None) -> None:
    agree(text, Literal(value, language=language) if language else Literal(value))


@given(st.text(st.sampled_from('\\uU"0025\n\r{}?#<>ab'), max_size=24))
@example("\\\\\\u0022")
def test_a_literal_is_one_token_and_reads_back(value: str) -> None:
    text = written(Literal(value))
    (token,) = tokens(text)
    assert (token.kind, token.text) == ("string", text)
    assert answers(Store(), f"SELECT ({text} AS ?v) {{}}") == [str([str(Literal(value))])]


@given(st.text(st.sampled_from('\\uU"0025;'), max_size=24))
def test_an_eager_reader_of_escapes_sees_the_same(value: str) -> None:
    """Some servers decode escapes in the whole text before anything else."""
    import re

    def decoded(found: re.Match[str]) -> str:
        return found[0] if found[1] is None else chr(int(found[1], 16))

    text = written(Literal(value))
    naive = re.sub(r"\\u([0-9A-F]{4})|\\U[0-9A-F]{8}", decoded, text)
    (token,) = tokens(naive)
    assert token.text == naive
    assert answers(Store(), f"SELECT ({naive} AS ?v) {{}}") == [str([str(Literal(value))])]


@pytest.mark.parametrize("name", catalogue.names())
def test_our_own_questions(name: str) -> None:
    """The text is still SPARQL, with the same columns, whichever variables are bound."""
    query = catalogue.load(name)
    bound = {parameter.name: NamedNode("urn:x") for parameter in query.parameters}
    for joined in (False, True):
        found = Store().query(substituted(query.text, bound, joined=joined), prefixes=dict(prefixes()))
        assert isinstance(found, QuerySolutions)
        assert tuple(variable.value for variable in found.variables) == catalogue.projection(query.text)


def test_a_bound_variable_is_bound() -> None:
    text = substituted("SELECT ?v { ?s a ?t FILTER(bound(?v)) FILTER(BOUND( ?s )) }", {"v": Literal("b")})
    assert answers(store(), text) == [str([str(Literal("b"))])] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?s ?v { ?s ?p ?v }", "SELECT ?s ?v {%s ?s ?p ?v }"),
        ("SELECT ?s ?v { { SELECT ?s { ?s ?p ?v } } }", "SELECT ?s ?v {%s { SELECT ?s { ?s ?p ?v } } }"),
        (
            "SELECT ?s ?v { { SELECT ?s ?v { ?s ?p ?v } } ?s ?q ?v }",
            "SELECT ?s ?v { { SELECT ?s ?v {%s ?s ?p ?v } } ?s ?q ?v }",
        ),
        (
            "SELECT ?s ?v { { SELECT ?s ?v { ?s ?p ?v } } { SELECT ?v ?s { ?v ?p ?s } } }",
            "SELECT ?s ?v { { SELECT ?s ?v {%s ?s ?p ?v } } { SELECT ?v ?s {%s ?v ?p ?s } } }",
        ),
    ],
)
def test_some_values_are_joined_in_the_innermost_group_that_has_them(text: str, expected: str) -> None:
    among = Among(("s", "v"), [(NamedNode("urn:a"), Literal("}")), (NamedNode("urn:b"), Literal("b"))])
    values = ' VALUES (?s ?v) { (<urn:a> "}") (<urn:b> "b") }'
    assert substituted(text, {}, among=among) == expected.replace("%s", values)


def test_values_of_no_column_cannot_be_joined() -> None:
    with pytest.raises(InputError):
        substituted("SELECT ?s { ?s ?p ?v }", {}, among=Among(("v",), []))


def test_only_columns_can_be_bound() -> None:
    with pytest.raises(InputError) as caught:
        substituted("SELECT ?s { ?s rdfs:label ?v }", {"v": Literal("a")}, "mine")
    assert (caught.value.key, caught.value.values["reason"]) == ("query-syntax", "?v")


@given(st.text(max_size=200))
@example("SELECT ?v { ?v")
@example("SELECT ?v { { SELECT ?v { VALUES ?v")
@example("ASK")
def test_what_is_no_sparql_never_fails_in_another_way(text: str) -> None:
    try:
        substituted(text, {"v": Literal("a")})
    except InputError as error:
        assert error.key == "query-syntax"
