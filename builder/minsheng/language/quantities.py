"""Quantities in running text: a numeral with its measure word, hedges and direction of change.

Names that merely contain digits (95中, 第四次, “1+4”, 12345热线, 〔2023〕5号, 15:23) are not
quantities. Measure words and hedges are data: `data/units.tsv`, `data/hedges.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from minsheng.language.hedges import qualifier
from minsheng.language.measures import Unit, alternation, units
from minsheng.language.numbers import (
    DIGITS,
    FORMAL_DIGITS,
    FORMAL_SCALES,
    HAN_DIGITS,
    HAN_SCALES,
    SEVERAL,
    hedged,
    parse_number,
    scale,
)
from minsheng.records import Quantity

_HAN = f"{HAN_DIGITS}{HAN_SCALES}{SEVERAL}"
#: What makes the numeral behind it an ordinal, a code, a time, or the tail of another token.
_NOT_AFTER = f"第初{DIGITS}.．/A-Za-z〔\\[几幾{HAN_DIGITS}{HAN_SCALES}"
_GROUPS = (
    f"[{DIGITS}]{{0,2}}(?:(?:,[{DIGITS}]{{3}}){{1,4}}(?![{DIGITS}])|(?:，[０-９]{{3}}){{1,4}}(?![０-９]))"
)
_FIGURE = (
    f"(?:{_GROUPS}|[{DIGITS}]{{0,15}})(?:[.．][{DIGITS}]+)?"
    f"(?:[{HAN_SCALES}]{{1,3}}(?:[{DIGITS}]{{1,4}}[{HAN_SCALES}]{{1,2}})?)?"
)
_WORDS = f"[{_HAN}]{{0,24}}(?:[点點][{HAN_DIGITS}]{{1,8}}[万亿萬億]{{0,2}})?"
_DASH = "[—–~～至到-]{1,2}"
#: How far a quotation may reach on either side of a number, and be a name that contains it.
_QUOTED_NAME = 12
_TO_CLOSING = re.compile(f"[^，。；！？,;“”‘’「」『』《》〈〉]{{0,{_QUOTED_NAME}}}[”’」』》〉]")
_FROM_OPENING = re.compile("[“‘「『《〈][^，。；！？,;“”‘’「」『』《》〈〉]*$")
_APPROXIMATE_BARE = frozenset("近上超逾约过达")
#: The largest power of ten that anything is counted in; longer figures are codes.
_LARGEST = 15
_ORDINAL = frozenset("二三四五六七八九十")
_LARGE = frozenset("百千万亿萬億")
#: Measure words before which 二 says which one: 二次供水, 二期工程.
_ORDINALS = frozenset(("次", "轮", "届", "类", "层", "班"))
_LINK = re.compile(r"[、和及]")
_RANGE = re.compile(_DASH)
#: Smaller coins behind the larger: 3元5角, 三块五.
_DIGIT = f"[{DIGITS}]|[一二两三四五六七八九]"
_ALONE = "(?=[，。；、！）)的]|钱|左右|以[上下内]|$)"
_COINS = re.compile(f"(?P<tenths>{_DIGIT})(?:[角毛](?:(?P<hundredths>{_DIGIT})分)?|{_ALONE})")
#: 三成五: a tenth and a half.
_FIFTHS = re.compile(f"({_DIGIT}){_ALONE}")
_COIN_UNITS = ("元", "块", "圆")
#: Nouns that are counted without a measure word: 13部门印发.
_UNMEASURED = "部门|乡镇|街镇|镇街|县市区|地市|省市"
#: A number without measure word; the noun around it tells what is counted.
_NONE = Unit("", "", Decimal(1), "bare", None)


@cache
def _candidates() -> re.Pattern[str]:
    """One pattern for all quantities; it starts with a plain character set, which `re` skips to fast."""
    figure = f"(?<=[{DIGITS}]){_FIGURE}"
    lone = "(?<!一)|(?=倍|个百分点)|(?<=至少一)|(?<=至少有一)|(?<=不少于一)"
    words = f"(?<=[{_HAN}])(?<!周.)(?:(?<![数數])|(?=[{HAN_SCALES}]))(?:{lone}|(?=[{_HAN}点點])){_WORDS}"
    formal = f"(?<=[{FORMAL_DIGITS}])(?:[{FORMAL_DIGITS}{FORMAL_SCALES}{_HAN}]{{1,20}}|(?=[元圆圓]))"
    half = "(?<=半)(?=个?小|个?月|年|天)"
    numeral = f"[{_HAN}]+(?:[点點][{HAN_DIGITS}]+)?|[{DIGITS}]+(?:[.．][{DIGITS}]+)?"
    share = f"分之(?:{numeral})(?:[至到—-](?P<share_end>(?:百分之)?(?:{numeral})))?(?!决赛)"
    part = "(?<=一)半(?!年|天|个|小时|月|径|生|路)|(?<=半)[数數]|(?<=[过近超]半)(?=[，。；、的]|以上)"
    times = "(?<=翻)了?(?:[一两二三四1-4]?番|倍)"
    later = f"(?:{_DASH}|(?<=[{DIGITS}])一(?=[{DIGITS}]))(?P<end>[{DIGITS}]{_FIGURE}|[{_HAN}]{_WORDS})"
    bare = f"(?<=[万亿萬億余餘多])(?![{DIGITS}{_HAN}年里]|次方)(?=[一-鿿，。；、）)]|$)|(?={_UNMEASURED})"
    return re.compile(
        # 15：23 is a time, 床位：15张 a number
        f"[{DIGITS}{_HAN}{FORMAL_DIGITS}半翻](?<![{_NOT_AFTER}].)(?<![数數][{HAN_SCALES}])"
        f"(?<![{DIGITS}][:：].)(?<!唯.)(?<![{DIGITS}{_HAN}A-Za-z“][+＋].)"
        f"(?:(?P<share>(?<=[二三四五六七八九十百千万]){share})|(?P<part>{part})|(?P<times>{times})"
        f"|(?:{figure}|{words}|{formal}|{half})(?P<stop>)(?:{later})?"
        f"(?P<more>[余餘多来几幾+＋])?(?P<scales>[百千万亿萬億]{{0,2}})[余餘多]? ?"
        f"(?:(?P<unit>{alternation()})|{bare}))"
    )


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities of `text[start:end]`, in text order; offsets are those of `text`.

    A value is in the base unit: 近30亿元 is 3000000000 元, approx. A range (3至5场) has its lower end as
    value, with the qualifier over, and its `upper` end; 三五场 is approx. A share (三分之二, 八成) is in
    percent, to four decimals. A number without measure word (2万游客) has no unit.

    Example:
        >>> [(str(q.value), q.unit, q.qualifier) for q in find_quantities("投入近2.5亿元，新建学校3所")]
        [('250000000', '元', 'approx'), ('3', '所', 'exact')]
    """
    found: list[Quantity] = []
    for match in _candidates().finditer(text, start, len(text) if end is None else end):
        quantity = _read(text, match)
        if quantity is None or (found and quantity.start < found[-1].end):
            continue
        if found and quantity.qualifier == "exact":
            quantity = _inherit(text, found[-1], quantity)
        if found and _ends_range(text, found[-1], quantity):
            found[-1] = replace(
                found[-1], end=quantity.end, qualifier=_spread(found[-1].qualifier), upper=quantity.value
            )
        else:
            found.append(quantity)
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    begin, stop = match.span()
    if _is_name(text, begin, stop):
        return None
    if match["share"] or match["part"] is not None or match["times"]:
        return _read_share(text, match)
    numeral, measure = _numeral(text, match), units()[match["unit"]] if match["unit"] else _NONE
    if not numeral or not _counts(text, match, numeral, measure):
        return None
    value, upper = _values(match, numeral)
    value, stop = _halved(text, stop, measure, _settled(value * measure.factor))
    unit = "元" if measure.word in _COIN_UNITS and stop > match.end() else measure.name
    if value.adjusted() > _LARGEST or (measure.most is not None and value > measure.most):
        return None
    begin = match.start("stop") - len(numeral)
    found = qualifier(text, begin, stop, measure.kind)
    if found == "exact":
        found = _hedge(text, match, begin, upper is not None)
    if upper is not None:
        upper = _settled(upper * measure.factor)
    return Quantity(begin, stop, value, unit, found, upper)


