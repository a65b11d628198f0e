"""Private persons: their names never leave a document.

A name is masked where something says that its bearer is a resident, patient, pupil or other private
person, and also where nothing says that he or she holds an office, practises a profession or signs the
text. Words, surnames and the kinds with their examples are data: `rules/privacy.toml`.
"""

from __future__ import annotations

import re
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from minsheng.facts.bearers import LISTED, NAME_TAGS, seeds
from minsheng.facts.intervals import Intervals
from minsheng.facts.masking import PrivateNames
from minsheng.facts.persons import private_persons
from minsheng.facts.privacy_words import ASSUMED, privacy_words, table
from minsheng.facts.standing import in_office, is_private, may_be_name, spans_of
from minsheng.language.lexicon import matches
from minsheng.language.segmentation import known
from minsheng.reading.traditional import simplified
from minsheng.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from minsheng.facts.bearers import Seeds
    from minsheng.language.segmentation import Words
    from minsheng.records import Mention

#: Numbers and addresses, which need no words around them; each is a kind of `rules/privacy.toml`. Like all
#: expressions that run over whole texts they begin with one set of characters, which `re` skips to fast.
NUMBERS = {
    "telephone": re.compile(r"1(?<![\d.]1)[3-9]\d([- ]?)\d{4}\1\d{4}(?!\d|[余多]?[万元亿个人])"),
    "identity-number": re.compile(
        r"[1-9](?<![\dA-Za-z].)(?:\d{16}[\dXx]|\d{2,9}[*＊xX]{4,14}\d{1,4}[\dXx]?"
        r"|(?=[\d*＊xX]{17}(?![\d*＊A-Za-z]))\d{5,13}[*＊xX]{4,12})(?![\dA-Za-z*])"
    ),
    "licence-plate": re.compile(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·•]?(?=[A-Z]{0,5}\\d)(?:[A-Z\\d]{5,6}|[A-Z\\d]{4}挂)(?![A-Za-z\\d])"
    ),
    "address": re.compile(
        r"\d(?:(?:\d{0,12}弄\d+|\d{0,12})(?:号楼|号|栋|幢|座)(?:\d+单元)?\d+(?:室|号房)|\d{0,12}单元\d+(?:室|号)?(?![\dA-Za-z-]))"
    ),
}
#: Tags of a surname that the segmenter took for a word of its own: 张 (of 一张) + 玉花.
_SURNAME_TAGS = NAME_TAGS | {"q", "n", "ng", "nz", "ns"}
#: Parts of speech that stand behind a name rather than inside a longer one: verbs, adverbs, marks, …
_DOES = "vdxpcu"
_KIN = re.compile("姐姐|哥哥|阿姨|叔叔")
_FOREIGN_KIN = re.compile("[A-Za-z]{2,10}(?=姐姐|哥哥|阿姨|叔叔|老师|同学|女士|小姐|妈妈|爸爸)")
_OF_KIN = re.compile(
    "(?![的了是在为给和与就听说你我他她您但很帮把被向对从到个位名大小老阿巴])[一-鿿]"
    "[^的了是在为给和与就听说你我他她您但很帮把被向对从到个位名大小老巴\\W\\da-zA-Z](?=姐姐|哥哥|阿姨|叔叔)"
)
#: What makes a name a road's or a place's: 云一 + 东路.
_GOES_ON = re.compile("[东南西北中]?(?:路|街|巷|弄|村|镇|乡|大道|社区|小区|水库)")
_ACCOUNT = re.compile(
    "“(?:(?<=网名.)|(?<=昵称.)|(?<=博主.)|(?<=主播.)|(?=[^“”]{2,8}”的(?:网友|博主|主播)))([^“”]{2,8})”"
)
#: What teaches and is nobody.
_SUBJECTS = frozenset({"AI", "IT", "VR", "HR", "STEM", "STEAM"})


