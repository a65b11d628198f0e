"""Whether the words before a head make one thing's name: 优质 + 学校 describes, 钢花 + 小学 names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.context import AUTONOMOUS, LOCAL, NATIONAL, PROPER_TAGS, part, proper, rare
from minsheng.language.gazetteer import gazetteer
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

_NATIONAL_TYPES = frozenset(
    {"Organization", "PublicBody", "Award", "Event", "CulturalSite", "Programme", "ServiceCentre", "Hospital"}
)
_COUNTED = re.compile(
    r"[\d一二两三四五六七八九十百千几数多]+(?:余|多)?(?:[个家所座处间名位张支批次场项条件台辆街镇乡村区县]|社区|街道|分钟|公里)"
    r"|[两三四五六七八九十]大$"
)
#: Behind the name of a division these are not called by it: 青石镇 + 社区.
_SMALL = frozenset({"社区", "村", "行政村", "小区", "居民区"})
#: Right behind the full name of a county or city these are any of its: 临江区 + 学校.
_ANY = frozenset({"学校", "大学", "公园", "景区", "食堂", "公司"})
_DIVISION = re.compile("[区县市州省]$")
_PEOPLED = frozenset({"社区", "小区", "居民区"})
_FULL = re.compile("(?:[镇乡区县市州旗]|街道)$")
#: Two words that the segmenter takes for one it does not know: 人|去, 需|向.
_MOVES = re.compile(".[到在去从往向于进]|[进去赴往].")
#: An area has many of these, so that several words may describe them.
_MANY = frozenset({"School", "Hospital", "HealthCentre", "CulturalSite"})
_LITTLE = re.compile("(?:社区|村|小区)$")
#: Parts of speech of people's names.
_PERSONAL = frozenset({"nr", "nrt", "nrfg"})
#: What an area has but one of, if it is called by words so long, unless one of these stands before the area.
_AREAS_OWN = frozenset(
    {"EldercareFacility", "ChildcareFacility", "ServiceCentre", "CulturalSite", "Organization", "Hospital"}
)
_SPEAKING = 3
#: A person's name at the end of those who wrote: （王安 周胜寺）.
_SIGNED = re.compile(".[）)]")
_NOT_OWN = frozenset(")）全各本我该同两几每此某多数")
#: Verbs that schools are called by.
_WISHES = frozenset({"希望", "育才", "启明", "启航", "成长", "培英", "市立", "奋斗", "思源"})
#: Parts of speech that single characters of an unknown name do not have.
_FUNCTION = frozenset({"v", "m", "d", "p", "r", "c", "u", "q", "f"})
#: So many common words make a name at the most: 阳光花城幼儿园.
_MOST_COMMON = 3


def _single_verb(context: Context, i: int, start: int) -> bool:
    return len(part(context, i, start)) == 1 and context.words.tags[i] in ("v", "d", "p", "f", "vi", "zg")


def _is_kind(context: Context, i: int, start: int) -> bool:
    """Whether a word only says of what kind the thing is (学校 in 学校食堂)."""
    word = part(context, i, start)
    found = context.lexicon.heads.get(word)
    if word == context.words.words[i] and context.words.tags[i] == "ns":
        return False
    return found is not None and found.kind != "estate" and found.kind != "functional-area"


def particular(context: Context, head: Head, edge: int, start: int) -> bool:
    """Whether the words before the head make it one thing's name."""
    return not lacking(context, head, edge, start)


def lacking(context: Context, head: Head, edge: int, start: int) -> str:
    """What the words before the head lack to make it one thing's name, as its mode demands; "" if nothing."""
    if edge >= start:
        return "bare"
    counted = _is_counted(context, edge, start)
    if not counted and any(place in context.places for place in range(edge, start)):
        return _placed(context, head, edge, start)
    brought = context.text[start - 1] in "进入到"
    if head.word in _PEOPLED and (brought or _FULL.search(context.text, edge, start)):
        return "bare"
    if context.text[edge:start] in LOCAL | AUTONOMOUS and _has_one(context, head, edge):
        return ""
    if head.mode in ("quoted", "titled", "dated"):
        return head.mode
    if counted:
        return "counted"
    first, last = context.words.at(edge), context.words.at(start - 1)
    if len(head.word) == 1 and head.type != "Place":
        return "plain" if head.type == "PublicBody" else _shrine(context, first, start)
    if any(begin in context.numbered_starts for begin in range(edge, start)):
        return ""
    parts = _parts(context, edge, start)
    if head.mode == "open":
        if start - edge == 1 and head.type != "Place" and not any(proper(context, i) for i in parts):
            return "word"
        return _common(context, parts, start)
    if head.mode == "long":
        return "" if last - first >= 2 else "short"
    return _named(context, head, parts)


def _is_counted(context: Context, edge: int, start: int) -> bool:
    """Whether a number and a measure word stand before the head; 五台县 is a place."""
    at = edge
    while at in context.places and context.places[at] <= start:
        at = context.places[at]
    return _COUNTED.search(context.text, at, start) is not None


