"""From the mentions of a text to its things: nested names judged, every other occurrence found."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from minsheng.facts.things import Gathering
from minsheng.language.names import select
from minsheng.language.occurrences import everywhere

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from minsheng.facts.things import Thing
    from minsheng.language.locality import Locality
    from minsheng.language.places import PlaceName
    from minsheng.records import Mention

#: Forms shorter than this are not sought anywhere else in the text.
_SHORTEST = 3


def gather(
    text: str, mentions: Sequence[Mention], places: Sequence[PlaceName], local: Locality
) -> list[Thing]:
    """The things that the mentions name, with all their occurrences."""
    divisions = {(p.start, p.end): p.divisions for p in places}
    gathering = Gathering(local, places)
    kept = _propagated(text, [_shortened(text, mention) for mention in _standalone(mentions)])
    for mention in kept:
        gathering.add(mention, divisions.get((mention.start, mention.end), ()))
    for name, other in pairwise(m for m in kept if m.type in _RENAMED):
        if _bracketed(text, name, other):
            gathering.same(name, other)
    things = gathering.things()
    if not local.code or any(thing.code == local.code for thing in things):
        return things
    # the area that the document is about may be named inside other names alone
    for mention in mentions:
        options = divisions.get((mention.start, mention.end), ())
        if mention.rule == "gazetteer" and any(d.code == local.code for d in options):
            gathering.add(mention, options)
    return gathering.things()


_SHORT = re.compile(
    r"[（(](?:以下|下文|下)?[简又也统]?称[作为]?[：:]?[“\"]?([\u4e00-\u9fff]{2,16})[”\"]?[）)]"
)


_NUMBERED = re.compile("第([一二三四五六七八九十]{1,3})(?:人民)?(医院|小学|中学)$")
_BEFORE_NUMBER = "第附一二三四五六七八九十"


def _shortened(text: str, mention: Mention) -> Mention:
    """The mention with the short form that the text gives it: …医院（以下简称“江城六院”）; 五医院."""
    number = _NUMBERED.search(mention.name)
    if number is not None:
        form = "".join(number.groups())
        if any(text[m.start() - 1] not in _BEFORE_NUMBER for m in re.finditer(form, text)):
            mention = replace(mention, aliases=(*mention.aliases, form))
    match = _SHORT.match(text, mention.end)
    if match is None or mention.type == "Document":
        return mention
    return replace(mention, aliases=(*mention.aliases, match.group(1)))


def _bracketed(text: str, name: Mention, other: Mention) -> bool:
    """Whether a second name of the same thing stands in brackets: 甲医院（乙防治所）."""
    return (
        name.type == other.type
        and other.start == name.end + 1
        and text[name.end] in "（("
        and text[other.end : other.end + 1] in ("）", ")")
        and not _CAMPUS.search(other.name)
    )


#: What may have two names.
_RENAMED = frozenset(
    {"School", "Hospital", "HealthCentre", "EldercareFacility", "ServiceCentre", "CulturalSite"}
)
_FULL_PLACE = re.compile("(?:[省市区县旗州镇乡村]|街道|社区)$")
#: What an event's name says of the body in it: …联盟|成立大会.
_FOUNDED = re.compile("成立|揭牌|启用|授牌|挂牌|开馆")
_CAMPUS = re.compile("(?:院区|校区|分院|分校|课程中心|教育集团|集团|联盟)$")


def _standalone(mentions: Sequence[Mention]) -> list[Mention]:
    """Without names that stand only inside longer ones, places and the main seats of branches aside."""
    alone: set[str] = set()
    holder: Mention | None = None
    inside: list[tuple[Mention, Mention, int]] = []
    # where the chain of places that the holder begins with has come to
    chain = 0
    for mention in mentions:
        if holder is not None and mention.end <= holder.end and not _worked_on(mention, holder):
            inside.append((mention, holder, chain))
            if mention.type == "Place" and mention.start <= chain and _FULL_PLACE.search(mention.name):
                chain = max(chain, mention.end)
        else:
            holder = mention
            chain = mention.start
            alone.add(mention.name)
    nested = {id(m) for m, h, at in inside if m.name not in alone and not _stands(m, h, at)}
    return [m for m in mentions if id(m) not in nested]


def _worked_on(mention: Mention, holder: Mention) -> bool:
    """Whether a project's name begins with the facility that it is about: 柳溪小学|改扩建项目."""
    return holder.rule == "project" and mention.start == holder.start and mention.type != "Place"


