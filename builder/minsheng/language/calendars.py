"""The days that a time expression means, reckoned from the day of publication where it is relative."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.numbers import parse_number

if TYPE_CHECKING:
    import re

YEAR_WORDS = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "今": 0,
    "明年": 1,
    "后年": 2,
}
DAY_WORDS = {"前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1}
MONTH_WORDS = {"上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "当月": 0, "下月": 1, "下个月": 1}
WEEK_WORDS = {"上": -1, "本": 0, "这": 0, "下": 1}
#: First year of each five-year plan.
PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
#: First and last month; winter and its holidays reach into the next year.
_SEASONS = {
    "春": (3, 5),
    "夏": (6, 8),
    "暑": (7, 8),
    "秋": (9, 11),
    "冬": (12, 2),
    "寒": (1, 2),
}
_TERMS = {"春": (2, 7), "秋": (9, 1)}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
#: Holidays of fixed days: month, first and last day.
_HOLIDAYS = {
    "元旦": (1, 1, 1),
    "五一": (5, 1, 5),
    "劳动节": (5, 1, 5),
    "国庆": (10, 1, 7),
    "国庆节": (10, 1, 7),
}
_DAYS_OF = {"天": 1, "日": 1, "周": 7, "个星期": 7, "星期": 7}

Range = tuple[date | None, date | None]
UNKNOWN: Range = (None, None)


class Day(NamedTuple):
    """The date of publication, perhaps cut to month or year."""

    year: int
    month: int | None
    day: int | None

    @property
    def date(self) -> date | None:
        """The day, None if it was cut."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


def parse_day(published: str) -> Day:
    """A date of publication.

    Raises:
        ValueError: there is no such day, or it is no ISO date.

    Example:
        >>> parse_day("2023-07")
        Day(year=2023, month=7, day=None)
    """
    parts = [int(part) for part in published.split("-")]
    date(*[*parts, 1, 1][:3])  # raises if there is no such day
    return Day(parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None)


def absolute(match: re.Match[str]) -> Range | None:
    """The days of an expression that names its years itself; None if it does not."""
    if match["iso"]:
        year, month, day = (int(match[name]) for name in ("iso_year", "iso_month", "iso_day"))
        return date(year, month, day), date(year, month, day)
    if match["from_year"]:
        first, last = year_of(match["from_year"]), year_of(match["to_year"])
        last = first // 100 * 100 + last if last < 100 else last
        if match["school_year"]:
            return date(first, 9, 1), date(last, 8, 31)
        return date(first, 1, 1), date(last, 12, 31)
    if match["decade"]:
        decade = int(parse_number(match["decade"]))
        century = 2000 if match["century"] in ("本世纪", "21世纪") else 1900
        if decade % 10 or (not match["century"] and decade < 50):
            return UNKNOWN
        return date(century + decade, 1, 1), date(century + decade + 9, 12, 31)
    if match["plan"]:
        first = PLANS[match["plan"]]
        return (None if match["plan_end"] else date(first, 1, 1)), date(first + 4, 12, 31)
    return None


def year_of(figures: str) -> int:
    """A year as it is written: 2023, 二〇二三, 23.

    Example:
        >>> year_of("二〇二三"), year_of("1998")
        (2023, 1998)
    """
    return int(parse_number(figures.replace("○", "〇")))


def relative(match: re.Match[str], today: Day) -> Range:
    """The days of an expression that counts from the day of publication."""
    if match["now"]:
        return None, today.date
    if match["span"] or match["ago"] or match["ahead"]:
        return _span(match, today)
    if match["within"]:
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if match["relative_day"] and today.date:
        day = today.date + timedelta(days=DAY_WORDS[match["relative_day"]])
        return day, day
    if match["week"] and today.date:
        monday = today.date + timedelta(days=7 * WEEK_WORDS[match["week"]] - today.date.weekday())
        return (monday + timedelta(days=5) if match["weekend"] else monday), monday + timedelta(days=6)
    if match["relative_month"] and today.month:
        index = today.year * 12 + today.month - 1 + MONTH_WORDS[match["relative_month"]]
        year, month = index // 12, index % 12 + 1
        first, last = _edge_days(match["relative_edge"])
        return date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))
    return UNKNOWN


