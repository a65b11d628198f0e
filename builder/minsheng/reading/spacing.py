"""White space that a typesetter or a scanner left inside words, and white space that means something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.reading.fragments import Fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from minsheng.reading.offsets import Run

#: Spaces, and what must follow for them to be stray; the first character of a text is never one.
_GAP = re.compile("[ \t\u3000\xa0]+(?![ \t\u3000\xa0A-Za-z])(?=.)")
_SPACED_LETTERS = re.compile(r"(?:[\u3400-\u9fff][ \u3000]){3,}[\u3400-\u9fff]")
_PUNCTUATION = re.compile(r"[，。、；：！？,;:!?]")
#: Fewer spaces than this prove nothing.
_FEWEST = 4
#: A line end falls inside a word in two of five cases; the gap between two names or slogans never does.
_INSIDE_WORDS = 0.15
#: As many places are looked at; more would not change the answer.
_SAMPLE = 80
#: Characters looked at on each side of a place.
_REACH = 6
#: Longest headline set with a space behind every letter, in characters.
_LONGEST_SPACED = 80
_DIGITS = frozenset("0123456789")


@cache
def segmenter() -> Callable[[str, bool], list[str]]:
    """The dictionary segmentation; loaded only for files whose layout needs it."""
    import rjieba

    return rjieba.cut


def inside_word(before: str, after: str) -> bool:
    """Whether a dictionary word, a number or a Latin word goes across the seam of two texts.

    Example:
        >>> inside_word("建设社区服", "务中心"), inside_word("文化馆", "图书馆")
        (True, False)
    """
    left, right = before[-_REACH:], after[:_REACH]
    place = 0
    for word in segmenter()(left + right, False):
        if place < len(left) < place + len(word):
            return True
        place += len(word)
    return False


def inside_share(seams: Iterable[tuple[str, str]]) -> float:
    """Share of the seams that fall inside a word."""
    found = [inside_word(before, after) for before, after in seams]
    return sum(found) / len(found) if found else 0.0


def is_typeset(fragments: Sequence[Fragment]) -> bool:
    """Whether spaces in running text are the line ends of a printed page.

    Example:
        >>> from minsheng.reading.offsets import Run
        >>> page = "这里新建 了一座图书 馆，藏书十万 册，供居 民阅读学 习，也供儿 童游戏。"
        >>> is_typeset([Fragment.of([Run(page, 0)])])
        True
    """
    seams = []
    for fragment in fragments:
        text = fragment.text
        if not _PUNCTUATION.search(text):
            continue
        for first, last in _gaps(text):
            if _is_han(text[last]) and (_is_han(text[first - 1]) or text[first - 1] in "，、,"):
                seams.append((text[max(0, first - _REACH) : first], text[last : last + _REACH]))
                if len(seams) == _SAMPLE:
                    return inside_share(seams) >= _INSIDE_WORDS
    return len(seams) >= _FEWEST and inside_share(seams) >= _INSIDE_WORDS


def printed_rows(text: str) -> list[str]:
    """The lines of a typeset paragraph, which stray spaces part."""
    rows, place = [], 0
    for first, last in _gaps(text):
        if _is_stray(text[first - 1], text[last], typeset=True):
            rows.append(text[place:first])
            place = last
    return [*rows, text[place:]]


#: The number of a row of a table, and none of a day or of things.
_ROW_NUMBER = re.compile(r"\d{1,3}(?= +[^\W\d]{2})(?! *[年月日时点分个号岁位名家所张万亿余多元人次届场项])")


def without_stray_spaces(fragment: Fragment, typeset: bool) -> Fragment:
    """The fragment without the spaces that no writer meant.

    Args:
        fragment: a line or paragraph.
        typeset: whether it is running text of a page whose spaces are line ends. Elsewhere spaces stay,
            they part the halves of a headline or names, unless every letter is spaced or a digit and a
            Chinese character are parted (8 月 17 日).
    """
    typeset = typeset or (
        len(fragment.text) < _LONGEST_SPACED and _SPACED_LETTERS.search(fragment.text) is not None
    )
    kept: list[Run] = []
    for run in fragment.runs:
        text, place = run.text, 0
        row = _ROW_NUMBER.match(text) if run is fragment.runs[0] and not typeset else None
        for first, last in _gaps(text):
            if (row is None or first != row.end()) and _is_stray(text[first - 1], text[last], typeset):
                kept.append(run.cut(place, first))
                place = last
        kept.append(run.cut(place, len(text)) if place else run)
    return Fragment.of(kept, fragment.kind) if len(kept) > len(fragment.runs) else fragment


def _gaps(text: str) -> list[tuple[int, int]]:
    """Where runs of spaces before a wide character, a digit or a mark begin and end."""
    return [space.span() for space in _GAP.finditer(text, 1)]


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _is_wide(character: str) -> bool:
    return "\u3001" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" or character in "“”‘’…—·"


def _is_stray(before: str, after: str, typeset: bool) -> bool:
    if typeset:
        return _is_wide(before) or _is_wide(after) or (before in ",.;:!?\"')]" and after in "\"'([0123456789")
    return (before in _DIGITS and _is_han(after)) or (after in _DIGITS and _is_han(before))
