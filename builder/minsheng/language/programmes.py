"""Programmes without quotation marks: what is carried out under a name of several words (启动…提升行动).

And what stands beside such a name in a list, and circles of services within minutes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import LOCAL
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

_CARRIED_OUT = re.compile(r"(?:实施|开展|推进|启动|深化|推行|推出|开启)[了好]?")
_NAMED = re.compile(r"(?:行动|工程|计划|项目|试点|改革|制度|运动)(?![计组方划单招化会员场鞋])")
#: Beside a programme's name these end others too.
_LISTED = re.compile("行动|工程|计划|项目|试点|改革|活动|建设|改造|课堂|讲堂|学堂|平台|服务")
_ITEM_END = re.compile("[、，。；！？：“”（(]|等(?!级|候|待)")
_FEWEST_LISTED = 2
_END = re.compile(r"[，。；！？：、“”《》（）()\s]")
_LONGEST, _SHORTEST = 30, 6
#: What is said of a 项目 is more often a description than a name.
_FEWEST = {"项目": 3, "制度": 3}
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "c", "x", "w"})


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
    if any(words.tags[i] in _OTHER - {"m", "p"} for i in inside) or len(inside) < _FEWEST_LISTED:
        return None
    return end


#: What is made and put to use, and what it is then called by several words.
_MADE = re.compile(
    r"(?:上线运行|上线应用|推广使用|上线|启用|建设|搭建|开发|研发|运行|推进|打造|建成|使用)了?(?:全[省市区县]统一的|新版|新的)?"
)
_SYSTEM = re.compile(
    r"(?:管理系统|服务系统|信息系统|审批系统|查询系统|预约系统|管理平台|服务平台|信息平台|监管平台|小程序)"
)
_FEWEST_MADE = 2


def systems(context: Context) -> Iterator[Mention]:
    """Mentions of digital systems behind a verb that says they are made or used: 建设政务服务事项管理系统."""
    text, words = context.text, context.words
    for verb in _MADE.finditer(text):
        start = verb.end()
        mark = _END.search(text, start, start + _LONGEST)
        limit = mark.start() if mark else min(len(text), start + _LONGEST)
        head = next(iter(_SYSTEM.finditer(text, start, limit)), None)
        if head is None or not (words.edge(start) and words.edge(head.end())):
            continue
        inside = range(words.at(start), words.at(head.start()))
        if len(inside) < _FEWEST_MADE or head.end() - start < _SHORTEST + 2:
            continue
        if any(words.tags[i] in _OTHER or words.tags[i] in ("a", "f") for i in inside):
            continue
        name = text[start : head.end()]
        yield Mention(start, head.end(), name, "Programme", "programme-done", confidence("programme-done"))
    yield from _placed_systems(context)


#: What a place has one of by such a name, whoever speaks of it: 临江市卫生健康云影像平台.
_PLATFORM = re.compile(
    "平台(?!经济|企业|期|公司|化|就业)|系统(?!性|化|内|的|地|党|干部|各)|小程序"
    "|(?:服务|政务|交易|人才|招聘|就业|培训|考试|预约|志愿|慈善|采购|社保|医保|公积金|图书馆|群众)网(?![络点格吧红上民友球约购页站])"
)
#: Systems are digital if they do one of these; 教育系统 is a sector.
_DOING = re.compile(
    "(?:管理|服务|资助|信息|审批|查询|预约|监管|支付|结算|预警|监测|调度|追溯|共享|申报|受理|评价|办理)$"
)
_FEWEST_CHARACTERS = 4
#: A bare 省 or 市 tells whose it is.
_BARE = re.compile("[省市区县](?!级|场|属|内|域|直|[民区县])")


def _placed_systems(context: Context) -> Iterator[Mention]:
    text, words = context.text, context.words
    for head in _PLATFORM.finditer(text):
        at, end = words.starts[words.at(head.start())], head.end()
        sector = head.group() == "系统" and not _DOING.search(text, at - 2, at)
        if sector or not words.edge(end):
            continue
        while at not in context.place_ends and head.start() - at < _LONGEST and at:
            i = words.at(at - 1)
            word, tag = words.words[i], words.tags[i]
            verbal = tag == "v" and word not in context.lexicon.nominal
            if verbal or tag in _OTHER or tag in ("f", "s", "u") or word[0] in "各全":
                break
            if word in context.lexicon.heads:
                break
            at = words.starts[i]
            if word in LOCAL:
                break
        # 临江人才网 is one whatever stands between
        fewest = 0 if head.group().endswith("网") else _FEWEST_CHARACTERS
        bare = _BARE.match(text, at) is not None and at not in context.place_ends
        if (at in context.place_ends or bare) and head.start() - at >= fewest + bare:
            start, sure = at if bare else context.place_ends[at], confidence("programme-done")
            yield Mention(start, end, text[start:end], "Programme", "programme-done", sure)


def carried_out(context: Context) -> Iterator[Mention]:
    """Mentions of programmes behind a verb that says they are carried out."""
    text, words = context.text, context.words
    for verb in _CARRIED_OUT.finditer(text):
        start = verb.end()
        mark = _END.search(text, start, start + _LONGEST)
        heads = [
            head
            for head in _NAMED.finditer(text, start, mark.start() if mark else start + _LONGEST)
            if words.edge(head.end()) and words.edge(start)
        ]
        if not heads or _CARRIED_OUT.search(text, start, heads[-1].start()):
            continue
        head = heads[-1]
        inside = range(words.at(start), words.at(head.start()))
        fewest = _FEWEST.get(head.group(), 3)
        if len(inside) < fewest or head.end() - start < _SHORTEST:
            continue
        if not any(words.tags[i] in _OTHER or words.words[i] in ("有", "等") for i in inside):
            name, sure = text[start : head.end()], confidence("programme-done")
            yield Mention(start, head.end(), name, "Programme", "programme-done", sure)
