"""White space that a typesetter or a scanner left inside words, and white space that means something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.reading.fragments import Fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SPACE = r"[ \t\u3000\xa0]+"
#: Spaces between a digit and a wide character are never meant: 8 月 17 日.
_BY_DIGITS = re.compile(rf"(?<=[0-9]){_SPACE}(?=[\u3400-\u9fff％])|(?<=[\u3400-\u9fff]){_SPACE}(?=[0-9])")
#: Spaces at which neither side is a Latin word; in a typeset file these are line ends.
STRAY = re.compile(
    rf"(?<=[\u3000-\u9fff\uff00-\uffef]){_SPACE}(?=\S)"
    rf"|(?<=\S){_SPACE}(?=[\u3000-\u9fff\uff00-\uffef])"
    rf"|(?<=[,.;:!?\"')\]]){_SPACE}(?=[\"'(\[0-9])"
)
_BETWEEN_HAN = re.compile(rf"(?<=[\u3400-\u9fff，、,]){_SPACE}(?=[\u3400-\u9fff])")
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


@cache
def segmenter() -> Callable[[str, bool], list[str]]:
    """The dictionary segmentation; loaded only for files whose layout needs it."""
    import rjieba

    return rjieba.cut


def inside_word(before: str, after: str) -> bool:
    """Whether a dictionary word, a number or a Latin word goes across the seam of two texts.

    Example:
        >>> inside_word("建设社区服", "务中心"), inside_word("张三", "李四")
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
        >>> page = "这里新 建了一座图书 馆，藏书十 万册，供居民阅 读学 习。"
        >>> is_typeset([Fragment.of([Run(page, 0)])])  # doctest: +SKIP
        True
    """
    seams = []
    for fragment in fragments:
        text = fragment.text
        if not _PUNCTUATION.search(text):
            continue
        for space in _BETWEEN_HAN.finditer(text):
            before = text[max(0, space.start() - _REACH) : space.start()]
            seams.append((before, text[space.end() : space.end() + _REACH]))
            if len(seams) == _SAMPLE:
                return inside_share(seams) >= _INSIDE_WORDS
    return len(seams) >= _FEWEST and inside_share(seams) >= _INSIDE_WORDS


def without_stray_spaces(fragment: Fragment, typeset: bool) -> Fragment:
    """The fragment without the spaces that no writer meant.

    Args:
        fragment: a line or paragraph.
        typeset: whether it is running text of a page whose spaces are line ends. Elsewhere spaces stay,
            they part the halves of a headline or names, unless every letter is spaced.
    """
    text = fragment.text
    if " " not in text and "\u3000" not in text and "\xa0" not in text and "\t" not in text:
        return fragment
    pattern = _BY_DIGITS
    if typeset or (len(text) < 80 and _SPACED_LETTERS.search(text)):
        pattern = STRAY
    return _without(fragment, pattern)


def _without(fragment: Fragment, pattern: re.Pattern[str]) -> Fragment:
    kept, changed = [], False
    for run in fragment.runs:
        place = 0
        for space in pattern.finditer(run.text):
            kept.append(run.cut(place, space.start()))
            place, changed = space.end(), True
        kept.append(run.cut(place, len(run.text)))
    return Fragment.of(kept, fragment.kind) if changed else fragment
