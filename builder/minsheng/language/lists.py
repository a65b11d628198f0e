"""Names told by the list they stand in: 甲、乙、丙等景区 are three scenic spots, whatever they end in.

The word behind 等 says what the items are; a list begins behind the last word that cannot be part of a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import proper, rare
from minsheng.language.lexicon import either, lexicon, table
from minsheng.language.numbers import parse_number
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_MARK = re.compile(r"[“”\"的了（）()]")
#: Parts of speech that no name begins with.
_NO_NAME = frozenset({"p", "c", "u", "uj", "ul", "r", "d"})
#: Where a text speaks of heritage, 项目 that end like crafts are crafts.
_HERITAGE = re.compile("非遗|非物质文化遗产")
_PROJECTS = re.compile(
    "(?:[一二三四五六七八九十多\\d]+[个项])?(?:项目|技艺|传统技艺|手工艺|艺术|特色项目|体验)"
)
_CRAFT = re.compile("(?:技艺|技法|疗法|剪纸|刺绣|[绣编塑雕陶瓷漆舞戏曲鼓灯画剧腔拳])$")
#: Where a list of places begins: 沿路桐花、柳溪等小区.
_ALONG = frozenset({"沿路", "沿线", "沿途", "周边", "附近", "途经", "旁边"})
#: Firms, hospitals and schools are called by more than their trade.
_FIRMS = frozenset({"Organization", "Hospital", "School"})
#: Those who live in what is listed: 甲、乙等小区 + 居民.
_DWELLERS = frozenset({"居民", "村民", "业主", "住户", "群众", "市民", "游客", "周边", "附近", "内"})
#: What closes a list before its kind: 甲、乙等景区; 甲、乙，它们都是景区.
_AND_SO_ON = re.compile(
    r"等(?!级)|，(?:它们|三者|几处)?(?:都是|均为|均是|皆为)|(?<=[一-鿿])(?=(?:\d{1,2}|[两二三四五六七八九十]{1,2})[个家座处条])"
)
#: What counts up what is listed: 甲、乙、丙三个小区, 甲、乙等9个小区.
_COUNT = re.compile(r"(\d{1,3}|[两二三四五六七八九十]{1,3})余?多?[个家座处条]")
#: What stands between 等 and a word shows that the word says nothing of the items.
_ELSE = re.compile("[、“”在由对向给]|作为|成为")
_END = re.compile(r"[，。；：！？,;:!?\n]")
_OPENING = re.compile(r"包括|里有|中有|分别是|分别为|包含|有：|为：|：")
_SENTENCE = re.compile(r"[。；！？\n等]")
_ITEM = re.compile(r"[^、，：（(）)和及]+")
_ACTION = re.compile(r"[^、，（(）)]+")
#: Pieces of a collection are told by so many characters: 青铜神树, not 匾额.
_PIECE = 4
#: What is named by its action alone has so many characters.
_PLAN = 6
_AND = re.compile("[和与及]")
#: A list that is opened has so many items at least.
_FEWEST = 3
#: How far behind 等 the word may stand that names the kind.
_REACH = 16
_LONGEST, _SHORTEST = 20, 2


@cache
def kind_words(*tables: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str | None]]]:
    """The words of tables that say what listed things are, as an expression, and each one's class and kind.

    Example:
        >>> pattern, kinds = kind_words("list_kinds.tsv")
        >>> kinds[pattern.findall("四处文物保护单位")[0]]
        ('HeritageSite', 'protected-site')
    """
    rows = (row for name in tables for row in table(name))
    kinds = {word: (type_, None if kind == "-" else kind) for word, type_, kind in rows}
    return re.compile(either(kinds)), kinds


@cache
def _telling() -> tuple[frozenset[str], tuple[int, ...]]:
    """Heads that leave no doubt that an item is a name, whatever its words are, and how long they are."""
    heads = frozenset(
        word for word, head in lexicon().heads.items() if len(word) > 1 and head.mode in ("open", "named")
    )
    return heads, tuple(sorted({len(word) for word in heads}))


def listed_names(context: Context) -> Iterator[Mention]:
    """Mentions of the items of lists that 等 and a kind word close."""
    pattern, kinds = kind_words("list_kinds.tsv")
    text = context.text
    heritage = _HERITAGE.search(text) is not None
    for mark in _AND_SO_ON.finditer(text):
        if not context.words.edge(mark.start()):
            continue
        stop = _END.search(text, mark.end())
        limit = min(mark.end() + _REACH, stop.start() if stop else len(text))
        found = _last(pattern, text, mark.end(), limit)
        if found is None and heritage and _PROJECTS.match(text, mark.end()):
            items = list(_items(context, mark.start(), loose=False))
            if sum(bool(_CRAFT.search(text, start, end)) for start, end in items) * 2 >= len(items) > 1:
                yield from (_craft(context, start, end) for start, end in items)
            continue
        if found is None or _ELSE.search(text, mark.end(), found.start()):
            continue
        if _acts(context, mark.end(), found.start()):
            continue
        type_, kind = kinds[found.group()]
        count = _COUNT.match(text, mark.end())
        if count is None and type_ in ("Place", "ScenicSpot") and _runs_on(context, found.end()):
            continue
        items = list(_items(context, mark.start(), loose=type_ == "Programme"))
        if not mark.group():
            if count is None or parse_number(count.group(1)) != len(items):
                continue
            items = [(_behind_areas(context, start, end), end) for start, end in items]
        if type_ in _FIRMS:
            items = [(start, end) for start, end in items if _own(context, start, end)]
        if type_ == "HeritageSite" and kind is None:
            items = [(start, end) for start, end in items if end - start >= _PIECE]
        if len(items) > 1 or type_ == "HeritageSite":
            for start, end in items:
                yield Mention(start, end, text[start:end], type_, "list-item", confidence("list-item"), kind)


def _craft(context: Context, start: int, end: int) -> Mention:
    return Mention(start, end, context.text[start:end], "Work", "list-item", confidence("list-item"))


def _behind_areas(context: Context, start: int, end: int) -> int:
    """Where an item begins behind the areas that it lies in: 临江市 + 桐塘."""
    while (inner := context.places.get(start)) is not None and end - inner >= _SHORTEST:
        start = inner
    return start


def _own(context: Context, start: int, end: int) -> bool:
    """Whether an item has a word that is nobody else's: 欧莱雅, not 社会保险."""
    words = context.words
    if context.places.get(start) == end:
        return False
    return any(
        (proper(context, i) or rare(context, i)) and words.words[i] not in context.lexicon.generic
        for i in range(words.at(start), words.at(end - 1) + 1)
    )


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether a verb stands between two positions: 甲、乙等带来社区, but not 甲、乙等具有特色的景区."""
    words = context.words
    start = max(start, context.text.rfind("的", start, end))
    return any(
        words.tags[i] == "v" and words.words[i] not in context.lexicon.nominal
        for i in range(words.at(start), words.at(end))
    )


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match between two positions."""
    matches = list(pattern.finditer(text, start, end))
    return matches[-1] if matches else None


