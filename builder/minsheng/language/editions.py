"""Events told by their edition or their place: 首届读书节, 第三次人口普查, 成都大运会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.boundaries import examined
from minsheng.language.confidence import confidence
from minsheng.language.context import AUTONOMOUS, LOCAL
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

_NTH = r"首届|第[一二三四五六七八九十百\d]+[届次]"
_EDITION = re.compile(rf"(?:{_NTH}|20\d\d(?:年(?!\d)|(?![年\d])))[^，。、；：！？\s]{{0,24}}$")
#: With so little between it and its last word an edition tells nothing: 第一次推进会, 2023年各类培训会.
_BARE = re.compile(rf"(?:{_NTH}|20\d\d年?)(?:[^“”]?|(?:各|全|多|系列|专题|相关|有关|年度|工作).{{0,3}})")
#: Parts of events, which are named by the whole.
_PHASES = frozenset({"开幕式", "开幕仪式", "闭幕式", "首演"})
#: What no name that an edition begins holds.
_OTHER = "的了是在"
_JOINT = re.compile("以及|[和与及]")
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("‘", "’"))
#: Behind a year and so few characters an edition belongs to the same name: 2023年第五届.
_YEAR = 7
#: Between its place and its last word a festival's name has so many characters.
_LONGEST = 8
#: What an event calls itself stands before its edition: “桐花与水”2023年青河艺术节.
_MOTTO, _REACH = re.compile("“[^“”]{4,24}”$"), 28
#: Parts of speech, by their beginning, that a festival's name does not have.
_FUNCTION = "pcurdxm"
#: Festivals without a place are called by something proper.
_FESTIVAL = "节"


def dated(context: Context, head: Head, start: int, floor: int) -> Mention | None:
    """Events and surveys told by their edition: 首届读书节, 第三次人口普查.

    Args:
        context: the document.
        head: the word that the name ends in.
        start: where that word starts.
        floor: the name may not begin before this position.
    """
    match = _EDITION.search(context.text, max(floor, start - 30), start)
    while match is not None and (inner := _EDITION.search(context.text, match.start() + _YEAR, start)):
        if not _acts(context, match.start() + _YEAR, inner.start(), verbs=True):
            break
        match = inner
    match = _last_of(context, match, start) if match else None
    if match is None or any(c in _OTHER for c in match.group()) or not _balanced(match.group()):
        return None
    if head.mode in ("placed", "quoted") and _acts(context, match.start(), start, verbs=True):
        return None
    if head.mode == "quoted" and (head.word in _PHASES or _BARE.fullmatch(match.group())):
        return None
    edge, end = match.start(), start + len(head.word)
    while edge in context.place_ends and context.place_ends[edge] >= floor:
        edge = context.place_ends[edge]
    name, sure = context.text[edge:end], confidence("head-dated")
    level = _with_level(context, edge, floor)
    if level < edge:
        text = context.text[level:end]
        return Mention(level, end, text, head.type, "head-dated", sure, head.kind, (name,))
    motto = _MOTTO.search(context.text, max(floor, edge - _REACH), edge)
    if motto is None:
        return Mention(edge, end, name, head.type, "head-dated", sure, head.kind)
    whole = context.text[motto.start() : end]
    return Mention(motto.start(), end, whole, head.type, "head-dated", sure, head.kind, (name,))


#: Whose an edition is, said by the level alone, and before which it is any's.
_LEVELS = LOCAL | AUTONOMOUS | {"全国", "全省", "全市", "全区", "全县"}
_ANY_LEVEL = frozenset("各全本我该两几每")


def _with_level(context: Context, edge: int, floor: int) -> int:
    """The beginning with the bare 省 or 市 before it, or the nation: 省|第十二届读书节."""
    i = context.words.at(edge - 1) if edge > floor and edge not in context.places else -1
    if i < 0 or edge in context.place_ends or context.words.starts[i] < floor:
        return edge
    before = context.words.words[i - 1] if i else ""
    level = context.words.words[i]
    if level not in _LEVELS or before[-1:] in _ANY_LEVEL:
        return edge
    return context.words.starts[i]


#: Assemblies meet by number: 青河区第九届人大常委会第十二次会议.
_SESSION = re.compile(
    r"(?:委员会|常委会|人大|政协|理事会|国务院|党代会)第[一二三四五六七八九十百\d]+次(?:全体|常务|主任)?(?:（扩大）)?会议"
)
_ASSEMBLY = re.compile(r"(?:全国|国务院|中国|[省市区县]|第?[一二三四五六七八九十]+届)")
_BEFORE_BODY = re.compile(r"[，。；！？：:、“”《》（）()—\s]|召开|举行|出席|参加|列席")
_LONGEST_BODY = 22


def sessions(context: Context) -> Iterator[Mention]:
    """Mentions of the numbered meetings of assemblies, their body before them.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "召开第九届人大常委会第二次会议。"
        >>> [meeting.name for meeting in sessions(context_of(text, segment(text), []))]
        ['第九届人大常委会第二次会议']
    """
    text = context.text
    for match in _SESSION.finditer(text):
        floor = max(0, match.start() - _LONGEST_BODY)
        floor = max((m.end() for m in _BEFORE_BODY.finditer(text, floor, match.start())), default=floor)
        start = next(
            (at for at in range(floor, match.start() + 1) if _begins_body(context, at, match.end())), None
        )
        if start is not None:
            name, sure = text[start : match.end()], confidence("head-dated")
            yield Mention(start, match.end(), name, "Event", "head-dated", sure)


def _begins_body(context: Context, at: int, end: int) -> bool:
    """Whether an assembly's name can begin here: with its place, its level or its term."""
    place = context.places.get(at)
    if place is not None:
        return place < end
    return context.words.edge(at) and _ASSEMBLY.match(context.text, at) is not None


