"""Queries as one server or another takes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from minsheng.queries import catalogue
from minsheng.queries.dialects import MOST_EXCLUDED, excluding, single_steps, started
from minsheng.vocabulary import prefixes


def rows(store: Store, text: str) -> list[str]:
    found = store.query(text, prefixes=dict(prefixes()), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [str(row) for row in found]


@pytest.mark.parametrize("name", catalogue.names())
def test_single_steps_change_no_rows(name: str, store: Store) -> None:
    text = catalogue.load(name).text
    single = single_steps(text)
    assert "rdfs:label+" not in single
    assert sorted(rows(store, single)) == sorted(rows(store, text))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("?a ms:partOf+ ?b", "?a ms:partOf/ms:partOf* ?b"),
        ("?a ^ms:partOf + ?b", "?a ^ms:partOf/^ms:partOf* ?b"),
        ("?a !(a|ms:b)+ ?b", "?a !(a|ms:b)/!(a|ms:b)* ?b"),
        ("FILTER('1'^^ms:x+2 = 3)", None),
        ("?a <urn:p>+/a+ ?b", "?a <urn:p>/<urn:p>*/a/a* ?b"),
        ("?a (ms:a|^ms:b)+ ?b", "?a (ms:a|^ms:b)/(ms:a|^ms:b)* ?b"),
        ("?a ((ms:a/ms:b)|ms:c)+ ?b", "?a ((ms:a/ms:b)|ms:c)/((ms:a/ms:b)|ms:c)* ?b"),
        ("?a ms:partOf* ?b", None),
        ("?a ms:partOf ?b FILTER(?x + 1 > 2 + ?y)", None),
        ("FILTER(STRLEN(?x)+1 > ms:length(?y)+1 && (1)+(2) = 3)", None),
        ("?a ms:partOf 'a+'", None),
        ("+", None),
    ],
)
def test_paths_get_a_start(text: str, result: str | None) -> None:
    assert started(text) == (text if result is None else result)


def test_a_start_changes_no_ends(store: Store) -> None:
    for path in ("ms:locatedIn+", "^ms:locatedIn+", "(ms:locatedIn|ms:partOf)+"):
        text = f"SELECT DISTINCT ?a ?b {{ ?a {path} ?b }} ORDER BY ?a ?b"
        assert started(text) != text
        assert rows(store, started(text)) == rows(store, text) != []


@given(st.text(max_size=100))
def test_nothing_makes_it_fail(text: str) -> None:
    assert started(text.replace("+", "")) == text.replace("+", "")
    started(text)


def test_graphs_of_others() -> None:
    assert excluding([]) == ""
    assert excluding(["urn:a", "urn:b"]).count("define input:named-graph-exclude") == 2
    assert excluding(map(str, range(MOST_EXCLUDED + 1))) == ""
