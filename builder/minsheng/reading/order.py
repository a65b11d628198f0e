"""Reading order: fragments of interleaved columns put back where their sentences go on."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.reading.assignment import best_assignment
from minsheng.reading.fragments import Fragment
from minsheng.reading.roles import ends_open, has_pause
from minsheng.reading.seams import Edge, Seams

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A seam that is not better than this stays open: the rest of the sentence may be lost. A single printed
#: line goes on somewhere more surely than a paragraph does.
_THRESHOLD_LINE, _THRESHOLD_PARAGRAPH = -1.0, 1.7
#: A paragraph of several lines begins a sentence more often than it goes on with one from elsewhere.
_NEXT_PARAGRAPH, _FAR, _FAR_UNPRINTED = 0.5, 1.5, 5.0
#: A short last line of a sentence belongs behind something, up to this many characters.
_LAST_LINE, _LAST_LINE_NEED = 10, 1.5
#: Fragments matched at a time; a printed page has fewer.
_PAGE = 240
#: Loss of a line without punctuation as a beginning or end: it may be a heading.
_BARE = 0.8
#: A jump costs no more than this: columns and sections may go on anywhere on the page.
_FARTHEST = -3.0
#: Weight of the guess about distances beside those found, in seams.
_PRIOR = 3


@dataclass(frozen=True, slots=True)
class _Part:
    """A fragment as the matching sees it."""

    edge: Edge
    #: what stands on the page but outside the running text: captions, bylines
    aside: bool
    open: bool
    bare: bool
    #: what must be gained to go on from its end, and what is gained by continuing at its beginning
    threshold: float
    need: float
    line: bool


def in_reading_order(fragments: Sequence[Fragment], printed: bool = True) -> list[Fragment]:
    """The fragments with broken sentences joined, in the order of the page.

    A sentence that goes on elsewhere takes the fragment that continues it; the joined fragment stands
    where its longest fragment stood. Fragments that end where their sentence ends stay in their place.

    Credits of the whole page, which its maker put where there was room, go to its end.

    Args:
        fragments: a page's lines or paragraphs, without stray spaces; those of a kind other than ""
            and "paragraph" are left alone.
        printed: whether the page is known to be printed in columns; in other texts a fragment goes on with
            the next one unless the words leave no doubt.
    """
    ordered: list[Fragment] = []
    for first in range(0, len(fragments), _PAGE):
        ordered += _ordered_page(fragments[first : first + _PAGE], printed)
    if not printed:
        return ordered
    credits = [fragment for fragment in ordered if fragment.kind == "byline"]
    return [fragment for fragment in ordered if fragment.kind != "byline"] + credits


def _ordered_page(fragments: Sequence[Fragment], printed: bool) -> list[Fragment]:
    parts = [_part(fragment, printed) for fragment in fragments]
    ends = [i for i, part in enumerate(parts) if part.open and not part.aside]
    if not ends:
        return list(fragments)
    heads = [j for j, part in enumerate(parts) if not part.aside]
    seams = Seams([fragment.text for fragment in fragments])
    plain = [
        [seams.score(parts[i].edge, parts[j].edge) + _standing(parts, i, j, printed) for j in heads] for i in ends
    ]
    jumps: Counter[int] = Counter()
    following: dict[int, int] = {}
    for _ in range(3):
        gains = [
            [
                plain[r][c] + _distance(i, j, jumps) if i != j else 0.0
                for c, j in enumerate(heads)
            ]
            for r, i in enumerate(ends)
        ]
        chosen = best_assignment(gains)
        found = {ends[r]: (heads[c], gains[r][c]) for r, c in enumerate(chosen) if c is not None}
        found = _without_circles(found)
        before, following = following, {i: j for i, (j, _) in found.items()}
        if following == before:
            break
        jumps = Counter(j - i for i, j in following.items())
    return _joined(fragments, following)


def _part(fragment: Fragment, printed: bool) -> _Part:
    text = fragment.text
    line = printed and len(fragment.runs) == 1
    ends = ends_open(text)
    last = line and not ends and len(text) <= _LAST_LINE
    return _Part(
        edge=Edge.of(text),
        aside=fragment.kind not in {"", "paragraph"},
        open=ends,
        bare=not has_pause(text),
        threshold=_THRESHOLD_LINE if line else _THRESHOLD_PARAGRAPH,
        need=_LAST_LINE_NEED if last else 0.0,
        line=line,
    )


def _standing(parts: Sequence[_Part], i: int, j: int, printed: bool) -> float:
    """What the two fragments are, whatever their words: gained or lost by joining them."""
    before, after = parts[i], parts[j]
    gain = after.need - before.threshold - _BARE * (before.bare and after.bare)
    if before.line:
        return gain
    if not after.line:
        gain -= _NEXT_PARAGRAPH
    if all(part.aside for part in parts[i + 1 : j]) and i < j:
        return gain
    return gain - (_FAR if printed else _FAR_UNPRINTED)


def _distance(i: int, j: int, jumps: Counter[int]) -> float:
    """What the places on the page say: near is likelier, and jumps as other seams make are."""
    jump = j - i
    share = (jumps[jump] + _PRIOR * _guess(jump)) / (sum(jumps.values()) + _PRIOR)
    return max(_FARTHEST, min(2.5, math.log(share) + 3.0))


def _guess(jump: int) -> float:
    return 0.4 / (abs(jump) ** 1.2) * (1.0 if jump > 0 else 0.4)


def _without_circles(found: dict[int, tuple[int, float]]) -> dict[int, tuple[int, float]]:
    """Break every circle of fragments at its weakest seam."""
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
    return kept


def _joined(fragments: Sequence[Fragment], following: dict[int, int]) -> list[Fragment]:
    """Chains of fragments as one each, at the place where the middle of their text stands."""
    continued = set(following.values())
    placed = []
    for i, fragment in enumerate(fragments):
        if i in continued:
            continue
        chain = [i]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        if len(chain) == 1:
            placed.append((i, i, fragment))
            continue
        runs = [run for k in chain for run in fragments[k].runs]
        placed.append((_place(chain, fragments), i, Fragment.of(runs, "paragraph")))
    placed.sort(key=lambda item: item[:2])
    return [fragment for _, _, fragment in placed]


def _place(chain: list[int], fragments: Sequence[Fragment]) -> int:
    """Where a chain stands on the page: with its longest fragment."""
    return max(chain, key=lambda k: (len(fragments[k].text), -k))
