"""Honours behind the verbs of receiving them, item by item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context

_AWARDED = re.compile(
    r"评上了?|被定为|建成(?=全国|国家|教育部|省级|市级)|获评(?:为)?|荣获|喜获|获得|斩获|勇夺|夺得|摘得|入选|评为|授予|获批(?:为)?|成功创建(?:为)?|创建(?:成为|为)?|创成|命名为|认定为|荣膺|跻身|捧回|争创|申报|荣登|上榜|入围|获颁|获授|列为|公布为|评选为|评定为|确定为|开展(?=[^，。；]{4,60}创建)|列入(?=[^，。；]{2,30}名录)|作为|是(?<![还这那就只正便都不可而若于]是)(?=了?(?:全国|国家|省级|市级|(?:首|第[一二三四五六七八九十]+)批))"
)
#: Behind these an honour needs no word of its own, only its level: 入选教育部…共同体.
_BESTOWED = frozenset(
    (
        "获评",
        "获评为",
        "荣获",
        "获得",
        "入选",
        "评为",
        "被评为",
        "授予",
        "被授予",
        "斩获",
        "荣膺",
        "荣登",
        "获颁",
    )
)
#: What is a title where it is said to be one: 是国家中医药传承创新中心.
_TITLE = re.compile("(?:中心|基地|示范区|试验区|试点|建设单位|培育单位|试点单位)$")
_AWARD_END = re.compile(r"[，。；！？,;!?\n]")
_LEVEL = re.compile(
    r"(?:了|为)?(?:全国|国家|中国|教育部|(?:首|第[一二三四五六七八九十]+)批|[\u4e00-\u9fff]{2,4}[省市区县]|20\d\d年)"
)
#: The whole of an honour in marks, whatever it ends in: “青河省社会科学普及基地”（省级）.
_MARKED = re.compile('[了为]?[“"]([^“”"]{6,30})[”"][（(][^（）()]{1,8}[）)]$')
#: So much is said of any of a kind: 首批试点城市.
_RANKED = re.compile("(?:首|第[一二三四五六七八九十]+)批")
#: The word for an honour, and the marks behind which it belongs to its name.
_TITLED, _CLOSING = "称号", '”’》」"'
#: A grade says enough by itself: 二级甲等医院.
_GRADE = re.compile("[一二三]级[甲乙丙]等|[三四五]星级")
#: An item that begins so is no honour's name.
_AND_MORE = re.compile("等|[^“]{0,8}?(?<![甲乙丙])等")
#: What ends an honour that no list of such words foresees, behind a verb of bestowing.
_PRAISING = re.compile(
    "(?:十佳|百佳|最佳|最美|优秀|先进|示范性?|文明|模范|特色|[三四五]星级|标杆|样板|规范化|标准化|精品|绿色|平安)[\u4e00-\u9fff]{0,8}?"
    "(?:机构|单位|组织|团队|集体|个人|项目|案例|企业|学校|校园|医院|社区|村|家庭|品牌|基地|窗口|场所|园区|街区|课程)$"
    "|(?:\\d{2,3}|[百十])强[\u4e00-\u9fff]{0,3}$"
)
#: Lists of what is honoured go on behind what is listed: 传统村落 + 名录.
_LISTS = re.compile("(?:保护)?名录|名单|目录")
#: What is done is no part of an honour's name.
_DOING = re.compile("推进|为进一步|参与|开展")
_VERBAL = re.compile(r"[，的了是在有]|工作|服务$|活动$")
_ALL_QUOTED = re.compile("了?[^“”]{0,10}(?:“[^“”]{4,24}”)+$")
_SIDE, _SEVERAL = re.compile("“([^“”]{4,})”"), 2
_ITEM = re.compile(r"[、]|以及|[和及与]")


#: Of whom there are several, by number: 全省首批5家低碳生态城市试点城市.
_ONE_OF = re.compile(
    r"(?:了|为|我国|全国|全省|全市|全区|全县|首批|唯一|仅有)*(?:\d{1,4}|[一二三四五六七八九十两]{1,3}|首|唯一一?|第[一二三四五六七八九十]+)[余多]?[个家所座处位](?:通过)?"
)
#: Who tries something out, behind 试点.
_TRIED = re.compile("街道|社区|城市|城区|单位|学校|医院|机构|企业|基地|项目|[省市区县镇乡村园校]")
#: What somebody is or stands for is no honour where it is described or was given by another verb.
_STATED, _DESCRIBED = (
    frozenset({"是", "作为"}),
    re.compile("的|列入|评为|入选|授予|^(?!全国|国家|.{1,4}[省市区县]).*基地$"),
)


def awards(context: Context) -> Iterator[Mention]:
    """Honours behind an award verb, item by item of the list that follows it."""
    text = context.text
    for verb in _AWARDED.finditer(text):
        start = verb.end()
        stop = _AWARD_END.search(text, start)
        limit = min(stop.start() if stop else len(text), start + 160)
        limit = max([limit, *(e for s, e in context.quotes.items() if start <= s < limit < e)])
        for item_start, item_end in _items(context, start, limit):
            mention = _award(context, item_start, item_end, loose=_loose(context, verb.group(), item_end))
            described = verb.group() in _STATED and mention and _DESCRIBED.search(mention.name)
            if mention is not None and not described:
                yield from _apart(mention)


def _loose(context: Context, verb: str, end: int) -> bool:
    """Whether an honour behind the verb needs no word of its own, or what it ends in is one."""
    if verb == "是":
        return _TITLE.search(context.text, max(0, end - 4), end) is not None
    return verb in _BESTOWED


def _apart(mention: Mention) -> Iterator[Mention]:
    """Each of several quotations that stand side by side in one name: 临江区“甲”“乙”."""
    marks = list(_SIDE.finditer(mention.name))
    if len(marks) < _SEVERAL or not re.search("”“", mention.name):
        yield mention
        return
    for mark in marks:
        start = mention.start + mark.start()
        name = mark.group(1)
        yield replace(mention, start=start, end=mention.start + mark.end(), name=name, aliases=())


def _items(context: Context, start: int, limit: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _ITEM.finditer(context.text, start, limit):
        if mark.start() in context.quoted and not (
            mark.group() == "、" and _is_honour(context, at, mark.start())
        ):
            continue
        if mark.group() != "、" and not (context.words.edge(mark.start()) and context.words.edge(mark.end())):
            continue
        if mark.group() != "、" and not _is_honour(context, at, mark.start()):
            continue
        yield at, mark.start()
        at = mark.end()
    yield at, limit


def _is_honour(context: Context, start: int, end: int) -> bool:
    """Whether an honour ends here, so that a conjunction joins two of them: not 文化和旅游…区."""
    text, tails = context.text, context.lexicon.tails
    if text[end - 1 : end] in '”’》"' or _PRAISING.search(text, start, end):
        return True
    endings = (tails.get(text[at:end]) for at in range(max(start, end - 8), end))
    return any(tail is not None and tail.type == "Award" for tail in endings)


def _award(context: Context, start: int, end: int, *, loose: bool) -> Mention | None:
    """The honour that an item ends in, or has before words such as 称号 and 等."""
    text, lex = context.text, context.lexicon
    within = re.match("[^“”]*", text[start:end])
    if within is not None and text.startswith("”", start + within.end()):
        # the last of a list in marks
        end = start + within.end()
    best: tuple[int, str] | None = None
    for _, finish, index in lex.automaton.find(text[start:end]):
        tail = lex.tails.get(lex.endings[index])
        torn = len(tail.word) == 1 and not context.words.edge(start + finish) if tail is not None else True
        if (
            tail is not None
            and tail.type == "Award"
            and not torn
            and not _done(context, start + finish, tail.word)
        ):
            best = (start + finish, tail.word)
    if best is None:
        marked = _MARKED.match(text, start, end)
        if marked is not None and loose and _LEVEL.match(marked.group(1)):
            start, end = marked.span(1)
        whole = text[start:end]
        levelled = _LEVEL.match(whole) and 6 <= len(whole) <= 30 and not _VERBAL.search(whole)
        if not loose or not (levelled or _ALL_QUOTED.match(whole) or _PRAISING.search(whole.rstrip("”"))):
            return None
        best = (end, "")
    finish, word = best
    further = (_TRIED if word.endswith("试点") else _LISTS).match(text, finish, end)
    if further is not None and context.words.edge(further.end()):
        finish, word = further.end(), further.group()
    if word == _TITLED and text[finish - len(word) - 1] not in _CLOSING:
        # what was bestowed is the honour, not the title of it
        finish, word = finish - len(word) - 2 * text.startswith("荣誉", finish - len(word) - 2), ""
        finish -= text[finish - 1] == "等"
    if text[finish : finish + 1] in ("”", '"', "’"):
        finish += 1
    start = max(start, text.rfind("：", start, finish) + 1, text.rfind(":", start, finish) + 1)
    counted = _ONE_OF.match(text, start, finish)
    start = counted.end() if counted is not None else start
    while start < finish and text[start] in "了过为的":
        start += 1
    name = _unquoted(text[start:finish])
    if not len(word) + 2 * (not _GRADE.match(word)) <= len(name) <= 40 or re.match(_AND_MORE, name):
        return None
    if _RANKED.fullmatch(name[: len(name) - len(word)]) or _DOING.search(name):
        return None
    quoted = re.findall(r"[“\"‘]([^“”\"‘’]{4,})[”\"’]", name)
    return Mention(start, finish, name, "Award", "award-verb", confidence("award-verb"), None, tuple(quoted))


def _done(context: Context, finish: int, word: str) -> bool:
    """Whether an honour's last word only ends a verb: 颁奖."""
    i = context.words.at(finish - 1)
    return context.words.tags[i][0] == "v" and len(context.words.words[i]) > len(word)


