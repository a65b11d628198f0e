"""Lines of a page, and whether its writer or its width broke them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.columns import width
from minsheng.reading.fragments import Fragment
from minsheng.reading.gutters import dealt_out
from minsheng.reading.offsets import Run
from minsheng.reading.roles import ends_open, number_end
from minsheng.reading.spacing import inside_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_INDENT = re.compile(r"\u3000|[ \t]{2,}")
#: Lines narrower than this are a list of names rather than columns of text; in half-width cells.
_NARROWEST = 12
#: Widths that lines of one column have, in characters: no line begins with a full stop.
_RAGGED = 3
#: Of the lines that break off, as many must be as wide as the column.
_REGULAR = 0.4
#: Fewer line ends than this prove nothing.
_FEWEST = 4
#: Columns that may stand side by side.
_COLUMNS = 4
#: No line of a page is wider than those that break off by more than this factor, but for so great a share.
_SLACK, _WIDER = 1.1, 0.2
#: Share of line ends that fall inside a word, in text that a machine wrapped.
_INSIDE_WORDS = 0.15
_SAMPLE = 120
#: What the first line of a report begins with: 江城日报讯（记者 …）
_REPORT = re.compile("本报讯|[^，。、；：\\s]{2,12}[讯电](?=[ \u3000(（])")
#: Where more lines than this share are indented, indents say nothing.
_INDENTED = 0.6


class Line(NamedTuple):
    """A line that is not blank."""

    fragment: Fragment
    indented: bool
    #: empty lines before it
    gap: int


def lines_of(original: str, start: int = 0) -> list[Line]:
    """The lines of a text from `start` on, blank ones left out; columns side by side one after the other."""
    matches = list(_LINE.finditer(original, start))
    pieces = dealt_out(original, [match.span() for match in matches])
    if pieces is not None:
        return [
            Line(Fragment.of([Run(original[piece.start : piece.end], piece.start)]), piece.indented, 0)
            for piece in pieces
        ]
    found: list[Line] = []
    last = start
    for match in matches:
        fragment = Fragment.of([Run(match[0], match.start())]).stripped()
        if not fragment.text:
            continue
        gap = max(0, original.count("\n", last, match.start()) - 1) if found else 0
        found.append(Line(fragment, _INDENT.match(match[0]) is not None, gap))
        last = match.end()
    return found


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the line ends of a text are its page's rather than its writer's.

    They are if lines that break off are equally wide and fall inside words as often as chance has it,
    measured against the next lines, since columns may be interleaved.
    """
    texts = [line.fragment.text for line in lines]
    widths = [width(text) for text in texts]
    broken = [i for i, text in enumerate(texts) if ends_open(text) and widths[i] >= _NARROWEST]
    if len(broken) < _FEWEST or len(broken) < 0.3 * len(texts):
        return False
    if max(_regularity([measure(texts[i]) for i in broken]) for measure in (len, _half_cells)) < _REGULAR:
        return False
    # a page is no wider than its widest line that breaks off: beyond that stand whole paragraphs
    widest = max(widths[i] for i in broken) * _SLACK
    if sum(each > widest for each in widths) > _WIDER * len(texts):
        return False
    step = max(1, len(broken) // _SAMPLE)
    return any(
        inside_share((texts[i], texts[i + stride]) for i in broken[::step] if i + stride < len(texts))
        >= _INSIDE_WORDS
        for stride in range(1, _COLUMNS + 1)
    )


def _half_cells(text: str) -> int:
    return width(text) // 2


def _regularity(widths: Sequence[int]) -> float:
    """Share of the widths within the best stretch of `_RAGGED`."""
    counts = Counter(widths)
    return max(sum(counts[w + k] for k in range(_RAGGED)) for w in counts) / len(widths)


def paragraph_starts(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of lines that are numbered or begin a report, of indented ones where not most are."""
    numbered = [
        i
        for i, line in enumerate(lines)
        if number_end(line.fragment.text) or _REPORT.match(line.fragment.text)
    ]
    indented = [i for i, line in enumerate(lines) if line.indented]
    return frozenset([*numbered, *(indented if len(indented) <= _INDENTED * len(lines) else ())])


def joined(lines: Sequence[Line]) -> list[Fragment]:
    """Lines of a wrapped text put together where the next line goes on; for one column."""
    found: list[Fragment] = []
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line):
            found.append(_merged(group))
            group = []
        group.append(line)
    if group:
        found.append(_merged(group))
    return found


def _goes_on(before: Line, after: Line) -> bool:
    begun = after.indented or number_end(after.fragment.text)
    return after.gap == 0 and not begun and ends_open(before.fragment.text)


def _merged(group: Iterable[Line]) -> Fragment:
    return Fragment.of([run for line in group for run in line.fragment.runs])
