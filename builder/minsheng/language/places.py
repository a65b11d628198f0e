"""Administrative places in a text, and the area that the text is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.gazetteer import Division, gazetteer, short_form
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from daachorse import CharwiseDoubleArrayAhoCorasick

    from minsheng.language.segmentation import Words

#: Parts of speech that the segmenter gives to names of places.
_PLACE_TAGS = frozenset({"ns", "nr", "nz", "j", "nrt", "x"})


#: The segmenter keeps 临江五小 whole.
_BY_NUMBER = re.compile("第?[一二三四五六七八九十]{1,2}(?:中|小|幼|附小|附中|院)")
#: 临江区 is no 临江市, and no division at all: its full name would have been found. Districts were 县 and 市
#: before.
_OTHER = ("区", "省", "州", "旗")
#: 中梁山 is not 梁山.
_QUALIFYING = frozenset("中大小老新东西南北上下前后")
#: 县民政局会同县卫健委 acts together with 县卫健委.
_TOGETHER, _BODY_ENDS = "会同", frozenset("局委办院会府厅部队心校社")
#: A word is coined with it: “朝阳红”.
_MARKS, _COINED = frozenset("“‘「『"), re.compile("[^”’」』]{1,2}[”’」』]")
#: A hospital's own name is no place: 上海桐花大学附属岳阳医院.
_OWN, _HOSPITAL = re.compile("附属([\u4e00-\u9fff]{2})"), re.compile("[\u4e00-\u9fff]{0,4}医")
#: 青石路 is a street of any town.
_STREET = re.compile("[东西南北中]{0,2}(?:路(?![线段口径况过网演政桥社])|大道|大街|街\\d|河(?![南北东西马]))")
#: 白塔乡 lies in any county, 龙岩山 anywhere: what merely begins like a division says nothing of it.
_BELOW = re.compile(
    "乡(?![村镇土亲愁贤音])|镇(?![江海原宁远巴坪安平康雄赉沅党政村域街级])|村(?![镇民级居干支委庄上里落])"
    "|街道(?!办|级)|山(?![东西区地城海水村间])|寺|岭(?![南东])"
)
#: By day the old are looked after: 日照中心 is no centre of a city.
_BY_DAY, _CARED = "日照", re.compile("中心|站|料|室|所|间|机构|服务")
#: A headline names its county for short: 青山：农家书屋开放.
_HEADLINE = frozenset("：:")
_JOINED = frozenset("、和与及")
#: Family names; what stands around a person's name that ends in a place's: 局长李南江介绍.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤包"
)
_OFFICER = re.compile(
    r"(?:书记|主任|[局市区县镇乡州省厅处科院校馆站所队部组会社团园村]长|常委|委员|政委|主席|理事|经理|代表|干事|教授|医[生师]|老师|记者|通讯员|研究员|[（(、])$"
)
#: Behind these a person's name stands, whatever place it begins with: 校对 吴兴成.
_SIGNED = re.compile("(?:校对|编辑|责编|审核|审校|摄影|供稿|监制|编审|主编)[：: ]{1,2}$")
_REPORTER = re.compile("(?:记者|通讯员)[：:\\s]{1,2}$")
_REPORTED = re.compile("[^，。]{0,4}(?:报道|摄|讯|电)")
_SPEAKS = re.compile("介绍|表示|告诉|指出|认为|强调|坦言|感慨|[说称道赴率]|一行|带队|[)）]")
#: A place in a dateline (新华社南昌7月1日电) or a publisher's name says where, not what about.
_BYLINE = re.compile(
    r"\d{1,2}月\d{1,2}日电|(?:新闻|日报|晚报|早报|晨报|商报|时报|都市报|发布|官微|卫视|电视台|广播|在线|之声)?网(?!吧|格|络|点|民|红|球|上)|日报|晚报|早报|晨报|发布客户端|频道"
)
_AGENCY = re.compile("新华社|中新社|中新网|人民网")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A gazetteer name in the text, and the divisions that are called so."""

    start: int
    end: int
    name: str
    full: bool
    divisions: tuple[Division, ...]


@cache
def name_automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    """What finds the names of the gazetteer in a text, the longest first, and the names by their index."""
    import daachorse

    names = gazetteer().names()
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(names), match_kind=kind), names


