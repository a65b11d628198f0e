from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.graph.cache import Kept, decode, encode, open_cache
from minsheng.records import ObservationFact, Span, Stated

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from minsheng.records import DocumentFacts

KEPT = Kept("d", "s", "/somewhere")


def test_facts_come_back_as_they_were(facts: DocumentFacts) -> None:
    assert decode(encode(facts)) == facts


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False),
    words=st.text(st.characters(exclude_categories=["Cs"])),
    days=st.tuples(st.none() | st.dates(), st.none() | st.dates()),
    span=st.none() | st.builds(Span, st.integers(0), st.integers(0)),
    sure=st.floats(0, 1),
)
def test_any_value_comes_back(
    facts: DocumentFacts,
    value: Decimal,
    words: str,
    days: tuple[date | None, date | None],
    span: Span | None,
    sure: float,
) -> None:
    observation = ObservationFact(0, words, value, words, "exact", (0, 1), words, sure, words, *days)
    facts = replace(facts, title=Stated(words, span), observations=(observation,), dropped={words: 1})
    back = decode(encode(facts))
    assert back == facts
    assert str(back.observations[0].value) == str(value)


def test_documents_are_read_in_the_order_of_their_names(
    tmp_path: Path, document: Callable[..., DocumentFacts]
) -> None:
    file = tmp_path / "facts.sqlite"
    with open_cache(file, writing=True) as cache:
        for name in ("b.txt", "甲/a.txt", "B.txt", "a.txt"):
            cache.put(name, KEPT, encode(document(name)))
        cache.put("a.txt", KEPT._replace(digest="new"), encode(document("a.txt")))
    with open_cache(file) as cache:
        assert [facts.name for facts in cache] == ["B.txt", "a.txt", "b.txt", "甲/a.txt"]
        assert len(cache) == 4
        assert cache.kept("a.txt") == ("new", "s", "/somewhere")
        assert cache.kept("c.txt") is None


def test_a_moved_source_is_found_at_its_new_place(tmp_path: Path) -> None:
    with open_cache(tmp_path / "facts.sqlite", writing=True) as cache:
        cache.put("a.txt", KEPT, b"")
        cache.moved("a.txt", "/elsewhere")
        assert dict(cache.sources()) == {"a.txt": KEPT._replace(path="/elsewhere")}


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), open_cache(tmp_path / "none.sqlite") as cache:
        len(cache)
    assert not any(tmp_path.iterdir())
