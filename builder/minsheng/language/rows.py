"""Names told by the numbered lines that they begin: 3. 永济桥，清代，白塔镇 under 古建筑（2处）.

The last heading that has a word for a kind of things classes the rows below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.confidence import confidence
from minsheng.language.lists import kind_words
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: The number before a row: 1. （1） ① 1
NUMBER = re.compile(
    r"[ \t\u3000]*(?:\d{1,3}[.．、)）]|[（(]\d{1,3}[)）]|[①-⑳]|\d{1,3}(?=[ \t\u3000]))[ \t\u3000]*"
)
_LINE = re.compile(r"[^\n]+")
#: What ends the first cell of a row.
_CELL = re.compile(r"[，,：:；;。|\t\u3000 ]|[（(](?=[^）)]*[）)])|$")
#: A row is no sentence.
_SENTENCE = re.compile(r"[。！？][^\n]")
#: No name of a thing holds these.
_NO_NAME = re.compile(r"[、“”\"《》的了是将为各]")
_HEADING, _NAME, _ROW = 40, (2, 20), 90
#: What heads a numbered paragraph: a project, with its colon.
_UNDERTAKING = re.compile(r"(?P<name>[^，。；：:、（(\s]{4,24}(?:工程|项目|行动|计划|平台))[：:]")
#: Parts of speech that no name begins with.
_NOT_FIRST = frozenset({"v", "p", "d", "c", "r", "m"})
_ABOUT = re.compile(r"[。；：:，,]\s*$")


class Row(NamedTuple):
    """A numbered line: where its first cell begins and ends, and where the line does."""

    start: int
    edge: int
    end: int


def row_of(text: str, start: int, end: int) -> Row | None:
    """The row that a line is, None if it is none.

    Example:
        >>> text = "3. 永济桥，清代，白塔镇"
        >>> row = row_of(text, 0, len(text))
        >>> row and text[row.start : row.edge]
        '永济桥'
    """
    number = NUMBER.match(text, start, end)
    if number is None or end - start > _ROW or _SENTENCE.search(text, number.end(), end):
        return None
    cell = _CELL.search(text, number.end(), end)
    edge = cell.start() if cell is not None else end
    return Row(number.end(), edge, end) if edge > number.end() else None


def row_names(context: Context) -> Iterator[Mention]:
    """Mentions of what stands in the first cells of rows whose heading names their kind."""
    text = context.text
    pattern, kinds = kind_words("list_kinds.tsv", "row_kinds.tsv")
    kind: tuple[str, str | None] | None = None
    rows: list[Row] = []
    for line in _LINE.finditer(text):
        if (undertaking := _undertaking(context, line.start(), line.end())) is not None:
            yield undertaking
            continue
        row = row_of(text, line.start(), line.end())
        if row is not None:
            rows.append(row)
            continue
        if len(line.group()) <= _HEADING and not _ABOUT.search(line.group()):
            # a heading of no kind leaves the kind as it is: （共12处）
            if found := list(pattern.finditer(line.group())):
                yield from _named(context, rows, kind)
                rows, kind = [], kinds[found[-1].group()]
        elif not line.group().isspace():
            yield from _named(context, rows, kind)
            rows, kind = [], None
    yield from _named(context, rows, kind)


def _undertaking(context: Context, start: int, end: int) -> Mention | None:
    """What a numbered paragraph is headed by: 2. 智慧养老平台项目：依托…"""
    number = NUMBER.match(context.text, start, end)
    head = _UNDERTAKING.match(context.text, number.end(), end) if number is not None else None
    if number is None or head is None or context.words.tags[context.words.at(head.start())] in _NOT_FIRST:
        return None
    name = head.group("name")
    if name in context.lexicon.generic or _NO_NAME.search(name):
        return None
    return Mention(head.start(), head.end("name"), name, "Programme", "row", confidence("row"), "project")


def _named(context: Context, rows: list[Row], kind: tuple[str, str | None] | None) -> Iterator[Mention]:
    """The names of rows of one kind, if most of the rows begin with one."""
    if kind is None:
        return
    named = [row for row in rows if _is_name(context, row)]
    if len(named) * 3 < len(rows) * 2:
        return
    type_, facility = kind
    sure = confidence("row")
    for row in named:
        yield Mention(row.start, row.edge, context.text[row.start : row.edge], type_, "row", sure, facility)


def _is_name(context: Context, row: Row) -> bool:
    """Whether the first cell of a row can be a name: no clause, no place, no mere kind of thing."""
    name = context.text[row.start : row.edge]
    if not _NAME[0] <= len(name) <= _NAME[1] or _NO_NAME.search(name) or name in context.lexicon.generic:
        return False
    if context.places.get(row.start) == row.edge or not "\u4e00" <= name[-1] <= "\u9fff":
        return False
    words = context.words
    first, last = words.at(row.start), words.at(row.edge - 1)
    return words.tags[first] not in _NOT_FIRST and words.tags[last] not in ("v", "d", "p", "u")