def _numeral(text: str, match: re.Match[str]) -> str:
    """The numeral; 统一三个 counts three, and digits in a row count nothing."""
    numeral = text[match.start() : match.start("stop")]
    row = len(numeral) > 1 and all(character in HAN_DIGITS for character in numeral)
    if not row or "廿" in numeral or "卅" in numeral or hedged(numeral) is not None:
        return numeral
    if match["unit"] == "折":
        return numeral
    return numeral[1:] if numeral[0] == "一" and len(numeral) == 2 and numeral[1] != "一" else ""


def _values(match: re.Match[str], numeral: str) -> tuple[Decimal, Decimal | None]:
    """The value of the numeral, and of the other end if it is a range."""
    scales = scale(match["scales"]) if match["scales"] else 1
    if match["unit"] == "折" and len(numeral) == 2 and all(character in HAN_DIGITS for character in numeral):
        return parse_number(f"{numeral[0]}点{numeral[1]}"), None
    pair = hedged(numeral)
    value = pair[0] if pair else parse_number(numeral)
    if not match["end"]:
        return value * scales, pair[1] * scales if pair else None
    upper = parse_number(match["end"]) * scales
    shared = scales * scale(match["end"][len(match["end"].rstrip("百千万亿萬億")) :])
    # 3至5万: the first has the scale of the second, unless that makes it the larger
    if not set(numeral) & set(HAN_SCALES) and value * shared <= upper:
        value *= shared
    return value, upper if upper > value else None


