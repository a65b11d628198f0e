"""Which fragment of a page goes on where another breaks off: the best match of all ends and beginnings."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.reading.assignment import best_assignment
from minsheng.reading.roles import ends_open, has_pause, number_end
from minsheng.reading.seams import Edge, Seams

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from minsheng.reading.fragments import Fragment

#: A seam that is not better than this stays open: the rest of the sentence may be lost. A single printed
#: line goes on somewhere more surely than a paragraph does.
_THRESHOLD_LINE, _THRESHOLD_PARAGRAPH = -1.0, 0.7
#: Loss of a paragraph that is to go on with a paragraph, and with anything but the next.
_NEXT_PARAGRAPH, _FAR = 0.5, 1.0
#: A short last line of a sentence belongs behind something, up to this many characters.
_LAST_LINE, _LAST_LINE_NEED = 10, 1.5
#: Loss of a line without punctuation as a beginning or end: it may be a heading.
_BARE = 0.8
#: A jump costs no more, and gains no more, than this: sections may go on anywhere on the page.
_FARTHEST, _NEAREST = -3.0, 2.5
#: How the distances found are blurred, since columns break off a line sooner or later.
_BLUR = ((-2, 0.1), (-1, 0.25), (0, 1.0), (1, 0.25), (2, 0.1))
#: Weight of the guess about distances beside those found, in seams.
_PRIOR = 3
#: Rounds of matching and learning the distances; it settles in two or three.
_ROUNDS = 5
#: A page whose lines, each joined to the next, are worth this much of the best match is in order.
_IN_ORDER = 0.975


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment as the matching sees it."""

    edge: Edge
    #: what stands on the page but outside the running text: headings, captions, bylines
    aside: bool
    #: breaks off before its sentence ends
    open: bool
    #: without punctuation
    bare: bool
    #: what must be gained to go on from its end, and what is gained by continuing at its beginning
    threshold: float
    need: float
    #: a single printed line
    line: bool

    @classmethod
    def of(cls, fragment: Fragment, printed: bool) -> Part:
        """What matters of a fragment, which may be one line of a printed page."""
        text = fragment.text
        line = printed and len(fragment.runs) == 1
        ends = ends_open(text)
        return cls(
            edge=Edge.of(text),
            aside=fragment.kind not in {"", "paragraph"},
            open=ends,
            bare=not has_pause(text),
            threshold=_THRESHOLD_LINE if line else _THRESHOLD_PARAGRAPH,
            need=_LAST_LINE_NEED if line and not ends and len(text) <= _LAST_LINE else 0.0,
            line=line,
        )


def followers(fragments: Sequence[Fragment], starts: Container[int] = ()) -> dict[int, int]:
    """The fragment of a printed page that continues each fragment that breaks off, where one is found.

    Args:
        fragments: those of a page.
        starts: indices of fragments that are known to begin a paragraph.
    """
    parts = [Part.of(fragment, printed=True) for fragment in fragments]
    ends = [i for i, part in enumerate(parts) if part.open and not part.aside]
    heads = [j for j, part in enumerate(parts) if not part.aside and j not in starts]
    if not ends or not heads:
        return {}
    seams = Seams([fragment.text for fragment in fragments])
    words = [
        [
            seams.score(parts[i].edge, parts[j].edge)
            - seams.beginning(parts[j].edge)
            + _standing(parts, i, j)
            for j in heads
        ]
        for i in ends
    ]
    following: dict[int, int] = {}
    distance = _distances(Counter())
    for _ in range(_ROUNDS):
        gains = [
            [word + distance(j - i) if i != j else 0.0 for word, j in zip(line, heads, strict=True)]
            for line, i in zip(words, ends, strict=True)
        ]
        before, following = following, _matched(ends, heads, gains)
        if following == before:
            break
        distance = _distances(Counter(j - i for i, j in following.items()))
    return following


def next_followers(fragments: Sequence[Fragment], starts: Container[int] = ()) -> dict[int, int]:
    """Like `followers` for texts that are not printed in columns: only what comes next can continue.

    Headings, captions and the like between the two are passed over, but no numbered heading.

    Args:
        fragments: those of a text.
        starts: indices of fragments that are known to begin a paragraph.
    """
    seams = Seams([])
    following = {}
    open_end: tuple[int, Part] | None = None
    distance = _distances(Counter())(1)
    for j, fragment in enumerate(fragments):
        part = Part.of(fragment, printed=False)
        if part.aside:
            if fragment.kind == "heading" and number_end(fragment.text):
                open_end = None
            continue
        if open_end is not None and j not in starts:
            i, before = open_end
            score = seams.score(before.edge, part.edge) - seams.beginning(part.edge)
            score += distance - before.threshold - _NEXT_PARAGRAPH
            if score - _BARE * (before.bare and part.bare) > 0:
                following[i] = j
        open_end = (j, part) if part.open else None
    return following


def _standing(parts: Sequence[Part], i: int, j: int) -> float:
    """What the two fragments are, whatever their words: gained or lost by joining them."""
    before, after = parts[i], parts[j]
    gain = after.need - before.threshold - _BARE * (before.bare and after.bare)
    if before.line:
        return gain
    near = i < j and all(part.aside for part in parts[i + 1 : j])
    return gain - (0.0 if after.line else _NEXT_PARAGRAPH) - (0.0 if near else _FAR)


def _distances(jumps: Counter[int]) -> Callable[[int], float]:
    """What the places on the page say: near is likelier, and jumps as other seams make are."""
    total = sum(jumps.values()) + _PRIOR
    known: dict[int, float] = {0: _FARTHEST}

    def gain(jump: int) -> float:
        if jump not in known:
            seen = float(jumps[jump])
            if abs(jump) > 1:
                seen = sum(share * jumps[jump + shift] for shift, share in _BLUR if abs(jump + shift) > 1)
            guess = 0.4 / abs(jump) ** 1.2 * (1.0 if jump > 0 else 0.4)
            share = (seen + _PRIOR * guess) / total
            known[jump] = max(_FARTHEST, min(_NEAREST, math.log(share) + 3.0))
        return known[jump]

    return gain


def _matched(ends: list[int], heads: list[int], gains: list[list[float]]) -> dict[int, int]:
    """The best match, or everything in order where that is hardly worse."""
    chosen = best_assignment(gains)
    best = {(r, c) for r, c in enumerate(chosen) if c is not None}
    column = {j: c for c, j in enumerate(heads)}
    straight = {(r, column[i + 1]) for r, i in enumerate(ends) if i + 1 in column}
    if sum(gains[r][c] for r, c in straight) >= _IN_ORDER * sum(gains[r][c] for r, c in best):
        best = {(r, c) for r, c in straight if gains[r][c] > 0}
    return _without_circles({ends[r]: (heads[c], gains[r][c]) for r, c in sorted(best)})


def _without_circles(found: dict[int, tuple[int, float]]) -> dict[int, int]:
    """Every circle of fragments broken at its weakest seam."""
    kept = dict(found)
    done: set[int] = set()
    for start in sorted(found):
        path: list[int] = []
        place = start
        while place in kept and place not in done:
            done.add(place)
            path.append(place)
            place = kept[place][0]
            if place in path:
                circle = path[path.index(place) :]
                del kept[min(circle, key=lambda i: (kept[i][1], i))]
                break
    return {i: j for i, (j, _) in kept.items()}
