"""Headlines that run into each other or into their text, and where each of them ends."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.reading.fragments import Fragment

#: The words that news pages put before the headline that another page gave the text.
_ORIGINAL = re.compile(r"(?:原标题|标题)[:：]\s*")
#: Shortest and longest headline, in characters.
_SHORTEST, _LONGEST = 5, 75
#: How far the first words of a report are read.
_REACH = 60
#: A body that is named at the head of the headline and again at that of the text: at least so long a name.
_SUBJECT = 4
_AREA = frozenset("省市县区镇乡州旗")
#: Before these no text begins: 于7月25日, “…”, 2023年.
_INSIDE = frozenset("于在至到从自由日、，：:“《（(年—-")
_SPACE = frozenset(" \t\u3000\xa0")


class Headline(NamedTuple):
    """A headline, and where it is repeated and where the text begins; places in one text."""

    start: int
    end: int
    #: where what follows it begins, behind spaces and the repeated headline
    body: int
    #: where the headline stands again, or `end`
    again: int


@cache
def _begins() -> tuple[re.Pattern[str], re.Pattern[str]]:
    with data("reading", "headlines.toml").open("rb") as file:
        table = tomllib.load(file)
    return re.compile("|".join(table["dateline"])), re.compile("|".join(table["opening"]))


def original_headline(text: str, first: int, last: int) -> Headline | None:
    """The headline behind 原标题：, where it can be told from the text that follows.

    It ends with its line, where it is said again, where a dateline or the first words of a report stand,
    or where the body that it begins with is named again.

    Args:
        text: a text or fragment.
        first: where 原标题 may stand from.
        last: where it stands at the latest.

    Example:
        >>> text = "原标题：柳溪镇文化站开放近日，柳溪镇文化站迎来读者。"
        >>> found = original_headline(text, 0, 60)
        >>> text[found.start : found.end], text[found.body :][:3]
        ('柳溪镇文化站开放', '近日，')
    """
    place = text.find("标题", first, last)
    mark = _ORIGINAL.search(text, max(first, place - 1), last) if place >= 0 else None
    if mark is None:
        return None
    start = mark.end()
    line = text.find("\n", start)
    limit = min(len(text), start + _LONGEST) if line < 0 else min(line, start + _LONGEST)
    again = _said_again(text, start, limit)
    if again is not None:
        return again
    ends = [end for end in (_begun(text, start, limit), _named_again(text, start, limit)) if end is not None]
    if 0 <= line <= limit:
        ends.append(line)
    if not ends or min(ends) < start + _SHORTEST - 1:
        return None
    body = min(ends)
    end = _stripped(text, start, body)
    return Headline(start, end, body, end)


def _said_again(text: str, start: int, limit: int) -> Headline | None:
    """A headline that stands twice."""
    head = text[start : start + _SHORTEST]
    place = text.find(head, start + _SHORTEST, limit + _SHORTEST)
    while place >= 0:
        end = _stripped(text, start, place)
        if text.startswith(text[start:end], place):
            body = place + end - start
            while text[body : body + 1] in _SPACE and body < len(text):
                body += 1
            return Headline(start, end, body, place)
        place = text.find(head, place + 1, limit + _SHORTEST)
    return None


def _begun(text: str, start: int, limit: int) -> int | None:
    """Where a dateline, a byline or the first words of a report stand."""
    dateline, opening = _begins()
    first = start + _SHORTEST - 1
    line = dateline.search(text, first, limit + _REACH)
    places = [line.start()] if line else []
    for match in opening.finditer(text, first, limit + _REACH):
        if text[match.start() - 1] not in _INSIDE:
            places.append(match.start())
            break
    return min((place for place in places if place <= limit), default=None)


def _named_again(text: str, start: int, limit: int) -> int | None:
    """Where the name that the headline begins with stands again, right behind the headline."""
    size = 3 if text[start + 2 : start + 3] in _AREA else _SUBJECT
    name = text[start : start + size]
    place = text.find(name, start + 2 * _SHORTEST, limit)
    if place < 0 or text[place - 1] in _INSIDE | _AREA or "。" in text[start:place]:
        return None
    return place


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def with_headlines_apart(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments with the headline that runs on into its text cut off as a title.

    Example:
        >>> from minsheng.reading.fragments import Fragment
        >>> from minsheng.reading.offsets import Run
        >>> page = [Fragment.of([Run("原标题：柳溪镇文化站开放近日，文化站来了读者。", 0)], "paragraph")]
        >>> [(fragment.kind, fragment.text) for fragment in with_headlines_apart(page)]
        [('title', '原标题：柳溪镇文化站开放'), ('paragraph', '近日，文化站来了读者。')]
    """
    found: list[Fragment] = []
    titled = False
    for fragment in fragments:
        titled = titled or fragment.kind == "title"
        headline = None
        if fragment.kind == "paragraph" and not titled:
            headline = original_headline(fragment.text, 0, _LONGEST)
        if headline is None:
            found.append(fragment)
            continue
        marks = [
            (0, headline.end, "title"),
            (headline.again, headline.body, "heading"),
            (headline.body, len(fragment.text), "paragraph"),
        ]
        pieces = [fragment.cut(first, last).stripped().as_kind(kind) for first, last, kind in marks]
        found += [piece for piece in pieces if piece.text]
    return found
