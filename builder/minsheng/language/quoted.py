"""Names in quotation marks and book-title marks, with what follows them: “…”专项行动, 《…实施方案》.

Quotation marks also set off sayings, slogans and irony; whether they hold a name is a sum of signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from minsheng.language.calendars import PLANS as FIVE_YEARS
from minsheng.language.civic import is_civic
from minsheng.language.confidence import confidence
from minsheng.language.marks import SPEECH
from minsheng.language.quotations import PLANS, inner_head, quotations
from minsheng.language.titles import titled
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head
    from minsheng.language.quotations import Quotation

#: What is quoted because somebody says so: 最后一单, 建议增加一些…书籍.
_SAID = re.compile("最后|(?=.{14}).*(?:的|一些|了)")
_FIGURE = re.compile(r"[0-9A-Za-z+]|[一二三四五六七八九十]+(?=[^、，])")
_SAYS = re.compile(r"(?:说|表示|介绍|道|称|认为|问|答|指出|强调|感叹|告诉记者)[：:，,]?$")
_MAKES = re.compile(
    r"(?:打造|推出|推行|创建|创新|建立|建成|构建|开展|实施|启动|启用|组建|成立|上线|开通|搭建|探索|举办|开设|设立|首创|创设|推广|深化|擦亮|形成|加入|设置|增设|发起|依托|利用|借助|运用|开办|办起|运营"
    r"|入选|获评|荣获|获得|名为|品牌|以|及|和|与|、|的)了?$"
)
#: What no word classes is named by what is done with it.
_FORTH = re.compile(
    "(?:打造|推出|推行|创建|创新|建立|建成|构建|开展|实施|启动|启用|组建|成立|上线|开通|搭建|探索|举办|开设|设立|首创"
    "|创设|推广|深化|擦亮|形成|加入|设置|增设|发起|依托|开办|办起|运营|入选|获评|荣获|获得|品牌)(?:了|的)?$"
)
#: Heads that quotation marks hold in any talk: “守卫模式”, “密闭空间”.
_WEAK, _BRIEF = frozenset({"模式", "空间", "服务"}), 4
#: Services that go over the network are called so: 互联网+医保.
_NETWORKED = re.compile("互联网[+＋][\u4e00-\u9fff]{2}")
#: What these bring forth has a name, where the clause ends with it: 创新推出“积分超市”，.
_OFFERS = re.compile("(?:推出|首创|创设|开通|开办|推行|推广)了?$")
_HONOURED = re.compile(r"(?:[^，。；“”]{0,8})(?:获评|荣获|入选|获奖|被评为)")
_BEGUN = re.compile("(?:正式)?(?:上线|启动|启用|揭牌|实施|开展以来|推出|落地|挂牌|投用|开通)")
#: What no name holds: …, a preposition at its beginning and 的 behind it.
_CLAUSE = re.compile("……|^(?:在|把|被|让|对|向|从|为了?)[^”]{2,}的")
_ONLY_FIGURES = re.compile(r"[\d、，,.%+＋—–~～-]{2,}|\d0后|\d{1,2}月\d{1,2}[日月号]")
#: What stands right before a quotation and says what it names: 养老机构“阳光家园”.
_KINDS = {
    "养老机构": "EldercareFacility",
    "养老院": "EldercareFacility",
    "托育机构": "ChildcareFacility",
    "公益组织": "Organization",
    "社会组织": "Organization",
    "社工机构": "Organization",
    "志愿服务队": "Organization",
    "志愿者团队": "Organization",
    "小程序": "Programme",
    "微信公众号": "Programme",
    "服务品牌": "Programme",
    "特色品牌": "Programme",
}
_KIND = re.compile(f"(?:{'|'.join(_KINDS)})$")
#: What stands right before an exhibition's name: 推出新展“桐花与水”.
_SHOWN = re.compile(
    "(?:[新特大画联巡]展|展览|书画展|摄影展|主题展|原创展|文物展|文化展|艺术展|作品展|成果展)$"
)
#: How far around a quotation its words are sought again, in characters.
_NEIGHBOURHOOD = 20_000
#: What is counted up in a name of four characters: 三个底数.
_NUMBERED = re.compile("[三四五六七八九十][个项大][\u4e00-\u9fff]{2,4}")
#: A quoted 掌上博物馆 is a service, not a building.
_VIRTUAL = re.compile(
    "四点半|假[日期]|周末|暑[期假]|寒假|家长|孕妇|田间|云上?|空中|掌上|指尖|线上|网上|数字|虚拟|流动|移动"
)
#: An exhibition's name has so many characters.
_TITLED = 4
#: What is to be everywhere is a plan: “一街道一中心、一社区一食堂”.
_EVERYWHERE = re.compile("一[^、，]{1,4}[一两多]")
#: A plan or a series bears its year: “健康临江2030”.
_YEAR = re.compile("20[1-4]\\d")
#: What is told to be a brand is one: “护苗”是区检察院打造的未检品牌.
_DEFINED = re.compile(
    "[，,]?(?:这)?(?:是|即|系)[^，。；]{0,40}(?:品牌|项目|行动|工程|活动|模式|机制|平台|计划|名片|载体|体系|阵地)[，。；]"
)
#: Quoted names are no longer than this.
_LONGEST = 40
#: Short phrases side by side make up a model's name: “甲、乙、丙”的模式.
_LISTED = re.compile("[^、，—+＋]{2,12}(?:[、—+＋]+[^、，—+＋]{2,12})+")
#: What an occasion is held for is no programme: …签约活动.
_OCCASION = re.compile("签约|启动|推进|发布|总结|揭牌|观摩|评选|会$|仪式")
#: What tells the one of several that are called alike, in characters.
_EDITION = re.compile("(?:20\\d\\d年?)?(?:第[一二三四五六七八九十\\d]+[届个]|[春夏秋冬]季|暑期)$")
_LONGEST_EDITION = 12
#: Between a title and the word for what is held about it stand so many characters: 《桐花》新书 + 分享会.
_BETWEEN = 6
#: Heads so long say by themselves what is meant: “一站式”未成年人保护中心.
_SPEAKING = 4


def quoted_names(context: Context) -> Iterator[Mention]:
    """Mentions of what quotation marks name."""
    for quotation in quotations(context):
        mention = _name(context, quotation)
        if mention is None:
            continue
        occasion = _about_title(context, quotation)
        if occasion is not None:
            yield occasion
        start, end = quotation.start, quotation.end
        programme = _programme_inside(context, start, end) if mention.type == "Event" else None
        carried = _carried(context, quotation, mention)
        if carried is not None:
            yield carried
        if programme is not None and mention.end > end:
            yield replace(mention, aliases=())
            yield programme
        else:
            yield mention


def _about_title(context: Context, quotation: Quotation) -> Mention | None:
    """The event that is about a titled work or document: 《桐花》新书|分享会."""
    start, end, tail = quotation.start, quotation.end, quotation.tail
    if context.text[start] != "《" or tail is None or tail[1].type != "Event":
        return None
    if len(tail[1].word) < len("特展") or tail[0] - end - len(tail[1].word) > _BETWEEN:
        return None
    name, sure = context.text[start : tail[0]], confidence("title-event")
    return Mention(start, tail[0], name, "Event", "title-event", sure)


def _carried(context: Context, quotation: Quotation, mention: Mention) -> Mention | None:
    """The programme whose launch or meeting an event is: “书香”阅读活动|启动仪式."""
    if mention.type != "Event" or mention.start != quotation.start or mention.end <= quotation.end:
        return None
    found = [
        (quotation.end + finish, tail)
        for _, finish, index in context.lexicon.automaton.find(context.text[quotation.end : mention.end])
        if (tail := context.lexicon.tails.get(context.lexicon.endings[index])) is not None
        and tail.type in ("Programme", "Event")
        and tail.mode != "titled"
        and quotation.end + finish < mention.end
        and context.words.edge(quotation.end + finish)
        and not _OCCASION.search(tail.word)
    ]
    if not found:
        return None
    end, tail = found[-1]
    inner = context.text[quotation.start + 1 : quotation.end - 1]
    name, sure = context.text[quotation.start : end], confidence("quoted-inner")
    type_ = "Programme" if tail.word.endswith("活动") else tail.type
    return Mention(quotation.start, end, name, type_, "quoted-inner", sure, None, (inner,))


def _programme_inside(context: Context, start: int, end: int) -> Mention | None:
    """The programme that an event is about: “强师工程”推进会."""
    inner = context.text[start + 1 : end - 1]
    own = inner_head(context, inner)
    if own is None or not own.abstract or not (own.type == "Programme" or own.word in PLANS):
        return None
    return Mention(start, end, inner, "Programme", "quoted-inner", confidence("quoted-inner"))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The signs for and against a pair of quotation marks that they hold a name."""

    start: int
    end: int
    #: sign → weight
    signs: dict[str, int]
    #: the sum that makes it a name
    needed: int


