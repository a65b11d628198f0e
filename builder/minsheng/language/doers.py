"""Bodies told by what they do: behind a place, words that end in 委, 队 or 社, and then 开展 or its like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import LOCAL, proper, rare
from minsheng.language.lexicon import begun, either, matches, table
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context

#: How bodies do something, where, and what they do.
_HOW = "联合|共同|携手|联手|牵头|积极|主动|精心|认真|扎实|深入|持续|定期|正式|近日|日前|也|还|将"
_WHERE = "在[^，。；\n]{2,20}?"
_WHAT = (
    "组织|开展|举办|举行|主办|承办|协办|召开|联合|会同|携手|印发|发布|出台|推出|启动|开设|成立|打造|建立|构建|提供|设立|捐赠|捐助"
    "|创新|探索|推进|推动|落实|带领|走访|邀请|承接|派出|选派|走进|来到|前往|围绕|聚焦|依托|利用|结合|针对|按照|根据|通过|坚持|充分"
    "|先后|高度重视|着力|切实|不断|以[“党]|为[^，。；\n]{2,12}?送"
)
_HOWS = f"(?:{_HOW}){{0,6}}"
_DEED = re.compile(
    f"(?:等[^，。；、]{{0,6}}(?:单位|部门|机构|企业|组织|团体))?{_HOWS}(?:{_WHERE}{_HOWS})?(?:{_WHAT})"
)
_DEEDS = begun("等在" + "".join(sorted({way[0] for way in f"{_HOW}|{_WHAT}".split("|")})), _DEED.pattern)
#: Marks and words that a name stands behind.
_EDGE = re.compile(
    "(?:^|[，。；：！？、,;:\n“”（）()—　 由经和与及日时午晚]|日前|联合|会同|携手|邀请|今年|去年)$"
)
#: The place of the text, called by its kind.
_HOMES = ("街道", "社区")
_LISTED = frozenset("、和与及")
_BODIES = frozenset(
    {"PublicBody", "Organization", "School", "Hospital", "HealthCentre", "CulturalSite", "ServiceCentre"}
)
#: Any such body, several of them, or somebody of one.
_ANY = re.compile("各|有关|相关|所属|下属|两委|等$|某|该|本|此")
#: Parts of speech, by their beginning, that stand in names of bodies.
_NOMINAL = ("n", "j", "l", "b", "a", "vn", "eng", "f", "s", "m", "g", "vg", "z")
_LONGEST, _FEWEST, _LISTS = 22, 2, 8


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    found = dict(table("doers.tsv"))
    return re.compile(f"(?:{either(found)})$"), found


def doers(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of bodies that do something, alone or in a list with others.

    Args:
        context: the document.
        mentions: the names found so far.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.places import place_names
        >>> from minsheng.language.segmentation import segment
        >>> text = "昆明市经济信息委开展检查。"
        >>> words = segment(text)
        >>> [doer.name for doer in doers(context_of(text, words, place_names(text, words)), [])]
        ['昆明市经济信息委']
    """
    beginnings: dict[int, int] = {}
    for mention in mentions:
        if mention.type in _BODIES or mention.type == "Place":
            beginnings[mention.end] = min(mention.start, beginnings.get(mention.end, mention.start))
    bodies = {m.start: m.end for m in mentions if m.type in _BODIES}
    seen: set[int] = set()
    for match in matches(_DEEDS, context.text):
        end = match.start()
        for _ in range(_LISTS):
            if end in seen or not end:
                break
            seen.add(end)
            start = beginnings.get(end)
            if start is None:
                found = _name(context, end, bodies)
                if found is None:
                    break
                yield found
                start = found.start
            if context.text[start - 1 : start] not in _LISTED:
                break
            end = start - 1


def _name(context: Context, end: int, bodies: dict[int, int]) -> Mention | None:
    """The name that ends at a position, if there is one."""
    text, words = context.text, context.words
    ending, classes = _endings()
    tail = ending.search(text, max(0, end - _LONGEST), end)
    # 科在, 社等: the segmenter gives the last character to a word behind it
    if tail is None or not (words.edge(end) or text[end] in "在等"):
        return None
    first, i = None, words.at(tail.start())
    while (
        i >= 0 and end - words.starts[i] <= _LONGEST and (words.starts[i] >= tail.start() or _own(context, i))
    ):
        at = words.starts[i]
        if _EDGE.search(text, max(0, at - 2), at) and _telling(context, at, tail.start(), bodies):
            first = at
        i -= 1
    if first is None or tail.start() - first < _FEWEST or _ANY.search(text, first, end):
        return None
    sure = confidence("doer")
    return Mention(first, end, text[first:end], classes[tail.group()], "doer", sure)


def _telling(context: Context, start: int, tail: int, bodies: dict[int, int]) -> bool:
    """Whether the words before the ending tell which body is meant: its place, its whole, a name."""
    if start in context.places or start in bodies:
        return max(context.places.get(start, start), bodies.get(start, start)) < tail
    if context.text.startswith(_HOMES, start):
        return True
    if context.text[start] in LOCAL:
        return tail - start > _FEWEST
    inside = range(context.words.at(start), context.words.at(tail - 1) + 1)
    return any(proper(context, i) or rare(context, i) for i in inside)


def _own(context: Context, i: int) -> bool:
    """Whether a word may stand in the name of a body."""
    word, tag = context.words.words[i], context.words.tags[i]
    if not word.isalnum() or _DEED.fullmatch(word):
        return False
    return word in context.lexicon.nominal or tag.startswith(_NOMINAL) or (tag == "v" and len(word) > 1)
