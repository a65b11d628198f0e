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

#: A seam that is not better than this stays open: the rest of the sentence may be lost.
_THRESHOLD = 1.0
#: Fragments matched at a time; a printed page has fewer.
_PAGE = 240
#: Gain of the next fragment, and loss of one that stands before, at first sight.
_NEXT, _BACKWARD = 2.0, -0.7
#: Loss a doubling of the distance.
_DISTANCE = 0.35
#: Loss of a line without punctuation as a beginning or end: it may be a heading.
_BARE = 0.8


@dataclass(frozen=True, slots=True)
class _Part:
    """A fragment as the matching sees it."""

    edge: Edge
    #: what stands on the page but outside the running text: captions, bylines
    aside: bool
    open: bool
    bare: bool


def in_reading_order(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments with broken sentences joined, in the order of the page.

    A sentence that goes on elsewhere takes the fragment that continues it; the joined fragment stands
    where most of it stood. Fragments that end where their sentence ends stay in their place.

    Args:
        fragments: a page's lines or paragraphs, without stray spaces; those of a kind other than ""
            and "paragraph" are left alone.
    """
    ordered: list[Fragment] = []
    for first in range(0, len(fragments), _PAGE):
        ordered += _ordered_page(fragments[first : first + _PAGE])
    return ordered


def _ordered_page(fragments: Sequence[Fragment]) -> list[Fragment]:
    parts = [_part(fragment) for fragment in fragments]
    ends = [i for i, part in enumerate(parts) if part.open and not part.aside]
    if not ends:
        return list(fragments)
    heads = [j for j, part in enumerate(parts) if not part.aside]
    seams = Seams([fragment.text for fragment in fragments])
    plain = [
        [seams.score(parts[i].edge, parts[j].edge) - _bareness(parts[i], parts[j]) for j in heads] for i in ends
    ]
    jumps: Counter[int] = Counter()
    following: dict[int, int] = {}
    for _ in range(3):
        gains = [
            [
                _THRESHOLD * -1 + plain[r][c] + _distance(i, j, jumps) if i != j else 0.0
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


def _part(fragment: Fragment) -> _Part:
    text = fragment.text
    bare = not has_pause(text)
    return _Part(Edge.of(text), fragment.kind not in {"", "paragraph"}, ends_open(text), bare)


def _bareness(before: _Part, after: _Part) -> float:
    return _BARE * (before.bare and after.bare)


def _distance(i: int, j: int, jumps: Counter[int]) -> float:
    """What the places on the page say: near is likelier, and jumps as others make are."""
    jump = j - i
    if jumps:
        # The distances that other seams of the page were found to have, smoothed by the guess below.
        total = sum(jumps.values())
        share = (jumps[jump] + 3 * _guess(jump)) / (total + 3)
        return max(-5.0, min(2.5, math.log(share) + 3.0))
    gain = _NEXT if jump == 1 else 0.0
    return gain - _DISTANCE * math.log2(abs(jump)) + (_BACKWARD if jump < 0 else 0.0)


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
        placed.append((_middle(chain, fragments), i, Fragment.of(runs, "paragraph")))
    placed.sort(key=lambda item: item[:2])
    return [fragment for _, _, fragment in placed]


def _middle(chain: list[int], fragments: Sequence[Fragment]) -> int:
    """The page place of the chain's middle character."""
    half = sum(len(fragments[k].text) for k in chain) / 2
    total = 0
    for k in sorted(chain):
        total += len(fragments[k].text)
        if total >= half:
            return k
    return chain[0]
