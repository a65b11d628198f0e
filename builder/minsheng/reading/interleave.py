"""Columns whose lines a scanner read in turn: the likeliest way to deal the lines back out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.cohesion import REACH, Cohesion
from minsheng.reading.fragments import Fragment
from minsheng.reading.roles import ends_open, has_pause
from minsheng.reading.runs import LONGEST, tried
from minsheng.reading.seams import Edge, Seams

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from minsheng.reading.runs import Turns

#: Several columns must be this much likelier than one, in nats: a text in order stays as it is.
_MARGIN = 8.0
#: Ways of dealing that are followed up at a time: to compare kinds of turns, and for the best of them.
_GLANCE, _BEAM = 5, 32
#: Lines that tell which kinds of turns to look at closely.
_SAMPLE = 64
#: Kinds of turns that are looked at closely.
_CLOSELY = 3
#: Cost of beginning a further column, and of an indented line behind an open end, in nats.
_BEGIN, _INDENTED = -1.0, -4.0
#: Cost of a line that stands between the columns, a caption or a saying: without punctuation, and with it.
_ASIDE_BARE, _ASIDE = -4.0, -9.0
#: A caption's last line goes on from an open end where this is so much likelier than that what follows does.
_CLEARLY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    """A line of a column, and the one before it there; ways share them."""

    line: int
    before: _Link | None


class _Way(NamedTuple):
    """A way to deal out the lines so far."""

    gain: float
    #: last line of each column
    lasts: tuple[_Link, ...]
    #: column of the last line, and how many lines it had in this turn
    column: int
    turn: int
    #: whether the last line stands between the columns
    aside: bool
    before: _Way | None


def columns_dealt_out(lines: Sequence[Fragment], starts: Container[int] = ()) -> list[Fragment]:
    """The lines of a page with their columns apart and the lines of a sentence joined.

    A line goes on in its column, so that only the last line of each column can be continued; among all
    ways to deal the lines into one to four columns, which take turns in one of the ways of `runs`, the
    likeliest is taken. A line that fits nowhere stands aside.

    Args:
        lines: those of the page; lines of a kind other than "" go with the line behind them.
        starts: indices of lines that begin a paragraph.
    """
    running = [i for i, line in enumerate(lines) if not line.kind]
    if not running:
        return list(lines)
    page = _Page(lines, running, starts)
    best = page.best()
    dealt: dict[int, list[int]] = {}
    column, asides = 0, set()
    places = dict(zip(reversed(running), _steps(best), strict=True))
    column = places[running[-1]].column
    for i in range(len(lines) - 1, -1, -1):
        step = places.get(i)
        if step is not None:
            column = step.column
            if step.aside:
                asides.add(i)
        dealt.setdefault(column, []).append(i)
    kept = [line.as_kind("caption") if i in asides else line for i, line in enumerate(lines)]
    return [
        fragment
        for column in sorted(dealt)
        for fragment in _sentences(kept, dealt[column][::-1], starts, page.seam)
    ]


class _Page:
    """The lines of a page, and what every line gains behind every other."""

    def __init__(self, lines: Sequence[Fragment], running: Sequence[int], starts: Container[int]) -> None:
        self._running = running
        self.seam = _gains(lines, starts)
        self._cohesion = Cohesion([line.text for line in lines])
        self._known: dict[tuple[_Link, int], float] = {}
        self._aside = {i: _ASIDE if has_pause(lines[i].text) else _ASIDE_BARE for i in running}

    def best(self) -> _Way:
        """The likeliest way: all lines in order, unless several columns are clearly better."""
        sample = self._running[:_SAMPLE]
        order = self._straight(sample).gain
        glances = [(self._dealt(sample, turns, _GLANCE).gain, -i) for i, turns in enumerate(tried())]
        best = self._straight(self._running)
        floor = best.gain + _MARGIN
        for gain, index in sorted(glances, reverse=True)[:_CLOSELY]:
            if gain > order + _MARGIN / 2:
                way = self._dealt(self._running, tried()[-index], _BEAM)
                if way.gain > max(best.gain, floor):
                    best = way
        return best

    def _straight(self, running: Sequence[int]) -> _Way:
        """All lines in one column."""
        way = _first(running)
        for line in running[1:]:
            last = way.lasts[0]
            way = _Way(way.gain + self._gain(last, line), (_Link(line, last),), 0, 1, False, way)
        return way

    def _gain(self, last: _Link, line: int) -> float:
        """How much likelier a line goes on in a column than anywhere, by its seam and by its words."""
        key = last, line
        if key not in self._known:
            recent: list[int] = []
            link: _Link | None = last
            while link is not None and len(recent) < REACH:
                recent.append(link.line)
                link = link.before
            self._known[key] = self.seam(last.line, line) + self._cohesion.gain(recent, line)
        return self._known[key]

    def _dealt(self, running: Sequence[int], turns: Turns, beam: int) -> _Way:
        """The best way to deal the lines into columns that take such turns, found with a beam."""
        ways = [_first(running)]
        for line in running[1:]:
            found: dict[tuple[int, ...], _Way] = {}
            links: dict[_Link | None, _Link] = {}
            for way in ways:
                for total, lasts, column, turn, aside in self._further(way, line, turns, links):
                    key = (column, turn, *[link.line for link in lasts])
                    known = found.get(key)
                    if known is None or total > known.gain:
                        found[key] = _Way(total, lasts, column, turn, aside, way)
            ways = sorted(found.values(), key=_rank)[:beam]
        return ways[0]

    def _further(
        self, way: _Way, line: int, turns: Turns, links: dict[_Link | None, _Link]
    ) -> Iterator[tuple[float, tuple[_Link, ...], int, int, bool]]:
        """The ways to place the next line; `links` are those that it has behind others already."""
        gain, lasts, column, turn, _, _ = way
        ends, stays = gain + turns.ends[turn - 1], gain + turns.stays[turn - 1]
        yield gain + self._aside[line], lasts, column, turn, True
        for other in range(min(len(lasts) + 1, turns.columns)):
            if other == column:
                total, run = stays, min(turn + 1, LONGEST)
            else:
                total, run = ends + turns.moves[(other - column) % turns.columns], 1
            last = lasts[other] if other < len(lasts) else None
            total += _BEGIN if last is None else self._gain(last, line)
            if last not in links:
                links[last] = _Link(line, last)
            yield total, (*lasts[:other], links[last], *lasts[other + 1 :]), other, run, False


def _first(running: Sequence[int]) -> _Way:
    return _Way(0.0, (_Link(running[0], None),), 0, 1, False, None)


def _rank(way: _Way) -> tuple[float, list[int], int]:
    return -way.gain, [link.line for link in way.lasts], way.column


def _gains(lines: Sequence[Fragment], starts: Container[int]) -> Callable[[int, int], float]:
    """How much likelier a line stands behind another than behind any line."""
    seams = Seams([line.text for line in lines])
    edges = [Edge.of(line.text) for line in lines]
    open_ends = [ends_open(line.text) for line in lines]
    beginnings = [seams.beginning(edge) for edge in edges]
    known: dict[tuple[int, int], float] = {}

    def gain(before: int, after: int) -> float:
        if not open_ends[before]:
            return beginnings[after]
        if after in starts:
            return _INDENTED
        if (before, after) not in known:
            known[before, after] = seams.score(edges[before], edges[after])
        return known[before, after]

    return gain


def _steps(way: _Way) -> list[_Way]:
    """The steps of a way, the last line first."""
    found = []
    place: _Way | None = way
    while place is not None:
        found.append(place)
        place = place.before
    return found


def _sentences(
    lines: Sequence[Fragment], column: list[int], starts: Container[int], seam: Callable[[int, int], float]
) -> list[Fragment]:
    """The lines of a column, those joined that a sentence runs over."""
    groups: list[list[Fragment]] = []
    broken: list[Fragment] | None = None
    last = -1
    for i, behind in zip(column, [*column[1:], None], strict=True):
        line = lines[i]
        if line.kind == "caption" and broken is not None and ends_open(broken[-1].text):
            # it stands in a sentence's way, or ends a caption of several lines: 活动现|场（某局供图）
            following = seam(last, behind) if behind is not None else 0.0
            if "。" in line.text or seam(last, i) > max(0.0, following) + _CLEARLY:
                broken.append(line)
                broken = None
            else:
                groups.append([line])
            continue
        if line.kind:
            groups.append([line])
            broken = broken if line.kind == "caption" else None
            continue
        if broken is not None and i not in starts and ends_open(broken[-1].text):
            broken.append(line)
        else:
            broken = [line]
            groups.append(broken)
        last = i
    return [
        group[0]
        if len(group) == 1
        else Fragment.of([run for line in group for run in line.runs], "paragraph")
        for group in groups
    ]
