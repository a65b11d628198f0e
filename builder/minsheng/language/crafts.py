"""Crafts, plays and customs told by their heritage: 桐花秧歌是省级非遗, 非遗项目桐花剪纸的传承人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_WORDS = ("非遗", "非物质文化遗产")
_HERITAGE = f"(?:{'|'.join(_WORDS)})"
#: What is said to be heritage, from the start of its clause on.
_IS = re.compile(
    "(?:作为|是|为|被?列入|入选|被?评为|获评|被?列为|被?公布为|被?认定为)"
    f"(?:了)?(?:[^，。；！？：、\\n是为]{{0,16}}){_HERITAGE}(?!日|馆|工坊|集市|保护|传承|展|体验|文化|元素|进|之|的)"
)
_CLAUSE = re.compile(r"[，。；！？：、“”（）()\n]")
#: When it became so: 桐花秧歌 2011年 被列入.
_WHEN = re.compile(
    r"(?:于|在|早在)?\d{4}年(?:\d{1,2}月)?(?:就|已|便|正式|成功)?$|(?:已|就|也|便|均|都|于|成功|先后|正式|不仅|还)+$"
)
#: What is introduced by its kind, and what goes on behind it.
_INTRODUCED = re.compile(f"{_HERITAGE}(?:代表性)?(?:项目|技艺)")
_BEHIND = re.compile(
    "的?(?:代表性)?传承人|非遗传承人|[、和与](?=[\u4e00-\u9fff]{2,8}(?:的|等|也|都|传承|亮相|到场))"
)
#: The second of two that are introduced together.
_JOINED = re.compile("[、和与](?P<name>[\u4e00-\u9fff]{2,8}?)(?:的|等|也|都|传承|亮相|到场)")
#: A craft right behind the word for heritage is told by what it ends in: 非物质文化遗产桐花面塑.
_ENDING = (
    "技艺|剪纸|刺绣|面塑|泥塑|彩塑|年画|皮影|皮影戏|木偶戏|秧歌|花鼓|花鼓戏|鼓舞|龙舞|舞龙|舞狮|狮舞|太极拳|竹编|草编|柳编|藤编|石雕|木雕|砖雕|玉雕|根雕|核雕|"
    "锣鼓|号子|民歌|山歌|大鼓|评书|快板|二人转|梆子|道情|社火|高跷|旱船|灯彩|花灯|风筝|漆器|蜡染|扎染|织锦|云锦|木版年画|木板年画|香包|布艺|盘扣|评弹|评剧|京剧|越剧|豫剧|"
    "黄梅戏|采茶戏|傩戏|傩舞|腰鼓|唢呐|古琴|武术|蹴鞠|麻花|豆腐|陈醋|白酒"
)
_NAMED = re.compile(
    f"{_HERITAGE}(?:代表性)?(?:项目)?[“]?(?P<name>(?:(?![的和与等、])[\u4e00-\u9fff]){{1,7}}?(?:{_ENDING}))(?![的\u4e00-\u9fff]{{0,2}}馆)"
)
_LONGEST, _SHORTEST = 10, 2
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "c", "r", "d", "y", "q", "m", "x", "f", "t", "v"})
_NO_CRAFT = re.compile("项目|名录|遗产|非遗|传承|作品|产品|文化$|节目|队伍|老师|小镇|传统")


def crafts(context: Context) -> Iterator[Mention]:
    """Mentions of what a text says is intangible heritage."""
    # most texts speak of none: the words that every match has are sought first
    if not any(word in context.text for word in _WORDS):
        return
    named = (match.span("name") for match in _NAMED.finditer(context.text))
    for start, end in [*_said(context), *_introduced(context), *named]:
        if _is_craft(context, start, end):
            name, sure = context.text[start:end], confidence("craft")
            yield Mention(start, end, name, "Work", "craft", sure)


#: What it is to be heritage of a level.
_LEVEL = re.compile(
    r"(?:国家级|省级|市级|区级|县级|州级|自治区级|人类)(?:非物质文化遗产(?:代表性项目|保护项目)?(?:项目|名录|代表作名录)?|非遗(?:代表性)?(?:项目|名录))"
    r"(?!传承|保护|代表性|中心|工坊|技艺|馆|数|(?:共|已达|达)?[\d一二三四五六七八九十]+[个项])"
)


def honoured(context: Context) -> Iterator[Mention]:
    """Mentions of the honour that it is to be heritage of a level: 省级非物质文化遗产."""
    for match in _LEVEL.finditer(context.text) if "级非" in context.text or "人类非" in context.text else ():
        if context.words.edge(match.end()):
            sure = confidence("award-level")
            yield Mention(match.start(), match.end(), match.group(), "Award", "award-level", sure)


def _said(context: Context) -> Iterator[tuple[int, int]]:
    text = context.text
    for verb in _IS.finditer(text) if any(word in text for word in _WORDS) else ():
        begin = max(0, verb.start() - 2 * _LONGEST)
        marks = [m.end() for m in _CLAUSE.finditer(text, begin, verb.start())]
        if not marks and begin:
            continue
        start, end = (marks or [begin])[-1], verb.start()
        when = _WHEN.search(text, start, end)
        yield start, when.start() if when else end


def _introduced(context: Context) -> Iterator[tuple[int, int]]:
    text = context.text
    for kind in _INTRODUCED.finditer(text):
        start = kind.end()
        behind = _BEHIND.search(text, start, start + _LONGEST + 6)
        if behind is not None:
            yield start, behind.start()
            joined = _JOINED.match(text, behind.start())
            if joined is not None:
                yield joined.span("name")


def _is_craft(context: Context, start: int, end: int) -> bool:
    """Whether nouns alone stand between two positions, at the edges of words, and say more than a kind."""
    words, lexicon = context.words, context.lexicon
    if not _SHORTEST <= end - start <= _LONGEST or not (words.edge(start) and words.edge(end)):
        return False
    if _NO_CRAFT.search(context.text, start, end) or start in context.quotes:
        return False
    inside = range(words.at(start), words.at(end))
    plain = all(words.words[i] in lexicon.generic or words.words[i] in lexicon.heads for i in inside)
    placed = len(inside) == 1 and start in context.places
    return not plain and not placed and not any(words.tags[i] in _OTHER for i in inside)
