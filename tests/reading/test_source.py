from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError
from minsheng.reading import MEDIA_TYPES, read, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from minsheng.records import Source


def check(source: Source) -> None:
    """What every source keeps: places, and blocks that cover the text."""
    assert len(source.offsets) == len(source.text)
    for character, place in zip(source.text, source.offsets, strict=True):
        written = source.original[place]
        assert character == written or character in "\n \t" or written in "&\n|"
    assert "\n".join(source.text[block.start : block.end] for block in source.blocks) == source.text
    for stated in (source.title, source.publisher, source.published):
        assert (
            stated is None
            or stated.span is None
            or 0 <= stated.span.start < stated.span.end <= len(source.original)
        )


ALPHABET = '甲乙丙学校医院，。：“”"()（）年月日2039来源标题记者正文 \u3000\t\r\n#*-|<>/&;pa\ufeff\x85'


@pytest.mark.parametrize("media_type", sorted(set(MEDIA_TYPES.values())))
@given(text=st.text(alphabet=ALPHABET, max_size=200))
def test_any_text_keeps_its_places(media_type: str, text: str) -> None:
    try:
        source = read_text(text, "a", media_type)
    except InputError:
        return
    check(source)


LINES = st.lists(st.text(alphabet="甲乙丙，。学校", min_size=6, max_size=12), min_size=6, max_size=40)


@given(LINES, st.sampled_from(["\n", "\n\n", " "]))
def test_any_page_keeps_every_character(lines: list[str], gap: str) -> None:
    source = read_text(gap.join(lines), "a")
    check(source)
    assert sorted("".join(source.text.split())) == sorted("".join(lines))


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("新馆开放\r\n\r\n新馆今天开放。\r\n".encode("gb18030"))
    source = read(file, "x/a.txt")
    assert (source.name, source.encoding, source.media_type) == ("x/a.txt", "gb18030", "text/plain")
    assert source.digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert source.original == "新馆开放\r\n\r\n新馆今天开放。\r\n"
    assert source.text == "新馆开放\n新馆今天开放。"
    assert pickle.loads(pickle.dumps(source)) == source


def test_offsets_count_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("新馆开放。", encoding="utf-8-sig")
    source = read(file, "a.txt")
    with file.open(encoding="utf-8", newline="") as opened:
        assert source.original == opened.read()
    assert source.text == "新馆开放。"
    assert list(source.offsets) == [1, 2, 3, 4, 5]


def test_errors_name_the_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ndate: 昨天\n---\n正文", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(file, "a.md")
    assert (caught.value.file, caught.value.line) == (str(file), 2)


def test_five_megabytes_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    sentence = "松桥街道新建助餐点三个， 每天供应午餐。"
    file.write_text(sentence * 90_000, encoding="utf-8")
    source = read(file, "a.txt")
    assert len(source.blocks) == 1
    assert len(source.text) == len(source.original) == len(sentence) * 90_000
    assert source.offsets[-1] == len(source.original) - 1


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "<p></p>"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(text, "a", "text/html")
    assert caught.value.key == "blank-file"
