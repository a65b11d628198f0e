"""Names that hold a conjunction: 临江市文物与古建筑研究所, 省妇女和儿童活动中心."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.language.context import LOCAL, NATIONAL

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

_AND = frozenset({"和", "与", "及"})
#: Classes of which names hold a conjunction.
_CLASSES = frozenset({"PublicBody", "Organization", "ServiceCentre", "CulturalSite"})
#: A college is told by what it teaches: 临江大学建筑与城市规划学院.
_COLLEGE = "学院"
#: What has institutes and colleges of its own.
_MOTHERS = ("科学院", "中科院", "大学", "学院")
#: Parts of speech of the first half, by their beginning.
_NOMINAL = ("n", "l", "a", "b", "j", "vn")
#: So many characters stand between the beginning and the conjunction at the most.
_REACH = 16


def beginning(context: Context, head: Head, conjunction: int, start: int, floor: int) -> int | None:
    """Where a name with the conjunction inside begins, or None where the conjunction joins two names.

    Its first half is nouns right behind a place, a bare 市 or 区, or a mother institution, and ends in no
    head of its own.

    Args:
        context: the document.
        head: the head that the name would end in.
        conjunction: index of the word that might be a conjunction.
        start: where the head starts.
        floor: the name may not begin before this position.
    """
    words, lexicon = context.words, context.lexicon
    if words.words[conjunction] not in _AND or not (head.type in _CLASSES or head.word == _COLLEGE):
        return None
    behind = words.starts[conjunction + 1]
    if behind > start or (behind == start and head.type != "PublicBody"):
        # 临江市文体和 + 旅游局
        return None
    if behind in context.places or words.words[conjunction + 1] in NATIONAL:
        return None
    end = words.starts[conjunction]
    if context.text[end - 1] == head.word[-1]:
        return None  # 标本馆和 + 队史馆 are two
    for i in range(conjunction - 1, -1, -1):
        at = words.starts[i]
        if at < floor or end - at > _REACH:
            return None
        inside = i < conjunction - 1
        if inside and words.starts[i + 1] in context.place_ends:
            return context.place_ends[words.starts[i + 1]]
        if inside and (words.words[i].endswith(_MOTHERS) or words.words[i] in LOCAL):
            return at
        word = words.words[i]
        if inside and word in NATIONAL:
            return at
        nominal = word in lexicon.nominal
        if not (nominal or words.tags[i].startswith(_NOMINAL)) or word in lexicon.heads:
            return None
        if word in lexicon.stops and not nominal:
            return None
    return None
