"""What is cut off at the left of a name: words that describe, verbs, who stands before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.context import LOCAL, NATIONAL, part, proper
from minsheng.language.particular import particular
from minsheng.language.places import SURNAMES
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

#: What has branches in divisions: 临江大学石桥县研究院.
_BRANCHED = ("大学", "学院", "学校", "中学", "小学", "医院", "公司", "集团", "银行", "院", "会", "联盟")
_FIGURES = re.compile(r"[0-9A-Za-z]")
#: The full name of a division begins what it begins, unless one of these stands before it: 共青团临江区委.
_FULL = re.compile("[省市区县州旗盟]$")
_BEFORE_FULL = frozenset({"中共", "共青团", "团", "附属", "驻", "国际", "国网", "武警"}) | NATIONAL


def trimmed(context: Context, head: Head, edges: list[int], start: int) -> int:
    """The edge after what only describes has been cut off at the left, as long as a name remains."""
    best = len(edges) - 1
    for k in range(1, len(edges)):
        if edges[k] in context.places and context.places[edges[k]] <= start:
            outer = edges[k + 1 :]
            if outer and not head.abstract and _opens(context, edges[k], outer):
                best = k
                break
            if _FIGURES.search(context.text, edges[-1], edges[k]) and context.text[edges[-1]] not in "第":
                best = k
                break
            if (
                outer
                and any(_weak(context, edge) for edge in outer)
                and not any(_belongs(context, edge) for edge in outer)
            ):
                best = k
                break
    nation = next((k for k in range(1, best) if _of_nation(context, edges[k], start)), best)
    best = min(best, nation)
    while best > 0 and _describes(context, edges[best], start):
        best -= 1
    while best > 1 and _weak(context, edges[best]) and particular(context, head, edges[best - 1], start):
        best -= 1
    while best > 0 and context.text[edges[best]] in "（(":
        best -= 1
    return edges[best]


def _of_nation(context: Context, edge: int, start: int) -> bool:
    """Whether a name begins with the nation here, since a person or a verb stands before 中国."""
    i = context.words.at(edge)
    if not i or context.words.starts[i] != edge or not part(context, i, start).startswith(("中国", "中华")):
        return False
    return context.words.tags[i - 1] in ("nr", "nrt", "v") and edge not in context.place_ends


def _opens(context: Context, edge: int, outer: list[int]) -> bool:
    """Whether a name begins with the full name of a division here, as no word before it can belong to it."""
    text, words = context.text, context.words
    before = words.at(outer[0])
    chain = [words.words[words.at(at)] for at in outer]
    # 设备 + 山东 + 博物馆: a common word belongs to no name that a place begins, short as it is called
    common = words.tags[before] == "n" and len(chain[0]) > 1 and known(chain[0])
    common = common and not any(at in context.places or proper(context, words.at(at)) for at in outer)
    called = _FULL.search(text, edge, context.places[edge]) or common or _person(context, before)
    if not called or outer[0] in context.places or chain[0] in context.lexicon.heads:
        return False
    if text[edge - 1] in "）)·•" or any(word in _BEFORE_FULL for word in chain):
        return False
    return not any(chain[0].endswith(ending) for ending in _BRANCHED)


def _person(context: Context, i: int) -> bool:
    """Whether a word is the name of a person, whose post or school follows: 李桐青 + 昆明大学."""
    word = context.words.words[i]
    named = word[0] in SURNAMES and len(word) in (2, 3) and context.words.tags[i] in ("nr", "nrt")
    return named and not known(word)


def _weak(context: Context, edge: int) -> bool:
    """Whether the word at the edge is a verb or a describing word rather than part of a name."""
    i = context.words.at(edge)
    word, tag = context.words.words[i], context.words.tags[i]
    if edge in context.places:
        return False
    if len(word) == 1:
        stopped = tag in ("v", "p", "d", "c", "r") and word in context.lexicon.stops
        return stopped or word in "由成原现将把在对向班出到赴"
    return word in context.lexicon.generic or word in context.lexicon.stops or tag in ("v", "vd", "d")


def _belongs(context: Context, edge: int) -> bool:
    i = context.words.at(edge)
    return edge in context.places or context.text[edge] in "（(第" or proper(context, i)


def _describes(context: Context, edge: int, start: int) -> bool:
    word = context.words.words[context.words.at(edge)]
    if edge in context.places or edge + len(word) > start:
        return False
    if word in LOCAL:
        return edge + len(word) < start and context.text[edge + 1] not in "委府"
    return word in context.lexicon.generic or word in context.lexicon.stops or word == "的"
