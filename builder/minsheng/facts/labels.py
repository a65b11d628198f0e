"""The name of what a number measures, built from the words around it; and why some have none."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.facts.counted import noun_after
from minsheng.facts.indicators import WORTH
from minsheng.facts.wordlists import endings, rules, words
from minsheng.language.segmentation import tagged

if TYPE_CHECKING:
    from minsheng.facts.indicators import Reading

#: A longer label is a clause misread, no term of any field.
LONGEST = 20
#: Kinds of measure words of things.
_THINGS = ("count", "facility")
#: No person's name has so many characters.
_NAME = 5
#: So many of what units of `few` count are told apart, not counted.
_FEW = 2
#: Words so long tell what is counted all the same: 两种医保支付方式.
_TELLING = 5
_SET_UP = re.compile("^.{0,8}设(?=(?:床位|病床|托位|座位|席位|学位|车位|班级|教学班|诊室)数)")
#: What verbs of paying end in.
_SUMS = ("款", "斥资", "耗资", "注资", "捐资", "出资", "筹资", "募资", "集资")
#: Characters of a plain verb.
_VERB = 2
#: What a number is compared with is said of somebody else: 高于全国88.1%.
_COMPARED = re.compile(
    "(?:高于|低于|超过|高出|多于|少于|大于|小于|优于)(?:全国|全省|全市|全区|全县|国家|世界)(?:的?平均(?:水平|值)?)?(?:的|为)?$"
)
_NO_QUOTES = str.maketrans("", "", '“”‘’「」『』《》"')


class Indicator(NamedTuple):
    """An indicator's label and its other names."""

    label: str
    alternatives: tuple[str, ...]


def refusal(reading: Reading) -> str:
    """Why a number is no observation; "" if it is one.

    Example:
        >>> from minsheng.facts.indicators import Reading
        >>> from minsheng.facts.phrases import Phrase
        >>> from minsheng.records import Quantity, Span
        >>> from decimal import Decimal
        >>> age = Quantity(0, 3, Decimal(74), "岁")
        >>> nothing = Phrase("", "", 0, 0)
        >>> refusal(Reading("74岁", age, "age", Span(0, 3), nothing, nothing, None))
        'age'
    """
    if reading.kind in words("refused_kinds") and not _is_extent(reading):
        return reading.kind
    if not reading.rule:
        return "no noun"
    noun = reading.after.noun if reading.rule == "counted-noun" else reading.noun
    if reading.rule == "doer-counted":
        verb, done = reading.after.verb, _object(reading)
        if verb in words("abstract"):
            return "abstract noun"  # 3人受伤
        attained = verb in words("attained") and len(done) > 1
        told = (
            verb in words("telling")
            or attained
            or (done and (verb not in words("neutral") or reading.quantity.unit == "次"))
        )
        return "" if told and not done[:1].isdigit() else "no noun"
    if reading.rule == "noun-counted" and reading.kind in _THINGS and reading.before.link.startswith("等"):
        return "" if reading.named_list else "no noun"  # 甲、乙等18项: only examples are told
    if _is_cut(reading):
        return "no noun"
    few = reading.quantity.unit in words("few") and reading.quantity.value <= _FEW
    if few and not reading.text[reading.quantity.start].isdigit() and len(noun) < _TELLING:
        return "few"  # 两种办法
    if noun == "基础" or (reading.rule in ("counted-noun", "noun-counted") and _is_abstract(noun)):
        return "abstract noun"
    if _COMPARED.search(reading.text, reading.clause.start, reading.quantity.start):
        return "comparison"
    label = _LABELS[reading.rule](reading)
    if reading.kind == "people" and reading.rule == "noun-counted" and _is_person(reading):
        return "no noun"  # 张某等三人
    length = len(label)
    return "no noun" if length < 2 else "long label" if length > LONGEST else ""


def core(label: str) -> str:
    """What is counted, without the ending that says that it is counted.

    Example:
        >>> core("社区食堂数量"), core("入园率")
        ('社区食堂', '入园率')
    """
    if not label.endswith(_suffixes()):
        return label
    return next((label[: -len(end)] for end in _suffixes() if label.endswith(end) and label != end), label)


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted({*rules()["suffix"].values(), *rules()["unit_suffix"].values()} - {""}))


def _is_extent(reading: Reading) -> bool:
    """Whether a length or duration is of something that services are measured by: 线路全长, 办理时限."""
    named = {"length": "length_endings", "duration": "duration_endings", "age": "age_endings"}.get(
        reading.kind
    )
    return named is not None and len(reading.noun) > 1 and reading.noun.endswith(endings(named))


def _is_cut(reading: Reading) -> bool:
    """Whether the number is part of a set phrase, or what it counts is cut off: 老两口, 实现乡村五大振兴."""
    start, end = reading.quantity.start, reading.quantity.end
    if reading.rule == "noun-counted" and reading.text[end - 1] == "大":
        return True
    return reading.text[start:end] == "两口" and reading.text[start - 1 : start] in ("老", "小")


def _is_person(reading: Reading) -> bool:
    """Whether what stands before the number is the last of the persons that it counts."""
    noun = reading.noun
    if noun.endswith("某"):
        return True
    start = reading.before.start
    last = reading.before.link.startswith("等") or reading.text[start - 1 : start] in ("、", "和", "与")
    words_ = tagged(noun) if last and len(noun) < _NAME else ()
    return len(words_) == 1 and words_[0][1] == "nr"


