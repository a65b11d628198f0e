"""Bytes to text: the encodings that Chinese documents come in, and files that are no text."""

from __future__ import annotations

import codecs
import re

from minsheng.errors import InputError

#: The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How files of other kinds begin, whatever their suffix says.
_MAGIC = (
    (b"PK\x03\x04", "zip / docx / xlsx"),
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a", "RAR"),
    (b"\xd0\xcf\x11\xe0", "doc / xls"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
)
#: Bytes that no text in an ASCII-compatible encoding holds; tab, line and page breaks apart.
_CONTROLS = bytes(i for i in range(32) if i not in b"\t\n\v\f\r\x1a")
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
#: A stray control character happens in real texts; more than one in this many is binary content.
_BYTES_A_CONTROL = 400
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
#: Pages that say gb2312 or gbk are read by browsers as GB18030, its superset.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
#: Lead bytes of the frequent characters and the punctuation of each encoding.
_FREQUENT = {"gb2312": (0xA1, 0xD7), "big5": (0xA1, 0xC6)}
#: Share of frequent characters above which a guessed encoding is believed.
_PLAUSIBLE = 0.8
#: This much of a file tells its encoding.
_SAMPLE = 100_000


def decode(data: bytes, file: str, html: bool = False) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    A byte order mark stays in the text as U+FEFF, so that positions are those of the file read as
    `open(file, encoding="utf-8", newline="")`.

    Args:
        data: the whole file.
        file: its path, for errors.
        html: whether a `<meta charset>` may name the encoding.

    Raises:
        InputError: the file is empty, blank, binary, or in an unknown encoding.

    Example:
        >>> decode("养老".encode("gb18030"), "a.txt")
        ('养老', 'gb18030')
    """
    if not data:
        raise InputError("empty-file", file=file)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError("not-text", file=file, found=kind)
    text, encoding = _decode(data, file, html)
    if not text.strip("\ufeff \t\r\n\v\f\u3000\xa0"):
        raise InputError("blank-file", file=file)
    return text, encoding


def _decode(data: bytes, file: str, html: bool) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError("unknown-encoding", file=file, position=error.start + 1) from None
            if len(_CONTROL_CHARACTERS.findall(text)) * _BYTES_A_CONTROL > len(text):
                raise InputError("not-text", file=file, found="binary")
            return text, encoding
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls * _BYTES_A_CONTROL > len(data):
        raise InputError("not-text", file=file, found="binary")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        position = error.start + 1
    for encoding in _candidates(data, html):
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError("unknown-encoding", file=file, position=position)


def _candidates(data: bytes, html: bool) -> list[str]:
    """Encodings to try in turn, the most trustworthy first."""
    found: list[str] = []
    named = _META_CHARSET.search(data[:4096]) if html else None
    if named:
        name = named[1].decode("ascii").lower()
        if not name.startswith("utf"):
            found.append(_SUPERSETS.get(name, name))
    sample = data[:_SAMPLE]
    shares = {
        "gb18030": _frequent_share(sample, "gb18030", "gb2312"),
        "big5hkscs": _frequent_share(sample, "big5hkscs", "big5"),
    }
    found += sorted((name for name in shares if shares[name] >= _PLAUSIBLE), key=lambda name: -shares[name])
    found += _normalizer_guess(sample)
    return found


def _frequent_share(sample: bytes, encoding: str, core: str) -> float:
    """Share of a sample's wide characters that are among the frequent ones of `core`."""
    wide = [c for c in sample.decode(encoding, "ignore") if c > "\x7f"]
    if not wide:
        return 0.0
    low, high = _FREQUENT[core]
    leads = (c.encode(core, "ignore")[:1] for c in wide)
    return sum(1 for lead in leads if lead and low <= lead[0] <= high) / len(wide)


def _normalizer_guess(sample: bytes) -> list[str]:
    """What charset-normalizer makes of texts that are neither; it is slow, hence last."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    # A guess that finds no East Asian script would turn broken Chinese into Latin mojibake.
    if best is None or not re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", str(best)):
        return []
    return [best.encoding]
