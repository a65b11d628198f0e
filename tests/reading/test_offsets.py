from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading import quote_spans, read_text
from minsheng.reading.fragments import Fragment, assemble
from minsheng.reading.offsets import Offsets, Run

RUNS = st.lists(st.tuples(st.text(min_size=1, max_size=5), st.integers(0, 1000)), min_size=1)


@given(RUNS)
def test_offsets_are_those_of_the_runs(pieces: list[tuple[str, int]]) -> None:
    expected = [start + i for text, start in pieces for i in range(len(text))]
    offsets = Offsets.of([Run(text, start) for text, start in pieces])
    assert list(offsets) == [offsets[i] for i in range(len(offsets))] == expected
    assert offsets[-1] == expected[-1]
    assert offsets[1:4] == expected[1:4]
    with pytest.raises(IndexError):
        offsets[len(expected)]


@given(RUNS, st.integers(0, 9), st.integers(0, 9))
def test_a_cut_fragment_keeps_its_places(pieces: list[tuple[str, int]], a: int, b: int) -> None:
    fragment = Fragment.of([Run(text, start) for text, start in pieces])
    places = list(Offsets.of(fragment.runs))
    first, last = sorted((min(a, len(fragment.text)), min(b, len(fragment.text))))
    cut = fragment.cut(first, last)
    assert cut.text == fragment.text[first:last]
    assert list(Offsets.of(cut.runs)) == places[first:last]


def test_text_that_is_its_original_has_a_range() -> None:
    original = "一。\n二。"
    built = assemble([Fragment.of([Run("一。", 0)]), Fragment.of([Run("二。", 3)])], original)
    assert built.text == original
    assert built.offsets == range(5)


def quoted(original: str, wanted: str, media_type: str = "text/plain") -> list[str]:
    source = read_text(original, "a", media_type)
    start = source.text.index(wanted)
    return [original[a:b] for a, b in quote_spans(source, start, start + len(wanted))]


@pytest.mark.parametrize(
    ("original", "wanted", "media_type", "expected"),
    [
        ("甲乙丙丁。", "乙丙", "text/plain", ["乙丙"]),
        ("　　甲乙。\n\n　　丙丁。", "乙。\n丙", "text/plain", ["乙。\n\n　　丙"]),
        ("8 月 17 日开馆", "8月17日", "text/plain", ["8 月 17 日"]),
        ("<p>民<b>生&amp;图</b>谱</p>", "民生&图谱", "text/html", ["民<b>生&amp;图</b>谱"]),
        ("<p>读&amp;</p>", "读&", "text/html", ["读&amp;"]),
        ("<p>甲<script>x=1</script>乙</p>", "甲乙", "text/html", ["甲", "乙"]),
        ("见**新馆**[开放](http://a.b/c)啦", "馆开放啦", "text/markdown", ["馆**[开放](http://a.b/c)啦"]),
    ],
)
def test_quotations(original: str, wanted: str, media_type: str, expected: list[str]) -> None:
    assert quoted(original, wanted, media_type) == expected


def test_out_of_range_quotes_nothing() -> None:
    source = read_text("甲乙。", "a")
    assert quote_spans(source, 2, 2) == quote_spans(source, 1, 9) == []


@given(st.text(alphabet="甲乙，。 \n\u3000a1", min_size=1).filter(str.strip), st.data())
def test_pieces_hold_the_quoted_characters(original: str, data: st.DataObject) -> None:
    source = read_text(original, "a")
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    pieces = [original[a:b] for a, b in quote_spans(source, start, end)]
    assert "".join("".join(pieces).split()) == "".join(source.text[start:end].split())