def _unquoted(name: str) -> str:
    """Without marks that hold the whole name, or that lost their partner."""
    inner = name.strip('“”"‘’')
    return inner if not re.search(r"[“”\"‘’]", inner) else name


#: What an honour's name begins with, where no verb says that it was received.
_LEVELS = frozenset({"全国", "国家", "国家级", "中国", "省级", "市级", "自治区级"})
#: Parts of speech that no such name has.
_OTHER = frozenset({"uj", "ul", "uz", "ug", "p", "r", "y", "d", "q", "m", "x", "w", "f", "t", "c"})
#: Praise that any honour may hold; what is left must say what for.
_PRAISE = re.compile("示范|先进|优秀|特色|重点|典型|标杆|试点|性$")
_COUNTED_AFTER = re.compile(r"（[县区市]）|\(?[\d一二三四五六七八九十两几多]+[余多]?[个家所名座处位]")
_COUNTED_BEFORE = re.compile(r"[个家所名座处位批项]$")
#: Places in a contest, not honours of an area or body.
_RANKS = frozenset({"冠军", "亚军", "季军"})
_REACH, _FEWEST = 26, 3


#: What a school or home is graded as: 省级、市级示范性幼儿园.
_GRADED = re.compile(
    "(?:国家级|省级|市级|区级|县级)(?:[、和及](?:国家级|省级|市级|区级|县级))*(?:示范性?|特级|标准化|规范化|优质)"
    "(?:幼儿园|小学|中学|高中|学校|医院|卫生院|养老院|养老机构|托育机构|图书馆|文化馆|博物馆|文化站|社区|村)"
)
_NOUNS = frozenset({"n", "vn", "m", "mq"})
#: What is said of those who have a grade.
_LISTED = re.compile("名单|名录|称号")
_ANY_OF = re.compile(r"(?:[\d余多几两一二三四五六七八九十][个家所座处批]|部分|一些|各|所有|全部|其他)$")