#: Committees of discipline and of supervision are one body, so are a committee, its standing one, its office.
_SAME = re.compile("(?:[省市区县州旗]|国家)?监委$|常委会$")
_OFFICES = frozenset({"办公室", "秘书处"})


#: What a name of a class is the whole of, if a name of the other class begins with it: 柳溪中学|体育馆.
_WHOLES = {
    "School": frozenset({"School", "ServiceCentre", "CulturalSite", "Organization", "PublicBody"}),
    "Hospital": frozenset({"Hospital", "ServiceCentre", "Organization"}),
    "HealthCentre": frozenset({"HealthCentre"}),
    "PublicBody": frozenset({"ServiceCentre", "Organization"}),
    "Organization": frozenset({"ServiceCentre"}),
    "ServiceCentre": frozenset({"ServiceCentre", "CulturalSite"}),
    "CulturalSite": frozenset({"CulturalSite"}),
    "ScenicSpot": frozenset({"ServiceCentre"}),
}
#: A school is called by its mother's name without being a part of it: 柳溪大学|附属中学, 柳溪大学|岭南中学.
_ATTACHED = re.compile("附[属中小]|.*(?:学校|[中小]学|幼儿园)$")


def _has_part(mention: Mention, holder: Mention) -> bool:
    """Whether a longer name is that of the part of a body which its beginning names: 教育部|办公厅."""
    if mention.start != holder.start or mention.type == "Place":
        return False
    rest = holder.name[mention.end - mention.start :]
    if holder.rule == "subordinate":
        return not _SAME.search(rest) and not (rest in _OFFICES and mention.name.endswith("小组"))
    attached = holder.type == "School" and _ATTACHED.match(rest)
    return holder.type in _WHOLES.get(mention.type, ()) and not attached


def _stands(mention: Mention, holder: Mention, chain: int) -> bool:
    """Whether a name inside another is worth a thing of its own.

    Each place of an address is: `chain` is the end of those before it.
    """
    if mention.rule == "quoted-inner" or _has_part(mention, holder):
        return True
    if holder.rule.startswith("quoted"):
        inner = holder.name.strip('“”"‘’')
        return any(mark in inner for mark in "、+＋") and mention.name in re.split(r"[、+＋“”]", inner)
    if holder.type == "Event" and _FOUNDED.match(holder.name, mention.end - holder.start):
        return True
    if holder.type == "Document" and mention.type == "PublicBody":
        return "关于" in holder.name[mention.end - holder.start :]
    if mention.type != "Place":
        return bool(_CAMPUS.search(holder.name))
    return mention.start <= chain and bool(_FULL_PLACE.search(mention.name))


def _propagated(text: str, mentions: list[Mention]) -> list[Mention]:
    """With every other occurrence of the names found, longest first."""
    forms: dict[str, Mention] = {}
    for mention in mentions:
        if mention.rule != "gazetteer":
            for form in (mention.name, *mention.aliases):
                address = mention.type == "Place" and len(form) > len(mention.name)
                if len(form) >= _SHORTEST and not form.isascii() and not address:
                    forms.setdefault(form, mention)
    taken = sorted((m.start, m.end) for m in mentions)
    places = {(m.start, m.end) for m in mentions if m.rule == "gazetteer"}
    more: list[Mention] = []
    for form, begins in everywhere(text, sorted(forms, key=lambda f: (-len(f), f))).items():
        for start in begins:
            end = start + len(form)
            if not _taken(taken, start, end, places):
                more.append(replace(forms[form], start=start, end=end, name=form, rule="propagated"))
                taken.insert(bisect_left(taken, (start, end)), (start, end))
    return select([*mentions, *more]) if more else mentions


def _taken(
    taken: Sequence[tuple[int, int]], start: int, end: int, places: Collection[tuple[int, int]]
) -> bool:
    """Whether a mention stands in the way; the place that a longer name holds does not."""
    i = bisect_left(taken, (start, end))
    return any(
        a < end and b > start and not ((a, b) in places and start <= a and b <= end and b - a < end - start)
        for a, b in taken[max(0, i - 3) : i + 3]
    )