def place_names(text: str, words: Words) -> list[PlaceName]:
    """Every province, city and county named in the text, in full or for short, at word edges.

    Short forms that are everyday words are names in full company: 朝阳、丰台和通州.
    """
    automaton, names = name_automaton()
    register = gazetteer()
    found: list[PlaceName] = []
    doubtful: list[PlaceName] = []
    own = {match.group(1) for match in _OWN.finditer(text)}
    for start, end, index in automaton.find(text):
        name = names[index]
        full = register.named(name)
        if _BYLINE.match(text, end) or _AGENCY.search(text, max(0, start - 3), start):
            continue
        if full and register.ordinary(name) and not _behind_parent(text, start, full):
            continue
        if name.startswith(_TOGETHER) and text[start - 1 : start] in _BODY_ENDS:
            continue
        if full:
            # 古县城 is no 古县, 皖南山区 no 南山区
            torn = len(full) > 1 and (_within(words, start) or _within(words, end))
            if words.edge(start) + words.edge(end) > (len(name) < 3 or torn):
                found.append(PlaceName(start, end, name, True, tuple(full)))
        elif words.edge(start) and (words.edge(end) or _BY_NUMBER.match(text, end)):
            if start and words.words[words.at(start - 1)] in _QUALIFYING:
                continue
            if text[start - 1 : start] in _MARKS and _COINED.match(text, end):
                continue
            if name in own and _of_hospital(text, start, end, register.short(name)):
                continue
            if (
                _BELOW.match(text, end)
                or _STREET.match(text, end)
                or _of_person(text, start, end)
                or text[end : end + 1] in _OTHER
                or (name == _BY_DAY and _CARED.match(text, end))
            ):
                continue
            called = _called(text, words, start, end, name)
            if called:
                found.append(PlaceName(start, end, name, False, tuple(called)))
            else:
                every = (*register.short(name), *register.everyday(name))
                doubtful.append(PlaceName(start, end, name, False, every))
    return _in_company(text, found, doubtful)


def _within(words: Words, position: int) -> bool:
    """Whether a position stands inside a word of the dictionary."""
    return not words.edge(position) and known(words.words[words.at(position)])


def _behind_parent(text: str, start: int, divisions: Iterable[Division]) -> bool:
    """Whether what is a kind of area too, such as 城区, stands behind the name of its city."""
    above = (short_form(parent) for d in divisions for parent in gazetteer().parents(d.code))
    return any(text[max(0, start - 8) : start].removesuffix("市").endswith(name) for name in above)


def _called(text: str, words: Words, start: int, end: int, name: str) -> list[Division]:
    """The divisions that a short form means beyond doubt."""
    register = gazetteer()
    tag, ordinary = words.tags[words.at(start)], register.ordinary(name)
    called = [
        d
        for d in register.short(name)
        if tag in _PLACE_TAGS or (d.level != "county" and not ordinary) or d.name in text
    ]
    if _rare(words, start, end) or text[end : end + 1] in _HEADLINE:
        called += [d for d in register.everyday(name) if d.name in text]
    return called


def _in_company(text: str, found: list[PlaceName], doubtful: list[PlaceName]) -> list[PlaceName]:
    """The places found, and the doubtful ones that stand beside one of their province in a list."""
    if not found or not doubtful:
        return found
    begins, ends = {p.start: p for p in found}, {p.end: p for p in found}
    for ordered in (doubtful, doubtful[::-1]):
        for place in ordered:
            beside = [ends.get(place.start - 1) if text[place.start - 1 : place.start] in _JOINED else None]
            beside += [begins.get(place.end + 1) if text[place.end : place.end + 1] in _JOINED else None]
            provinces = {d.code[:2] for other in beside if other is not None for d in other.divisions}
            called = tuple(d for d in place.divisions if d.code[:2] in provinces)
            if called and place.start not in begins:
                begins[place.start] = ends[place.end] = replace(place, divisions=called)
    return [begins[start] for start in sorted(begins)]


def _rare(words: Words, start: int, end: int) -> bool:
    """Whether an everyday word stands here as a name: the segmenter takes it for one, or does not know it."""
    i = words.at(start)
    return words.tags[i] in ("ns", "nr", "nrt") or words.starts[i] + len(words.words[i]) < end


def _of_hospital(text: str, start: int, end: int, divisions: Iterable[Division]) -> bool:
    """Whether a place's short form only begins the name of a university's hospital."""
    if any(division.name in text for division in divisions):
        return False
    return text.startswith("附属", start - 2) or _HOSPITAL.match(text, end) is not None


def _of_person(text: str, start: int, end: int) -> bool:
    """Whether a place's short form ends the name of a person whose office or speech stands beside it."""
    if _SIGNED.search(text, max(0, start - 5), start):
        return True
    if _REPORTER.search(text, max(0, start - 5), start) and not _REPORTED.match(text, end):
        return True
    if not start or text[start - 1] not in SURNAMES:
        return False
    return bool(_OFFICER.search(text, max(0, start - 4), start - 1) or _SPEAKS.match(text, end))


def merged(places: Iterable[PlaceName], towns: Iterable[PlaceName]) -> list[PlaceName]:
    """Both in text order, the longer where they overlap."""
    kept: list[PlaceName] = []
    for place in sorted([*places, *towns], key=lambda p: (p.start, -p.end, p.name)):
        if kept and place.start < kept[-1].end:
            if place.end - place.start > kept[-1].end - kept[-1].start:
                kept[-1] = place
            continue
        kept.append(place)
    return kept
