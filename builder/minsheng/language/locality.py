"""The administrative area that a text is about, and which of several namesakes it means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.language.gazetteer import Division, Gazetteer, gazetteer
from minsheng.language.places import name_automaton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from minsheng.language.places import PlaceName
    from minsheng.records import Span

#: How far a name in the first characters (headline and lead) counts more.
_LEAD = 120
_LEVEL_WEIGHT = {"county": 1.6, "city": 1.2, "province": 0.5}


@dataclass(frozen=True, slots=True)
class Locality:
    """What the document's own area tells about its place names."""

    #: code of the area, "" if unknown
    code: str
    #: name of the area as the gazetteer has it, or as the text has it
    name: str
    #: codes of divisions that the text names in full or beyond doubt
    codes: frozenset[str]

    def settle(self, divisions: Iterable[Division]) -> Division | None:
        """The one of several namesakes that this document means, or None.

        The nearest wins: what shares the longest code with the document's area, then what lies in a
        division that the text names; a city or province before a county.
        """
        best: tuple[int, int, int, int] | None = None
        chosen: Division | None = None
        options = self._outermost(list(divisions))
        if len(options) == 1:
            return options[0]
        for division in options:
            near = _shared(division.code, self.code)
            code = division.code
            named = max((n for n in (2, 4, 6) if n < len(code) and code[:n] in self.codes), default=0)
            rank = (near or min(named, 2), -len(division.code), max(near, named), -int(division.code))
            if best is None or rank > best:
                best, chosen = rank, division
        if chosen is None or best is None:
            return None
        alone = len({d.code for d in options}) == 1
        return chosen if alone or best[2] > 0 or len(chosen.code) <= 4 else None

    def _outermost(self, options: list[Division]) -> list[Division]:
        """Without those that lie in a namesake, or are counties called like a province, unless the text has
        their full names: 长沙 is 长沙市, 河北 no district of 天津市."""
        provinces = any(o.level == "province" for o in options)
        inner = {d.code for d in options for o in options if d.code != o.code and d.code.startswith(o.code)}
        inner |= {d.code for d in options if provinces and d.level == "county"}
        return [d for d in options if d.code not in inner or d.code in self.codes]


def _shared(a: str, b: str) -> int:
    for n in (6, 4, 2):
        if len(a) >= n and len(b) >= n and a[:n] == b[:n]:
            return n
    return 0


def locality(
    text: str, places: Iterable[PlaceName], given: str | None = None, headline: Span | None = None
) -> Locality:
    """The area that a document is about: the one given, or the most prominent in headline and text.

    A county counts for its city and province too; the deepest area that gathers most of what its parent
    has is taken, so that a text about one district is not said to be about its city. A text whose headline
    names a city or province, and none of its districts, is about the whole of it.

    Args:
        text: the document.
        places: names of the gazetteer in it.
        given: the name of the area, where the user or the source tells it.
        headline: where the headline stands.

    Example:
        >>> from minsheng.language.places import place_names
        >>> from minsheng.language.segmentation import segment
        >>> from minsheng.records import Span
        >>> text = "昆明市：社区食堂开放\\n官渡区的老人去食堂，官渡区的孩子也去。"
        >>> places = place_names(text, segment(text))
        >>> locality(text, places).name, locality(text, places, headline=Span(0, 10)).name
        ('官渡区', '昆明市')
    """
    register: Gazetteer = gazetteer()
    places = list(places)
    sure = {p.divisions[0].code for p in places if len(p.divisions) == 1}
    weights: Counter[str] = Counter()
    headed: set[str] = set()
    part: set[str] = set()
    loose = Locality("", "", frozenset(sure))
    for place in places:
        division = loose.settle(place.divisions)
        if division is None:
            continue
        weight = (
            _LEVEL_WEIGHT[division.level]
            * (3.0 if place.start < _LEAD else 1.0)
            * (1.0 if place.full else 0.8)
        )
        weights[division.code] += round(weight * 100)
        if headline is not None and headline.start <= place.start < headline.end:
            (headed if _whole(text, place, headline) else part).add(division.code)
    if given:
        return Locality(_code_of(given, register, sure), given, frozenset(sure))
    code = _deepest(weights)
    if (wide := _headed(code, headed, part)) is not None:
        code = wide
    division = register.get(code)
    return Locality(code, division.name if division else "", frozenset(sure))


#: What in a headline tells that only some place of the area is meant: 青河这里有所学校.
_SOMEWHERE = re.compile("这[里家个所座处位名条支]|[有一][个家所座处地县区镇村]")
_OF_ALL, _AT = re.compile("[：:全]|$"), "在"


def _whole(text: str, place: PlaceName, headline: Span) -> bool:
    """Whether a headline speaks of all of a place: by its full name, before a colon, or as where it is."""
    if _SOMEWHERE.search(text, headline.start, headline.end):
        return False
    at = text.startswith(_AT, place.start - 1)
    return place.full or at or bool(_OF_ALL.match(text, place.end, headline.end))


def _headed(code: str, headed: Collection[str], part: Collection[str]) -> str | None:
    """The deepest division of a headline that holds an area, if none in the headline lies deeper."""
    holding = [each for each in headed if code.startswith(each) and each != code]
    if not holding or any(each.startswith(code) for each in (*headed, *part)):
        return None
    return max(holding, key=len)


def _code_of(name: str, register: Gazetteer, sure: set[str]) -> str:
    options = register.named(name) or register.short(name)
    if not options:
        # a zone: the division in its name (西部科学城重庆高新区)
        automaton, names = name_automaton()
        inside = [names[index] for _, _, index in automaton.find(name)]
        options = [d for found in inside for d in register.named(found) or register.short(found)]
    division = Locality("", "", frozenset(sure)).settle(options)
    return division.code if division else ""


def _deepest(weights: Counter[str]) -> str:
    """From the heaviest province down, as long as one child has more than half of what its parent gathers."""
    code = ""
    for length in (2, 4, 6):
        sums: Counter[str] = Counter()
        for name, weight in weights.items():
            if name.startswith(code) and len(name) >= length:
                sums[name[:length]] += weight
        if not sums:
            # the centrally governed municipalities have no cities of their own
            continue
        heaviest, weight = min(sums.items(), key=lambda item: (-item[1], item[0]))
        total = sum(w for name, w in weights.items() if name.startswith(code))
        own = weights.get(code, 0)
        if code and weight * 2 < total - own // 2:
            break
        code = heaviest
    return code if gazetteer().get(code) else code[:2]