def weighed(context: Context) -> Iterator[Weighed]:
    """Every quotation whose signs are summed up, those that hold no name included.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.segmentation import segment
        >>> text = "推出“暖阳”行动"
        >>> [(sum(w.signs.values()), w.needed) for w in weighed(context_of(text, segment(text), []))]
        [(2, 2)]
    """
    for quotation in quotations(context):
        inner = context.text[quotation.start + 1 : quotation.end - 1].strip()
        named = context.text[quotation.start] != "《" and 2 <= len(inner) <= _LONGEST
        if named and not _is_generic(context, quotation, inner):
            head = _head(context, quotation, inner)
            signs = _signs(context, quotation, inner, head)
            yield Weighed(quotation.start, quotation.end, signs, _needed(head))


def _head(context: Context, quotation: Quotation, inner: str) -> Head | None:
    return quotation.tail[1] if quotation.tail else inner_head(context, inner) or quotation.shared


def _needed(head: Head | None) -> int:
    return 2 if head else 3


def _name(context: Context, quotation: Quotation) -> Mention | None:
    text, start, end, tail = context.text, quotation.start, quotation.end, quotation.tail
    inner = text[start + 1 : end - 1].strip()
    if text[start] == "《" and len(inner) > 1:
        return titled(context, start, end, inner, tail)
    if not 2 <= len(inner) <= _LONGEST or _is_generic(context, quotation, inner):
        return None
    head = _head(context, quotation, inner)
    if (not tail or tail[1].word == "项目") and quotation.craft:
        return Mention(start, end, inner, "Work", "quoted-craft", confidence("quoted-craft"))
    if not tail and len(inner) >= _TITLED and _SHOWN.search(text, max(0, start - 3), start):
        return Mention(start, end, inner, "Event", "quoted-head", confidence("quoted-head"))
    if sum(_signs(context, quotation, inner, head).values()) < _needed(head):
        return None
    if head is None and (_ONLY_FIGURES.fullmatch(inner) or not _is_brought_forth(context, quotation)):
        return None
    if head is None:
        return Mention(start, end, inner, "Programme", "quoted", confidence("quoted"))
    if tail and tail[1].type != "Place":
        name, sure = text[start : tail[0]], confidence("quoted-tail")
        edge = _edition_before(context, start)
        aliases = (inner,) if edge == start else (name, inner)
        name = text[edge : tail[0]]
        return Mention(edge, tail[0], name, tail[1].type, "quoted-tail", sure, tail[1].kind, aliases)
    if not head.abstract and (
        "的" in inner or context.words.words[context.words.at(start + 1)] in context.lexicon.stops
    ):
        return None
    told = _KIND.search(text, max(0, start - 8), start)
    if told is not None and not tail:
        sure = confidence("quoted-head")
        return Mention(start, end, inner, _KINDS[told.group()], "quoted-head", sure)
    if _is_weak(head, quotation, inner) and not _is_brought_forth(context, quotation):
        return None
    sure = confidence("quoted-head")
    if _is_planned(context, head, inner):
        return Mention(start, end, inner, "Programme", "quoted-head", sure)
    return Mention(start, end, inner, head.type, "quoted-head", sure, head.kind)


