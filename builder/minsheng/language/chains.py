"""Names that begin with an address or with the whole: 江城区青石镇下坞村, 江城八中南校区."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.gazetteer import PEOPLES
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from minsheng.language.context import Context
    from minsheng.records import Mention

_FULL = frozenset("省市区县旗州盟镇乡道木")
#: What is left of a name behind a short place has so many characters: 成都 + 东岳庙.
_FEWEST = 4
#: What has so many namesakes that only its address tells it.
_SMALL = re.compile("[村镇乡]$|街道$|社区$|小区$|家园$|花园$|新城$")
#: What lies in a village or community is told by it.
_WITHIN = re.compile("(?P<name>[一-鿿]{2,6})(?:社区|村|小区)")
#: Parts of speech of names of places and people.
_CALLED = frozenset({"ns", "nr", "nrt", "nrfg"})
#: 檀溪满族乡 is no 满族乡.
_PEOPLE = re.compile(f"(?:{PEOPLES})族")
_DOINGS = frozenset({"Programme", "Event", "Award", "Document", "Work"})
_BRANCH = re.compile("(?:校区|院区|园区|分校|分院|分馆|分园)$")
_TOWN = re.compile("[镇乡]$|街道$")


def links(places: Mapping[int, int], text: str, start: int, end: int) -> Iterator[int]:
    """Where each place ends of the chain that a name begins with, as long as a name is left behind it.

    Example:
        >>> list(links({0: 3, 3: 6}, "江城区青石镇下坞村", 0, 9))
        [3, 6]
    """
    at = start
    while (stop := places.get(at, end)) < end and (text[stop - 1] in _FULL or end - stop >= _FEWEST):
        if _PEOPLE.match(text, stop) and text[stop - 1] not in _FULL:
            break
        yield stop
        at = stop


def own_start(places: Mapping[int, int], text: str, start: int, end: int) -> int:
    """Where a name begins behind the chain of places before it."""
    return max(links(places, text, start, end), default=start)


def with_wholes(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions; a branch right behind the name of its whole bears that name, too.

    Args:
        text: the document.
        mentions: names of any class, in any order.

    Example:
        >>> from minsheng.records import Mention
        >>> text = "江城市第八中学校南岸校区"
        >>> whole = Mention(0, 8, text[:8], "School", "numbered", 0.9)
        >>> branch = Mention(8, 12, text[8:], "School", "head-named", 0.9)
        >>> [mention.name for mention in with_wholes(text, [whole, branch])]
        ['江城市第八中学校', '江城市第八中学校南岸校区']
    """
    mentions = list(mentions)
    wholes: dict[tuple[int, str], int] = {}
    for mention in mentions:
        key = (mention.end, mention.type)
        if not _BRANCH.search(mention.name):
            wholes[key] = min(mention.start, wholes.get(key, mention.start))
    for mention in mentions:
        start = wholes.get((mention.start, mention.type))
        if start is None or not _BRANCH.search(mention.name):
            yield mention
        else:
            yield replace(mention, start=start, name=text[start : mention.end])


def with_own_names(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, the shorter forms that an address at their beginning leaves as their aliases.

    A small place is called by its own name, behind its town if one is said; its address is an alias.

    Args:
        context: the document, towns found by their heads among its places.
        mentions: names of any class.
    """
    for mention in mentions:
        if mention.type in _DOINGS or mention.rule == "gazetteer":
            yield mention
            continue
        cuts = list(links(context.places, context.text, mention.start, mention.end))
        if mention.type == "Place" and _SMALL.search(mention.name):
            own = _small(context, mention, cuts)
            # 柳溪社区老旧小区 has no name of its own
            if own.name not in context.lexicon.generic:
                yield own
        else:
            shorter = _shorter(context, mention, cuts)
            yield replace(mention, aliases=(*mention.aliases, *shorter)) if shorter else mention


def _small(context: Context, mention: Mention, cuts: list[int]) -> Mention:
    """A village, community, estate or town without the divisions above its town."""
    if not cuts:
        return mention
    text, own = context.text, cuts[-1]
    outer = [mention.start, *cuts[:-1]]
    start = outer[-1] if _TOWN.search(text, outer[-1], own) else own
    forms = [text[own : mention.end], mention.name]
    others = tuple(form for form in forms if form != text[start : mention.end])
    return replace(mention, start=start, name=text[start : mention.end], aliases=(*mention.aliases, *others))


def _shorter(context: Context, mention: Mention, cuts: list[int]) -> tuple[str, ...]:
    """The name behind all its places but the last, and behind all of them if that tells one thing."""
    own = cuts[-1:] if cuts and _speaks(context, mention, cuts[-1]) else []
    return tuple(context.text[cut : mention.end] for cut in [*cuts[-2:-1], *own])


def _speaks(context: Context, mention: Mention, start: int) -> bool:
    """Whether what is left of a name behind its places tells one thing by itself."""
    words, lexicon = context.words, context.lexicon
    rest = context.text[start : mention.end]
    if len(rest) < _FEWEST or rest in lexicon.heads or not words.edge(start):
        return False
    within = _WITHIN.match(rest)
    if within is not None and _TOWN.search(context.text, mention.start, start):
        return within["name"] not in lexicon.generic
    # 毛泽东 + 旧居陈列馆, but 中医药 + 大学
    first = words.at(start)
    return words.tags[first] in _CALLED or (len(words.words[first]) > 1 and not known(words.words[first]))
