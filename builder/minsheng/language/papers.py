"""Documents without title marks: 关于加快托育服务发展的若干措施, 青河区“十四五”卫生健康规划."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context

#: What papers are called, the longest first.
_KIND = (
    "实施意见|指导意见|实施方案|工作方案|行动方案|专项规划|发展规划|管理办法|实施办法|实施细则|管理条例|行动计划|若干措施|若干政策"
    "|措施|意见|通知|办法|方案|规定|决定|公告|规划|条例|细则|倡议书|通告|标准|纲要"
)
_ABOUT = re.compile(
    f"关于(?:[^，。；：！？、《》“”（）\\n]|“[^“”\\n]{{1,16}}”){{4,40}}?的(?:{_KIND}|通报)(?![的员组])"
)
#: What is done with papers, and what they are followed by.
_CITED = re.compile(
    r"(?:根据|按照|依据|依照|遵照|出台|印发|发布|制定|编制|下发|颁布|修订|实施|施行|落实|通过)(?:了|并实施|实施)?"
)
_NAME = re.compile(
    f"[^，。；：！？、《》\\n]{{4,36}}?(?:{_KIND})(?=[，。；！？、\\n（]|等|将|的?(?:要求|规定|部署|安排)|明确|提出)"
)
#: These are one paper's name behind what it is about, where it is made or handed out.
_MADE = re.compile("(?:制定|制订|出台|印发|发布|签署|发放|公布|下发|编制)[了出]?")
_OWN = re.compile(
    "[^，。；：！？、《》“”\\n]{4,30}?(?:应急预案|救援预案|倡议书|责任清单|工作安排|若干措施|若干举措|项措施|项举措|同意书|实施方案|公开信|提醒函)"
    "(?=[，。；、]|…)"
)
_PLAIN = re.compile("[的了是在对与和及将把被]|相关|有关|上述|本|该|这|一系列|多项|各项|具体|配套|专门")
_FEWEST = 3
#: What a paper's name has in brackets behind it: the years that it is for, that it is on trial.
_BRACKETED = re.compile(
    "[（(](?:20\\d\\d(?:[—–~至到-]+20\\d\\d)?年?版?|试行|暂行|修订[版稿]?|征求意见稿)[）)]"
)


def papers(context: Context) -> Iterator[Mention]:
    """Mentions of documents by 关于…的通知, or by what is done with them and a place in their name."""
    text = context.text
    for match in _ABOUT.finditer(text):
        if match.start() not in context.quoted:
            yield _mention(text, match.start(), match.end())
    for verb in _CITED.finditer(text):
        if not context.words.edge(verb.start()) or verb.start() in context.quoted:
            continue
        named = _NAME.match(text, verb.end())
        if named is not None and _telling(context, named.start(), named.end()):
            yield _mention(text, named.start(), named.end())
    for verb in _MADE.finditer(text):
        own = _OWN.match(text, verb.end()) if context.words.edge(verb.start()) else None
        if own is not None and _plain_name(context, own.start(), own.end()):
            yield _mention(text, own.start(), own.end())


def _telling(context: Context, start: int, end: int) -> bool:
    """Whether it is one paper: it begins with a place, or holds figures or quoted words, and no clause."""
    text, words = context.text, context.words
    if _PLAIN.search(text, start, end) or not words.edge(start) or not words.edge(end):
        return False
    if words.at(end - 1) - words.at(start) + 1 < _FEWEST:
        return False
    return start in context.places or any(start <= mark < end for mark in context.quotes)


def _plain_name(context: Context, start: int, end: int) -> bool:
    """Whether words of several kinds stand before a paper's last word, and none that no name has."""
    words = context.words
    if _PLAIN.search(context.text, start, end) or not words.edge(start) or not words.edge(end):
        return False
    return words.at(end - 1) - words.at(start) >= _FEWEST


def _mention(text: str, start: int, end: int) -> Mention:
    """The mention of a paper, with what stands in brackets behind its name."""
    bracketed = _BRACKETED.match(text, end)
    end = bracketed.end() if bracketed else end
    return Mention(start, end, text[start:end], "Document", "paper", confidence("paper"))