def _edition_before(context: Context, start: int) -> int:
    """Where a name begins whose season or number stands right before its quotation: 青河区夏季|“村晚”展演."""
    edition = _EDITION.search(context.text, max(0, start - _LONGEST_EDITION), start)
    if edition is None:
        return start
    start = edition.start()
    while start in context.place_ends:
        start = context.place_ends[start]
    return start


def _is_weak(head: Head, quotation: Quotation, inner: str) -> bool:
    """Whether what the quoted words end in, if their list says no more of them, may be anything."""
    return head.word in _WEAK and len(inner) <= _BRIEF and head is not quotation.shared


def _is_brought_forth(context: Context, quotation: Quotation) -> bool:
    """Whether somebody makes, begins or honours what no word classes; else it is a saying or a thing."""
    text, first, end = context.text, quotation.first, quotation.end
    if is_civic(text):
        return True
    return bool(
        _NETWORKED.match(text, quotation.start + 1)
        or _FORTH.search(text, max(0, first - 6), first)
        or _BEGUN.match(text, end)
        or _HONOURED.match(text, end)
        or _DEFINED.match(text, end)
        or _YEAR.search(text, quotation.start, end)
    )


def _repeated(text: str, inner: str, start: int, end: int) -> bool:
    """Whether the quoted words stand again near by, quoted or not; bounded: long texts stay linear."""
    if text.find(inner, end, end + _NEIGHBOURHOOD) >= 0:
        return True
    return text.find(inner, max(0, start - _NEIGHBOURHOOD), start) >= 0


