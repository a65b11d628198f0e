from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError
from minsheng.reading.decoding import decode

SIMPLIFIED = "松桥街道的助餐点每天供应午餐三百份，老人只付九块钱。"
TRADITIONAL = "圖書館週末開放至晚上九點，讀者可以借閱五本書。"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8", "\ufeff" + SIMPLIFIED),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), "utf-16-le", "\ufeff" + SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16-be", "\ufeff" + SIMPLIFIED),
        (codecs.BOM_UTF32_LE + SIMPLIFIED.encode("utf-32-le"), "utf-32-le", "\ufeff" + SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), "gb18030", SIMPLIFIED),
        (SIMPLIFIED.encode("gbk"), "gb18030", SIMPLIFIED),
        (TRADITIONAL.encode("big5"), "big5hkscs", TRADITIONAL),
        (b"Library, 1994", "utf-8", "Library, 1994"),
        ("一行\r\n二行\r".encode(), "utf-8", "一行\r\n二行\r"),
    ],
)
def test_encodings(data: bytes, encoding: str, text: str) -> None:
    assert decode(data, "a.txt") == (text, encoding)


def test_meta_charset_of_a_page() -> None:
    page = '<html><head><meta charset="gb2312"><title>新馆</title>'.encode("gb18030")
    assert decode(page, "a.html", html=True)[1] == "gb18030"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "empty-file"),
        (b" \r\n\t", "blank-file"),
        (codecs.BOM_UTF8 + "\u3000\n".encode(), "blank-file"),
        (b"PK\x03\x04rest", "not-text"),
        (b"%PDF-1.7", "not-text"),
        (b"\x89PNG\r\n\x1a\n", "not-text"),
        (b"text\0text", "not-text"),
        (b"abc\x01\x02\x03", "not-text"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "unknown-encoding"),
        (SIMPLIFIED.encode()[:-1], "unknown-encoding"),
        (bytes(range(128, 256)) * 4, "unknown-encoding"),
    ],
)
def test_refused(data: bytes, error: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.txt")
    assert caught.value.key == error
    assert caught.value.file == "a.txt"


def test_one_stray_control_character_is_no_binary() -> None:
    text = SIMPLIFIED * 20 + "\x08"
    assert decode(text.encode(), "a.txt")[0] == text


@given(st.text(alphabet="的一是不了人在有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会"))
def test_round_trip(text: str) -> None:
    # Alone, a few bytes of GB18030 may be UTF-8 as well.
    text = SIMPLIFIED + text
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), "a.txt")[0] == text


@given(st.binary())
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    for html in (False, True):
        try:
            text, encoding = decode(data, "a.txt", html)
        except InputError:
            continue
        assert text == data.decode(encoding)
