"""Names told by the company they keep: items of a list beside names of their class, villages behind towns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.boundaries import Candidate
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

_BESIDE = "、和与及"
#: A body's common name is a name beside its fellows: 县教育局、民政局.
_BARE_LENGTH = 3
#: Heads so long name a thing even behind a word that describes: 精神 + 专科联盟.
_SPEAKING = 4
#: An item of a list has so many characters before its head.
_ITEM = 7
_ITEM_LEAST = 3
_NAME = re.compile("(?:(?![的了在和与及等个各有是将为])[\u4e00-\u9fff]){2,6}")
_VILLAGE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,4}?(?:村(?![民庄子落里委级史支集镇情容党医头内]|社区|干(?!部))|社区(?![居干工卫服医])))"
)
_TOWN = re.compile("[镇乡]$|街道$")
#: Behind a town, these begin or make no village's name.
_NO_VILLAGE = re.compile(
    "[的各辖等在和与及有个每多全将把为是对以从到至于沿农乡镇该因并已还由来去开深]|下[辖属设派各乡沉面游列]|所[在有属辖]|周[围边]|老[旧百城人]|本[地区县镇乡村社]|[一二三四五六七八九十](?![里路滴营店台溪河塘岭岗坪坝湾井角庙塔岔道棵]?$)|^.?[一二三四五六七八九十]$|[两几\\d]|中心|示范|传统|行政|自然|贫困|重点|特色|美丽|城市|党|群|社会"
)


def in_company(context: Context, found: list[Mention], weak: Iterable[Candidate]) -> Iterator[Mention]:
    """Names by the list that they stand in: 临江市肿瘤联盟、口腔联盟.

    Args:
        context: the document.
        found: the names with heads that need no company.
        weak: the candidates that do.
    """
    ends = {m.end: m.type for m in found}
    begins = {m.start: m.type for m in found}
    candidates = []
    for candidate in weak:
        head, start, end, edge = candidate.head, candidate.start, candidate.end, candidate.widest
        if edge == start and not head.abstract:
            edge = _item(context, start, candidate.floor)
        bare = edge == start and head.type == "PublicBody" and end - start >= _BARE_LENGTH
        described = context.text[edge:start] in context.lexicon.generic and len(head.word) < _SPEAKING
        if bare or (start > edge and not described):
            candidates.append((head, edge, end, bare))
    for head, edge, end, bare in candidates:
        beside = context.text[edge - 1 : edge] in _BESIDE and ends.get(edge - 1) == head.type
        if beside and (bare or end - edge - len(head.word) >= 2):
            ends[end] = begins[edge] = head.type
            yield _mention(context, head, edge, end)
    for head, edge, end, bare in reversed(candidates):
        beside = context.text[end : end + 1] == "、" and begins.get(end + 1) == head.type
        if beside and not bare and end not in ends and _opens(context, edge):
            begins[edge] = head.type
            yield _mention(context, head, edge, end)


def _item(context: Context, start: int, floor: int) -> int:
    """Where an item begins whose words no search takes for a name: behind the mark right before it."""
    mark = context.text.rfind("、", max(floor - 1, start - _ITEM), start)
    item = context.text[mark + 1 : start]
    return mark + 1 if mark >= 0 and _NAME.fullmatch(item) else start


def _opens(context: Context, edge: int) -> bool:
    """Whether a mark stands before the first item, so that its beginning is sure."""
    return edge == 0 or context.text[edge - 1] in "、，。：；:,\n（(" or edge in context.place_ends


def _mention(context: Context, head: Head, start: int, end: int) -> Mention:
    name = context.text[start:end]
    return Mention(start, end, name, head.type, "list-company", confidence("list-company"), head.kind)


def _acts(context: Context, start: int, end: int) -> bool:
    """Whether a verb stands between two positions."""
    inside = range(context.words.at(start), context.words.at(end - 1) + 1)
    return any(context.words.tags[i] == "v" and len(context.words.words[i]) > 1 for i in inside)


def listed_villages(context: Context, areas: Iterable[Mention]) -> Iterator[Mention]:
    """Villages and communities behind one in a list, whatever their words are: 古桐村、潮关村.

    Args:
        context: the document.
        areas: the areas found so far.
    """
    taken = {area.start for area in areas}
    for area in areas:
        end = area.end
        while area.name[-1] in "村区" and context.text[end : end + 1] == "、" and end + 1 not in taken:
            match = _VILLAGE.match(context.text, end + 1)
            if match is None or _NO_VILLAGE.search(match["name"][:-1]) or len(match["name"]) < _ITEM_LEAST:
                break
            if _acts(context, end + 1, match.end()) or not _closed(context, match.end()):
                break
            start, end = end + 1, match.end()
            kind = "village" if context.text[end - 1] == "村" else "community"
            sure = confidence("list-company")
            yield Mention(start, end, match["name"], "Place", "list-company", sure, kind)


def _closed(context: Context, end: int) -> bool:
    """Whether an item of a list ends here."""
    return context.text[end : end + 1] in ("、", "，", "。", "等", "和", "与", "及", "；", "以", "的")


def villages(context: Context) -> Iterator[Mention]:
    """Villages and communities right behind the town they lie in, whatever their words are: 青石镇上坞村."""
    for town in sorted(context.place_ends):
        if not _TOWN.search(context.text, context.place_ends[town], town):
            continue
        match = _VILLAGE.match(context.text, town)
        if match is None or _NO_VILLAGE.search(match["name"][:-1]) or _acts(context, town, match.end()):
            continue
        start, end = context.place_ends[town], match.end()
        kind = "village" if context.text[end - 1] == "村" else "community"
        name = context.text[start:end]
        yield Mention(start, end, name, "Place", "head-named", confidence("head-named"), kind)
