"""Names of a list that begin with their quotations: “甲”公益培训、“乙”器材捐赠 are two programmes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.civic import speaks_of_other
from minsheng.language.confidence import confidence
from minsheng.language.marks import SPEECH
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: What follows each quotation of such a list, and what ends the item.
_TAIL = re.compile("[\\u4e00-\\u9fff]{2,8}?(?=(?:等|、|和(?=“)|及|，|。|；))")
_SHORTEST, _LONGEST = 4, 18
#: Quotations side by side, and what the word behind them says that they are: “甲”“乙”等便民举措.
_SERIES = re.compile(
    r"“[^“”\n]{2,18}”(?:(?:[、和与及]|以及)?“[^“”\n]{2,18}”){1,39}(?:[、和与及]|以及)?(?:等|相关|一系列|[一二两三四五六七八九十\d]+[大个项种])[^，。；！？“”\n]{0,14}?"
    "(?:措施|服务|机制|政策|项目|活动|品牌|行动|模式|场景|举措|特色|制度|理念|工程|计划|工作法|做法|平台|主题|载体|板块|系列"
    "|体系|经验|方式|路径|形式|套餐|栏目|线路|赛道)"
)
_QUOTATION = re.compile("“([^“”\n]+)”")
#: Parts of speech that no such tail has, those of persons' names among them.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "c", "x", "w", "f", "nr", "nrt"})


def quoted_items(context: Context) -> Iterator[Mention]:
    """Mentions of the items of a list of which two at least are a quotation with a few words behind it.

    Where no public service is spoken of, such lists are of wares, crimes and nicknames.
    """
    run: list[tuple[int, int, int]] = []
    if speaks_of_other(context.text):
        return
    for start, close in context.quotes.items():
        end = _end(context, start, close)
        if end is None:
            continue
        if (run and run[-1][2] + 1 < start) or (run and context.text[run[-1][2]] not in "、和及"):
            yield from _named(context, run)
            run = []
        run.append((start, close, end))
    yield from _named(context, run)


def quoted_series(context: Context) -> Iterator[Mention]:
    """Mentions of quotations side by side that a word behind them classes: “甲”“乙”“丙”等便民举措."""
    if speaks_of_other(context.text):
        return
    for series in _SERIES.finditer(context.text):
        for item in _QUOTATION.finditer(series.group()):
            if SPEECH.search(item.group()):
                break
            start, sure = series.start() + item.start(), confidence("quoted-item")
            yield Mention(start, start + len(item.group()), item.group(1), "Programme", "quoted-item", sure)


def _end(context: Context, start: int, close: int) -> int | None:
    """Where the words behind a quotation end that belong to its name, None if they make none."""
    text, words = context.text, context.words
    if (
        text[start] not in "“‘"
        or not _SHORTEST <= close - start <= _LONGEST
        or SPEECH.search(text, start, close)
    ):
        return None
    tail = _TAIL.match(text, close)
    if tail is None or not (words.edge(close) and words.edge(tail.end())):
        return None
    inside = range(words.at(close), words.at(tail.end()))
    stops = context.lexicon.tail_stops - context.lexicon.nominal
    if any(words.tags[i] in _OTHER or words.words[i] in stops for i in inside):
        return None
    return tail.end()


def _named(context: Context, run: list[tuple[int, int, int]]) -> Iterator[Mention]:
    if len(run) < 2:
        return
    for start, close, end in run:
        name, inner = context.text[start:end], context.text[start + 1 : close - 1]
        sure = confidence("quoted-item")
        yield Mention(start, end, name, "Programme", "quoted-item", sure, None, (inner,))
