"""What may run, and what is refused before the engine sees it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minsheng.errors import UsageError
from minsheng.queries.guard import MAX_CHAIN, MAX_DEPTH, MAX_LENGTH, check, form, tokens

ALLOWED = (
    "SELECT * WHERE { ?s ?p ?o }",
    "ask {}",
    "PREFIX ms: <http://e/ontology#>\nBASE <http://e/>\nCONSTRUCT WHERE { ?s ms:service ?o }",
    "DESCRIBE <http://e/SERVICE>",
    'SELECT * { ?s ?p "SERVICE <http://e/> { }" }',
    "SELECT * { ?s ?p 'SERVICE', '''a 'quoted' SERVICE''', \"\"\"a \"quoted\" SERVICE\"\"\" }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://e/> {}",
    "SELECT ?service ?from $load { ?service ?from $load }",
    "SELECT * { ?s service:from from:load . ?s :load :service }",
    'SELECT * { ?s ?p "x"@from , "DELETE"@load-SERVICE }',
    "SELECT * { ?s ?p ?o FILTER(?o<?p&&?p>?o) }",
    r'SELECT * { ?s ?p "\"} SERVICE \\" }',
    r'SELECT * { ?s ?p "\u0053ERVICE" }',
    "SELECT * { VALUES ?x { " + "1 " * 2000 + "} }",
    "SELECT * { VALUES ?x { " + "-1.5 +2 " * 1000 + "} }",
    "SELECT * { VALUES (?x ?y) { " + '("2024-01-01"^^xsd:date e:a) ' * 1000 + "} }",
    'SELECT * { ?s ?p ?o FILTER(?o IN ("1"' + ', "2"^^<http://e/t>' * 1000 + ")) }",
    "CONSTRUCT { " + "?s e:p ?o ; e:q ?r . " * 1000 + "} WHERE { ?s ?p ?o . ?o ?q ?r }",
)

REFUSED = (
    ("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", "query-refused"),
    ("SELECT * { service silent ?e { ?s ?p ?o } }", "query-refused"),
    ("SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE<http://e/>{} } }", "query-refused"),
    ("SELECT * { ?s ?p ?o FILTER(?s<?p) SERVICE<http://e/>{} FILTER(1>2) }", "query-refused"),
    ("PREFIX e: <http://e/> SELECT * { ?s e:a\\#b ?o . SERVICE <http://e/> {} }", "query-refused"),
    ("PREFIX e: <http://e/> SELECT * { ?s e:a\\'b ?o . SERVICE <http://e/> {} # ' }", "query-refused"),
    (r"SELECT * { \u0053ERVICE <http://e/> { ?s ?p ?o } }", "query-refused"),
    (r'SELECT * { ?s ?p "\u0022 . SERVICE <http://e/> {} # "}', "query-refused"),
    ("SELECT * FROM e:g { ?s ?p ?o }", "query-refused"),
    ("SELECT * FROM", "query-refused"),
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "query-update"),
    ("PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "query-update"),
    ("LOAD <file:///etc/passwd>", "query-update"),
    ("# SELECT\nclear all", "query-update"),
    ("WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "query-update"),
    ("", "query-form"),
    ("食堂", "query-form"),
    ("PREFIX a: <a:>", "query-form"),
    ("ASK { } " + " " * MAX_LENGTH, "query-long"),
    ("ASK " + "{" * 10_000 + "}" * 10_000, "query-deep"),
    ("ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", "query-deep"),
    ("ASK {" + "BIND(1 AS ?x)" * 3_000 + "}", "query-chained"),
    ("ASK {" + "{} UNION " * 3_000 + "{} }", "query-chained"),
    ("ASK { FILTER(" + "1||" * 3_000 + "1) }", "query-chained"),
    ("ASK { ?s " + "<a:>/" * 3_000 + "<a:> ?o }", "query-chained"),
    ("ASK { FILTER(" + "!" * 3_000 + "1) }", "query-chained"),
    ("ASK { FILTER(" + "1 -1 " * 3_000 + ") }", "query-chained"),
    ("ASK { VALUES ?x { 1 } FILTER(" + "- " * 3_000 + "1) }", "query-chained"),
    ("ASK { VALUES ?x { " + "{" * 10_000 + "} }", "query-deep"),
    ("ASK { VALUES ?x " + "!" * 3_000 + " }", "query-chained"),
    ("ASK { ?s " + "^" * 3_000 + "<a:> ?o }", "query-chained"),
    ('ASK { ?s "x"' + "^" * 3_000 + "<a:> ?o }", "query-chained"),
)


@pytest.mark.parametrize("query", ALLOWED)
def test_allowed(query: str) -> None:
    assert check(query) == ()


@pytest.mark.parametrize(("query", "key"), REFUSED)
def test_refused(query: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        check(query)
    assert caught.value.key == key
    assert caught.value.exit_code == 2


def test_graphs_after_from_are_told() -> None:
    query = "SELECT * FROM <http://e/a> FROM NAMED <http://e/b> FROM <http://e/a> { ?s ?p ?o }"
    assert check(query) == ("http://e/a", "http://e/b")


def test_limits_let_ordinary_nesting_through() -> None:
    assert check("ASK " + "{" * MAX_DEPTH + "}" * MAX_DEPTH) == ()
    assert check("ASK {" + "BIND(1 AS ?x)" * MAX_CHAIN + "}") == ()


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://e/> BASE <http://e/> describe <a>", "DESCRIBE"),
        ("construct where {}", "CONSTRUCT"),
        ("", ""),
    ],
)
def test_form(query: str, word: str) -> None:
    assert form(query) == word


@pytest.mark.parametrize(
    "piece", ["a.", "a-", "a", "'''a ", "'", "<a", "\\u0041", "(<", "\"\\'", "@a-", "<a\\u0041"]
)
def test_long_texts_are_read_in_one_go(piece: str) -> None:
    """No piece makes the tokenizer go back again and again: that would take minutes here."""
    assert sum(len(token.text) for token in tokens(piece * (MAX_LENGTH // len(piece))))


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("ASK { ?a a:b 'c' }", [("word", "ASK"), ("sign", "{"), ("variable", "?a"), ("name", "a:b"),
                                ("string", "'c'"), ("sign", "}")]),
        ('"a\\"b" "c', [("string", '"a\\"b"'), ("sign", '"'), ("word", "c")]),
        ('"""a""b"""', [("string", '"""a""b"""')]),
        ("<http://e/#a> # <b>\n<c d>", [("iri", "<http://e/#a>"), ("sign", "<"), ("word", "c"), ("word", "d"),
                                        ("sign", ">")]),
        ('"x"@zh-Hans 1.5 a\\#b', [("string", '"x"'), ("tag", "@zh-Hans"), ("word", "1"), ("sign", "."),
                                   ("word", "5"), ("word", "a"), ("escape", "\\#"), ("word", "b")]),
    ],
)  # fmt: skip
def test_tokens(query: str, pieces: list[tuple[str, str]]) -> None:
    assert [token[:2] for token in tokens(query)] == pieces


@given(st.text(max_size=300))
@example("<" * 200)
@example('"' * 201)
@example("'''" * 67 + "\\")
def test_every_text_is_read_to_its_end(text: str) -> None:
    """Nothing but white space and comments is lost, so nothing can hide between two tokens."""
    rest = text
    for token in tokens(text):
        gap, found, rest = rest.partition(token.text)
        assert found
        assert not gap.strip() or "#" in gap
    assert not rest.strip() or "#" in rest


@given(st.text(alphabet=st.characters(exclude_characters='"\\\n\r', codec="utf-8")))
def test_a_word_within_a_string_is_no_keyword(inside: str) -> None:
    assert check(f'ASK {{ ?s ?p "{inside} SERVICE {inside}" }}') == ()


@given(st.sampled_from(["SERVICE", "service", "SeRvIcE"]), st.text(alphabet=" \t\n{}.;,", max_size=8))
def test_a_keyword_between_signs_is_found(word: str, between: str) -> None:
    with pytest.raises(UsageError):
        check(f"ASK {{ {between} {word}{between}?e {{ }} }}")