def _span(match: re.Match[str], today: Day) -> Range:
    """近三年, 五年来, 未来两年: counted from the year of publication, or from its day."""
    number = match["span"] or match["ago"] or match["ahead"]
    unit = match["span_unit"] or match["ago_unit"] or match["ahead_unit"]
    if number in ("几", "数"):
        return UNKNOWN
    count = int(parse_number(number))
    sign = 1 if match["ahead"] else -1
    if unit == "年":
        other = date(max(1, today.year + sign * count), 1, 1)
        if match["ahead"]:
            return today.date, date(other.year, 12, 31)
        return other, today.date
    if today.date is None:
        return UNKNOWN
    if unit in _DAYS_OF:
        other = today.date + timedelta(days=sign * count * _DAYS_OF[unit])
    else:
        index = today.year * 12 + today.date.month - 1 + sign * count
        year, month = index // 12, index % 12 + 1
        other = date(year, month, min(today.date.day, monthrange(year, month)[1]))
    return (today.date, other) if match["ahead"] else (other, today.date)


def stated_year(word: str, today: Day | None) -> int | None:
    """The year meant; None where none is said, or nobody knows which."""
    figures = word.rstrip("年度")
    if figures and figures[0] in "0123456789一二" and figures not in ("一", "二"):
        year = year_of(figures)
        return year + 2000 if year < 100 else year
    shift = YEAR_WORDS.get(word)
    return None if shift is None or today is None else today.year + shift


def calendar(match: re.Match[str], stated: int | None, today: Day | None) -> Range:
    """The days of a year or a part of it."""
    if match["year"] and stated is None:
        return UNKNOWN
    if match["lone_day"]:
        return _lone_day(match, today)
    if match["month"]:
        return _month(match, stated, today)
    year = stated if stated is not None else today.year if today else None
    if year is None:
        return UNKNOWN
    if match["half"]:
        return months(year, 1, 6) if match["half"][0] == "上" else months(year, 7, 12)
    if match["quarter"]:
        first = int(parse_number(match["quarter"]))
        last = int(parse_number(match["to_quarter"])) if match["to_quarter"] else first
        first = 1 if match["first_quarters"] else first
        return months(year, first * 3 - 2, last * 3) if first <= last else UNKNOWN
    if match["first_months"]:
        return months(year, 1, min(12, int(parse_number(match["first_months"]))))
    if match["same"]:
        return date(year, 1, 1), _that_day(year, today)
    if match["edge"]:
        edge = match["edge"][-1]
        return months(year, *{"初": (1, 3), "中": (6, 7)}.get(edge, (12, 12)))
    if match["term"]:
        return months(year, *_TERMS[match["term"]])
    if match["season"]:
        return months(year, *_SEASONS[match["season"][0]])
    if match["holiday"]:
        fixed = _HOLIDAYS.get(match["holiday"])
        return (date(year, fixed[0], fixed[1]), date(year, fixed[0], fixed[2])) if fixed else UNKNOWN
    return date(year, 1, 1), date(year, 12, 31)


def _that_day(year: int, today: Day | None) -> date:
    """去年同期 reaches to the day that the text speaks from, a year before."""
    if today is None or today.month is None:
        return date(year, 12, 31)
    last = monthrange(year, today.month)[1]
    return date(year, today.month, min(today.day or last, last))


def _edge_days(edge: str | None) -> tuple[int, int]:
    return {"初": (1, 10), "底": (21, 31), "末": (21, 31)}.get(edge or "", (1, 31))


def _month(match: re.Match[str], stated: int | None, today: Day | None) -> Range:
    month = int(parse_number(match["month"]))
    to_month = int(parse_number(match["to_month"])) if match["to_month"] else month
    year = stated
    if year is None:
        if today is None:
            return UNKNOWN
        # In January, 12月 is last December
        year = today.year - (today.month is not None and month - today.month >= 6)
    if match["day"]:
        first = date(year, month, int(match["day"]))
        later = int(match["day_month"]) if match["day_month"] else month
        last = date(year + (later < month), later, int(match["to_day"])) if match["to_day"] else first
        return first, last
    first_day, last_day = _THIRDS[match["third"]] if match["third"] else _edge_days(match["month_edge"])
    later_year = year + (to_month < month)  # 11月至3月
    return date(year, month, first_day), date(
        later_year, to_month, min(last_day, monthrange(later_year, to_month)[1])
    )


def _lone_day(match: re.Match[str], today: Day | None) -> Range:
    """19日: of the month of publication, or of the month before if that day was still to come."""
    if today is None or today.month is None:
        return UNKNOWN
    day = int(match["lone_day"])
    index = today.year * 12 + today.month - 1 - (today.day is not None and day > today.day)
    first = date(index // 12, index % 12 + 1, day)
    return first, first.replace(day=int(match["to_lone_day"])) if match["to_lone_day"] else first


def months(year: int, first: int, last: int) -> Range:
    """The days of whole months, into the next year if the last comes before the first.

    Example:
        >>> [str(day) for day in months(2023, 12, 2)]
        ['2023-12-01', '2024-02-29']
    """
    later = year + (last < first)
    return date(year, first, 1), date(later, last, monthrange(later, last)[1])