def _is_generic(context: Context, quotation: Quotation, inner: str) -> bool:
    tail = quotation.tail
    if _CLAUSE.search(inner) and quotation.tail is None:
        return True
    if inner in FIVE_YEARS:
        # 青河区“十四五”养老服务体系 is a time, not a name
        return True
    return inner in context.lexicon.generic and not (tail and len(tail[1].word) >= _SPEAKING)


def _is_planned(context: Context, head: Head, inner: str) -> bool:
    """Whether what ends like a place, a body or a document is a programme, since it is quoted."""
    if head.type in ("Place", "PublicBody") or head.word in PLANS or _VIRTUAL.match(inner):
        return True
    if _EVERYWHERE.match(inner):
        return True
    return not head.abstract and inner_head(context, inner) is None


def _signs(context: Context, quotation: Quotation, inner: str, head: Head | None) -> dict[str, int]:
    """Signs that quotation marks hold a name, and below 0 signs that they hold something else."""
    text, start, end = context.text, quotation.start, quotation.end
    plain = len(inner) <= 3 and head is None and not _FIGURE.search(inner)
    signs = (
        ("telling", 2, head is not None and (head.mode != "quoted" or len(inner) > 2)),
        ("classed", 1, head is not None),
        ("brand", 1, quotation.tail is not None and quotation.tail[1].word.endswith("品牌")),
        ("defined", 3, bool(_DEFINED.match(text, end))),
        ("figure", 1, bool(_FIGURE.search(inner))),
        ("numbered", 1, head is None and bool(_NUMBERED.fullmatch(inner))),
        ("mark", 1, bool(re.search(r"[·•+]|\d", inner))),
        ("length", 1, 4 <= len(inner) <= 12),
        ("made", 1, bool(_MAKES.search(text[max(0, start - 5) : start]))),
        (
            "offered",
            1,
            text[end : end + 1] in "，。；" and bool(_OFFERS.search(text[max(0, start - 3) : start])),
        ),
        ("begun", 2, bool(_BEGUN.match(text, quotation.tail[0] if quotation.tail else end))),
        ("placed", 1, quotation.tail is not None and start in context.place_ends),
        ("repeated", 1, _repeated(text, inner, start, end)),
        ("list", 1, quotation.run > 1),
        ("honoured", 6, bool(_HONOURED.match(text, end))),
        ("sentence", -1 if quotation.tail and "。" not in inner else -4, bool(SPEECH.search(inner))),
        ("comma", -1, head is None and ("，" in inner or inner.count("、") > 2)),
        ("long", -2, len(inner) > 20 and not (quotation.tail and _LISTED.fullmatch(inner))),
        ("said", -3, bool(_SAYS.search(text[max(0, start - 6) : start]))),
        ("plain", -2, plain),
        ("clause", -2, quotation.tail is None and bool(_SAID.match(inner))),
        (
            "particle",
            -2,
            quotation.tail is None and bool(re.match(r"[地得的]|[这那]", text[end : end + 1] or " ")),
        ),
    )
    return {name: weight for name, weight, holds in signs if holds}
