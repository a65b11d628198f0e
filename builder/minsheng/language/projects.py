"""Works on a named place, and projects told by what becomes of them: 柳溪小学改扩建项目, …试点项目落地."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import proper, rare
from minsheng.language.marks import BREAK
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minsheng.language.context import Context

_WORKS = re.compile(
    "(?:提升改造|升级改造|改造提升|保护修缮|保护利用|改扩建|迁建|扩建|新建|改建|重建|修缮|修复|改造|整治|建设|维修)(?:工程)?$"
)
_LONGEST_WORKS = 6
_HEAD = re.compile(
    "(?:项目|工程(?!项目))(?![部师款款量地法兵造建])(?P<begun>(?:一期|二期|三期)?(?:于|将|已|正式|全面|顺利|近日|日前|今天|今日|昨日|"
    "也|均|即将|已经)*(?:开工|启用|竣工|完工|封顶|落地|投用|投入使用|通过验收|交付|落成|启动|获批|开建|动工|建成))?"
)
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "x", "w", "u", "e", "o", "f", "t"})
#: Parts of speech, by their beginning, of words that end every name.
_VERBAL = "vpdcrf"
#: What works are done on.
_FACILITIES = frozenset(
    {"School", "Hospital", "HealthCentre", "EldercareFacility", "CulturalSite", "HeritageSite", "ScenicSpot"}
    | {"ServiceCentre", "ChildcareFacility"}
)
_LONGEST, _FEWEST, _SHORTEST = 34, 3, 8
#: Works on what there is already, which tell a project by themselves.
_MENDED = frozenset({"提升改造", "升级改造", "改造提升", "保护修缮", "保护利用", "修缮", "修复", "整治"})
#: Behind the name of a facility so many characters say what is built.
_OWN = 4
_NOT = re.compile(
    "[的了是在等为]|^(?:该|本|此|这|各|全|其|系列|重点|重大)|相关|有关|(?:民生|重点|重大|惠民)$"
)


def projects(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of works on a facility, and of projects that are begun or done.

    Args:
        context: the document.
        mentions: what was found so far, the facilities among it.
    """
    facilities = {m.end: m.start for m in mentions if m.type in _FACILITIES}
    text = context.text
    for match in _HEAD.finditer(text):
        first, end = match.start(), match.start() + len("项目")
        worked = _WORKS.search(text, max(0, first - _LONGEST_WORKS), first)
        works = worked.group() if worked else None
        if not (works or match["begun"]) or not context.words.edge(end):
            continue
        first -= len(works or "")
        behind, start = _reach(context, first, end, facilities)
        if behind is not None and works:
            own = text[behind:end]
            aliases = (own,) if first - behind >= _OWN else ()
            yield _mention(context, facilities[behind], end, aliases)
        elif (match["begun"] or works in _MENDED) and _telling(context, start, first, end, works=works):
            yield _mention(context, start, end, ())


def _mention(context: Context, start: int, end: int, aliases: tuple[str, ...]) -> Mention:
    sure = confidence("project")
    return Mention(start, end, context.text[start:end], "Programme", "project", sure, None, aliases)


def _reach(context: Context, start: int, end: int, facilities: Mapping[int, int]) -> tuple[int | None, int]:
    """Where the facility ends that the works are done on, if any, and where the name could begin."""
    words, at = context.words, start
    while at > 0 and end - at < _LONGEST:
        if at in facilities:
            return at, facilities[at]
        i = words.at(at - 1)
        word, tag = words.words[i], words.tags[i]
        nominal = word in context.lexicon.nominal
        if tag in _OTHER or (tag in ("v", "m") and not nominal):
            break
        if word in context.lexicon.stops and tag[0] in _VERBAL and not nominal:
            break
        if BREAK.match(word) or words.starts[i] in context.quoted:
            break
        at = words.starts[i]
        if at in context.places and at not in context.place_ends:
            break
    return None, at


def _telling(context: Context, start: int, head: int, end: int, *, works: str | None) -> bool:
    """Whether the words before a project's last words tell it from others."""
    if end - start < _SHORTEST or start >= head or _NOT.search(context.text, start, end):
        return False
    words = context.words
    plain = range(words.at(start), words.at(head))
    if not works and len(plain) < _FEWEST:
        return False
    return start in context.places or any(proper(context, i) or rare(context, i) for i in plain)