def _runs_on(context: Context, end: int) -> bool:
    """Whether a kind word is the beginning of a longer noun: 小区 + 改造."""
    if end >= len(context.text):
        return False
    if not context.words.edge(end):
        return True
    i = context.words.at(end)
    return context.words.tags[i] in ("n", "vn", "an") and context.words.words[i] not in _DWELLERS


def introduced_names(context: Context) -> Iterator[Mention]:
    """Mentions of the items of lists that a kind word opens: 文保单位包括甲、乙和丙。"""
    pattern, kinds = kind_words("list_kinds.tsv")
    text = context.text
    for opening in _OPENING.finditer(text):
        found = _last(pattern, text, max(0, opening.start() - _REACH), opening.start())
        if found is None or _END.search(text, found.end(), opening.start()):
            continue
        type_, kind = kinds[found.group()]
        if type_ in _FIRMS:
            continue
        stop = _SENTENCE.search(text, opening.end())
        limit = stop.start() if stop else len(text)
        # the names of actions hold verbs and conjunctions
        loose = type_ == "Programme"
        item = _ACTION if loose else _ITEM
        spans = [(m.start(), m.end()) for m in item.finditer(text, opening.end(), limit)]
        whole = [(a, b) for a, b in spans if _is_item(context, a, b, loose=loose)]
        if len(spans) >= _FEWEST and len(whole) * 2 > len(spans):
            for start, end in whole:
                sure = confidence("list-introduced")
                yield Mention(start, end, text[start:end], type_, "list-introduced", sure, kind)


def _items(context: Context, end: int, *, loose: bool) -> Iterator[tuple[int, int]]:
    """The items that end at `end`, from the last to the first."""
    text = context.text
    while True:
        start = max(text.rfind(mark, 0, end) for mark in "、，。；：！？,;:!?\n") + 1
        last = text[start - 1 : start] != "、"
        if last:
            start = _begin(context, start, end, loose=loose)
        joined = _joined(context, start, end)
        if joined is not None:
            yield joined + 1, end
            end = joined
        if not _is_item(context, start, end, loose=loose):
            return
        yield start, end
        if last:
            return
        end = start - 1


def _is_item(context: Context, start: int, end: int, *, loose: bool) -> bool:
    if not _SHORTEST <= end - start <= _LONGEST:
        return False
    return (loose and end - start >= _PLAN) or _whole(context, start, end)


def _joined(context: Context, start: int, end: int) -> int | None:
    """Where 和 or 与 joins the last two items of a list, both of them whole."""
    for match in _AND.finditer(context.text, start + _SHORTEST, end - _SHORTEST):
        at = match.start()
        edges = context.words.edge(at) and context.words.edge(at + 1)
        if edges and _whole(context, start, at) and _whole(context, at + 1, end):
            return at
    return None


def _begin(context: Context, start: int, end: int, *, loose: bool) -> int:
    """Start of the first item: behind the last verb or function word; behind a verb of doing if loose."""
    words = context.words
    begin = start
    for i in range(words.at(start), words.at(end - 1)):
        word, tag = words.words[i], words.tags[i]
        if loose:
            if word in context.lexicon.tail_stops:
                begin = words.starts[i + 1]
        elif (
            word in context.lexicon.stops
            or word in _ALONG
            or tag in _NO_NAME
            or (tag == "v" and len(word) > 1)
        ):
            begin = words.starts[i + 1]
    return max(begin, start)


def _whole(context: Context, start: int, end: int) -> bool:
    """Whether an item holds no verb, mark or function word and more than what describes."""
    words = context.words
    item = context.text[start:end]
    heads, lengths = _telling()
    if any(n + 1 < len(item) and item[-n:] in heads for n in lengths) and not _MARK.search(item):
        return True
    inside = range(words.at(start), words.at(end - 1) + 1)
    if any(
        (words.words[i] in context.lexicon.stops and not (words.words[i] == "像" and i == inside[-1]))
        or (words.tags[i] in ("x", "u", "uj", "p") or words.words[i][0].isdigit())
        for i in inside
    ):
        return False
    return not all(
        words.words[i] in context.lexicon.generic or words.words[i] in context.lexicon.heads for i in inside
    )
