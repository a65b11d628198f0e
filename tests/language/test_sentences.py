from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.segmentation import segment
from minsheng.language.sentences import LONGEST, clauses, sentences
from minsheng.records import Block


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, [Block(0, len(text), "paragraph")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学校建成了。医院也建成了！", ["学校建成了。", "医院也建成了！"]),
        ("他说：“很方便。”大家都笑了。", ["他说：“很方便。”", "大家都笑了。"]),
        ("标题\n正文第一句。", ["标题", "正文第一句。"]),
        ("没有句号", ["没有句号"]),
        ("  前后空白。 ", ["前后空白。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_clauses_cover_the_sentence() -> None:
    text = "床位300张，护士20名；其中：医生5名。"
    assert [text[a:b] for a, b in clauses(text, 0, len(text))] == [
        "床位300张，",
        "护士20名；",
        "其中：",
        "医生5名。",
    ]


def test_endless_text_is_cut() -> None:
    assert max(map(len, cut("没有标点" * 1000))) <= LONGEST


@given(st.text(alphabet="学校医院，。！？；：\n 0a“”", max_size=200))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_words_give_back_the_text(text: str) -> None:
    words = segment(text)
    assert "".join(words.words) == text
    assert list(words.starts) == [len("".join(words.words[:i])) for i in range(len(words.words) + 1)]
