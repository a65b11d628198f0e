"""Programmes without quotation marks: what is carried out under a name of several words (启动…提升行动).

And teams founded so, what stands beside such a name in a list, and circles of services within minutes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import NATIONAL, NEVER_NAMES, PROMISES, proper, rare
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_CARRIED_OUT = re.compile("(?:实施|开展|推进|启动|深化|推行|推出|开启)[了好]?")
_NAMED = re.compile("(?:行动|工程|计划|项目|试点|改革|制度|运动)(?![计组方划单招化会员场鞋库])")
#: Ways of working are set up, and told by more words.
_SET_UP = re.compile(
    "(?:探索建立|创新建立|探索形成|建立健全|建立完善|探索|推行|构建|建立|依托|形成|打造|创新)[了好起]?"
)
_WAYS = re.compile("(?<!新)(?:模式|机制)(?![化内外的性])")
#: What an area is called that it wants to be, before words for building it: 健康青河建设.
_SET_OUT = re.compile("建设(?![“‘者])")
#: Behind these it is a name too, unless a noun goes on with it: 建设|健康青河, not 健康青河示范区.
_BUILT = frozenset({"建设", "打造", "共建", "助力"})
#: What is opened to people: 开通困难学生受理绿色通道.
_OPENED = re.compile("(?:增设|开辟|开通|设立|设置|开设)[了好]?")
_CHANNELS = re.compile(
    "(?:绿色通道|服务通道|快速通道|专窗|专席|服务专线|公交专线|专项基金|资源库|信息库|人才库)"
)
#: Teams are founded, and called by what they are for.
_FOUNDED = re.compile("(?:组建|成立|设立|组成|建立)[了起]?(?:首支|一支)?")
_TEAMS = re.compile(
    "(?:服务|志愿|志愿者|宣讲|宣传|救援|医疗|巡逻|巡防|督导|突击|先锋|实践|小分|应急|帮办|代办|调解|艺术|指导)队|志愿服务总队"
    "|(?:宣讲|讲师|专家|律师|实践|服务|艺术|合唱|顾问)团|(?:工作|服务)?专班|(?:工作|专家|领导小|指导)组"
)
#: Beside a programme's name these end others too.
_LISTED = re.compile("行动|工程|计划|项目|试点|改革|活动|建设|改造|课堂|讲堂|学堂|平台|服务")
_ITEM_END = re.compile("[、，。；！？：“”（(]|等(?!级|候|待)")
_FEWEST_LISTED = 2
_END = re.compile(r"[，。；！？：、“”《》（）()\s]")
_LONGEST, _SHORTEST = 30, 6
#: What is said of a 项目 is more often a description than a name.
_FEWEST = {"行动": 2, "计划": 2, "模式": 4, "机制": 4}
#: How long a programme runs: 三年提升行动.
_TERMS = frozenset({"三年", "五年", "两年", "百日", "十年"})
#: So many everyday words tell one apart.
_PLAIN = 3
#: Parts of speech that no item of a list of them has.
_UNLISTED = NEVER_NAMES - {"m", "p"}


#: What is reached so soon: 12分钟助餐服务圈.
_CIRCLE = re.compile(
    "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:分钟|刻钟)(?:(?![可到能达走跑绕骑])[\u4e00-\u9fff]){0,10}?圈"
)


def circles(context: Context) -> Iterator[Mention]:
    """Mentions of circles of services that are reached within minutes."""
    # most texts speak of none: the word that every match ends in is sought first
    for match in _CIRCLE.finditer(context.text) if "圈" in context.text else ():
        if context.words.edge(match.end()) or not known(context.words.words[context.words.at(match.end())]):
            sure = confidence("minutes")
            yield Mention(match.start(), match.end(), match.group(), "Programme", "minutes", sure)


def promised(context: Context) -> Iterator[Mention]:
    """Mentions of what an area sets out to be, named by it: 健康 + 青河 before 建设."""
    text, words = context.text, context.words
    for start, end in context.places.items():
        first = words.at(start - 1) if start else -1
        if first < 0 or words.words[first] not in PROMISES or text[start:end] in NATIONAL:
            continue
        start, sure = words.starts[first], confidence("programme-done")
        set_out = _SET_OUT.match(text, end)
        if set_out or (text[max(0, start - 2) : start] in _BUILT and not _noun_at(context, end)):
            aliases = (text[start : set_out.end()],) if set_out else ()
            yield Mention(start, end, text[start:end], "Programme", "programme-done", sure, None, aliases)


def _noun_at(context: Context, position: int) -> bool:
    """Whether a noun stands at a position."""
    return position < len(context.text) and context.words.tags[context.words.at(position)].startswith("n")


def side_by_side(context: Context, mentions: list[Mention]) -> Iterator[Mention]:
    """Items of a list that end in a word for what is done, beside one that is a programme's name.

    Args:
        context: the document.
        mentions: what was found so far.
    """
    text = context.text
    taken = {m.start for m in mentions}
    for mention in mentions:
        if mention.type != "Programme":
            continue
        at = mention.end
        while text[at : at + 1] == "、":
            end = _item(context, at + 1)
            if end is None or at + 1 in taken:
                break
            sure = confidence("programme-listed")
            yield Mention(at + 1, end, text[at + 1 : end], "Programme", "programme-listed", sure)
            at = end


def _item(context: Context, start: int) -> int | None:
    """Where an item of a list ends, if its words make a programme's name."""
    text, words = context.text, context.words
    mark = _ITEM_END.search(text, start, start + _LONGEST)
    if mark is None:
        return None
    end = mark.start()
    named = next((m for m in _LISTED.finditer(text, start, end) if m.end() == end), None)
    if named is None or end - start < _SHORTEST or not words.edge(start):
        return None
    inside = range(words.at(start), words.at(end))
    if any(words.tags[i] in _UNLISTED for i in inside) or len(inside) < _FEWEST_LISTED:
        return None
    return end


