"""How well one fragment goes on where another breaks off."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from minsheng.data import data
from minsheng.reading.pairs import affinity
from minsheng.reading.spacing import segmenter

#: Characters on each side of a seam that its score looks at.
_REACH = 6
_OPENING = '“‘「『（(《【"'
_CLOSING = '”’」』）)》】"'
_QUOTES = '“‘「『"'
#: A town, the beginning of the name of a place in it, and what such a name ends in.
_PLACE_BEGUN = re.compile("[镇乡道][^的了在和与及将是有为等，。、]{2,3}$")
_PLACE_GENERIC = re.compile("社区|小区|村")
_PAUSE_END = re.compile(r"[，、,；;：:][”\"’）)]?$")
_PAUSE_START = re.compile(r"[，、,。；;：:！？!?”’」』）)》】]")
_STRAIGHT_CLOSING = re.compile(r"[。！？!?]\"|\"[，。、；：,;:.的等和与及为）)]|^[^\"]+\"$")
_NUMBER_SEAM = re.compile(r"[0-9.]$")
#: Longest text whose repetitions mean something, in characters.
_LONGEST_PAGE = 30_000
#: A figure's measure word or scale, and what may stand behind a figure at all.
_COUNTED = re.compile(
    "[0-9.%％十百千万亿余多个名人家所元年月日张场次项册座处户届岁亩件条批套台种位本倍层期级节班门间栋]|平方|公[里顷斤]"
)
_FIGURE_OR_HAN = re.compile(r"[0-9.%％]|[\u3400-\u9fff]")
#: No seam is surer than this, in nats.
_LEAST, _MOST = -4.0, 7.0


class _Words(NamedTuple):
    openers: re.Pattern[str]
    hangers: re.Pattern[str]
    danglers: re.Pattern[str]


@cache
def _table() -> dict[str, Any]:
    with data("reading", "seams.toml").open("rb") as file:
        return tomllib.load(file)


def _weights(name: str) -> dict[str, float]:
    weights: dict[str, float] = _table()[name]
    return weights


@cache
def _words() -> _Words:
    table = _table()
    return _Words(
        re.compile("|".join(sorted(table["openers"], key=lambda word: (-len(word), word)))),
        re.compile(f"[{''.join(table['hangers'])}]"),
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
    """Scores of seams in one document, whose whole text tells which names are seen elsewhere.

    A score is the log of how much likelier the two fragments are found at a seam than by chance. It adds
    up what speaks for and against, by the weights of `seams.toml`, which were fitted to seams of news.
    """

    def __init__(self, texts: list[str]) -> None:
        self._seen = _grams(texts)
        self._words = _words()
        self._weights = _weights("continuing")
        self._beginning = _weights("beginning")

    def score(self, before: Edge, after: Edge) -> float:
        """How much likelier `after` continues `before` than an unrelated fragment does, in nats.

        Example:
            >>> ends = [Edge.of(text) for text in ("这家医", "院有床位", "此外")]
            >>> seams = Seams([])
            >>> seams.score(ends[0], ends[1]) > 0 > seams.score(ends[0], ends[2])
            True
        """
        tail, head, weights = before.tail, after.head, self._weights
        total = weights["any"] + self._brackets(before, after)
        opener = self._words.openers.match(head)
        paused = _PAUSE_END.search(tail)
        if opener:
            total += weights["opener_after_pause" if paused else "opener"]
            total += weights["opener_comma"] * (head[opener.end() : opener.end() + 1] in {",", "，"})
        if head[:1] in _QUOTES and not after.unopened:
            total += weights["quote_begins"]
        if tail[-1:] in '”"' and not before.unclosed:
            total += weights["quote_ends"]
        if paused:
            return self._bounded(total + weights["pause"] - 2.0 * bool(_PAUSE_START.match(head)))
        if _NUMBER_SEAM.search(tail):
            total += weights["number"] + weights["number_unit"] * bool(_COUNTED.match(head))
            if not _FIGURE_OR_HAN.match(head):
                total += weights["number_breaks"]
        elif head[:1].isdigit():
            total += weights["number_begins"]
        if self._words.danglers.search(tail):
            total += weights["dangler"]
        if self._words.hangers.match(head) or _PAUSE_START.match(head):
            total += weights["hanger"]
        if _PLACE_GENERIC.match(head) and _PLACE_BEGUN.search(tail):
            total += weights["place"]
        return self._bounded(total + self._word(before, after) + self._repeated(tail, head))

    def beginning(self, after: Edge) -> float:
        """How much likelier the fragment begins a sentence than any other one does, in nats.

        Example:
            >>> seams = Seams([])
            >>> seams.beginning(Edge.of("此外，该区")) > 0 > seams.beginning(Edge.of("的老人"))
            True
        """
        head, weights = after.head, self._beginning
        opener = self._words.openers.match(head)
        total = weights["any"] + weights["opening"] * affinity("。", head)
        if opener:
            total += weights["opener"]
            total += weights["opener_comma"] * (head[opener.end() : opener.end() + 1] in {",", "，"})
        total += weights["hanger"] * bool(self._words.hangers.match(head) or _PAUSE_START.match(head))
        total += weights["quote_begins"] * (head[:1] in _QUOTES)
        total += weights["unopened"] * bool(after.unopened)
        total += weights["single"] * (len(after.first_word) == 1)
        return total + weights["number_begins"] * head[:1].isdigit()

    def _bounded(self, total: float) -> float:
        return max(_LEAST, min(_MOST, total))

    def _word(self, before: Edge, after: Edge) -> float:
        """A word over the seam, or how well its two characters go together."""
        weights = self._weights
        left, right, seam = len(before.last_word), len(after.first_word), len(before.tail)
        flow = affinity(before.tail, after.head)
        place = 0
        for word in segmenter()(before.tail + after.head, False):
            end = place + len(word)
            if place < seam < end:
                whole = end >= seam + right and place <= seam - left
                size = min(len(word), 4)
                # Inside a word of the dictionary, how rare the pair is elsewhere says nothing.
                gained = weights["flow_in_word"] * max(0.0, flow) + weights[f"word_{size}"]
                # A word torn out of two whole ones is chance: 中学|生活 is no 学生.
                return gained + (0.0 if whole else weights["torn"])
            place = end
        single = weights["single_left"] * (left == 1) + weights["single_right"] * (right == 1)
        return single + weights["flow"] * flow

    def _repeated(self, tail: str, head: str) -> float:
        """Weight of the longest piece over the seam that the document has elsewhere in one."""
        best = 0
        for back in range(1, min(4, len(tail)) + 1):
            for ahead in range(1, min(4, len(head)) + 1):
                if back + ahead > best and tail[-back:] + head[:ahead] in self._seen:
                    best = back + ahead
        return 0.0 if best < 2 else self._weights[f"seen_{min(best, 6)}"]

    def _brackets(self, before: Edge, after: Edge) -> float:
        weights = self._weights
        if before.unclosed and after.unopened and _pair(before.unclosed[-1], after.unopened):
            return weights["bracket_closes"]
        total = weights["unopened"] if after.unopened and not before.unclosed else 0.0
        if before.unclosed and not after.unopened:
            # What is opened must be closed; an odd straight mark may be the one that does.
            straight = before.unclosed[-1] == '"' == after.unclosed[:1]
            total += weights["bracket_closes"] / 2 if straight else weights["unclosed"]
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
