"""Time expressions, resolved to days against the date of publication where that is known."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from minsheng.language.numbers import parse_number
from minsheng.records import Period

_DASH = "[—–~～至到-]{1,2}"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[12][0-9]|3[01]|0?[1-9])"
_YEAR_WORDS = {
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
_DAY_WORDS = {"前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1}
_MONTH_WORDS = {"上月": -1, "上个月": -1, "本月": 0, "下月": 1, "下个月": 1}
#: First year of each five-year plan.
_PLANS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_SEASONS = {"春": (3, 5), "夏": (6, 8), "暑": (7, 8), "秋": (9, 11)}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}

#: Where an expression may begin. It starts with a plain character set, which `re` skips to fast.
_BEGINNINGS = re.compile(
    f"[0-9今去前明后本上下年近目当如现眼至迄日最十每暑“一二三四五六七八九第昨](?<![0-9年月第.].)(?:"
    f"(?<=[0-9])[0-9]{{0,3}}(?:[年月日-]|{_DASH}[0-9]{{1,4}}|一[0-9]{{1,2}}月)|(?<=[一二三四五六七八九十])[一二]?月"
    "|(?<=[去明后])[年天日]|(?<=今)[年天日夏]|(?<=[前昨])[年天日]|(?<=本)[年月]|(?<=上)(?:年|个?月|半年)|(?<=下)(?:个?月|半年)"
    "|(?<=年)[初底末内均中]|(?<=近)[年些日期]|(?<=近)[一二两三四五六七八九十0-9]{1,2}年来|(?<=目)前|(?<=当)[前年]|(?<=如)今|(?<=现)在"
    "|(?<=眼)下|(?<=[至迄])今|(?<=日)[前均]|(?<=最)近|(?<=十)[二三四五]五|(?<=“)十[二三四五]五”|(?<=每)[年月天日周]"
    "|(?<=[一二三四第])[一二三四1-4]?季度|(?<=暑)[期假])"
)
_WHOLE = re.compile(
    rf"""(?P<iso>[12][0-9]{{3}}-[01]?[0-9]-[0-3]?[0-9])(?![0-9])
    |(?P<from_year>[12][0-9]{{3}})年?{_DASH}(?P<to_year>[12][0-9]{{3}})年
    |“?(?P<plan>十[二三四五]五)”?(?P<plan_end>末)?(?:规划)?(?:期间|时期|以来)?
    |(?P<now>目前|当前|如今|现在|眼下|至今|迄今)
    |近(?P<span>[一二两三四五六七八九十]{{1,2}}|[0-9]{{1,2}})年来
    |(?P<recent>近(?:些)?年来?|近日|近期|日前|最近)
    |(?P<every>每年|每月|每天|每日|每周|年均|月均|日均)
    |(?P<relative_day>前天|前日|昨天|昨日|今天|今日|明天|明日)
    |(?P<relative_month>上个?月|本月|下个?月)
    |(?P<within>年内)
    |(?P<year>[12][0-9]{{3}}年度?|[0-9]{{2}}年(?=[01]?[0-9]月)|[今去前明后上]年|本年度?|当年|今(?=夏)|)
     (?:(?P<half>[上下]半年)
       |第?(?P<quarter>[一二三四1-4])季度
       |(?P<edge>年?[底末](?!端)|年?初(?![一二三中级步])|年中)
       |(?P<season>[春夏秋](?:天|季)|夏|暑[期假])
       |(?P<month>{_MONTH})(?:月?(?:{_DASH}|一(?=[0-9]))(?P<to_month>{_MONTH}))?月
        (?:(?P<third>[上中下]旬)|(?P<month_edge>[初底末])|份
          |(?P<day>{_DAY})[日号]?(?:{_DASH}(?:(?P<day_month>{_MONTH})月)?(?P<to_day>{_DAY}))?[日号](?![本均常])|)
       |(?P<lone_day>{_DAY})日(?![本均常语元益前后])
       |)
     (?P<since>以来)?(?P<before>[之以]?前(?!五|景|往|来|提))?""",
    re.VERBOSE,
)
_ABSOLUTE = re.compile("[12][0-9]{3}|[0-9]{2}年")
_UNTIL = re.compile("(?:截至|截止到|截止|至|到)$")


class _Day(NamedTuple):
    """The date of publication, perhaps cut to month or year."""

    year: int
    month: int | None
    day: int | None

    @property
    def date(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None


_Range = tuple[date | None, date | None]
_UNKNOWN: _Range = (None, None)


def find_periods(
    text: str, published: str | None = None, start: int = 0, end: int | None = None
) -> list[Period]:
    """The time expressions of `text[start:end]`, in text order; offsets are those of `text`.

    `published` is an ISO date, possibly cut to month or year. Without it relative expressions keep
    their text and have no days. `first` is None where only the end is said (截至11月底, 年底前), `last` is
    None where the expression is open (2021年以来, unless the full date of publication closes it).

    Raises:
        ValueError: `published` is not an ISO date.

    Example:
        >>> [(p.text, str(p.first), str(p.last)) for p in find_periods("截至11月底，新增学位", "2023-12")]
        [('截至11月底', 'None', '2023-11-30')]
    """
    today = _parse_day(published) if published else None
    stop = len(text) if end is None else end
    found: list[Period] = []
    position = start
    while True:
        hint = _BEGINNINGS.search(text, position, stop)
        if hint is None:
            return found
        match = _WHOLE.match(text, hint.start(), stop)
        if match is None or match.end() <= hint.start() + 1:
            position = hint.start() + 1
            continue
        found.append(_period(text, match, today, start))
        position = match.end()


def _parse_day(published: str) -> _Day:
    parts = [int(part) for part in published.split("-")]
    date(*[*parts, 1, 1][:3])  # raises if there is no such day
    return _Day(parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None)


def _period(text: str, match: re.Match[str], today: _Day | None, start: int) -> Period:
    begin, stop = match.span()
    try:
        first, last = _resolve(match, today)
    except ValueError:  # 2月30日: said, but no day
        first, last = _UNKNOWN
    if match["since"]:
        last = today.date if today else None
    if first and last and first > last:
        first, last = _UNKNOWN
    until = _UNTIL.search(text, max(start, begin - 3), begin)
    if until and len(until[0]) > 1:
        begin, first = until.start(), None
    elif until and (match["now"] or match["edge"] or match["month_edge"]):
        first = None
    if match["before"]:
        first = None
    return Period(begin, stop, text[begin:stop], first, last)


def _resolve(match: re.Match[str], today: _Day | None) -> _Range:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return date(year, month, day), date(year, month, day)
    if match["from_year"]:
        return date(int(match["from_year"]), 1, 1), date(int(match["to_year"]), 12, 31)
    if match["plan"]:
        first = _PLANS[match["plan"]]
        return (None if match["plan_end"] else date(first, 1, 1)), date(first + 4, 12, 31)
    if today is None and not _ABSOLUTE.match(match[0]):
        return _UNKNOWN
    if match["year"] is not None:
        return _calendar(match, _year(match["year"], today), today)
    return _UNKNOWN if today is None else _relative(match, today)


def _relative(match: re.Match[str], today: _Day) -> _Range:
    if match["now"]:
        return None, today.date
    if match["span"]:
        return date(today.year - int(parse_number(match["span"])), 1, 1), today.date
    if match["within"]:
        return date(today.year, 1, 1), date(today.year, 12, 31)
    if match["relative_day"] and today.date:
        day = today.date + timedelta(days=_DAY_WORDS[match["relative_day"]])
        return day, day
    if match["relative_month"] and today.month:
        index = today.year * 12 + today.month - 1 + _MONTH_WORDS[match["relative_month"]]
        return _months(index // 12, index % 12 + 1, index % 12 + 1)
    return _UNKNOWN


def _year(word: str, today: _Day | None) -> int | None:
    """The year meant; None where none is said, or nobody knows which."""
    figures = word.rstrip("年度")
    if figures.isdigit():
        return int(figures) + (2000 if len(figures) == 2 else 0)
    shift = _YEAR_WORDS.get(word)
    return None if shift is None or today is None else today.year + shift


def _calendar(match: re.Match[str], stated: int | None, today: _Day | None) -> _Range:
    if match["year"] and stated is None:
        return _UNKNOWN
    if match["lone_day"]:
        return _lone_day(int(match["lone_day"]), today)
    if match["month"]:
        return _month(match, stated, today)
    year = stated if stated is not None else today.year if today else None
    if year is None:
        return _UNKNOWN
    if match["half"]:
        return _months(year, 1, 6) if match["half"][0] == "上" else _months(year, 7, 12)
    if match["quarter"]:
        quarter = int(parse_number(match["quarter"]))
        return _months(year, quarter * 3 - 2, quarter * 3)
    if match["edge"]:
        edge = match["edge"][-1]
        return _months(year, *{"初": (1, 3), "中": (6, 7)}.get(edge, (12, 12)))
    if match["season"]:
        return _months(year, *_SEASONS[match["season"][0]])
    return date(year, 1, 1), date(year, 12, 31)


def _month(match: re.Match[str], stated: int | None, today: _Day | None) -> _Range:
    month = int(parse_number(match["month"]))
    to_month = int(parse_number(match["to_month"])) if match["to_month"] else month
    year = stated
    if year is None:
        if today is None:
            return _UNKNOWN
        # In January, 12月 is last December
        year = today.year - (today.month is not None and month - today.month >= 6)
    if match["day"]:
        first = date(year, month, int(match["day"]))
        later = int(match["day_month"]) if match["day_month"] else month
        last = date(year, later, int(match["to_day"])) if match["to_day"] else first
        return first, last
    first_day, last_day = 1, 31
    if match["third"]:
        first_day, last_day = _THIRDS[match["third"]]
    elif match["month_edge"]:
        first_day, last_day = (1, 10) if match["month_edge"] == "初" else (21, 31)
    later_year = year + (to_month < month)  # 11月至3月
    return date(year, month, first_day), date(
        later_year, to_month, min(last_day, monthrange(later_year, to_month)[1])
    )


def _lone_day(day: int, today: _Day | None) -> _Range:
    """19日: of the month of publication, or of the month before if that day was still to come."""
    if today is None or today.month is None:
        return _UNKNOWN
    index = today.year * 12 + today.month - 1 - (today.day is not None and day > today.day)
    that = date(index // 12, index % 12 + 1, day)
    return that, that


def _months(year: int, first: int, last: int) -> _Range:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
