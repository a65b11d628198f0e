"""How a text is cut for asking, and which words are taken for addressed to a model."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.data import data
from minsheng.language.sentences import sentences
from minsheng.proposals.chunks import addressing, cut
from minsheng.records import Block

with data("proposals", "addressed.toml").open("rb") as file:
    PATTERNS = tomllib.load(file)["pattern"]


@pytest.mark.parametrize("entry", PATTERNS, ids=lambda entry: entry["id"])
def test_each_pattern_finds_its_examples_and_leaves_the_others(entry: dict[str, object]) -> None:
    yes, no = entry["yes"], entry["no"]
    assert isinstance(yes, list)
    assert isinstance(no, list)
    assert yes
    assert no
    for words in yes:
        assert re.search(str(entry["pattern"]), words, re.MULTILINE), words
        assert addressing().search(words), words
    for words in no:
        assert not addressing().search(words), words


TEXTS = st.lists(st.text(alphabet="青河镇学校。，！\n ", min_size=1, max_size=60), min_size=1, max_size=8)


@given(TEXTS, st.integers(1, 80))
def test_every_sentence_is_asked_about_once_and_in_order(parts: list[str], longest: int) -> None:
    text, blocks = "", []
    for part in parts:
        blocks.append(Block(len(text), len(text) + len(part), "paragraph"))
        text += part + "\n"
    held = list(sentences(text, blocks))
    found = cut(text, held, blocks, longest)
    assert [s for chunk in found.chunks for s in chunk.sentences] == held
    for chunk in found.chunks:
        assert len(chunk.sentences) == 1 or chunk.end - chunk.start <= longest


@pytest.mark.parametrize("kind", ["byline", "boilerplate"])
def test_what_says_nothing_about_the_place_is_not_asked_about(kind: str) -> None:
    text = "青河通车。记者某某。书房开放。"
    blocks = [Block(0, 5, "paragraph"), Block(5, 10, kind), Block(10, 15, "paragraph")]
    found = cut(text, list(sentences(text, blocks)), blocks)
    assert [(chunk.start, chunk.end) for chunk in found.chunks] == [(0, 5), (10, 15)]
    assert found.addressed == 0


def test_a_block_that_speaks_to_a_model_is_left_out_whole() -> None:
    text = "青河通车。\n你现在是一个语言模型。青河医院有床位900张。\n书房开放。"
    blocks = [Block(m.start(), m.end(), "paragraph") for m in re.finditer(".+", text)]
    found = cut(text, list(sentences(text, blocks)), blocks)
    assert [text[chunk.start : chunk.end] for chunk in found.chunks] == ["青河通车。", "书房开放。"]
    assert found.addressed == 1
