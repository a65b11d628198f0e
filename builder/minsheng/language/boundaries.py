"""Where a name begins: the search to the left of the word that a name ends in.

Starting at the head (卫生院), words are taken in one by one until something stops the name: a mark, a verb or
function word, a measure word behind a number. The longest stretch is then trimmed from the left, and what
remains must be particular: 优质 + 学校 describes, 钢花 + 小学 names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.context import AUTONOMOUS, BRIGHT, LOCAL, PROMISES, SITE, part, proper
from minsheng.language.joined import beginning
from minsheng.language.particular import lacking
from minsheng.language.segmentation import known
from minsheng.language.trimming import trimmed

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head

#: No name of a corpus of 400 articles was longer in words or characters.
MOST_WORDS = 14
LONGEST = 32

_CLOSE = '”’」』"》'
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百]+号?$|第\d+号?$|[1-9]\d{0,2}$")
#: Large numbers that names begin with: 万家宅院, 百花小学.
_MANY = re.compile("[万千百双][一-鿿]?$")
#: Measure words: behind a number and one of these stands a kind of thing.
MEASURES = frozenset("所家个座处间名位张支批次场项件条类种户台辆块片套份期轮")
#: A body before an event's name is who holds it, and no part of it.
_HOLDERS = frozenset({"PublicBody", "Organization", "Hospital", "School", "HealthCentre"})
#: What firms do, said right before the word for a firm: 投资 + 集团.
_TRADES = frozenset({"投资", "发展", "建设", "开发", "运营", "管理", "服务", "控股", "传媒", "置业"})
_FIRMS = ("公司", "集团")
#: What firms deal in, though it ends other names: 桐花 + 环境 + 股份有限公司.
_FIELDS = frozenset({"环境", "人才", "资源", "体验", "设计", "设备", "学习"})
#: What is called by a place and by what it is for, common as the words may be.
_SOCIETIES = frozenset({"Organization", "PublicBody", "School"})
#: Its last word has so many characters or is one of the short ones; no more stand before it than `_REACH`.
_SPEAKING, _REACH = 3, 16
_SHORT = frozenset({"协会", "学会", "商会", "学院"})
#: What stands for a place before them.
_COUNTRIES = frozenset({"中国", "中华", "国际", "全国"})
_NOUNS = frozenset({"n", "vn", "nz", "l", "an", "a", "ns", "nt", "j"})
#: Verbs that say what a society is for.
_PURPOSES = frozenset(
    {"保护", "研究", "促进", "创新", "应用", "保障", "治理", "征集", "鉴定", "防治", "监测", "开发"}
)
_COLLEGE = ("学院", "专科学校")
_INSTITUTIONS = ("医院", "分院", "中学", "小学", "幼儿园", "博物馆", "图书馆", "公司")
#: What is called by what it does.
_WORKING = frozenset({"PublicBody", "Organization", "ServiceCentre"})
#: What an area has one of, called by what it does behind the bare 区 or 市, unless one of these stands there.
_OF_AREAS = frozenset(
    {"PublicBody", "Organization", "ServiceCentre", "Hospital", "CulturalSite", "EldercareFacility"}
    | {"ChildcareFacility", "School", "ScenicSpot"}
)
_COMMON = frozenset({"", "plain", "generic", "describing", "bare"})
_NOT_OWN = ")）全各本我该同两几每此某多数"
#: Verbs stand in these only right behind the place they lie in.
_WHERE = frozenset({"Place", "HeritageSite"})
_OBJECT_TAGS = frozenset({"n", "nz", "vn", "ns", "nr", "j"})
_STOP_TAGS = frozenset(
    {"p", "c", "u", "ul", "uj", "uv", "ud", "uz", "ug", "r", "rr", "rz", "y", "e", "o", "x", "w", "t", "d"}
)
#: What is longer is a saying, and begins no name: 贯彻落实; 攀枝花 is a city.
_IDIOM = "攀枝花"
#: Idioms of doing much: 高度重视, 不断完善.
_ZEAL = re.compile(
    "(?:充分|不断|高度|大力|认真|积极|全面|切实|有效|扎实|持续|深入|严格|大大|广泛|着力|全力|加快).."
)
#: Who does what the verb behind says: 海淀法院 + 认定 + …公司.
_ACTORS = re.compile("(?:院|局|委|部|办|府|校|园|公司|集团|厅|处|队|会|站|馆|中心)$")
#: What the segmenter calls a number is one, 少儿 is none.
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万亿两几多半数许零〇首]")
#: Function words that the segmenter glues to an unknown word behind them: 由区, 将建.
_GLUED = re.compile(
    "将建|[送转][到至往]|[因由将把被向与和及除以为有受仅该至赴从在据对让]+|[经到](?=[市区县省])"
)
_BRACKETS = re.compile(r"[（(](?![\d一二三四五六七八九十]+[）)])[^（()）\s摄图文]{1,6}[)）]$")


class Candidate(NamedTuple):
    """A head in the text, and what the words before it make of it."""

    head: Head
    #: first position of the head, and before what no name that ends in it begins
    start: int
    floor: int
    #: where the name begins
    edge: int
    #: what it lacks to be a name, "" if nothing
    lacking: str
    #: the farthest left that it could begin, particular or not
    widest: int

    @property
    def end(self) -> int:
        """Where the head ends."""
        return self.start + len(self.head.word)


def examined(context: Context, head: Head, start: int, floor: int) -> Candidate:
    """Where a name with this head would begin, and what it lacks to be one.

    It may lack: any word before the head (`bare`); a word that does more than describe (`generic`,
    `describing`) or something proper (`plain`); words enough (`short`); quotation marks, title marks or an
    edition (`quoted`, `titled`, `dated`). Or it is `counted`, a clause (`sentence`) or an everyday `word`.

    Args:
        context: the document.
        head: the head found there.
        start: first position of the head in the text.
        floor: the name may not begin before this position (the sentence's start).
    """
    edges = _reach(context, head, start, floor)
    edge, lacking = _judged(context, head, edges, start, floor)
    return Candidate(head, start, floor, edge, lacking, edges[-1])


def _judged(context: Context, head: Head, edges: list[int], start: int, floor: int) -> tuple[int, str]:
    """Where the name begins of all that it could, and what it lacks."""
    edge = trimmed(context, head, edges, start)
    missing = lacking(context, head, edge, start)
    if not missing and not head.abstract and head.type != "Place":
        edge = _with_area(context, edge, floor)
    if not missing and head.abstract and edge in context.places:
        edge = _with_promise(context, edge, floor)
    if missing and head.mode == "local":
        # 公共服务 + 自治区 + 残联
        own = next((e for e in edges if context.text[e:start] in AUTONOMOUS), edge)
        if own != edge:
            return own, ""
    if head.type in _OF_AREAS and head.word[0] not in LOCAL and missing in _COMMON:
        outer = [e for e in edges if e < edge] if not missing else edges[1:]
        own = next((e for e in outer if _of_area(context, e, start)), edge)
        if own != edge and (missing or edge not in context.places):
            return own, ""
    return edge, missing


def _with_area(context: Context, edge: int, floor: int) -> int:
    """The name with the bare 市 or 区 before it, unless that belongs to another: 市第三人民医院."""
    words = context.words
    if edge <= floor or edge in context.place_ends or edge in context.places:
        return edge
    i = words.at(edge - 1)
    if words.words[i] not in LOCAL or words.starts[i] != edge - 1:
        return edge
    before = words.words[i - 1] if i else "，"
    if before[-1] in _NOT_OWN or (i and words.tags[i - 1][0] not in "xpcudvfyw"):
        return edge
    return edge - 1


def _with_promise(context: Context, edge: int, floor: int) -> int:
    """The name with the word before its place that such names begin with: 健康|青海APP."""
    i = context.words.at(edge - 1) if edge > floor else -1
    if i >= 0 and context.words.words[i] in PROMISES and context.words.starts[i] >= floor:
        return context.words.starts[i]
    return edge


def _of_area(context: Context, edge: int, start: int) -> bool:
    """Whether an area's body or place begins here, called by what it does: 区 + 肢残人 + 协会."""
    words = context.words
    i, last = words.at(edge), words.at(start - 1)
    if words.words[i] not in LOCAL or last == i or edge in context.place_ends:
        return False
    if i and (words.words[i - 1][-1] in _NOT_OWN or words.tags[i - 1][0] not in "xpcudvfy"):
        return False
    inside = range(i + 1, last + 1)
    if not all(words.tags[k][0] in "njlabcx" or words.words[k] in context.lexicon.nominal for k in inside):
        return False
    before = [part(context, k, start) for k in inside]
    return any(len(word) > 1 and word not in context.lexicon.generic for word in before)


def _reach(context: Context, head: Head, start: int, floor: int) -> list[int]:
    """Possible left edges, nearest first, up to the word that stops the name."""
    edges, at = [start], start
    words = context.words
    while len(edges) <= MOST_WORDS and at > floor and start - at < LONGEST:
        before = context.text[at - 1]
        if at in context.place_ends and context.place_ends[at] >= floor:
            at = context.place_ends[at]
        elif at in context.numbered and context.numbered[at] >= floor:
            at = context.numbered[at]
        elif before in "）)":
            match = _BRACKETS.search(context.text, max(floor, at - 8), at)
            if match is None:
                break
            at = match.start()
        elif before in _CLOSE:
            break
        elif before in "·•":
            at -= 1
        else:
            i = words.at(at - 1)
            if words.starts[i] < floor:
                break
            if _stops(context, head, i, at, start):
                joined = beginning(context, head, i, start, floor)
                if joined is None:
                    joined = _behind_place(context, head, start, floor)
                if joined is None or joined >= at:
                    break
                at = joined
                edges.append(at)
                continue
            glued = _GLUED.match(part(context, i, start))
            if glued and not known(words.words[i]):
                if glued.end() < at - words.starts[i]:
                    edges.append(words.starts[i] + glued.end())
                break
            at = words.starts[i]
        edges.append(at)
    while edges[-1] < start and context.text[edges[-1]] in "·•）) （(" and edges[-1] not in context.places:
        edges.pop()
    return edges


def _behind_place(context: Context, head: Head, start: int, floor: int) -> int | None:
    """Where a name begins right behind a place, though it holds words that end the search elsewhere.

    Two or three characters name anything (西安 + 唐都 + 医院), firms even if they are a verb (云南 + 能投 +
    集团). Bodies and societies are called by nouns, how common they may be: 上海市 + 环境科学 + 研究院.
    """
    words, firm = context.words, head.word.endswith(_FIRMS)
    for at in (start - 2, start - 3):
        if at not in context.place_ends or not all(words.edge(k) for k in range(at, start)):
            continue
        first = words.at(at)
        tags = words.tags[first : first + start - at]
        return at if (tags[0][0] == "n" or firm) and not any(tag[0] in "pcuxrm" for tag in tags) else None
    if head.type not in _SOCIETIES or (len(head.word) < _SPEAKING and head.word not in _SHORT):
        return None
    for i in range(words.at(start) - 1, -1, -1):
        at = words.starts[i]
        if at < floor or start - at > _REACH or not _named(context, i, start):
            return None
        if at in context.place_ends:
            return at if words.edge(context.place_ends[at]) else None
        if words.words[i] in _COUNTRIES:
            return at
    return None


def _named(context: Context, i: int, start: int) -> bool:
    """Whether a word tells what a society is for: a noun, a verb that stands as one."""
    word, tag = part(context, i, start), context.words.tags[i]
    if word in context.lexicon.heads or not word.isalnum():
        return False
    if word in context.lexicon.nominal or word in _PURPOSES:
        return word != "实施"
    return len(word) > 1 and (tag in _NOUNS or word in BRIGHT) and known(word)


def _stops(context: Context, head: Head, i: int, at: int, start: int) -> bool:
    word, tag = part(context, i, start), context.words.tags[i]
    if word == "非":
        return not context.text.startswith("非物质", context.words.starts[i])
    if head.abstract:
        if word in context.lexicon.nominal:
            return word == "实施"
        holder = context.lexicon.heads.get(word)
        if holder is not None and holder.type in _HOLDERS:
            return True
    if word.endswith(_INSTITUTIONS) and (head.type == "PublicBody" or head.kind == "functional-area"):
        # a hospital's own office is no public body: 中心医院宣传部
        return True
    firm = head.word.endswith(_FIRMS)
    if (
        (head.type in _WORKING or head.word.endswith(_COLLEGE))
        and word in context.lexicon.nominal
        and _of_noun(context, i, chained=firm or head.mode == "long" or head.type == "Organization")
    ):
        return False
    if firm and at == start and word in _TRADES:
        return False
    if firm and word in _FIELDS:
        return False
    if word in context.lexicon.stops or word[0] == "各" or (word[0] == "全" and word[1:] in LOCAL):
        return True
    if word in MEASURES and i > 0 and _is_number(context, i - 1):
        return True
    if (
        word in context.lexicon.heads
        and at < start
        and len(word) > 1
        and context.lexicon.heads[word].type == "Place"
    ):
        return False
    if tag in _STOP_TAGS and not (tag == "d" and len(word) > 1) and word not in BRIGHT:
        # a rare character is no mark
        return not word.isalnum() or not (word.isascii() or tag == "x")
    if tag == "i" and len(word) > len(_IDIOM):
        return True
    if _ZEAL.match(word) or (
        word[-1] in "到于至"
        and tag.startswith(("v", "l"))
        and (len(word) > 2 or (word[1:] == "到" and known(word)))
    ):
        return True
    if (tag == "m" and _NUMERAL.search(word)) or word[0].isdigit():
        return not (_ORDINAL.fullmatch(word) or _MANY.match(word) or SITE.fullmatch(word))
    passing = head.type == "HeritageSite" and known(word) and word not in context.lexicon.nominal
    if tag == "vn" and len(head.word) == 1 and passing:
        return True
    if tag != "v" or len(word) == 1 or (at == start and not passing):
        return False
    if head.type in _WHERE:
        return context.words.starts[i] not in context.place_ends
    if head.mode != "open" and not head.abstract and word not in context.lexicon.nominal:
        return not _led(context, i)
    return _anchored(context, at, start) and not _led(context, i)


def _of_noun(context: Context, i: int, *, chained: bool) -> bool:
    """Whether a verbal noun has its object right before it: 体育 + 发展 + 有限公司, 妇女 + 发展 + 基金会."""
    if not i or context.words.starts[i] in context.place_ends:
        return False
    word, lexicon = context.words.words[i - 1], context.lexicon
    if chained and word in lexicon.nominal and word in lexicon.stops and i > 1:
        # 养老 + 服务 + 管理 + 有限公司, 老城 + 发展 + 建设 + 指挥部
        return _of_noun(context, i - 1, chained=True)
    if len(word) < 2 or word in lexicon.stops or word in lexicon.heads or word[0] in "全各本我该":
        return False
    return context.words.tags[i - 1] in _OBJECT_TAGS or word == "非遗"


def _led(context: Context, i: int) -> bool:
    """Whether something proper stands right before the word: 蒲江+成长+营地 is one name."""
    if not i or context.words.words[i - 1] in context.lexicon.stops:
        return False
    return proper(context, i - 1) and not _ACTORS.search(context.words.words[i - 1])


def _is_number(context: Context, i: int) -> bool:
    word = context.words.words[i]
    return context.words.tags[i] == "m" or word.isdigit() or word in ("余", "多", "几", "两")


def _anchored(context: Context, at: int, start: int) -> bool:
    """Whether something proper already stands at `at`, so that a verb before it begins no name."""
    return at in context.places or proper(context, context.words.at(at)) or start - at >= 6