def graded(context: Context) -> Iterator[Mention]:
    """Mentions of the grade that a school, hospital or home has reached."""
    words = context.words
    for match in _GRADED.finditer(context.text) if "级" in context.text else ():
        start, end = match.span()
        tag = words.tags[words.at(end)] if end < len(context.text) else ""
        goes_on = tag in _NOUNS and not _LISTED.match(context.text, end)
        if goes_on or not words.edge(end) or _ANY_OF.search(context.text, max(0, start - 3), start):
            continue
        yield Mention(start, end, match.group(), "Award", "award-level", confidence("award-level"))


#: What an area honours by such a word, told apart by the area: 青河区最美志愿者.
_PRAISED = re.compile(
    "(?:最美|十佳|百佳)[\u4e00-\u9fff]{0,6}?(?:家庭|志愿者|教师|医生|护士|社工|社区|乡村|村庄|机构|组织|项目|企业|校园|邻里|人物|军嫂)"
)


#: In marks such praise is a title: “最美书屋”.
_PRAISED_SO = re.compile("“(?:最美|十佳|百佳)[\u4e00-\u9fff]{2,10}”")


def praised(context: Context) -> Iterator[Mention]:
    """Mentions of what an area calls its fairest or best, right behind the area's name or in marks."""
    for match in _PRAISED_SO.finditer(context.text):
        sure = confidence("award-level")
        yield Mention(match.start(), match.end(), match.group()[1:-1], "Award", "award-level", sure)
    for match in _PRAISED.finditer(context.text):
        place = context.place_ends.get(match.start())
        if place is not None:
            name, sure = context.text[place : match.end()], confidence("award-level")
            yield Mention(place, match.end(), name, "Award", "award-level", sure)


