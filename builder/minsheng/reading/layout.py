"""A plain text's lines to blocks in reading order: wraps joined, stray spaces dropped, columns untangled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.reading.columns import Columns
from minsheng.reading.dates import STAMP
from minsheng.reading.fragments import Fragment
from minsheng.reading.interleave import columns_dealt_out
from minsheng.reading.notices import whole_line
from minsheng.reading.offsets import Run
from minsheng.reading.order import page_in_reading_order, with_sentences_joined
from minsheng.reading.roles import ends_open, has_pause, number_end, short_role, tail_start
from minsheng.reading.spacing import is_typeset, without_stray_spaces
from minsheng.reading.wraps import Line, is_wrapped, joined, lines_of, paragraph_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Longest title or heading, in characters.
_LONGEST_HEADING = 50
#: A paragraph is longer than its headline by this factor.
_LONGER = 2
#: What an article begins with: 江城日报讯（记者 …）
_DATELINE = re.compile("[^，。\\s]{0,12}[讯电](?=[ \u3000（(])|本报|(?:□|■|●)?(?:本[报刊网]|通讯员|记者)")
#: What a line of a list begins with: 某某区：, 责任单位：
_LABEL = re.compile("[^，。；：:、！？\\s]{2,14}[：:](?=\\S)")
#: Most lines of a page whose columns may be interleaved.
_LONGEST_PAGE = 600


def arranged(original: str, start: int = 0) -> list[Fragment]:
    """The blocks of a plain text in reading order, each with its kind.

    Args:
        original: the decoded file.
        start: where the text begins, behind front matter.

    Example:
        >>> [(block.kind, block.text) for block in arranged("社区食堂开张\\n\\n今天，食堂开张了。")]
        [('title', '社区食堂开张'), ('paragraph', '今天，食堂开张了。')]
    """
    stamp = STAMP.match(original, start)
    head: list[Fragment] = []
    if stamp and stamp.end() > start:
        head = [Fragment.of([Run(original[start : stamp.end()], start)], "byline").stripped()]
        start = stamp.end()
    lines = lines_of(original, start)
    if len(lines) == 1:
        return head + _article(lines[0].fragment)
    return head + _page(lines)


def _article(fragment: Fragment) -> list[Fragment]:
    """A text in one line, as news archives keep them: its paragraph, and the boilerplate behind."""
    fragment = without_stray_spaces(fragment, is_typeset([fragment]))
    end = tail_start(fragment.text)
    if end == len(fragment.text):
        return [fragment.as_kind("paragraph")]
    body, tail = fragment.cut(0, end).stripped(), fragment.cut(end, len(fragment.text)).stripped()
    return [part.as_kind(kind) for part, kind in ((body, "paragraph"), (tail, "boilerplate")) if part.text]


def _page(lines: Sequence[Line]) -> list[Fragment]:
    typeset = is_typeset([line.fragment for line in lines])
    wrapped = is_wrapped(lines)
    columns = Columns.of(line.fragment.text for line in lines) if typeset or wrapped else None
    cleaned = [line._replace(fragment=_cleaned(line, typeset, columns)) for line in lines]
    # Texts longer than a page or two are books, which have one column.
    one_column = wrapped and len(lines) > _LONGEST_PAGE
    fragments = joined(cleaned) if one_column else [line.fragment for line in cleaned]
    if typeset:
        fragments = page_in_reading_order(fragments)
    elif one_column:
        fragments = with_sentences_joined(fragments)
    elif wrapped:
        fragments = columns_dealt_out(fragments, paragraph_starts(cleaned))
    elif _breaks_off(fragments):
        fragments = with_sentences_joined(_headings_apart(fragments), _begun(cleaned))
    return _with_roles(fragments)


def _begun(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of lines that are indented, numbered or labelled: who wraps no line begins paragraphs so."""
    return frozenset(
        i
        for i, line in enumerate(lines)
        if line.indented or number_end(line.fragment.text) or _LABEL.match(line.fragment.text)
    )


def _cleaned(line: Line, typeset: bool, columns: Columns | None) -> Fragment:
    role = _role(line, columns)
    return without_stray_spaces(line.fragment, typeset and not role).as_kind(role)


def _role(line: Line, columns: Columns | None) -> str:
    """The role of a line that its words, its surroundings or its width give away, or ""."""
    text = line.fragment.text
    role = short_role(text, line.gap >= 2) or whole_line(text)
    if not role and columns and ends_open(text) and columns.set_apart(text):
        return "heading"
    return role


def _breaks_off(fragments: Sequence[Fragment]) -> bool:
    """Whether a paragraph, not just a heading, ends in mid-sentence."""
    return any(
        not fragment.kind and ends_open(fragment.text) and has_pause(fragment.text) for fragment in fragments
    )


def _headings_apart(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Lines without punctuation are headings where nothing speaks of columns; the first may be a headline."""
    return [
        f.as_kind("heading")
        if not f.kind and ends_open(f.text) and (not has_pause(f.text) or (i == 0 and _headline(fragments)))
        else f
        for i, f in enumerate(fragments)
    ]


def _headline(fragments: Sequence[Fragment]) -> bool:
    """Whether the first line is a headline of two parts: short, a dateline or a paragraph behind it."""
    if len(fragments) < 2 or len(fragments[0].text) > _LONGEST_HEADING:
        return False
    head, body = fragments[0].text, fragments[1].text
    if _DATELINE.match(body):
        return True
    return "，" not in head and len(body) >= _LONGER * len(head)


def _with_roles(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The kinds that are still open: the title, headings, paragraphs."""
    found = []
    titled = False
    for fragment in fragments:
        if fragment.kind:
            if fragment.kind == "heading" and not titled:
                fragment = fragment.as_kind("title")
            titled = titled or fragment.kind == "title"
            found.append(fragment)
            continue
        short = len(fragment.text) <= _LONGEST_HEADING and ends_open(fragment.text)
        # the first line of a text may be a headline of two parts: “护苗”行动：让阳光照进校园
        allowed = "，,：:、；;" if not found and len(fragments) > 1 else "，,"
        if not short or has_pause(fragment.text.translate(dict.fromkeys(map(ord, allowed)))):
            kind = "paragraph"
        else:
            kind = "heading" if titled or len(fragments) == 1 else "title"
        titled = True
        found.append(fragment.as_kind(kind))
    return found
