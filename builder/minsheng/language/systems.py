"""Digital systems and devices told by what is done with them, or by whose they are: 上线智能采血系统."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import LOCAL, NEVER_NAMES
from minsheng.language.lexicon import begun, matches
from minsheng.language.marks import BREAK
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: A name has so many characters, and behind a verb that is said of other things too so many.
_LONGEST, _SHORTEST, _SPOKEN = 30, 6, 8
#: What is made and put to use, and what it is then called by several words.
_MADE = re.compile(
    r"(?:上线运行|上线应用|推广使用|上线|启用|建设|搭建|开发|研发|运行|推进|打造|建成|使用|依托|推出)了?"
    r"(?:全[省市区县]统一的|新版|新的)?"
)
_SYSTEM = re.compile(
    r"(?:管理系统|服务系统|信息系统|审批系统|查询系统|预约系统|管理平台|服务平台|信息平台|监管平台|小程序)"
)
#: Devices are called by fewer words behind verbs that say that they are put to use: 配备静脉显影系统.
_INSTALLED = re.compile("(?:上线|启用|配备|引进|引入|安装|研发|开发|搭建|投用|推出|建成)了?(?:全新的?|新的)?")
_ANY = re.compile("系统(?!性|化|内|的|地|党|干部|各|工程|治疗|治理|推进|学习|集成)")
_PUT_TO_USE = re.compile(
    "(?P<head>系统|平台|小程序)(?:正式|全面|今日|今天|近日)*(?:上线|启用|投用|投入使用|开通)"
)
_FEWEST_MADE = 2


def systems(context: Context) -> Iterator[Mention]:
    """Mentions of digital systems behind a verb that says they are made or used: 建设政务服务事项管理系统."""
    text, words = context.text, context.words
    for made, heads, shortest in ((_MADE, _SYSTEM, _SPOKEN), (_INSTALLED, _ANY, _SHORTEST)):
        for verb in made.finditer(text):
            start = _behind_verbs(context, verb.end())
            mark = BREAK.search(text, start, start + _LONGEST)
            limit = mark.start() if mark else min(len(text), start + _LONGEST)
            head = heads.search(text, start, limit)
            if head is None or not (words.edge(start) and words.edge(head.end())):
                continue
            if head.end() - start >= shortest and _nouns(context, start, head.start()):
                yield _mention(context, start, head.end())
    yield from _begun_systems(context)
    yield from _placed_systems(context)


def _nouns(context: Context, start: int, end: int) -> bool:
    """Whether several words stand between two positions, and none that no name has."""
    words = context.words
    inside = range(words.at(start), words.at(end))
    other = any(words.tags[i] in NEVER_NAMES or words.tags[i] in ("a", "f") for i in inside)
    return len(inside) >= _FEWEST_MADE and not other


def _behind_verbs(context: Context, start: int) -> int:
    """The first position that is no verb: 上线 + 应用 + 村医管理系统."""
    words = context.words
    while start < len(context.text) and words.edge(start) and words.tags[words.at(start)] == "v":
        start = words.starts[words.at(start) + 1]
    return start


def _mention(context: Context, start: int, end: int) -> Mention:
    sure = confidence("programme-done")
    return Mention(start, end, context.text[start:end], "Programme", "programme-done", sure)


def _begun_systems(context: Context) -> Iterator[Mention]:
    """Systems before a verb that says that they are put to use: 智能采血系统上线."""
    text = context.text
    for match in _PUT_TO_USE.finditer(text):
        end = match.start() + len(match["head"])
        floor = max((m.end() for m in BREAK.finditer(text, max(0, end - _LONGEST), match.start())), default=0)
        floor = _behind_verbs(context, floor)
        if end - floor <= _LONGEST and end - floor >= _SHORTEST and _nouns(context, floor, match.start()):
            yield _mention(context, floor, end)


#: What a place has one of by such a name, whoever speaks of it: 临江市卫生健康云影像平台.
_PLATFORM = begun(
    "平系小服政交人招就培考预志慈采社医公图群",
    "平台(?!经济|企业|期|公司|化|就业)|系统(?!性|化|内|的|地|党|干部|各)|小程序"
    "|(?:服务|政务|交易|人才|招聘|就业|培训|考试|预约|志愿|慈善|采购|社保|医保|公积金|图书馆|群众)网(?![络点格吧红上民友球约购页站])",
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
    for head in matches(_PLATFORM, text):
        at, end = words.starts[words.at(head.start())], head.end(1)
        sector = head[1] == "系统" and not _DOING.search(text, head.start() - 2, head.start())
        if sector or not words.edge(end):
            continue
        while at not in context.place_ends and head.start() - at < _LONGEST and at:
            i = words.at(at - 1)
            word, tag = words.words[i], words.tags[i]
            verbal = tag == "v" and word not in context.lexicon.nominal
            if verbal or tag in NEVER_NAMES or tag in ("f", "s", "u") or word[0] in "各全":
                break
            if word in context.lexicon.heads:
                break
            at = words.starts[i]
            if word in LOCAL:
                break
        # 临江人才网 is one whatever stands between
        fewest = 0 if head[1].endswith("网") else _FEWEST_CHARACTERS
        bare = _BARE.match(text, at) is not None and at not in context.place_ends
        if (at in context.place_ends or bare) and head.start() - at >= fewest + bare:
            yield _mention(context, at if bare else context.place_ends[at], end)