def levelled(context: Context, ends: Iterable[tuple[str, int, int, int]]) -> Iterator[Mention]:
    """Honours that their level tells, whatever is said of them: 国家卫生城市复审.

    Args:
        context: the document.
        ends: (word that may end a name, its start, its end, floor).
    """
    for word, start, end, floor in ends:
        tail = context.lexicon.tails.get(word)
        if tail is None or tail.type != "Award" or tail.mode != "named" or word in _RANKS:
            continue
        edge = _level_before(context, start, floor)
        if (
            edge is None
            or _COUNTED_BEFORE.search(context.text[edge - 1 : edge])
            or not _says(context, edge, end)
        ):
            continue
        after = _COUNTED_AFTER.match(context.text, end)
        if after is not None and after.group()[0] != "（":
            continue
        end = after.end() if after else end
        name, sure = context.text[edge:end], confidence("award-level")
        yield Mention(edge, end, name, "Award", "award-level", sure)


def _says(context: Context, edge: int, end: int) -> bool:
    """Whether an honour's name says what for, between its level and its last word: not 市级示范社区."""
    level = context.words.words[context.words.at(edge)]
    return len(_PRAISE.sub("", context.text[edge + len(level) : end])) >= _FEWEST


def _level_before(context: Context, start: int, floor: int) -> int | None:
    """Where the farthest word for a level stands before an honour's last word, nothing but nouns between."""
    words, found = context.words, None
    i = words.at(start)
    while i > 0 and words.starts[i - 1] >= floor and start - words.starts[i - 1] <= _REACH:
        i -= 1
        word, tag = words.words[i], words.tags[i]
        verbal = tag == "v" and word not in context.lexicon.nominal
        if tag in _OTHER or verbal:
            break
        if word in _LEVELS:
            found = words.starts[i]
    joined = found is not None and found > 0 and words.tags[words.at(found - 1)][0] in "nva"
    return None if joined and context.text.startswith("中国", found) else found
