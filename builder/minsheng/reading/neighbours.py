"""Headlines of other articles that stand in a text or on the line of its own headline."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from minsheng.reading.spacing import segmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.reading.fragments import Fragment

_HEADS = frozenset(("title", "heading"))
_RUNNING = frozenset(("", "paragraph"))
#: Fewer characters of running text tell nothing about what belongs to it.
_ENOUGH = 120
#: Shortest headline that is told by its words, and the fewest words of two characters or more.
_SHORTEST, _FEWEST = 6, 3
#: Share of a headline's words, by length, that its own text says at least, and that another's says at most.
_OWN, _OTHERS = 0.6, 0.26
#: What names a place or a body: the rest of a headline names nothing and does no harm.
_NAMING = re.compile("[省市县区镇乡村]|街道|社区|学校|[小中大]学|医院|中心|[馆站局院所园会]")

#: A place or body that a headline begins with; what that, and a space, say for a cut before it.
_BEGINS = re.compile("([\u3400-\u9fff]{2,3}?)(?:[省市县区镇乡]|街道)")
_PLACE, _GAP = 10.0, 6.0
_SPACES, _AREA = frozenset(" \u3000"), frozenset("省市县区镇乡州")
#: What the last line of an official paper is: the day on which it was signed.
DATED = re.compile("[（(]?[〇零一二三四五六七八九0-9]{4} ?年[〇一二三四五六七八九十0-9 月]{3,10}日[）)]?")


def with_neighbours_apart(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments with headlines that the running text says nothing of marked as notices.

    A line that holds two headlines is cut where one of them begins to say what the text says, at a space
    or before the name of a place.

    Example:
        >>> from minsheng.reading.fragments import Fragment
        >>> from minsheng.reading.offsets import Run
        >>> text = "柳溪镇文化站迎来第一批读者，站里有书三万册，孩子们放学后来这里看书写作业。" * 4
        >>> lines = [("heading", "云岭县新增公交线路"), ("paragraph", text)]
        >>> page = [Fragment.of([Run(line, 0)], kind) for kind, line in lines]
        >>> [fragment.kind for fragment in with_neighbours_apart(page)]
        ['notice', 'paragraph']
    """
    heads = [i for i, fragment in enumerate(fragments) if fragment.kind in _HEADS]
    running = "\n".join(fragment.text for fragment in fragments if fragment.kind in _RUNNING)
    if not heads or len(running) < _ENOUGH:
        return list(fragments)
    signed = _signed(fragments)
    found: list[Fragment] = []
    for fragment in fragments[:signed]:
        found += _told_apart(fragment, running) if fragment.kind in _HEADS else [fragment]
    return [*found, *fragments[signed:]]


def _signed(fragments: Sequence[Fragment]) -> int:
    """Where the signatures of an official paper begin, which a date ends; behind the end if it has none."""
    last = len(fragments) - 1
    if last < 0 or not DATED.fullmatch(fragments[last].text):
        return len(fragments)
    while last and fragments[last - 1].kind not in _RUNNING:
        last -= 1
    return last


def _told_apart(fragment: Fragment, running: str) -> list[Fragment]:
    """A headline, or its own part and another's in the order of the line."""
    text = fragment.text
    if len(text) < _SHORTEST or not _NAMING.search(text):
        return [fragment]
    words = _words(text, running)
    whole = _share(words, 0, len(text))
    if whole is not None and whole <= _OTHERS and fragment.kind == "heading":
        return [fragment.as_kind("notice")]
    cut = _cut(words, text, running)
    if cut is None:
        return [fragment]
    first, last = fragment.cut(0, cut).stripped(), fragment.cut(cut, len(text)).stripped()
    if (_share(words, 0, cut) or 0.0) <= _OTHERS:
        return [first.as_kind("notice"), last]
    return [first, last.as_kind("notice")]


def _words(text: str, running: str) -> list[tuple[int, int, bool]]:
    """The words of a headline: where each begins and ends, and whether the running text has it."""
    found, place = [], 0
    for word in segmenter()(text, False):
        end = place + len(word)
        if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff":
            found.append((place, end, word in running))
        place = end
    return found


def _share(words: Sequence[tuple[int, int, bool]], first: int, last: int) -> float | None:
    """The share of the words of a stretch that the running text has; None where they are too few."""
    held = [(end - start, known) for start, end, known in words if first <= start and end <= last]
    if len(held) < _FEWEST:
        return None
    return sum(size for size, known in held if known) / sum(size for size, _ in held)


def _cut(words: Sequence[tuple[int, int, bool]], text: str, running: str) -> int | None:
    """Where one of two headlines ends, one of which names something that the running text does not."""
    known = [1 if text[i : i + 2] in running else -1 for i in range(len(text) - 1)]
    best: tuple[float, int] | None = None
    for cut in accumulate(map(len, segmenter()(text, False))):
        place = _BEGINS.match(text, cut)
        space = text[cut - 1] in _SPACES
        if min(cut, len(text) - cut) < _SHORTEST or not (space or (place and text[cut - 1] not in _AREA)):
            continue
        left, right = _share(words, 0, cut), _share(words, cut, len(text))
        if left is None or right is None or min(left, right) > _OTHERS or max(left, right) < _OWN:
            continue
        if not _NAMING.search(text[:cut] if left < right else text[cut:]):
            continue
        gain = sum(known[: cut - 1]) - sum(known[cut:])
        gain = gain if left > right else -gain
        total = gain + _GAP * space + (_PLACE / len(place[1]) if place else 0.0)
        if best is None or total > best[0]:
            best = (total, cut)
    return best[1] if best else None