def _is_abstract(noun: str) -> bool:
    if noun == "人":
        return True  # 两个人
    if len(noun) == 1 and noun not in words("single") | words("bare"):
        return True
    if noun.startswith(endings("discourse")):
        return True  # 三个方面动员
    return noun in words("abstract") or noun.endswith(endings("abstract", 2))


def indicator(reading: Reading) -> Indicator:
    """The indicator of a number that is no refusal.

    Example: see the examples of the rules in `rules/observations.toml`.
    """
    # 养老|区设|床位72张: the segmenter knows no 区 before 设
    label = _SET_UP.sub("", _LABELS[reading.rule](reading))
    alternatives = []
    if reading.rule == "counted-noun" and reading.before.noun and reading.before.link:
        # 班次达6个班: the noun before a linking word names the same number
        alternatives.append(reading.before.noun + _suffix(reading, reading.before.noun))
    return Indicator(label, tuple(name for name in alternatives if name != label))


def _telling(verb: str) -> str:
    """The part of a verb that changes what is counted: 新增, not 建成."""
    telling = endings("telling")
    return verb if verb.startswith(telling) or verb.endswith(telling) else ""


def _acting(reading: Reading) -> str:
    """The verb before a noun and its number, if it is one that says more than that the thing is there."""
    verb = reading.verb
    said = len(verb) == _VERB and reading.kind != "share"
    if not said or verb in words("neutral") or verb in words("edges"):
        return _telling(verb)
    return verb


def _governing(reading: Reading) -> str:
    """The verb of which the counted noun is the object, in a list that of its first item."""
    if reading.before.noun:
        return ""
    listed = reading.listed
    return _telling(reading.before.verb) or (_governing(listed) if listed is not None else "")


def _suffix(reading: Reading, noun: str) -> str:
    kind, unit = reading.kind, reading.quantity.unit
    if noun.endswith("人次") or (kind == "money" and noun.endswith(endings("money_endings"))):
        return ""
    if kind == "share" and noun.endswith(endings("share_endings")):
        return ""
    if kind == "area" and noun.endswith(endings("area_endings")):
        return ""
    if (
        kind == "length"
        and noun.endswith(endings("length_endings", 2))
        and noun.endswith(("长", "度", "程", "离"))
    ):
        return ""
    suffix: str = rules()["unit_suffix"].get(unit) or rules()["suffix"].get(kind, "数量")
    return "" if noun.endswith((suffix, "数", "量", "规模", "额", "率")) else suffix


def _counted(reading: Reading) -> str:
    noun = reading.after.noun
    listed = reading.before.link.startswith("等")  # 拔河、跳绳等12个项目
    if (
        not listed
        and (noun in words("bare") or (reading.kind == "money" and noun in words("sums")))
        and reading.before.noun
    ):
        noun = reading.before.noun + noun
    if reading.kind == "money" and reading.before.noun.endswith(WORTH):
        return noun + WORTH  # 价值8万元的器材
    seats = reading.quantity.unit == "座" and noun.endswith(endings("halls"))
    if seats and reading.text.startswith("的", reading.quantity.end):
        return noun + "座位数"
    named, suffix = _governing(reading) + noun, _suffix(reading, noun)
    told = named + reading.doing + suffix
    return told if len(told) <= LONGEST else named + suffix


def _noun(reading: Reading) -> str:
    if reading.base:
        share = reading.sharer + reading.base
        return share if len(share) <= LONGEST else reading.base
    if reading.named_list:
        return reading.named_list + _suffix(reading, reading.named_list)
    resumed = not reading.before.noun and reading.before.verb
    verb = reading.verb if resumed else _acting(reading)
    rate = reading.rate if reading.noun != reading.rate else ""
    return verb + rate + reading.noun + _suffix(reading, reading.noun)


def _change(reading: Reading) -> str:
    left = reading.text[reading.clause.start : reading.quantity.start]
    year = "同比" if "同比" in left else "环比" if "环比" in left else ""
    return f"{reading.noun}{year}变化" + ("" if reading.kind == "share" else "量")


def _bare_name(name: str) -> str:
    return name.translate(_NO_QUOTES)


def _verb(reading: Reading) -> str:
    object_ = rules()["verb_object"].get(reading.kind, "")
    verb = reading.verb
    subject = "" if _telling(verb) and object_ else reading.subject.noun
    if len(subject) < 2:
        subject = "" if _telling(verb) and object_ else _bare_name(reading.topic)
    if subject.endswith(verb):
        verb = ""
    if object_ and verb.endswith(_SUMS):
        # 斥资 says already that it is money
        object_ = rules()["suffix"][reading.kind]
    return subject + verb + (object_ or _suffix(reading, verb))


def _doer(reading: Reading) -> str:
    rest = _object(reading)
    return reading.after.verb + rest + _suffix(reading, rest)


def _object(reading: Reading) -> str:
    """The object of the verb behind the number."""
    start = reading.after.start + len(reading.after.verb)
    while reading.text[start : start + 1] in ("了", "过", "到"):
        start += 1
    return noun_after(reading.text, start, reading.clause.end).noun


def _division(reading: Reading) -> str:
    names = {"街": "街道", "乡": "乡", "镇": "镇", "村": "村", "区": "区", "县": "县", "市": "市"}
    return names.get(reading.quantity.unit, reading.quantity.unit) + "数量"


_LABELS = {
    "counted-noun": _counted,
    "noun-counted": _noun,
    "noun-attains": _noun,
    "change": _change,
    "verb-counted": _verb,
    "doer-counted": _doer,
    "divisions": _division,
}
