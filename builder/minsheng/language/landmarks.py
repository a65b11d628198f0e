"""Old buildings and waters that the segmenter's dictionary keeps whole: 黄鹤楼, 雍和宫, 永定河.

Their last characters end people's names and everyday words too, so only what the dictionary knows as proper
counts, and what could be a person's only where the words around it speak of a place.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.gazetteer import gazetteer
from minsheng.language.lexicon import table
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: Parts of speech of places and things, and those that people's names have too.
_THINGS, _PEOPLE = frozenset({"ns", "nz"}), frozenset({"nr", "nrt"})
_LENGTH = (3,)
_WATERS = dict.fromkeys("河江湖", (3, 4, 5))
_STREET = re.compile("[路街巷弄]")
#: What is called by a river or lake is another thing: 东钱湖镇, 松花江路.
_BESIDE = re.compile(
    "[省市县区镇乡村路街巷弄桥站号]|大[桥道街学]|新区|社区|[中小]学|医院|公园|景区|派出所|[日晚]报"
)
_NOT = re.compile(
    "[论讲花文影体]坛|(?<!山)海关|[机开有相把难公]关|[价人世界物主客直景参奇乐悲宏微]观|[公内]阁|[教办住病宿综写大]..?楼|少年宫|文化宫"
)
_BEFORE = re.compile("(?:[在到登上游赴至]|走进|位于|游览|参观|来到|前往|修缮|保护|单位|、|和)$")
_BEHIND = re.compile("景[区点]|公园|遗址|修缮|[内前上旁下]|等|、|和|位于|始建|文物|古建|建筑|门票|开放|游客")


_TEMPLE = re.compile(
    "(?:(?![的了在是和与及该这那各每座间所个古佛老新大小一二两])[\u4e00-\u9fff])[\u4e00-\u9fff]寺(?![院庙村镇街路社区僧人])"
)
_FUNCTION = "pcudrmvf"


@cache
def _endings() -> dict[str, tuple[str, str | None]]:
    return {ending: (type_, None if kind == "-" else kind) for ending, type_, kind in table("landmarks.tsv")}


def landmarks(context: Context) -> Iterator[Mention]:
    """Mentions of what the dictionary knows by a name that ends as old buildings do."""
    words, endings = context.words, _endings()
    for i in compress(range(len(words.words)), map(endings.__contains__, map(itemgetter(-1), words.words))):
        word = words.words[i]
        if len(word) not in _WATERS.get(word[-1], _LENGTH) or _NOT.search(word):
            continue
        start, end = words.starts[i], words.starts[i + 1]
        # 山海关路 is a street
        other = _BESIDE if word[-1] in _WATERS else _STREET
        if (
            other.match(context.text, end)
            or start in context.places
            or not known(word)
            or not _is_place(context, i, start, end)
        ):
            continue
        if word in context.lexicon.generic or word in context.lexicon.heads:
            continue
        if word[-1] in _WATERS and gazetteer().short(word):
            continue
        type_, kind = endings[word[-1]]
        yield Mention(start, end, word, type_, "landmark", confidence("landmark"), kind)


def temples(context: Context) -> Iterator[Mention]:
    """Mentions of temples whose names the segmenter tore apart: 麓 + 山寺."""
    text, words = context.text, context.words
    for match in _TEMPLE.finditer(text) if "寺" in text else ():
        start, end = match.span()
        inside = range(words.at(start), words.at(end - 1) + 1)
        if len(inside) != 2 or not (words.edge(start) and words.edge(end)) or words.edge(end - 1):
            continue
        if start in context.places or any(words.tags[i][0] in _FUNCTION for i in inside):
            continue
        yield Mention(
            start, end, match.group(), "HeritageSite", "landmark", confidence("landmark"), "religious-site"
        )


def _is_place(context: Context, i: int, start: int, end: int) -> bool:
    tag = context.words.tags[i]
    if tag in _THINGS:
        return True
    around = _BEFORE.search(context.text, max(0, start - 2), start) or _BEHIND.match(context.text, end)
    return tag in _PEOPLE and around is not None
