"""Title, publisher, date and area of a document, each with the place that says so."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.data import data
from minsheng.errors import InputError
from minsheng.reading.dates import STAMP, inferred_date, iso_date, stamp_date
from minsheng.reading.headlines import original_headline
from minsheng.records import Span, Stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.reading.fragments import Fragment

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n")
_KEY = re.compile(r"[ \t]*(?P<key>[^\s:：#][^:：\n]{0,30}?)[ \t]*[:：][ \t]*(?P<value>[^\r\n]*)")
#: News texts put their origin at either end; elsewhere the same words speak of something else.
_EDGE = 160
#: Names of media end like this; what stands before it, up to a mark or space, is the rest of the name.
_MEDIA = re.compile(
    r"(?<![\u3400-\u9fff])(?P<name>[\u3400-\u9fffA-Za-z]{1,10}?(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|农民报|快报|"
    r"新闻网|新华网|人民网|新闻客户端|融媒体中心|电视台|新闻中心|发布|新闻))"
    r"(?:[、/·\s][^\s，。]{2,12})?[、\s]*(?:全媒体|首席|见习|实习|融媒体)*$"
)
#: Where a credit may be, each tried in turn: one scan for literals costs little.
_CREDIT = re.compile(r"来源|稿源|记者|讯|新华社|中新社|中新网|人民网|新华网|央广网|央视网")
_SOURCE = re.compile(
    r"\s*[：:/丨|｜]\s*(?P<name>[\u3400-\u9fffA-Za-z0-9·]{2,20}?)"
    r"(?=返回|作者|记者|编辑|流程|责任|审核|校对|责编|官方|微信|声明|[^\u3400-\u9fffA-Za-z0-9·]|$)"
)
_AGENCY = re.compile(r"[^\s，。]{0,12}(?:电|讯)")


class Front(NamedTuple):
    """Front matter: what it states, and where the document goes on behind it."""

    stated: dict[str, Stated]
    end: int


@cache
def _keys() -> dict[str, str]:
    with data("reading", "frontmatter.toml").open("rb") as file:
        return {word: field for field, words in tomllib.load(file).items() for word in words}


def front_matter(original: str, name: str) -> Front:
    """The `key: value` lines between `---` and `---` at the head of a txt or md file.

    Keys are Chinese or English (title 标题, publisher 来源, date 日期, area 地区); others are passed over.

    Raises:
        InputError: no closing `---`, or a date that is none.

    Example:
        >>> front_matter("---\\n标题: 社区食堂\\n日期: 2024-5-31\\n---\\n正文", "a.md").stated["published"]
        Stated(value='2024-05-31', span=Span(start=17, end=26))
    """
    opening = _FRONT.match(original)
    if opening is None:
        return Front({}, 0)
    stated: dict[str, Stated] = {}
    place, line = opening.end(), 1
    while place < len(original):
        line += 1
        end = original.find("\n", place)
        end = len(original) if end < 0 else end
        text = original[place:end].strip()
        if text in {"---", "..."}:
            return Front(stated, end + 1)
        match = _KEY.match(original, place, end)
        if match is None and text and not stated and line == 2:
            break  # A horizontal rule opens this document; there is no front matter.
        field = _keys().get(match["key"].lower()) if match else None
        if match and field and (value := _front_value(match, field, name, line)):
            stated[field] = value
        place = end + 1
    if stated:
        raise InputError("front-matter-open", file=name, line=1)
    return Front({}, 0)


def _front_value(match: re.Match[str], field: str, name: str, line: int) -> Stated | None:
    start, end = match.span("value")
    written = match["value"].rstrip()
    end = start + len(written)
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        start, end, written = start + 1, end - 1, written[1:-1]
    if not written:
        return None
    if field == "published":
        value = iso_date(written)
        if value is None:
            raise InputError("front-matter-date", file=name, line=line, value=written)
        return Stated(value, Span(start, end))
    return Stated(written, Span(start, end))


def stated_in_text(original: str, fragments: Sequence[Fragment], start: int = 0) -> dict[str, Stated]:
    """What the document itself says about its title, publisher and date.

    Args:
        original: the decoded file.
        fragments: its parts in reading order, with their kinds.
        start: where the text begins, behind the front matter.
    """
    stated: dict[str, Stated] = {}
    stamp = STAMP.match(original, start)
    published = stamp_date(stamp) if stamp else None
    if published is None:
        published = _shifted(inferred_date(original[start:], stamp["date"] if stamp else None), start)
    if published:
        stated["published"] = published
    title = _title(original, fragments, start)
    if title:
        stated["title"] = title
    publisher = _publisher(original, start)
    if publisher:
        stated["publisher"] = publisher
    return stated


def _shifted(stated: Stated | None, by: int) -> Stated | None:
    if stated is None or stated.span is None or not by:
        return stated
    return Stated(stated.value, Span(stated.span.start + by, stated.span.end + by))


def _title(original: str, fragments: Sequence[Fragment], start: int) -> Stated | None:
    """A stated original title, else the title block, else a short first line before a longer text."""
    headline = original_headline(original, start, start + 2 * _EDGE)
    if headline:
        return Stated(original[headline.start : headline.end], Span(headline.start, headline.end))
    title = next((f for f in fragments if f.kind == "title"), None)
    if title is None:
        return None
    last = title.runs[-1]
    return Stated(title.text, Span(title.start, last.start + len(last.text)))


def _publisher(original: str, start: int) -> Stated | None:
    """The medium or body named at the head (本报讯 apart) or at the foot of the text."""
    length = len(original)
    for first, last in ((start, min(length, start + _EDGE)), (max(start, length - _EDGE), length)):
        for credit in _CREDIT.finditer(original, first, last):
            word, place = credit[0], credit.end()
            if word in {"来源", "稿源"}:
                found = _SOURCE.match(original, place, last)
                span = found.span("name") if found else None
            elif word in {"记者", "讯"}:
                found = _MEDIA.search(original, max(first, credit.start() - 36), credit.start())
                span = found.span("name") if found else None
            else:
                span = credit.span() if _AGENCY.match(original, place, last) else None
            if span:
                return Stated(original[slice(*span)], Span(*span))
    return None
