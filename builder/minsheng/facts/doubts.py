"""What speaks against a rule that fits: a negation, a plan, an aim, another's deed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.facts.rulefiles import listed
from minsheng.facts.sequence import CLOSERS, is_sign, signs
from minsheng.vocabulary import relations

if TYPE_CHECKING:
    from minsheng.facts.antecedents import Antecedents
    from minsheng.facts.rules import Rule, Rules
    from minsheng.facts.sequence import Sequence
    from minsheng.records import Span

#: How far before a trigger, within its clause, a negation or plan counts.
_BEFORE = 8
_INTRODUCING = frozenset("由将把被与和同在")
#: Relations between who does something and what is done.
#: Of these a document that demands them is no proof.
_TOLD = frozenset({"hosts", "operatedBy", "partnerOf"})
_DEEDS = frozenset({"hosts", "operatedBy", "issued", "coverageArea", "partnerOf"})
_IS = re.compile("(?<![但于可凡都正就还只总若如要])是(?!否)")
_FIRST = ("率先", "首先", "最早", "首个", "首家")
_DOERS = ("单位", "方", "者")
_SCHEDULED = frozenset({"将于", "将在", "拟于", "计划于", "定于"})
_AT = frozenset("在到赴进入往")
_DOING = ("承办", "协办", "执行")
_JOINING = frozenset("与和同跟")


@cache
def _undertaken() -> re.Pattern[str]:
    """What in front of a verb rather came to a place than the body before it: 甲“乙项目”落户."""
    undertakings = signs({"Programme", "Event", "Work"})
    return re.compile(f".(?!、).*[{undertakings}][^，。；：、]*\\Z")


@cache
def _by_others() -> re.Pattern[str]:
    """What behind a verb is the thing that is done, rather than what stands before: 甲是由乙主办的丙之一."""
    return re.compile(f"的[^，。；：、]{{0,6}}[{signs({'Programme', 'Event'})}]")


@cache
def _aims() -> re.Pattern[str]:
    """Words before a verb that make it an aim or a topic: 旨在打造甲."""
    aims, manners, purposes = (listed(key) for key in ("aims", "manners", "purposes"))
    return re.compile(
        rf"(?<![一二三四五六七八九十])(?:{aims})(?:{manners}|{purposes})?\Z|(?<![成作])为(?:{purposes})"
    )


@cache
def _beneficiary() -> re.Pattern[str]:
    """For whom something is done: 为老人精心打造甲."""
    return re.compile(rf"为[^为]{{0,12}}(?:{listed('beneficiaries')})(?:{listed('manners')}|免费|量身|专门)*")


@cache
def _complement() -> re.Pattern[str]:
    """What behind an object tells an aim or a judgement: 打造甲的重要抓手."""
    return re.compile(rf"[”’]?(?:[^，。；：、的]{{0,4}})的[^，。；：、]{{0,6}}(?:{listed('complements')})")


@cache
def _person() -> re.Pattern[str]:
    """What behind a name tells that somebody of a body is meant: 与甲医院的陈医生签约."""
    return re.compile(rf"[”’]?的[^，。；：、]{{0,6}}(?:{listed('persons')})")


@cache
def _topical() -> re.Pattern[str]:
    """What follows a deed that is only spoken of: 建设甲，既是…"""
    return re.compile(rf"[”’]?[^，。；：、]{{0,8}}，(?:{listed('judging')})")


@cache
def _towards() -> re.Pattern[str]:
    """What between a verb and a name tells that it is of something else: 搭建推动甲的平台."""
    return re.compile(f"(?:{listed('towards')})[“‘]?\\Z")


@cache
def _guide() -> re.Pattern[str]:
    """What ends the frame 以…为契机."""
    return re.compile(rf"[”’]?[^，。；：、]{{0,6}}为(?:重要)?(?:{listed('guides')})")


@cache
def _turning() -> re.Pattern[str]:
    """What behind a name tells that something else is meant: 公布甲试点名单."""
    return re.compile(rf"[”’]?[^，。；：、的（《“]{{0,6}}(?:{listed('turning')})")


@cache
def _coming() -> re.Pattern[str]:
    """What makes all that follows in the sentence a plan: 下一步，甲将继续…，开展乙."""
    return re.compile(rf"(?:{listed('coming')})|将(?!在建)(?={listed('future')})")


@cache
def _going_on() -> re.Pattern[str]:
    """Words right before a verb that make what is planned something that goes on."""
    return re.compile(rf"(?:继续|持续|不断)(?:{listed('manners')})*\Z")


@cache
def _demanding() -> re.Pattern[str]:
    """A document at the beginning of a clause, and the word for what it says: 《意见》提出."""
    documents = signs({"Document"})
    return re.compile(
        rf"(?:^|[{CLOSERS}])[^。{CLOSERS}]{{0,8}}[{documents}][^。{CLOSERS}]{{0,4}}(?:{listed('demands')})"
    )


@cache
def _done_then() -> re.Pattern[str]:
    """Where a clause begins with who does something, or with when it is done."""
    return re.compile(
        rf"[{CLOSERS}](?:{listed('times_of_deeds')}|\d|[{signs(relations()['hosts'].subjects)}])"
    )


@cache
def _purpose() -> re.Pattern[str]:
    """What tells a purpose: 为深入推进甲."""
    return re.compile(rf"为(?:{listed('purposes')})")


def unsettled(text: str, begin: int, span: Span, rules: Rules) -> bool:
    """Whether a sentence that begins there asks, denies, plans or only aims at what a span of it says.

    Of the clause that the span begins in, what stands before counts, too; of earlier ones only 下一步 and
    its like.
    """
    end = min((at for mark in "。！？?\n" if (at := text.find(mark, span.end)) >= 0), default=len(text))
    if text[end : end + 1] in ("？", "?") or _coming().search(text, begin, span.end):
        return True
    low = max(begin, *(text.rfind(mark, begin, span.start) + 1 for mark in "，,；;：:"))
    if _purpose().search(text, low, span.end):
        return True
    return any(match[1] or match[2] for match in rules.doubts.finditer(text, low, span.end))


def _purposed(code: str, low: int, start: int) -> bool:
    """Whether the clause is one of a row of purposes: 为深入贯彻甲，着力推进乙，近日，丙印发丁."""
    begin = code.rfind("。", 0, low) + 1
    first = code.find("，", begin)
    if not 0 <= first < low or not code.startswith("为", begin) or code.startswith("为期", begin):
        return False
    end = next((i for i in range(start, len(code)) if code[i] in "。；"), len(code))
    return not _done_then().search(code, first, start) and _done_then().search(code, start, end) is not None


def doubtful(code: str, first: int, start: int, rule: Rule, rules: Rules) -> bool:
    """Whether the clause of the trigger denies it or only intends it.

    The words count that stand right before the trigger, before what introduces a name (未由甲承办), or before
    the first name of the clause (未将甲纳入); longer ones anywhere behind the last name.
    """
    low = max(code.rfind(mark, 0, start) for mark in CLOSERS + "。") + 1
    if code.startswith("在", first) and code.endswith(_FIRST, 0, first):
        # 率先在全市启动: all of the city is not where it is done
        return True
    if rule.relation == "locatedIn" and code[start] == "落" and _undertaken().match(code, first, start):
        return True
    if rule.value is None and not rule.plans and _aims().search(code, low, start):
        return True
    if rule.relation in _TOLD and _demanding().search(code, 0, low + 1):
        return True
    if rule.value is None and not rule.plans and _going_on().search(code, low, start):
        # 将继续推进甲: it is under way
        return any(match[1] for match in rules.doubts.finditer(code, low, start))
    if rule.value is None and not rule.plans and _purposed(code, low, start):
        return True
    if not rule.plans and _coming().search(code, max(code.rfind(mark, 0, start) for mark in "；。") + 1, low):
        return True
    names = [i for i in range(low, start) if is_sign(code[i])]
    after = max([low - 1, *names])
    near = max(start - _BEFORE, after + 1)
    if code.startswith("为", low) and not code.startswith("为期", low) and not is_sign(code[low + 1]):
        # 为深入开展…: a purpose, unless it tells for whom
        if rule.plans:
            return False
        if not _beneficiary().fullmatch(code, low, start):
            return True
    for match in rules.doubts.finditer(code, low, start):
        if match[1] is None and (match[2] is None or rule.plans):
            continue
        behind = code[match.end() : match.end() + 1]
        if match[2] in _SCHEDULED and match.start() > first:
            # 甲将于八月在乙举行
            return True
        if match.start() >= (near if len(match[0]) == 1 else after + 1) or behind in _INTRODUCING:
            return True
        if match[1] and is_sign(behind) and match.start() >= first:
            return True
    return False


def aside(
    sequence: Sequence,
    begin: int,
    trigger: tuple[int, int],
    behind: list[tuple[int, int]],
    rule: Rule,
    antecedents: Antecedents,
) -> bool:
    """Whether what a verb takes as its object is another's, or only an aim; or 与 joins two nouns.

    Args:
        begin: where what the rule asks for begins.
        behind: from where to where in the code the names behind the trigger stand.
    """
    code, (start, end) = sequence.code, trigger
    if rule.relation == "received" and behind:
        # 甲村以及获评某称号的乙村: it is that of whoever is named last
        last = max(span[1] for span in behind)
        return code.startswith("的", last) and is_sign(code[last + 1 : last + 2])
    if rule.relation not in _DEEDS:
        return False
    if code[start:end] in _JOINING:
        return not is_sign(code[start - 1 : start]) and antecedents.noun_before(sequence.positions[start])
    if code.rfind("由", begin, start) > max(
        (i for i in range(begin, start) if is_sign(code[i])), default=start
    ):
        # 由某部门组织的: by somebody whose name was not found
        return True
    if rule.relation == "operatedBy" and "由" in code[begin:start] and _by_others().match(code, end):
        return True
    if not behind:
        return False
    if rule.relation == "partnerOf" and _person().match(code, max(span[1] for span in behind)):
        return True
    first, last = min(behind)[0], max(span[1] for span in behind)
    if _towards().search(code, end, first) or _IS.search(code, end, first):
        # 开展义诊7月28日是甲: another sentence has begun
        return True
    low = max(code.rfind(mark, 0, start) for mark in CLOSERS + "。") + 1
    if "以" in code[low:start] and _guide().match(code, last):
        # 以实施甲为契机
        return True
    if begin == start and _topical().match(code, last):
        return True
    if _complement().match(code, last) or _turning().match(code, last):
        return True
    # 上线甲乙馆开展丙: 丙 is of 乙馆; 主办、乙馆承办的丙 is not of it alone
    others = (i for i in range(end, first - 1) if code[i] in _bodies() and code[i - 1] not in _AT)
    return any("的" not in code[i:first] and not code[i:first].rstrip("“").endswith(_DOING) for i in others)


@cache
def _bodies() -> str:
    return signs(relations()["memberOf"].subjects)


def straddles(sequence: Sequence, start: int, end: int, antecedents: Antecedents) -> bool:
    """Whether what looks like a verb is part of other words: 党组成员, 主办方."""
    if sequence.code.startswith(_DOERS, end):
        return True
    edge = antecedents.edge
    return not (edge(sequence.positions[start]) or edge(sequence.positions[end]))