def _hedge(text: str, match: re.Match[str], begin: int, spread: bool) -> str:
    """What the numeral itself says of its exactness: 十余, 几十, 三五, 十来, 上百."""
    before = text[begin - 1] if begin else ""
    if match["end"]:
        return "over"
    if spread or match["more"] == "来":
        return "approx"
    several = any(character in match[0] for character in "几幾余餘多+＋") or text[begin] in "数數"
    return "over" if several or (before == "上" and text[begin] in HAN_SCALES) else "exact"


def _settled(value: Decimal) -> Decimal:
    return (
        value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 24 else value
    )


def _halved(text: str, stop: int, measure: Unit, value: Decimal) -> tuple[Decimal, int]:
    """两年半, 3元5角: the value with the smaller part that follows, and where that ends."""
    if text.startswith("半", stop) and measure.kind in ("duration", "weight"):
        return value + Decimal("0.5"), stop + 1
    if measure.word in _COIN_UNITS:
        coins = _COINS.match(text, stop)
        if coins:
            tenths = parse_number(coins["tenths"]) / 10
            return value + tenths + parse_number(coins["hundredths"] or "0") / 100, coins.end()
    if measure.word == "成":
        fifths = _FIFTHS.match(text, stop)
        if fifths:
            return value + parse_number(fifths[1]), fifths.end()
    return value, stop


def _read_share(text: str, match: re.Match[str]) -> Quantity:
    """三分之二, 一半, 翻一番: in percent."""
    begin, stop = match.span()
    if match["times"]:
        doublings = match["times"].strip("了番倍")
        return Quantity(
            begin, stop, Decimal(100 * (2 ** int(parse_number(doublings or "一")) - 1)), "%", "growth"
        )
    upper = None
    if match["part"] is not None:
        value = Decimal(50)
        found = "over" if text[begin - 1 : begin] in ("过", "超") else qualifier(text, begin, stop, "share")
        return Quantity(begin, stop, value, "%", found)
    whole, last = match[0], match["share_end"]
    if last:
        whole = match[0][: match.start("share_end") - begin - 1]
        divisor = whole.partition("分之")[0] + "分之"
        upper = _percent(parse_number(last if "分之" in last else divisor + last))
    found = qualifier(text, begin, stop, "share")
    found = "over" if upper is not None and found == "exact" else found
    return Quantity(begin, stop, _percent(parse_number(whole)), "%", found, upper)


