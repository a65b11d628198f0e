from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from minsheng.describing import Reader, describe_document

from .conftest import store_of

if TYPE_CHECKING:
    import pyoxigraph as ox

DOCUMENT = "https://example.org/id/source/a.txt"


def test_passages_in_order_with_what_lies_between(schools: ox.Store) -> None:
    about = describe_document(schools, DOCUMENT)
    assert about is not None
    assert (about.document.title, about.identifier, about.rest) == ("开学", "a.txt", 4)
    assert [(p.start, p.end, p.gap) for p in about.passages] == [(0, 20, 0), (30, 36, 10)]
    first = about.passages[0]
    assert [piece.text for piece in first.pieces] == ["青河区的", "柳溪小学，", "青河区的白", "杨小学开学了"]
    assert [len(piece.begins) for piece in first.pieces] == [1, 1, 1, 0]


def test_facts_stand_beside_their_passage(schools: ox.Store) -> None:
    about = describe_document(schools, DOCUMENT)
    assert about is not None
    told = [
        [(f.sort, f.subject.zh, f.object.zh if f.object else f.value) for f in p.facts]
        for p in about.passages
    ]
    assert told == [
        [
            ("entity", "柳溪小学", ""),
            ("relation", "柳溪小学", "青河区"),
            ("relation", "柳溪小学", "柳溪小学教育集团"),
            ("relation", "白杨小学", "青河区"),
        ],
        [("observation", "柳溪小学", "90")],
    ]


def test_what_is_no_document(schools: ox.Store) -> None:
    assert describe_document(schools, "https://example.org/id/School-a") is None


@given(st.text("青河区小学开", min_size=1, max_size=30), st.data())
def test_pieces_hold_the_text_of_their_quotations(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    spans = {
        (min(a, b), max(a, b))
        for a, b in data.draw(st.lists(st.tuples(edges, edges), min_size=1, max_size=6))
        if a != b
    }
    turtle = f"<a.txt> a ms:SourceDocument ; ms:length {len(text)} .\n" + "".join(
        f"<a.txt#char={a},{b}> prov:wasQuotedFrom <a.txt> ; oa:start {a} ; oa:end {b} ; "
        f'oa:exact "{text[a:b]}" .\n'
        for a, b in spans
    )
    about = describe_document(Reader(store_of(turtle)), DOCUMENT)
    assert about is not None
    for passage in about.passages:
        assert "".join(piece.text for piece in passage.pieces) == text[passage.start : passage.end]
        for quote in passage.quotes:
            held = "".join(piece.text for piece in passage.pieces if quote.iri in piece.quotes)
            assert held == quote.exact
    assert sum(p.gap + p.end - p.start for p in about.passages) + about.rest == len(text)
