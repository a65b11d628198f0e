"""How well one fragment goes on where another breaks off."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from minsheng.data import data
from minsheng.reading.pairs import affinity
from minsheng.reading.spacing import segmenter

#: Characters on each side of a seam that its score looks at.
_REACH = 6
_OPENING = "“‘「『（(《【"
_CLOSING = "”’」』）)》】"
_PAUSE_END = re.compile(r"[，、,；;：:][”\"’）)]?$")
_PAUSE_START = re.compile(r"[，、,。；;：:！？!?”’」』）)》】]")
_NUMBER_SEAM = re.compile(r"[0-9.]$")
#: Weight of what the document itself writes elsewhere, by the characters matched over the seam.
_SEEN = {2: 0.6, 3: 1.6, 4: 2.6, 5: 3.6}
_SEEN_MOST = 4.5


class _Words(NamedTuple):
    openers: re.Pattern[str]
    hangers: re.Pattern[str]


@cache
def _words() -> _Words:
    with data("reading", "seams.toml").open("rb") as file:
        table = tomllib.load(file)
    return _Words(
        re.compile("|".join(sorted(table["openers"], key=lambda word: (-len(word), word)))),
        re.compile(f"[{''.join(table['hangers'])}]"),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The two ends of a fragment, as far as seams depend on them."""

    head: str
    tail: str
    #: opening marks left without a closing one at the end, closing ones without an opening before
    unclosed: str
    unopened: str
    #: an odd number of straight quotation marks
    odd: bool

    @classmethod
    def of(cls, text: str) -> Edge:
        """The ends of a fragment's text."""
        unclosed: list[str] = []
        unopened: list[str] = []
        for mark in re.findall(r"[“‘「『（(《【”’」』）)》】]", text):
            if mark in _OPENING:
                unclosed.append(mark)
            elif unclosed and _pair(unclosed[-1], mark):
                unclosed.pop()
            else:
                unopened.append(mark)
        return cls(
            text[:_REACH], text[-_REACH:], "".join(unclosed), "".join(unopened[:1]), text.count('"') % 2 == 1
        )


def _pair(opening: str, closing: str) -> bool:
    return _OPENING.index(opening) == _CLOSING.index(closing)


class Seams:
    """Scores of seams in one document, whose whole text tells which names are seen elsewhere."""

    def __init__(self, texts: list[str]) -> None:
        self._seen = _grams(texts)
        self._words = _words()

    def score(self, before: Edge, after: Edge) -> float:
        """How much better `after` continues `before` than an unrelated fragment, in nats.

        Example:
            >>> ends = [Edge.of(text) for text in ("这家医", "院有床位", "此外")]
            >>> seams = Seams([])
            >>> seams.score(ends[0], ends[1]) > 0 > seams.score(ends[0], ends[2])
            True
        """
        tail, head = before.tail, after.head
        total = self._brackets(before, after)
        opener = self._words.openers.match(head)
        if _PAUSE_END.search(tail):
            return total + (-1.5 if opener else 0.2) - 2.0 * bool(_PAUSE_START.match(head))
        if _NUMBER_SEAM.search(tail):
            return total + (1.5 if re.match(r"[0-9.%％]|[\u3400-\u9fff]", head) else -1.0)
        if opener:
            total -= 3.0
        if _PAUSE_START.match(head) or self._words.hangers.match(head):
            total += 1.0
        return total + affinity(tail, head) + self._word(tail, head) + self._repeated(tail, head)

    def _word(self, tail: str, head: str) -> float:
        """A word over the seam, less the single characters that joining leaves beside it."""
        left, right = segmenter()(tail, False), segmenter()(head, False)
        place, gained = 0, 0.0
        for word in segmenter()(tail + head, False):
            if place < len(tail) < place + len(word):
                gained = (0.0, 0.0, 1.2, 2.2, 3.2)[min(len(word), 4)]
                # A word torn out of two whole ones is chance: 中学|生活 is no 学生.
                broken = (len(left[-1]) > 1) + (len(right[0]) > 1)
                whole = place + len(word) >= len(tail) + len(right[0]) and place <= len(tail) - len(left[-1])
                return gained if whole else gained - 1.2 * broken
            place += len(word)
        orphan = (len(left[-1]) == 1) + (len(right[0]) == 1)
        return -0.5 * orphan

    def _repeated(self, tail: str, head: str) -> float:
        """Weight of the longest piece over the seam that the document has elsewhere in one."""
        best = 0
        for back in range(1, min(4, len(tail)) + 1):
            for ahead in range(1, min(4, len(head)) + 1):
                if back + ahead > best and tail[-back:] + head[:ahead] in self._seen:
                    best = back + ahead
        return 0.0 if best < 2 else _SEEN.get(best, _SEEN_MOST)

    def _brackets(self, before: Edge, after: Edge) -> float:
        total = 0.0
        if before.unclosed:
            if after.unopened and _pair(before.unclosed[-1], after.unopened):
                total += 3.0
            elif "(" in before.unclosed or "（" in before.unclosed or "《" in before.unclosed:
                total -= 1.5
        elif after.unopened:
            total -= 2.0
        if before.odd:
            total += 1.2 if after.odd else -0.8
        elif after.odd:
            total -= 0.6
        return total


def _grams(texts: list[str]) -> frozenset[str]:
    """All pieces of two to eight characters; documents that need repair are a page or two long."""
    grams = set()
    for text in texts:
        for size in range(2, 9):
            grams.update(text[i : i + size] for i in range(len(text) - size + 1))
    return frozenset(grams)
