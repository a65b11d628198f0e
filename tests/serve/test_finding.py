"""The question `search`, narrowed to the things it can be about, gives what it gives on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.graph import folder
from minsheng.queries import catalogue
from minsheng.queries.runner import Request, answer
from minsheng.serve.finding import Spellings, narrowed, plain, spellings
from minsheng.serve.loaded import Loaded
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

QUERY = catalogue.load("search")


@pytest.fixture(scope="module")
def loaded(graph: Path) -> Loaded:
    made = Loaded(folder.current(graph), Settings())
    made.hold()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "小学",
        "a",
        "大渡口",
        "da du kou",
        "DaDuKou",
        "学 校",
        "九",
        "N",
        "第",
        "zzz",
        '"',
        "<b>",
        " 小",
        "e",
        "\\",
        "\n",
    ],
)
@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (3, 2), (100, 0), (1000, 0)])
def test_rows_are_the_same(loaded: Loaded, text: str, limit: int, offset: int) -> None:
    whole = answer(loaded.store, Request(QUERY, {"text": text}, limit, offset))
    narrow = narrowed(loaded, QUERY, {"text": text}, offset + limit + 1)
    part = answer(loaded.store, Request(narrow, {"text": text}, limit, offset))
    assert part.rows == whole.rows
    assert part.truncated == whole.truncated
    if text in ("小学", "大渡口"):
        assert narrow != QUERY
        assert part.rows


def test_other_questions_and_no_text_are_left_alone(loaded: Loaded) -> None:
    groups = catalogue.load("groups")
    assert narrowed(loaded, groups, {}, 9) is groups
    assert narrowed(loaded, QUERY, {"text": " "}, 9) is QUERY
    made = Loaded(loaded.snapshot, Settings())
    made.later = frozenset((spellings,))
    assert narrowed(made, QUERY, {"text": "小学"}, 9) is QUERY


NAMES = st.text("ab 小学", max_size=5)


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["urn:a", "urn:b", "urn:c"])), max_size=20),
    NAMES,
    st.integers(1, 9),
)
def test_things_are_those_of_the_first_names(pairs: list[tuple[str, str]], text: str, most: int) -> None:
    pairs = [(plain(name), iri) for name, iri in pairs]
    found = [iri for name, iri in pairs if plain(text) in name][:most]
    if plain(text):
        assert Spellings(pairs).having(text, most) == list(dict.fromkeys(found))