def carried_out(context: Context) -> Iterator[Mention]:
    """Mentions of programmes behind a verb of carrying them out, and of ways and channels set up."""
    for verbs, heads in ((_CARRIED_OUT, _NAMED), (_SET_UP, _WAYS), (_OPENED, _CHANNELS)):
        for name, start, end in _behind(context, verbs, heads):
            yield Mention(start, end, name, "Programme", "programme-done", confidence("programme-done"))


def founded(context: Context) -> Iterator[Mention]:
    """Mentions of teams behind a verb of founding them.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "县里组建未成年人法律援助志愿律师团。"
        >>> [team.name for team in founded(context_of(text, segment(text), []))]
        ['未成年人法律援助志愿律师团']
    """
    for name, start, end in _behind(context, _FOUNDED, _TEAMS):
        yield Mention(start, end, name, "Organization", "team-founded", confidence("team-founded"))


def _behind(
    context: Context, verbs: re.Pattern[str], heads: re.Pattern[str]
) -> Iterator[tuple[str, int, int]]:
    """What several words call behind a verb, and from where to where."""
    for verb in verbs.finditer(context.text):
        end = _last_head(context, verb.end(), verbs, heads)
        if end is not None:
            yield context.text[verb.end() : end], verb.end(), end


def _last_head(context: Context, start: int, verbs: re.Pattern[str], heads: re.Pattern[str]) -> int | None:
    """Where the last head behind a verb ends, if the words between make it one thing's name."""
    text, words = context.text, context.words
    mark = _END.search(text, start, start + _LONGEST)
    limit = mark.start() if mark else start + _LONGEST
    found = [h for h in heads.finditer(text, start, limit) if words.edge(h.end()) and words.edge(start)]
    if not found or verbs.search(text, start, found[-1].start()):
        return None
    head = found[-1]
    inside = range(words.at(start), words.at(head.start()))
    if len(inside) < _FEWEST.get(head.group(), _PLAIN) or head.end() - start < _SHORTEST:
        return None
    if len(inside) < _PLAIN and not any(proper(context, i) or rare(context, i) for i in inside):
        return None
    other = any(
        (words.tags[i] in NEVER_NAMES and words.words[i] not in _TERMS)
        or words.words[i] in ("有", "等", "完善")
        for i in inside
    )
    return None if other else head.end()
