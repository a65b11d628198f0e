"""When a document was published: written dates, and what can be inferred from the text."""

from __future__ import annotations

import calendar
import re

from minsheng.records import Span, Stated

#: The time stamp that news archives put in front: `2023-07-27 15:23，正文：`, sometimes cut short.
#: Possessive throughout, so that a run of white space is tried once.
STAMP = re.compile(
    r"[\s\ufeff]*+\[?\s*+(?:(?P<date>(?:(?:19|20)?\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?)"
    r"(?:\s++\d{1,2}:\d\d(?::\d\d)?)?)?\s*+\]?\s*+[，,]\s*+正文[：:]\s*+"
)
_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s*(?:月|[-/.])\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s*日)?|\s*月|(?!\d))|\s*年|$)"
)
_SHORT = re.compile(r"(?:(\d\d)[-/.])?(\d{1,2})[-/.月](\d{1,2})日?$")
_IN_TEXT = re.compile(
    r"(?P<year>[12][09]\d\d)年(?:\s?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])日)?)?"
)
#: Before a year these make it the end of a range, or part of a longer number.
_RANGE = frozenset("0123456789—–~～-")
#: What stands before or behind a date that lies ahead of the publication.
_AHEAD = re.compile(r"(?:到|至|争取|力争|预计|计划|将于|将在|截止)$")
_AHEAD_AFTER = re.compile(r"(?:底?前|之前|以前|末前|建成投用|止)")
_MONTH_REACHED = re.compile(
    r"截[至止](?P<month>1[0-2]|[1-9])月(?:底|末|\d{1,2}日)|(?:1[0-2]|[1-9])月?[—–~～-](?P<last>1[0-2]|[1-9])月"
)


#: Where a byline may stand, and how long it may be.
_HEAD, _HEAD_LINES, _LONGEST_BYLINE = 400, 8, 40


def iso_date(written: str) -> str | None:
    """An ISO date, cut to what is known, from the usual ways to write one; None if it is none.

    Example:
        >>> iso_date("2024年5月31日"), iso_date("2024-5"), iso_date("2024年"), iso_date("5月")
        ('2024-05-31', '2024-05', '2024', None)
    """
    match = _WRITTEN.match(written.strip())
    return _iso(match) if match else None


def stamp_date(match: re.Match[str]) -> Stated | None:
    """The date of a `STAMP` at the head of a text, with its place; None if the year is cut off."""
    written = match["date"]
    if written is None:
        return None
    span = Span(*match.span("date"))
    value = iso_date(written)
    short = _SHORT.match(written)
    if value is None and short and short[1]:
        value = _checked(2000 + int(short[1]), int(short[2]), int(short[3]))
    return Stated(value, span) if value else None


def inferred_date(text: str, stamp: str | None = None) -> Stated | None:
    """The date that a text itself gives away: the latest one that it tells of as past.

    A short line of the head that gives a full date (a byline) wins; else the latest full date; else the
    latest month or year, narrowed by a month that the text says has been reached (截至11月底).

    Args:
        text: the original, or its beginning.
        stamp: month and day of a time stamp whose year is cut off, `07-27`.

    Example:
        >>> inferred_date("2022年3月动工，截至2023年11月30日已完工，2025年底前投用。").value
        '2023-11-30'
    """
    byline = _head_date(text)
    if byline is not None:
        return byline
    best: tuple[str, Span] | None = None
    for match in _IN_TEXT.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] in _RANGE:
            continue
        ahead = _AHEAD.search(text, max(0, start - 3), start) or _AHEAD_AFTER.match(text, end)
        # 截至 tells of the past, 至 of what is to come.
        if ahead and not text.startswith("截至", max(0, start - 2)):
            continue
        value = _iso(match)
        if value and (best is None or _rank(value) > _rank(best[0])):
            best = value, Span(start, end)
    if best is None or len(best[0]) > 4:
        return Stated(*best) if best else None
    return _narrowed(text, best[0], best[1], stamp)


def _head_date(text: str) -> Stated | None:
    """The full date of a byline among the first lines: 某某示例　2023年12月8日."""
    start = 0
    for line in text[:_HEAD].splitlines(keepends=True)[:_HEAD_LINES]:
        written = line.strip()
        if len(written) <= _LONGEST_BYLINE and not written.endswith(("。", "，", "；")):
            for match in _IN_TEXT.finditer(line):
                value = _iso(match)
                if value and len(value) == len("2024-05-31"):
                    return Stated(value, Span(start + match.start(), start + match.end()))
        start += len(line)
    return None


def _rank(value: str) -> tuple[str, str]:
    """A full date counts more than a month of the same year, a later year more than both."""
    return value[:4], value[4:]


def _narrowed(text: str, year: str, span: Span, stamp: str | None) -> Stated:
    if stamp and (short := _SHORT.match(stamp)):
        value = _checked(int(year), int(short[2]), int(short[3]))
        if value:
            return Stated(value, span)
    reached = [
        (int(match["month"] or match["last"]), match)
        for match in _MONTH_REACHED.finditer(text)
        if not _IN_TEXT.search(text, max(0, match.start() - 6), match.start() + 1)
    ]
    if not reached:
        return Stated(year, span)
    month, match = max(reached, key=lambda found: (found[0], -found[1].start()))
    return Stated(f"{year}-{month:02}", Span(*match.span()))


def _iso(match: re.Match[str]) -> str | None:
    if match["day"]:
        return _checked(int(match["year"]), int(match["month"]), int(match["day"]))
    return f"{match['year']}-{int(match['month']):02}" if match["month"] else match["year"]


def _checked(year: int, month: int, day: int) -> str | None:
    """The ISO date, or None if the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"
