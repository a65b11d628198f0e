"""Bus routes called by number, and the stations of numbered lines: 1686路公交线路, 10号线桐花站."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: Beside the number the word for a bus must stand.
_ROUTE = re.compile(
    r"(?<![\dA-Za-z.])(?P<number>[A-Z]?\d{1,4}路)(?P<bus>公交(?:线路|专线|线|车线路)?)(?!车?站|[司公集枢])"
    r"|(?:公交(?:专线|线路)?|(?:快速直达|通勤|旅游|定制|夜间)?专线)(?P<called>[A-Z]?\d{1,4}路)(?!车?站)"
)
_STATION = re.compile(r"(?<=号线|\d线)(?P<name>[\u4e00-\u9fff]{2,6}?站)(?![在点台长立务])")


def routes(context: Context) -> Iterator[Mention]:
    """Mentions of bus routes and of stations behind the number of their line."""
    text = context.text
    # most texts speak of neither: the words that every match has are sought first
    for match in _ROUTE.finditer(text) if "公交" in text or "专线" in text else ():
        number = match["number"] or match["called"]
        sure = confidence("route")
        yield Mention(match.start(), match.end(), match.group(), "Programme", "route", sure, None, (number,))
    for match in _STATION.finditer(text) if "线" in text else ():
        if context.words.tags[context.words.at(match.start("name"))][0] == "v":
            continue
        sure = confidence("route")
        yield Mention(*match.span("name"), match["name"], "ServiceCentre", "route", sure)
