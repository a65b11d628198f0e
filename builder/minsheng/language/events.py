"""Events without quotation marks: what takes place (…推介会在临江举行), what is held (召开…总结会)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.context import NATIONAL, proper
from minsheng.language.lexicon import begun, matches
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

_REMARK = r"(?:[（(][^（()）\n]{1,14}[)）])?"
_BEGUN = (
    r"(?:举行|举办|召开|开幕|启动|启幕|开讲|开赛|开营|开展(?=[，。；！？\n])|落幕|闭幕|拉开|完成|结束|收官)"
)
_DAY = r"\d{1,2}日(?:上午|下午|晚)?"
#: What stands behind an event that takes place, and what that begins with.
_TAKING_PLACE = begun(
    "（(近日昨今在于正圆成顺隆如举召开启落闭拉0-9",
    _REMARK
    + rf"(?:(?:近日|日前|{_DAY})?[在于][^，。；！？\n]{{2,26}}?|(?:正式|圆满|成功|顺利|隆重|如期)+)"
    + _BEGUN
    + "|"
    + _REMARK
    + rf"(?:近日|日前|昨日|今日|昨天|今天|{_DAY})?"
    + r"(?:举行|召开|开幕|启幕|落幕|闭幕|拉开帷幕|落下帷幕|启动|开赛)(?=[，。；！？\n])",
)
_HOLDING = re.compile(r"(?:举行|举办|召开|承办|主办|开展|组织开展)(?:了|过)?(?:[首一两三]场)?")
#: To be at one does not tell it apart: 报名参加全县首期护理员培训班.
_ATTENDING = re.compile(r"(?:报名参加|参加|出席)(?:了|过)?")
#: Who reports, and from where: 某社柳溪8月9日电 （记者 某某）.
_DATELINE = re.compile(r"(?:日电|讯)[ 　]*(?:[（(][^（()）\n]{1,20}[)）])?[ 　]*")
#: What is told at an event: 从…发布会上获悉, 在…推介会上签约.
_TOLD = re.compile("上(?:获悉|了解到|得知|看到|，|发布|亮相|签约|宣布|表示|介绍)")
_CLAUSE = re.compile(r"[，。；！？：!?;:\n]")
#: What a clause begins with before its subject.
_TIME = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|(?:今年|去年)?\d{1,2}月)?(?:至\d{1,2}日)?"
    r"(?:今天|昨天|今日|昨日|当天|当日|近日|日前|上午|下午|晚上|晚间|当晚|中午|晚)*"
)
_EDITION = re.compile(r"20\d\d|第[一二三四五六七八九十百\d]+[届次]|首届")
_TWO = re.compile("[和与及](?:20\\d\\d|第[一二三四五六七八九十百\\d]+届|首届)")
#: Parts of speech that no name of an event has outside its quotation marks.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q"})
_ALLOWED = NATIONAL | {"共同"}
_LONGEST_WORD, _LONGEST = 8, 50
_FEWEST_WORDS, _FEWEST = 4, 7
#: What is done once is told by its day: 8月3日，…开展军民共建送温暖活动.
_WHEN = re.compile("\\d日|近日|日前|今天|昨天|当日|当天|当晚|上午|下午")
_CLOSED = re.compile("[，。；！\\n]|$")
_ANY_OF = re.compile(
    "^(?:\\d|[一二三四五六七八九十多两几数百][场次期项余]|各|多种|系列|一系列|这|此|该|近|一些|相关|每|首场)|等|(?<!共)和|及|相关|专题"
)
_SENTENCE = 120
#: What is a programme's name and an event where it takes place.
_SESSIONS = frozenset({"活动", "讲堂", "大讲堂", "公益活动", "文化活动", "系列活动", "展览", "志愿服务活动"})
#: So many are kinds, whatever they are called.
_SEVERAL = re.compile(r"[二两三四五六七八九十\d]+(?:大类|[类项个])")
#: Events are counted before their names: 首场“桐花”行活动.
_COUNTED = re.compile(r"(?:[首一二两三四五六七八九十\d]+(?:大类|[场次类项个期])|[此本这该][次场])")
_HOLDERS = frozenset({"PublicBody", "Organization", "Hospital", "School", "HealthCentre"})
#: What an event's name stands behind, if it is found before the event's name ends.
_BEFORE = frozenset({"的", "宣布", "供图", "摄", "召开", "举行", "举办", "开展", "组织开展", "推出", "开设"})
#: What is brought to people is called so: 好书进社区活动.
_BROUGHT = re.compile("进(?:社区|校园|企业|万家|基层|机关|农村|乡村|家庭|军营|商圈|景区|课堂)活动$")
#: What shows that the body belongs to the event's name: two hold it, or it is what is founded or opened.
_WHOLE = re.compile("[与和及、]|成立|揭牌|新址|新院|新馆|落成|建成|启用|开业|开馆|开园|投用")


def held_events(context: Context) -> Iterator[Mention]:
    """Mentions of events by what is said of them."""
    text = context.text
    for match in matches(_TAKING_PLACE, text):
        head = _event_before(context, match.start())
        if head is not None:
            floor = max(
                (
                    m.end()
                    for m in _CLAUSE.finditer(text, max(0, match.start() - 60), match.start())
                    if m.start() not in context.quoted
                ),
                default=max(0, match.start() - 60),
            )
            floor = max((m.end() for m in _DATELINE.finditer(text, floor, match.start())), default=floor)
            time = _TIME.match(text, floor)
            start = time.end() if time else floor
            yield from _event(context, start, match.start(), head, taking_place=True)
    for match in _TOLD.finditer(text):
        head = _event_before(context, match.start())
        if head is None:
            continue
        start = max(text.rfind(word, max(0, match.start() - _LONGEST), match.start()) for word in "从在") + 1
        if start and not any(
            m.start() not in context.quoted for m in _CLAUSE.finditer(text, start, match.start())
        ):
            yield from _event(context, start, match.start(), head, passing=True)
    for match in _HOLDING.finditer(text):
        dated = _dated(text, match.start())
        for start, end, head in _objects(context, match.end()):
            yield from _event(context, start, end, head, dated=dated)
    for match in _ATTENDING.finditer(text):
        for start, end, head in _objects(context, match.end()):
            if head.type == "Event":
                yield from _event(context, start, end, head, passing=True)


def _event_before(context: Context, end: int) -> Head | None:
    """The word for an event that ends at a position."""
    for length in range(min(_LONGEST_WORD, end), 1, -1):
        tail = context.lexicon.tails.get(context.text[end - length : end])
        if tail is not None and (tail.type == "Event" or tail.word in _SESSIONS):
            return tail
    return None


def _objects(context: Context, start: int) -> Iterator[tuple[int, int, Head]]:
    """The last event of the clause behind a verb, if the clause ends with it or goes on with a mark."""
    text = context.text
    stop = next(
        (
            m.start()
            for m in _CLAUSE.finditer(text, start, min(len(text), start + _LONGEST))
            if m.start() not in context.quoted
        ),
        min(len(text), start + _LONGEST),
    )
    found = None
    for _, finish, index in context.lexicon.automaton.find(text[start:stop]):
        tail = context.lexicon.tails.get(context.lexicon.endings[index])
        end = start + finish
        event = tail is not None and (tail.type == "Event" or tail.word in _SESSIONS)
        if tail is not None and event and len(tail.word) > 1 and context.words.edge(end):
            found = (start, end, tail)
    if found is not None and found[1] not in context.quoted:
        yield found


def _dated(text: str, end: int) -> bool:
    """Whether the sentence says before a position when something was done."""
    start = max(text.rfind(mark, max(0, end - _SENTENCE), end) for mark in "。！？；\n") + 1
    return _WHEN.search(text, start, end) is not None


def _event(
    context: Context,
    start: int,
    end: int,
    head: Head,
    *,
    passing: bool = False,
    dated: bool = False,
    taking_place: bool = False,
) -> Iterator[Mention]:
    """The event, behind the last 的 of what is said of it, if enough is said to tell it from others.

    `passing`: it is only spoken of, as where one was, and must be told by more than words.
    """
    text, words = context.text, context.words
    begin = end - len(head.word)
    first = words.at(start)
    for i in range(words.at(begin) - 1, first - 1, -1):
        if words.starts[i] >= start and words.words[i] in _BEFORE and words.starts[i] not in context.quoted:
            start = words.starts[i + 1]
            break
    counted = _COUNTED.match(text, start, begin)
    if counted is not None:
        if _SEVERAL.match(counted.group()):
            return
        start = counted.end()
    name = text[start:end]
    outside = [i for i in range(words.at(start), words.at(begin)) if words.starts[i] not in context.quoted]
    if len(name) > _LONGEST or any(
        words.tags[i] in _OTHER for i in outside if words.words[i] not in _ALLOWED
    ):
        return
    plain = _plain(context, start, end)
    if (head.word in _SESSIONS and re.search("[和与及]", plain)) or _TWO.search(plain):
        return
    if name.count("“") != name.count("”"):
        return  # it runs over the end of what somebody says
    if text[start : start + 1] in "、和与及）)" or re.search("[、等]", plain):
        return
    telling = (
        any(start <= place < begin for place in context.places)
        or any(start <= mark < begin for mark in context.quotes)
        or bool(_EDITION.search(name) or _BROUGHT.search(name))
        or text.count(name) > 1
        or (taking_place and any(proper(context, i) for i in outside))
    )
    wordy = len(outside) >= _FEWEST_WORDS and len(name) - len(head.word) >= _FEWEST and not passing
    free = text[start - 1] not in "”》】的" and _CLOSED.match(text, end) is not None
    once = dated and free and len(name) >= _FEWEST and not _ANY_OF.search(name)
    if not once and (len(name) < len(head.word) + 4 or not (telling or wordy)):
        return
    yield Mention(start, end, name, "Event", "event-held", confidence("event-held"), None, _short(name))


def _short(name: str) -> tuple[str, ...]:
    """What an event is also called: the name from its quotation on, or the quoted words."""
    quote = re.search(r"[“\"]([^“”\"]+)[”\"]", name)
    if quote is None:
        return ()
    return (name[quote.start() :],) if quote.start() else (quote.group(1),)


def _plain(context: Context, start: int, end: int) -> str:
    """The text of a span without its quotations."""
    return "".join(c for at, c in enumerate(context.text[start:end], start) if at not in context.quoted)


def without_holders(mentions: Iterable[Mention]) -> list[Mention]:
    """Events begin behind the body that holds them: 临江市教育局|2023年教师大会; two bodies belong to it."""
    mentions = list(mentions)
    bodies: dict[int, int] = {}
    for m in mentions:
        if m.type in _HOLDERS:
            bodies[m.start] = max(m.end, bodies.get(m.start, 0))
    found = []
    for m in mentions:
        end = bodies.get(m.start, 0)
        rest = m.name[end - m.start :]
        if m.type == "Event" and m.start < end < m.end - _FEWEST and not _WHOLE.match(rest):
            m = replace(m, start=end, name=rest)
        found.append(m)
    return found