def _placed(context: Context, head: Head, edge: int, start: int) -> str:
    """What a name lacks that holds a place."""
    body = len(head.word) == 1 and head.type == "PublicBody"
    if body and any(start - end < 2 for end in _ends(context, edge, start)):
        # a body is called so by what it looks after, never by its place alone
        return "bare"
    if head.word in _SMALL and _FULL.search(context.text, edge, start):
        return "bare"
    if head.word in _ANY and _DIVISION.search(context.text, edge, start):
        return "bare"
    return "describing" if _only_describes(context, head, edge, start) else ""


def _parts(context: Context, edge: int, start: int) -> list[int]:
    """The words before the head that do more than describe."""
    words, generic = context.words, context.lexicon.generic
    first = words.at(edge)
    parts = [i for i in range(first, words.at(start - 1) + 1) if part(context, i, start) not in generic]
    if parts[:1] == [first] and context.text[edge : words.starts[first + 1]] in generic:
        # the segmenter glued something to it: 由 + 原
        return parts[1:]
    return parts


def _shrine(context: Context, first: int, start: int) -> str:
    """What the word before a head of one character lacks: 文天祥 + 祠."""
    if _SIGNED.match(context.text, start) and context.text[context.words.starts[first] - 1] in " 　、（(":
        return "word"
    i = context.words.at(start)
    word = context.words.words[i]
    if len(word) == 1 and i > first:
        i -= 1
        word = context.words.words[i]
    if context.text[start] == "塔" and context.words.tags[i] in _PERSONAL and not known(word):
        return "word"  # a foreigner's name ends so too
    return "" if len(word) > 1 and (context.words.tags[i] in PROPER_TAGS or not known(word)) else "word"


def _named(context: Context, head: Head, parts: list[int]) -> str:
    """What words lack of which one must be a name."""
    words = context.words
    national = head.type in _NATIONAL_TYPES
    if any(proper(context, i) and (national or words.words[i] not in NATIONAL) for i in parts):
        return ""
    singles = [i for i in parts if len(words.words[i]) == 1 and words.tags[i] not in _FUNCTION]
    if len(singles) >= 2 and len(singles) == len(parts):
        return ""
    # firms are told by what they make, however rare the word is: 炼油 + 公司
    if not head.abstract and head.type != "Organization" and any(rare(context, i) for i in parts):
        return ""
    return "plain" if parts else "generic"


def _has_one(context: Context, head: Head, edge: int) -> bool:
    """Whether an area has but one of these, so that a bare 区 or 市 before it tells which: 区便民服务中心."""
    if edge and context.text[edge - 1] in ")）":
        # 各区（市）县妇联
        return False
    if head.mode == "local" or (head.mode == "open" and head.type == "Organization"):
        return True
    if head.type not in _AREAS_OWN or len(head.word) < _SPEAKING or head.mode not in ("named", "open"):
        return False
    return context.words.edge(edge) and context.text[edge - 1 : edge] not in _NOT_OWN


def _common(context: Context, parts: list[int], start: int) -> str:
    """What common words before a head of mode open lack; "" if nothing."""
    if not any(proper(context, i) for i in parts) and len(parts) > 1:
        verbal = [i for i in parts if context.words.tags[i] in _FUNCTION and len(context.words.words[i]) > 1]
        if len(parts) > _MOST_COMMON or verbal:
            return "sentence"
    if any(_names(context, i, start) for i in parts):
        return ""
    return "generic"


def _names(context: Context, i: int, start: int) -> bool:
    """Whether a common word makes a name: no kind, and a verb only if towns are called so (胜利, 前进)."""
    word = part(context, i, start)
    if _is_kind(context, i, start) or _single_verb(context, i, start) or _MOVES.fullmatch(word):
        return False
    whole = word == context.words.words[i] and known(word)
    verbal = whole and context.words.tags[i] in ("v", "vd", "vn", "d", "ad")
    return not verbal or gazetteer().calls_towns(word) or word in _WISHES


def _ends(context: Context, edge: int, start: int) -> list[int]:
    """Where the places end that stand between two positions."""
    return [context.places[at] for at in range(edge, start) if context.places.get(at, start + 1) <= start]


def _only_describes(context: Context, head: Head, edge: int, start: int) -> bool:
    """临江市 + 公立 + 医院: a place, then nothing but words that describe."""
    areas = head.type == "Place" and head.kind and head.word not in _PEOPLED
    if head.abstract or head.type in ("PublicBody", "Organization") or areas:
        return False
    at = edge
    while at in context.places and context.places[at] <= start:
        at = context.places[at]
    if at >= start:
        return False
    inside = range(context.words.at(at), context.words.at(start - 1) + 1)
    before = [part(context, i, start) for i in inside]
    lexicon = context.lexicon
    if all(word in lexicon.describing for word in before):
        return True
    known_kinds = lexicon.describing | lexicon.generic
    # a community has one where a county has many: 桐花社区 + 城市 + 主题 + 书房
    several = head.type in _MANY and len(before) > 1 and not _LITTLE.search(context.text, edge, at)
    return several and all(len(word) > 1 and word in known_kinds for word in before)