def private_names(
    text: str, words: Words, mentions: Iterable[Mention], *, certain: bool = False
) -> PrivateNames:
    """The private names, mobile and identity numbers and home addresses of a text.

    Names of facilities and works that are called after a person stay, unless the person is private here.
    With `certain`, names that nothing is said of stay too: the text is no whole one.
    """
    sown = seeds(words)
    nicknames = (*_nicknames(text, words), *_little_ones(text, words, sown), *_accounts(text))
    names = dict.fromkeys(nicknames, "nickname")
    names.update(dict.fromkeys(_appellations(text, words), "appellation"))
    mentions = list(mentions)
    named = Intervals((m.start, m.end) for m in mentions)
    held = Intervals((m.start, m.end) for m in mentions if m.type != "Place")
    places = {m.start for m in mentions if m.type == "Place"}
    names.update(dict.fromkeys(_called_kin(text, words), "nickname"))
    names.update(dict.fromkeys(_unnamed(text, words), "appellation"))
    names.update(dict.fromkeys(_together(text, words), "private-name"))
    persons = _persons(text, words, sown)
    everywhere = spans_of(text, persons)
    for name, spans in persons.items():
        kind = _kind(text, name, spans, everywhere[name], held)
        if certain and kind == "unattributed-name":
            continue
        if kind is not None and not all(span.start in places for span in spans):
            names.setdefault(name, kind)
    found = _where(text, words, names)
    if not certain:
        judged: list[str] = []
        for name, spans in private_persons(text, words, sown, sorted(found), names):
            aside = any(
                held.holding(span.start, span.end)
                or span.start in places
                or _GOES_ON.match(text, span.end)
                or _crosses(named, span)
                for span in spans
            )
            if not aside and not all(_is_quoted(text, span) for span in spans):
                judged.append(name)
        names.update(dict.fromkeys(judged, "judged-name"))
        for spans in spans_of(text, judged).values():
            found.update(dict.fromkeys(spans, "judged-name"))
    held_back = set(names)
    for kind, pattern in NUMBERS.items():
        for match in pattern.finditer(text):
            found[Span(*match.span())] = kind
            held_back.add(match.group())
    by_initial = {initial: tuple(group) for initial, group in groupby(sorted(held_back), key=itemgetter(0))}
    return PrivateNames(tuple(sorted(found)), frozenset(held_back), found, by_initial)


def _where(text: str, words: Words, names: Mapping[str, str]) -> dict[Span, str]:
    """Where names stand, and why each is masked."""
    found: dict[Span, str] = {}
    for name, spans in spans_of(text, sorted(names)).items():
        kind = names[name]
        for span in spans:
            if kind != "nickname" or (words.edge(span.start) and words.edge(span.end)):
                found.setdefault(span, kind)
    return found


def suspicious(text: str) -> bool:
    """Whether anything in a text is worth a closer look by `private_names`."""
    text = simplified(text)
    return any(pattern.search(text) for pattern in (*NUMBERS.values(), *privacy_words().hints))


def _kind(
    text: str, name: str, spans: Sequence[Span], everywhere: Iterable[Span], held: Intervals
) -> str | None:
    """Why a full name is masked, None if it stays; `spans` are where it stands by itself."""
    if any(is_private(text, span) for span in spans):
        return "private-name"
    if any(in_office(text, span) for span in everywhere) or privacy_words().rare.match(name):
        return None
    if name[-1] in table()["place_ends"] and not any(
        privacy_words().speech.match(text, s.end) for s in spans
    ):
        return None  # 毛伊岛, 郭家山
    aside = all(held.holding(span.start, span.end) or _is_quoted(text, span) for span in spans)
    return None if aside else "unattributed-name"


