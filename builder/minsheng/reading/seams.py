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
_OPENING = '“‘「『（(《【"'
_CLOSING = '”’」』）)》】"'
_QUOTES = '“‘「『"'
#: A town or district, and the beginning of a smaller place in it.
_PLACE_BEGUN = re.compile(r"[镇乡县区市道][\u3400-\u9fff]{1,4}$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PAUSE_END = re.compile(r"[，、,；;：:][”\"’）)]?$")
_PAUSE_START = re.compile(r"[，、,。；;：:！？!?”’」』）)》】]")
_STRAIGHT_CLOSING = re.compile(r"[。！？!?]\"|\"[，。、；：,;:.的等和与及为）)]|^[^\"]+\"$")
_NUMBER_SEAM = re.compile(r"[0-9.]$")
#: Longest text whose repetitions mean something, in characters.
_LONGEST_PAGE = 30_000
#: Weight of a word over the seam, by its length.
_WORD = (0.0, 0.0, 1.2, 2.2, 3.2)
#: Weight of what the document itself writes elsewhere, by the characters matched over the seam.
_SEEN = {2: 0.6, 3: 1.6, 4: 2.6, 5: 3.6}
_SEEN_MOST = 4.5


class _Words(NamedTuple):
    openers: re.Pattern[str]
    hangers: re.Pattern[str]
    generics: re.Pattern[str]
    danglers: re.Pattern[str]


@cache
def _words() -> _Words:
    with data("reading", "seams.toml").open("rb") as file:
        table = tomllib.load(file)
    return _Words(
        re.compile("|".join(sorted(table["openers"], key=lambda word: (-len(word), word)))),
        re.compile(f"[{''.join(table['hangers'])}]"),
        re.compile("|".join(sorted(table["generics"]))),
        re.compile(f"[{''.join(table['danglers'])}]$"),
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """The two ends of a fragment, as far as seams depend on them."""

    head: str
    tail: str
    first_word: str
    last_word: str
    #: opening marks left without a closing one at the end, closing ones without an opening before
    unclosed: str
    unopened: str

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
        if text.count('"') % 2:
            # Straight marks do not say which they are; the first one's neighbours do.
            (unopened if _STRAIGHT_CLOSING.search(text, 0, text.index('"') + 2) else unclosed).append('"')
        head, tail = text[:_REACH], text[-_REACH:]
        cut = segmenter()
        return cls(
            head, tail, cut(head, False)[0], cut(tail, False)[-1], "".join(unclosed), "".join(unopened[:1])
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
            return total + (-1.5 if opener else 0.9) - 2.0 * bool(_PAUSE_START.match(head))
        if _NUMBER_SEAM.search(tail):
            return total + (1.5 if re.match(r"[0-9.%％]|[\u3400-\u9fff]", head) else -1.0)
        if opener:
            total -= 4.0 if head[opener.end() : opener.end() + 1] in {",", "，"} else 2.0
        if head[:1] in _QUOTES and not after.unopened:
            total -= 1.0
        if tail[-1:] in '”"' and not before.unclosed:
            total -= 1.0
        if self._words.danglers.search(tail):
            total += 1.0
        if self._words.generics.match(head) and _HAN.match(tail[-1]):
            total += 3.0 if _PLACE_BEGUN.search(tail) else 1.2
        if _PAUSE_START.match(head) or self._words.hangers.match(head):
            total += 1.0
        word = self._word(before, after)
        flow = affinity(tail, head)
        # Inside a word of the dictionary, how rare the pair is elsewhere says nothing.
        total += max(0.0, flow) if word > 0 else flow
        return total + word + self._repeated(tail, head) - affinity("。", head)

    def _word(self, before: Edge, after: Edge) -> float:
        """A word over the seam, less the single characters that joining leaves beside it."""
        left, right, seam = len(before.last_word), len(after.first_word), len(before.tail)
        place = 0
        for word in segmenter()(before.tail + after.head, False):
            end = place + len(word)
            if place < seam < end:
                gained = _WORD[min(len(word), 4)]
                if end >= seam + right and place <= seam - left:
                    return gained
                # A word torn out of two whole ones is chance: 中学|生活 is no 学生.
                return gained - 1.2 * ((left > 1) + (right > 1))
            place = end
        return -0.5 * ((left == 1) + (right == 1))

    def _repeated(self, tail: str, head: str) -> float:
        """Weight of the longest piece over the seam that the document has elsewhere in one."""
        best = 0
        for back in range(1, min(4, len(tail)) + 1):
            for ahead in range(1, min(4, len(head)) + 1):
                if back + ahead > best and tail[-back:] + head[:ahead] in self._seen:
                    best = back + ahead
        return 0.0 if best < 2 else _SEEN.get(best, _SEEN_MOST)

    def _brackets(self, before: Edge, after: Edge) -> float:
        closes = bool(before.unclosed and after.unopened) and _pair(before.unclosed[-1], after.unopened)
        if closes:
            return 2.0
        total = 0.0
        if after.unopened:
            total -= 1.0
        if before.unclosed:
            # What is opened must be closed; an odd straight mark may be the one that does.
            total += 1.0 if before.unclosed[-1] == '"' == after.unclosed[:1] else -1.5
        return total


def _grams(texts: list[str]) -> frozenset[str]:
    """All pieces of two to eight characters of a page; none of a book, where all pairs are seen."""
    grams: set[str] = set()
    if sum(map(len, texts)) > _LONGEST_PAGE:
        return frozenset()
    for text in texts:
        for size in range(2, 9):
            grams.update(text[i : i + size] for i in range(len(text) - size + 1))
    return frozenset(grams)
