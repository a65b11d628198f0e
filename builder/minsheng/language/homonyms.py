"""Short forms of divisions that mean something else: 和硕 is a firm, 徐东坡 a person, 白沙公园 a park.

What stands in a text that names its province, or that has its full name, is believed; so is what stands
where only a place can.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from minsheng.language.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from minsheng.language.gazetteer import Division
    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words

#: What only a place stands behind: 前往敦煌, 原标题：敦煌.
_BEFORE = re.compile("(?:^|[\n：:丨|]|[在赴抵]|来到|走进|前往|位于|地处|来自|落户|途经)$")
#: What speaks of a place's own affairs, or of its people and bodies.
_BEHIND = re.compile(
    "[：:]|(?:交警|警方|公安|法院|检察|消防|交通|海关|海事|边检|区委|县委|市委|政府|人社|民政|教育局|文旅|税务|城管|气象|融媒|党委"
    "|纪委|司法|统计局|人大|政协|妇联|团[区县市]委|总工会|红十字|各|全[区县市]|县城|城区|市区|城郊|境内|地区|当地|本地|市民|群众|百姓|居民|农民"
    "|一[家名位个所男女高小]|某)"
)
#: With these behind it, it only begins the name of something else: 白沙公园.
_PART = re.compile("[\u4e00-\u9fff]{0,2}?(?:公园|湿地|水库|[湖厂桥塔寺港]|广场|大厦|酒店|公司|集团|工厂)")
#: In a list it has a place's neighbours or none.
_LIST = re.compile("[、和与及等]")
#: What the segmenter takes for a person's name may be one that a city shares: 王金昌.
_PERSONAL = frozenset({"nr", "nrt"})


def without_homonyms(
    text: str, words: Words, places: Sequence[PlaceName], given: str | None = None
) -> list[PlaceName]:
    """The places without short forms that nothing supports: no other place of the province, no word around.

    Example:
        >>> from minsheng.language.places import place_names
        >>> from minsheng.language.segmentation import segment
        >>> def names(text):
        ...     words = segment(text)
        ...     return [p.name for p in without_homonyms(text, words, place_names(text, words))]
        >>> names("云海、和硕两家公司扩产。"), names("和硕警方走进校园。")
        ([], ['和硕'])
    """
    named = _provinces(places, given)
    beside = {edge for place in places if _certain(place) for edge in (place.start - 1, place.end)}
    sure = {place.name for place in places if _speaks(text, place) or _listed(text, place, beside)}
    if not any(_certain(place) for place in places):
        sure |= {name for name, n in Counter(place.name for place in places).items() if n > 2}
    return [
        place
        for place in places
        if place.full
        or place.name in sure
        or not all(_doubtful(division, place, words) for division in place.divisions)
        or any(others - {place.name} for d in place.divisions for others in [named.get(d.code[:2], set())])
    ]


def _provinces(places: Iterable[PlaceName], given: str | None) -> dict[str, set[str]]:
    """Code of a province → by what names the text, or its user, speaks of it."""
    found: dict[str, set[str]] = {}
    for place in places:
        for division in place.divisions:
            found.setdefault(division.code[:2], set()).add(place.name)
    register = gazetteer()
    for division in (*register.named(given), *register.short(given)) if given else ():
        found.setdefault(division.code[:2], set()).add("")
    return found


def _doubtful(division: Division, place: PlaceName, words: Words) -> bool:
    """Whether a division is called by two characters that may be many things, or a person's name."""
    if len(place.name) > 2 or division.level == "province":
        return False
    return division.level == "county" or words.tags[words.at(place.start)] in _PERSONAL


def _certain(place: PlaceName) -> bool:
    """Whether it is named in full, or is no mere county."""
    return place.full or all(division.level != "county" for division in place.divisions)


def _listed(text: str, place: PlaceName, edges: Container[int]) -> bool:
    """Whether a certain place stands beside it in a list."""
    around = (place.start - 1, place.end)
    return any(edge in edges and _LIST.match(text, edge) for edge in around if edge >= 0)


def _speaks(text: str, place: PlaceName) -> bool:
    """Whether what stands around a short form tells that a place is meant."""
    if _BEHIND.match(text, place.end):
        return True
    before = _BEFORE.search(text, max(0, place.start - 2), place.start)
    return before is not None and not (_LIST.match(text, place.end) or _PART.match(text, place.end))