def _appellations(text: str, words: Words) -> Iterator[str]:
    """李婆婆, 王某某, 老周: a surname with an appellation, at the edges of words."""
    for match in privacy_words().appellation.finditer(text):
        if words.edge(match.start()) and words.edge(match.end()) and not _is_title(text, Span(*match.span())):
            yield match.group()
    for match in privacy_words().familiar.finditer(text):
        # 小程序, 老党员: there the surname begins another word
        follows = text[match.start() + 1 : match.end() + 1]
        foreign = match.group()[0] == "阿" and not words.edge(match.end())  # 阿齐兹
        if words.edge(match.start()) and not foreign and not known(match.group()) and not known(follows):
            yield match.group()


def _unnamed(text: str, words: Words) -> Iterator[str]:
    """张某, 李某某, 王某华, 李姓: those whom a text does not name in full."""
    given = privacy_words()
    for match in matches(given.unnamed, text):
        name = match[1]
        if name[1].isascii() and not words.edge(match.start()):
            continue  # 工程A
        if len(name) == 3 and name[2] != "某" and (words.edge(match.end(1) - 1) or name[2] in given.no_some):
            # 张某 + 酒后, 余某 + 以
            name = name[:2]
        if name[-1] == "某" and text[match.start() + 2 : match.start() + 3] in given.some_kind:
            continue
        yield name


def _called_kin(text: str, words: Words) -> Iterator[str]:
    """恺璐姐姐, YOYO老师: names that no dictionary has before what children call people."""
    # few texts have such a word, and the search for what stands before it is slow
    called = _OF_KIN.finditer(text) if _KIN.search(text) else ()
    for match in chain(_FOREIGN_KIN.finditer(text), called):
        name, start = match.group(), match.start()
        if words.edge(start) and not known(name) and not may_be_name(name) and name not in _SUBJECTS:
            yield name


def _together(text: str, words: Words) -> Iterator[str]:
    """甲、乙两位老党员: what is listed and counted as private persons, if one of the names is a person's."""
    for counted in matches(privacy_words().counted, text):
        found: list[str] = []
        end = counted.start("last")
        while True:
            name = _name_before(text, words, end)
            if name is None:
                break
            found.append(name)
            end -= len(name) + 1
            if end < 0 or text[end] not in LISTED:
                break
        if len(found) > 1 and any(may_be_name(name) for name in found):
            yield from found


def _name_before(text: str, words: Words, end: int) -> str | None:
    """The two or three characters before a position that can be a name, as the segmenter has them."""
    for length in (3, 2):
        start = end - length
        name = text[max(start, 0) : end]
        if start >= 0 and words.edge(start) and name.isalpha() and not name.isascii() and not known(name):
            return name
    return None


def _is_title(text: str, span: Span) -> bool:
    """Whether a work is called so: 《周先生》."""
    return text[span.start - 1 : span.start] == "《" and text[span.end : span.end + 1] == "》"


def _nicknames(text: str, words: Words) -> Iterator[str]:
    given = privacy_words()
    for match in (given.assumed if ASSUMED in text else given.nickname).finditer(text):
        group = "kin" if match.group("kin") else "assumed"
        name, start = match.group(group), match.start(group)
        i = words.at(start)
        if not words.edge(start) or not words.edge(match.end(group)):
            continue
        if group == "kin" and words.words[i] == name and words.tags[i][0] in "dtvmqbruzpc":
            continue
        if name[-2:] in table()["appellations"] or name in table()["no_nickname"]:
            continue
        yield name


def _accounts(text: str) -> Iterator[str]:
    """What somebody is called on the web: 网名“青溪阿木”, “青溪阿木”的网友."""
    for match in _ACCOUNT.finditer(text):
        if not known(match.group(1)):
            yield match.group(1)


def _little_ones(text: str, words: Words, sown: Seeds) -> Iterator[str]:
    """小思彤 where the words behind tell of whom they speak: 小思彤的妈妈."""
    for i in sown.tagged:
        word, start = words.words[i], words.starts[i]
        little = word[0] == "小" and len(word) == 3 and not known(word)
        if little and is_private(text, Span(start, start + 3)):
            yield word


