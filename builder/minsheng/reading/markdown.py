"""Markdown to fragments: markup stripped, soft line breaks joined, every character in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.reading.fragments import Fragment
from minsheng.reading.offsets import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Markup inside a line. Every repetition is bounded, so that no line costs more than its length.
_INLINE = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"  # image
    r"|\[\^[\w-]{1,40}\]:?"  # footnote
    r"|\[(?=[^\[\]\n]{1,300}\]\([^)\n]{0,500}\))"  # [ of a link
    r"|(?<=[^\[])\]\([^)\n]{0,500}\)"  # ](…) of a link
    r"|(?<!\\)\*{1,3}(?=\S)|(?<=[^\s\\])\*{1,3}"
    r"|(?<![A-Za-z0-9_\\])_{1,3}(?=\S)|(?<=[^\s\\])_{1,3}(?![A-Za-z0-9_])"
    r"|~~|`{1,3}"
    r"|<!--.{0,2000}?-->|</?[A-Za-z][^<>\n]{0,300}>"
    r"|\\(?=[!-/:-@\[-`{-~])"
)
_PREFIX = re.compile(
    r"[ \t\u3000]*(?:>[ \t]?)*(?:(?P<heading>#{1,6})(?:[ \t]+|$)|(?P<item>[-*+]|\d{1,3}[.)])[ \t]+)?"
)
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}$|[ \t]*\|?[ \t]*:?-{2,}[-:|\s]*$")
_UNDERLINE = re.compile(r"[ \t]*(?:=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_TRAILING_HASHES = re.compile(r"[ \t]+#+$")
_HAN_EDGE = re.compile(r"[^\x00-\u02ff]")


def fragments(original: str, start: int) -> list[Fragment]:
    """The blocks of a markdown document from position `start` on (behind its front matter).

    Headings, list items and table rows (cells separated by a tab) are fragments of their own, the
    lines of a paragraph one together.

    Example:
        >>> [fragment.text for fragment in fragments("# 题目\\n\\n新建*两所*学校", 0)]
        ['题目', '新建两所学校']
    """
    found: list[Fragment] = []
    paragraph: list[Run] = []

    def flush(kind: str = "") -> None:
        block = Fragment.of(paragraph, kind).stripped()
        if block.text:
            found.append(block)
        paragraph.clear()

    for line in _lines(original, start):
        text = line.text
        if _FENCE.match(text):
            flush()
        elif paragraph and _UNDERLINE.match(text):
            flush("heading")
        elif not text.strip() or _RULE.match(text):
            flush()
        else:
            prefix = _PREFIX.match(text)
            assert prefix is not None  # every part of the pattern is optional
            body = line.cut(prefix.end(), len(text))
            if prefix["heading"]:
                flush()
                hashes = _TRAILING_HASHES.search(body.text)
                paragraph += _inline(body.cut(0, hashes.start()) if hashes else body)
                flush("heading")
            elif body.text.lstrip().startswith("|") or " | " in body.text:
                flush()
                paragraph += _cells(body)
                flush()
            else:
                if prefix["item"]:
                    flush()
                _join(paragraph, line, _inline(body))
    flush()
    return found


def _lines(original: str, start: int) -> Iterator[Run]:
    while start < len(original):
        end = original.find("\n", start)
        end = len(original) if end < 0 else end
        yield Run(original[start:end].rstrip("\r"), start)
        start = end + 1


def _inline(line: Run) -> Iterator[Run]:
    """The line without its inline markup."""
    place = 0
    for markup in _INLINE.finditer(line.text):
        yield line.cut(place, markup.start())
        place = markup.end()
    yield line.cut(place, len(line.text))


def _join(paragraph: list[Run], line: Run, pieces: Iterator[Run]) -> None:
    """Append a line to its paragraph; between Latin words the line break is a space."""
    kept = [piece for piece in pieces if piece.text]
    if paragraph and kept:
        kept[0] = kept[0].cut(len(kept[0].text) - len(kept[0].text.lstrip()), len(kept[0].text))
        before = paragraph[-1].text.rstrip()[-1:]
        if kept[0].text and not (_HAN_EDGE.match(before) or _HAN_EDGE.match(kept[0].text)):
            paragraph.append(Run(" ", line.start - 1))
        last = paragraph[-1]
        if last.text != " ":
            paragraph[-1] = last.cut(0, len(last.text.rstrip()))
    paragraph += [piece for piece in kept if piece.text]


def _cells(row: Run) -> Iterator[Run]:
    """A table row: its cells, a tab in the place of the bar between two."""
    place, filled = 0, False
    for bar in [*re.finditer(r"(?<!\\)\|", row.text), None]:
        end = bar.start() if bar else len(row.text)
        cell = Fragment.of(_inline(row.cut(place, end))).stripped()
        if cell.text:
            if filled:
                yield Run("\t", row.start + place - 1)
            yield from cell.runs
            filled = True
        place = bar.end() if bar else end