def _percent(fraction: Decimal) -> Decimal:
    percent = (fraction * 100).quantize(Decimal("0.0001")).normalize()
    return percent.quantize(Decimal(1)) if percent == percent.to_integral_value() else percent


def _counts(text: str, match: re.Match[str], numeral: str, measure: Unit) -> bool:
    """Whether the numeral can count `measure` here, or is a year, a bare scale, a set phrase."""
    begin, stop = match.span()
    before = text[begin - 1 : begin]
    if measure.kind == "place":
        return _is_paired(text, match)
    if measure.kind == "bare":
        return not set(numeral) <= set(HAN_SCALES + SEVERAL)
    if numeral == "半" and before in ("上", "下"):
        return False
    if measure.word == "年":
        following = text[stop : stop + 2]
        if len(numeral) == 4 and not match["more"]:
            return False
        return not (len(numeral) == 2 and following and (following[0].isdigit() or following[0] in "上下第"))
    if numeral in tuple(SEVERAL):
        return False
    if measure.kind == "people" and before == "前":
        return False
    if numeral == "八" and text.startswith("规定", stop):
        return False  # 八项规定: a name
    if measure.word in ("组", "社", "队") and before == "村":
        return False  # 某村7组
    if measure.word == "次" and before == "届":
        return False  # 某届三次会议
    if measure.word == "届" and len(numeral) == 4 and numeral.isdigit():
        return False  # 2024届毕业生
    if measure.word in ("期", "组") and (numeral in _ORDINAL or before == "分"):
        return False  # 二期工程, 分3组: which one, and how divided
    if (numeral == "二" and measure.word in _ORDINALS) or (measure.word == "角" and numeral[0] in _HAN):
        return False  # 二次供水, 三角洲
    if len(numeral) == 1 and numeral in _LARGE and not match["more"]:
        return before in _APPROXIMATE_BARE and begin > 0
    if numeral == "三五" and measure.word == "成":
        return False  # 三五成群
    return not (measure.kind in ("share", "discount") and measure.factor > 1 and parse_number(numeral) > 10)


def _is_paired(text: str, match: re.Match[str]) -> bool:
    """五街三镇: divisions count only in pairs; a lone 三镇 is a name or a plain noun."""
    unit, begin, stop = match["unit"], *match.span()
    pair = re.compile(f"[{_HAN}{DIGITS}]+(?:[街镇乡村区县市]|社区)")
    after = pair.match(text, stop)
    if after and not after[0].endswith(unit):
        return True
    before = re.search(f"[{_HAN}{DIGITS}]+(?:[街镇乡村区县市]|社区)$", text[max(0, begin - 6) : begin])
    return before is not None and not before[0].endswith(unit)


def _is_name(text: str, begin: int, stop: int) -> bool:
    """Whether the number stands in a short quotation without a stop, which is a name: “五个一”."""
    closing = _TO_CLOSING.match(text, stop)
    return closing is not None and _FROM_OPENING.search(text, max(0, begin - _QUOTED_NAME), begin) is not None


def _ends_range(text: str, previous: Quantity, quantity: Quantity) -> bool:
    """2500元至3000元: one range, unless it is a change (从70张到160张)."""
    return (
        previous.upper is None
        and previous.unit == quantity.unit
        and quantity.value > previous.value
        and _RANGE.fullmatch(text, previous.end, quantity.start) is not None
        and text[previous.start - 1 : previous.start] not in ("从", "由")
    )


def _spread(found: str) -> str:
    return "over" if found == "exact" else found


def _inherit(text: str, previous: Quantity, quantity: Quantity) -> Quantity:
    """分别下降48%、56%: coordinated numbers share the direction of the first."""
    if (
        previous.qualifier in ("growth", "decline")
        and previous.unit == quantity.unit
        and _LINK.fullmatch(text, previous.end, quantity.start)
    ):
        return replace(quantity, qualifier=previous.qualifier)
    return quantity
