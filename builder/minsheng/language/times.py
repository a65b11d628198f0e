"""Time expressions, resolved to days against the date of publication where that is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.calendars import (
    UNKNOWN,
    absolute,
    calendar,
    parse_day,
    relative,
    stated_year,
)
from minsheng.records import Period

if TYPE_CHECKING:
    from minsheng.language.calendars import Day, Range

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
#: As a rule a text has none, and the search is fast.
_WIDE_DIGIT = re.compile("[０-９]")
_DASH = "[—–~～至到-]{1,2}"
_YEAR = "(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[12][0-9]|3[01]|0?[1-9])"
_COUNT = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3}|[几数])"
_SPAN_UNIT = "(?:年|个?月|周|个?星期|天|日)"
_HOLIDAY = "春节|元旦|清明节?|五一|劳动节|端午节?|中秋节?|国庆节?"

#: Where an expression may begin. It starts with a plain character set, which `re` skips to fast; of what may
#: follow it asks before it tries one way after another.
_BEGINNINGS = re.compile(
    f"[0-9今去前明后本这上下年近目当如现眼至迄日最十每暑寒“一二两三四五六七八九第昨过未接全同周春元清端中国劳]"
    "(?<![0-9年月第.].)(?=[-0-9./—–~～至到、年月日周天世一二三四五六七八九十〇○零两几数多个半季星末初底内均中些期近来去下前今在五"
    "夏冬秋春后假节旦明午庆动])(?:"
    f"(?<=[0-9])[0-9]{{0,3}}(?:[年月日./-]|{_DASH}[0-9]{{1,4}}|一[0-9]{{1,2}}月|世纪)"
    "|(?<=[一二三四五六七八九十])[一二]?月"
    "|(?<=[一二])[〇○零一二三四五六七八九]{3}年|(?<=[一二两三四五六七八九十几])十?多?年(?:来|以来)"
    "|(?<=[二三四五六七八九])十(?:年代|世纪)|(?<=上)世纪|(?<=本)世纪"
    "|(?<=[去明后])[年天日]|(?<=今)[年天日夏冬秋春后]|(?<=[前昨])[年天日]|(?<=本)[年月周]|(?<=这)(?:个月|周)"
    "|(?<=上)(?:年|个?月|半年|周|个?星期)|(?<=下)(?:个?月|半年|周|个?星期)|(?<=当)月"
    f"|(?<=前)(?:[三两二]?季度|{_COUNT}个?月)|(?<=同)期|(?<=全)年|(?<=周)末|(?<=月)[初底末]"
    "|(?<=年)[初底末内均中]|(?<=近)[年些日期]|(?<=近)[一二两三四五六七八九十几0-9]{1,2}"
    "|(?<=过)去|(?<=未)来|(?<=接)下来|(?<=目)前|(?<=当)[前年]|(?<=如)今|(?<=现)在"
    "|(?<=眼)下|(?<=[至迄])今|(?<=日)[前均]|(?<=最)近|(?<=十)[一二三四五]五|(?<=“)十[一二三四五]五”|(?<=每)[年月天日周]"
    "|(?<=[一二三四第])(?:[至到、]?[一二三四1-4])?个?季度|(?<=[暑寒])[期假]"
    "|(?<=春)(?:节|季学期)|(?<=元)旦|(?<=清)明|(?<=五)一|(?<=端)午|(?<=中)秋|(?<=国)庆|(?<=劳)动节)"
)
_WHOLE = re.compile(
    rf"""(?P<iso>(?P<iso_year>[12][0-9]{{3}})(?P<sign>[-./])(?P<iso_month>[01]?[0-9])(?P=sign)(?P<iso_day>[0-3]?[0-9]))(?![0-9])
    |(?P<from_year>{_YEAR})年?{_DASH}(?P<to_year>{_YEAR}|[0-9]{{2}})(?:(?P<school_year>学年)度?|年)
    |(?P<century>上世纪|本世纪|二十世纪|20世纪|21世纪)?(?P<decade>[0-9]0|[二三四五六七八九]十)年代[初中末]?期?
    |“?(?P<plan>十[一二三四五]五)”?(?P<plan_end>末)?(?:规划)?(?:期间|时期|以来)?
    |(?P<now>目前|当前|如今|现在|眼下|至今|迄今)
    |(?:过去|最近|近)(?:的)?(?P<span>{_COUNT})多?(?P<span_unit>{_SPAN_UNIT})(?:以来|来|内|间|里)?
    |(?P<ago>{_COUNT})(?P<ago_unit>年|个月)多?(?:来|以来)(?!自|到|宾|访|电)
    |(?:未来|今后|接下来)(?:的)?(?P<ahead>{_COUNT})(?P<ahead_unit>{_SPAN_UNIT})(?:内|间|里)?
    |(?P<recent>近(?:些|几)?年来?|近日|近期|日前|最近)
    |(?P<every>每年|每月|每天|每日|每周|年均|月均|日均)
    |(?P<relative_day>前天|前日|昨天|昨日|今天|今日|明天|明日)
    |(?P<relative_month>上个?月|本月|这个月|当月|下个?月|(?=月[初底末](?!端)))(?:月?(?P<relative_edge>[初底末](?!端)))?
    |(?P<week>[上本这下])个?(?:周|星期)(?P<weekend>末)?(?![一二三四五六日至])
    |(?P<within>年内|全年)
    |(?P<year>{_YEAR}年度?|[0-9]{{2}}年(?=[01]?[0-9]月)|[今去前明后上]年|本年度?|当年|今(?=[夏冬秋春])|)
     (?:(?P<half>[上下]半年)
       |(?P<first_quarters>前)?第?(?P<quarter>[一二两三四1-4])
        (?:[至到、—-]?(?P<to_quarter>[一二三四1-4]))?个?季度
       |前(?P<first_months>{_COUNT})个?月
       |(?P<same>同期)
       |(?P<edge>年?[底末](?!端)|年?初(?![一二三中级步])|年中)
       |(?P<term>[春秋])季学期
       |(?P<season>[春夏秋冬](?:天|季)|夏|冬|[暑寒][期假](?:期间)?)
       |(?P<holiday>{_HOLIDAY})(?:假期|长假|小长假|期间|前夕|黄金周)
       |(?P<month>{_MONTH})(?:月?(?:{_DASH}|一(?=[0-9]))(?P<to_month>{_MONTH}))?月
        (?:(?P<third>[上中下]旬)|(?P<month_edge>[初底末])|份
          |(?P<day>{_DAY})[日号]?(?:{_DASH}(?:(?P<day_month>{_MONTH})月)?(?P<to_day>{_DAY}))?[日号](?![本均常])|)
       |(?P<lone_day>{_DAY})日?(?:(?<=日){_DASH}(?P<to_lone_day>{_DAY}))?日(?![本均常语元益前后])
       |)
     (?P<since>以来)?(?P<before>[之以]?前(?!五|景|往|来|提))?""",
    re.VERBOSE,
)
_ABSOLUTE = re.compile(f"{_YEAR}|[0-9]{{2}}年")
_UNTIL = re.compile("(?:截至|截止到|截止|至|到)$")
#: 自2021年启动以来, 7月3日运行以来, 9月起: what follows the day from which on something holds.
_ONWARDS = re.compile("(?:[^，。；、：0-9]{0,8}以来|起(?![来步飞源点草码诉到因航伏]))")


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
    today = parse_day(published) if published else None
    stop = len(text) if end is None else end
    plain = text.translate(_WIDE) if _WIDE_DIGIT.search(text) else text
    found: list[Period] = []
    position = start
    while True:
        hint = _BEGINNINGS.search(plain, position, stop)
        if hint is None:
            return found
        match = _WHOLE.match(plain, hint.start(), stop)
        if match is None or match.end() <= hint.start() + 1:
            position = hint.start() + 1
            continue
        found.append(_period(text, match, today, start, stop))
        position = max(match.end(), found[-1].end)


def _period(text: str, match: re.Match[str], today: Day | None, start: int, end: int) -> Period:
    begin, stop = match.span()
    try:
        first, last = _resolve(match, today)
    except ValueError:  # 2月30日: said, but no day
        first, last = UNKNOWN
    dated = match["year"] or match["month"] or match["lone_day"] or match["iso"]
    closed = match["since"] or match["before"]
    onwards = _ONWARDS.match(text, stop, end) if dated and not closed else None
    if onwards is not None:
        stop = onwards.end()
    if match["since"] or onwards is not None:
        last = today.date if today else None
        if onwards is not None and first and last and first > last:
            last = None  # 9月起: what is still to come is open
    if first and last and first > last:
        first, last = UNKNOWN
    until = _UNTIL.search(text, max(start, begin - 3), begin)
    if until and len(until[0]) > 1:
        begin, first = until.start(), None
    elif until and (match["now"] or match["edge"] or match["month_edge"]):
        first = None
    if match["before"]:
        first = None
    return Period(begin, stop, text[begin:stop], first, last)


def _resolve(match: re.Match[str], today: Day | None) -> Range:
    said = absolute(match)
    if said is not None:
        return said
    if today is None and not _ABSOLUTE.match(match[0]):
        return UNKNOWN
    if match["year"] is not None:
        return calendar(match, stated_year(match["year"], today), today)
    return UNKNOWN if today is None else relative(match, today)