def _persons(text: str, words: Words, sown: Seeds) -> dict[str, list[Span]]:
    """Full names: words that the segmenter takes for a person's and that begin with a surname."""
    found: dict[str, list[Span]] = {}
    for i in sown.surnamed:
        tagged = words.tags[i] in NAME_TAGS
        # 村民 + 周月 + 说: a month to the segmenter
        speaks = privacy_words().speech.match(text, words.starts[i] + len(words.words[i])) is not None
        if not (tagged or speaks or _may_begin(words.words[i], words.tags[i])):
            continue
        for word in _readings(text, words, i):
            span = Span(words.starts[i], words.starts[i] + len(word))
            told = is_private(text, span)
            sure = told and (tagged or speaks) and not known(word)
            if may_be_name(word, sure=sure) and (told or _is_likely(text, words, i, span)):
                found.setdefault(word, []).append(span)
                break
    return found


def _may_begin(word: str, tag: str) -> bool:
    """Whether a word that is no name to the segmenter may be one, or begin one, where a text tells so."""
    if len(word) == 1:
        return tag in _SURNAME_TAGS or (tag == "zg" and word in privacy_words().common)
    return not known(word) and (len(word) == 3 or word[0] in privacy_words().common)


def _is_likely(text: str, words: Words, i: int, span: Span) -> bool:
    """Whether the word by itself, or what its bearer does, makes it a name."""
    word, tag, common = text[span.start : span.end], words.tags[i], privacy_words().common
    if tag in NAME_TAGS and not known(word):
        if len(word) == 3:
            return True
        # 李娟 + 承包; 周浦 + 地区 is a place
        last = words.at(span.end - 1)
        follows = words.tags[last + 1] if last + 1 < len(words.tags) else "x"
        if word[0] in common and words.edge(span.end) and follows[0] in _DOES:
            return True
    if len(words.words[i]) == 1 and len(word) == 3 and words.tags[i + 1] in NAME_TAGS:
        # 刘 + 洪涛
        return word[0] in common and not known(word[1:])
    return tag in _SURNAME_TAGS and privacy_words().speech.match(text, span.end) is not None


def _readings(text: str, words: Words, i: int) -> Iterator[str]:
    """The word, or with the one behind it where a name was cut: 李 + 桂格, 刘子 + 硕."""
    word, tag = words.words[i], words.tags[i]
    if word in privacy_words().ordinary:
        return
    if tag in NAME_TAGS and len(word) in (3, 4) and word[-1] in privacy_words().no_last:
        # 王佩谦是, 陈永等
        yield word[:-1]
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    span = Span(words.starts[i], words.starts[i] + len(word + following))
    third = following[-1:] not in privacy_words().no_third or (
        tag in NAME_TAGS and len(following) == 2 and is_private(text, span)
    )
    if 0 < len(following) <= 3 - len(word) and third:
        given = len(following) == 1 or words.tags[i + 1] in NAME_TAGS or not known(following)
        spoken = privacy_words().speech.match(text, span.end) and text.count(word + following) > 1
        own = len(word) > 1 or not privacy_words().rare.match(word)
        if (tag in NAME_TAGS and given) or spoken or (own and is_private(text, span)):
            yield word + following
    if tag in NAME_TAGS or not known(word):
        yield word


def _is_quoted(text: str, span: Span) -> bool:
    """“小青”: a brand or a figure is called like a person."""
    return text[span.start - 1 : span.start] == "“" and text[span.end : span.end + 1] == "”"


def _crosses(named: Intervals, span: Span) -> bool:
    """Whether a span is part of a longer name, or begins or ends inside one: 新柳 + 分别."""
    return any(
        (start <= span.start and start + end != span.start + span.end) or span.start < start < span.end < end
        for start, end in named.meeting(span.start, span.end)
    )