def _last_of(context: Context, match: re.Match[str], start: int) -> re.Match[str] | None:
    """The edition of the last of two events that a conjunction joins: 第五届锦标赛和|第三届争霸赛."""
    for joint in _JOINT.finditer(context.text, match.start(), start):
        before = context.text[match.start() : joint.start()]
        tails = (context.lexicon.tails.get(before[-n:]) for n in (2, 3, 4))
        if any(tail is not None and tail.type == "Event" for tail in tails):
            inner = _EDITION.search(context.text, joint.end(), start)
            return inner if inner is not None and inner.start() == joint.end() else None
    return match


def festival(context: Context, head: Head, start: int, floor: int) -> Mention | None:
    """Festivals, fairs and games behind their place or something proper: 成都大运会, 南国书香节.

    Args:
        context: the document.
        head: the word that the name ends in.
        start: where that word starts.
        floor: the name may not begin before this position.
    """
    candidate = examined(context, head, start, floor)
    edge = _place(context, candidate.edge, start)
    if edge is None:
        if candidate.lacking or head.word[-1] != _FESTIVAL:
            return None
        edge = behind = candidate.edge
    else:
        behind = edge
        while behind in context.places and context.places[behind] <= start:
            behind = context.places[behind]
    if start - behind > _LONGEST or _acts(context, behind, start):
        return None
    end, sure = candidate.end, confidence("head-placed")
    name = context.text[edge:end]
    return Mention(edge, end, name, head.type, "head-placed", sure, head.kind)


def _place(context: Context, edge: int, start: int) -> int | None:
    """Where the last chain of places before a head begins."""
    last = max((at for at in range(edge, start) if context.places.get(at, start + 1) <= start), default=None)
    while last is not None and last in context.place_ends and context.place_ends[last] >= edge:
        last = context.place_ends[last]
    return last


def _balanced(name: str) -> bool:
    """Whether every mark in a name has its partner there: not …交易会（简称“青贸会."""
    return all(name.count(left) == name.count(right) for left, right in _PAIRS)


def _acts(context: Context, start: int, end: int, *, verbs: bool = False) -> bool:
    """Whether a verb stands between two positions, or unless `verbs` a function word or mark."""
    if start >= end:
        return False
    words = context.words
    inside = range(words.at(start), words.at(end - 1) + 1)
    return any(
        (not verbs and words.tags[i][0] in _FUNCTION)
        or (words.tags[i] == "v" and words.words[i] not in context.lexicon.nominal)
        for i in inside
        if words.starts[i] not in context.quoted
    )
