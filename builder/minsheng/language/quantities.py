"""Quantities in running text: a numeral with its measure word, hedges and direction of change.

Names that merely contain digits (95中, 第四次, “1+4”, 12345热线, 〔2023〕5号, 15:23) are not
quantities. Measure words and hedges are data: `data/units.tsv`, `data/hedges.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from minsheng.language.lexicon import table
from minsheng.language.numbers import DIGITS, HAN_DIGITS, HAN_SCALES, SEVERAL, parse_number, scale
from minsheng.records import Quantity

_HAN = f"{HAN_DIGITS}{HAN_SCALES}{SEVERAL}"
#: What makes the numeral behind it an ordinal, a code, a time, or the tail of another token.
_NOT_AFTER = f"第初{DIGITS}.．/+＋A-Za-z〔\\[几{HAN_DIGITS}{HAN_SCALES}"
_GROUPS = f"[{DIGITS}]{{0,2}}(?:,[{DIGITS}]{{3}}){{1,4}}(?![{DIGITS}])"
_FIGURE = f"(?:{_GROUPS}|[{DIGITS}]{{0,15}})(?:[.．][{DIGITS}]+)?[{HAN_SCALES}]{{0,3}}"
_WORDS = f"[{_HAN}]{{0,24}}(?:点[{HAN_DIGITS}]{{1,8}}[万亿]{{0,2}})?"
#: How far a quotation may reach on either side of a number, and be a name that contains it.
_QUOTED_NAME = 12
_TO_CLOSING = re.compile(f"[^，。；！？,;“”‘’「」『』《》〈〉]{{0,{_QUOTED_NAME}}}[”’」』》〉]")
_FROM_OPENING = re.compile("[“‘「『《〈][^，。；！？,;“”‘’「」『』《》〈〉]*$")
_APPROXIMATE_BARE = frozenset("近上超逾约过达")
#: The largest power of ten that anything is counted in; longer figures are codes.
_LARGEST = 15
_ORDINAL = frozenset("二三四五六七八九十")
_LINK = re.compile(r"[、和及]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word: its canonical form, what one of it is worth there, and what it counts."""

    word: str
    #: canonical unit: 名 and 位 count 人, 块钱 counts 元
    name: str
    factor: int
    #: count, facility, people, visits, events, money, share, area, duration, age, place …
    kind: str
    #: the largest value that the word counts, None without limit: 五大课程, but 二十大
    most: int | None


@cache
def units() -> dict[str, Unit]:
    """The measure words of `data/units.tsv`, by word.

    Example:
        >>> units()["名"].name
        '人'
    """
    return {
        word: Unit(word, name, int(factor), kind, int(most) if most else None)
        for word, name, factor, kind, _, most in table("units.tsv")
    }


@cache
def _kinds() -> dict[str, str]:
    return {unit.name: unit.kind for unit in units().values()}


def kind_of(unit: str) -> str:
    """What a canonical unit counts; "count" for a unit that the table does not know.

    Example:
        >>> kind_of("元"), kind_of("%")
        ('money', 'share')
    """
    return _kinds().get(unit, "count")


def _unit_pattern() -> str:
    """The measure words as one alternation, ordered by first character, longest first."""
    by_first: dict[str, list[str]] = {}
    for row in table("units.tsv"):
        follow = f"(?!{row[4]})" if "|" in row[4] else f"(?![{row[4]}])" if row[4] else ""
        by_first.setdefault(row[0][0], []).append(re.escape(row[0][1:]) + follow)
    branches = []
    for first, tails in sorted(by_first.items()):
        tails.sort(key=lambda tail: -len(tail.split("(?!")[0]))
        branches.append(re.escape(first) + (f"(?:{'|'.join(tails)})" if len(tails) > 1 else tails[0]))
    return "|".join(branches)


@cache
def _candidates() -> re.Pattern[str]:
    """One pattern for all quantities; it starts with a plain character set, which `re` skips to fast."""
    figure = f"(?<=[{DIGITS}]){_FIGURE}"
    words = f"(?<=[{_HAN}])(?<!周.)(?:(?<!数)|(?=[{HAN_SCALES}]))(?:(?<!一)|(?=[{_HAN}点])){_WORDS}"
    half = "(?<=半)(?=个?小|个?月|年|天)"
    share = f"分之(?:[{_HAN}]+(?:点[{HAN_DIGITS}]+)?|[{DIGITS}]+(?:[.．][{DIGITS}]+)?)"
    later = f"(?:[—–~～至到-]{{1,2}}|(?<=[{DIGITS}])一(?=[{DIGITS}]))(?:[{DIGITS}]{_FIGURE}|[{_HAN}]{_WORDS})"
    return re.compile(
        # 15：23 is a time, 床位：15张 a number
        f"[{DIGITS}{_HAN}半](?<![{_NOT_AFTER}].)(?<!数[{HAN_SCALES}])(?<![{DIGITS}][:：].)(?<!唯.)"
        f"(?:(?P<share>(?<=[二三四五六七八九十百千万]){share})"
        f"|(?:{figure}|{words}|{half})(?P<stop>)(?P<later>{later})?"
        f"(?P<more>[余多来几])?(?P<scales>[百千万亿]{{0,2}}) ?(?P<unit>{_unit_pattern()}))"
    )


@cache
def _hedges(side: str) -> tuple[re.Pattern[str], frozenset[str], dict[str, str]]:
    """Hedges before or after a quantity: pattern, the characters next to the number, meanings."""
    words = {row[0]: row[2] for row in table("hedges.tsv") if row[1] == side}
    guards = {row[0]: f"(?<![{row[3]}])" for row in table("hedges.tsv") if len(row) > 3}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    ordered = "|".join(guards.get(word, "") + word for word in longest_first)
    if side == "after":
        return re.compile(ordered), frozenset(word[0] for word in words), words
    # 增长了近: a direction keeps its meaning through the particles and hedges behind it
    directed = "|".join(sorted(word for word in words if words[word] in ("growth", "decline")))
    pattern = re.compile(f"(?:({directed})(?:了|约|近|超过|超|逾|达)*|({ordered}))$")
    return pattern, frozenset(word[-1] for word in words) | frozenset("了达"), words


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities of `text[start:end]`, in text order; offsets are those of `text`.

    A value is in the base unit: 近30亿元 is 3000000000 元, approx. A range (3至5场) gives its lower end
    with the qualifier over; a share (三分之二, 八成) is in percent, to four decimals.

    Example:
        >>> [(str(q.value), q.unit, q.qualifier) for q in find_quantities("投入近2.5亿元，新建学校3所")]
        [('250000000', '元', 'approx'), ('3', '所', 'exact')]
    """
    found: list[Quantity] = []
    for match in _candidates().finditer(text, start, len(text) if end is None else end):
        quantity = _read(text, match)
        if quantity is None:
            continue
        if found and quantity.qualifier == "exact":
            quantity = _inherit(text, found[-1], quantity)
        found.append(quantity)
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    begin, stop = match.span()
    before = text[begin - 1] if begin else ""
    if _is_name(text, begin, stop):
        return None
    more = match["more"] or "多" in (match["unit"] or "")
    if match["share"]:
        value, unit = _percent(parse_number(match[0])), "%"
    else:
        numeral = text[begin : match.start("stop")]
        measure = units()[match["unit"]]
        if not _counts(text, match, numeral, measure):
            return None
        value = parse_number(numeral) * measure.factor
        if match["scales"]:
            value *= scale(match["scales"])
        if text.startswith("半", stop) and measure.kind in ("duration", "weight"):
            value, stop = value + Decimal("0.5"), stop + 1
        if value.adjusted() > _LARGEST:
            return None
        if value == value.to_integral_value():
            value = value.quantize(Decimal(1))
        if measure.most is not None and value > measure.most:
            return None
        unit = measure.name
    qualifier = _qualifier(text, begin, stop, before)
    least = more or match["later"] or "几" in match[0] or text[begin] == "数"
    if qualifier == "exact" and (least or (before == "上" and text[begin] in HAN_SCALES)):
        qualifier = "over"
    return Quantity(begin, stop, value, unit, qualifier)


def _percent(fraction: Decimal) -> Decimal:
    percent = (fraction * 100).quantize(Decimal("0.0001")).normalize()
    return percent.quantize(Decimal(1)) if percent == percent.to_integral_value() else percent


def _counts(text: str, match: re.Match[str], numeral: str, measure: Unit) -> bool:
    """Whether the numeral can count `measure` here, or is a year, a bare scale, a set phrase."""
    begin, stop = match.span()
    if measure.kind == "place":
        return _is_paired(text, match)
    if numeral == "半" and text[begin - 1 : begin] in ("上", "下"):
        return False
    if measure.word == "年":
        following = text[stop : stop + 2]
        if len(numeral) == 4 and not match["more"]:
            return False
        return not (len(numeral) == 2 and following and (following[0].isdigit() or following[0] in "上下第"))
    if numeral in ("几", "数"):
        return False
    if measure.kind == "people" and text[begin - 1 : begin] == "前":
        return False
    if measure.word in ("期", "组") and (numeral in _ORDINAL or text[begin - 1 : begin] == "分"):
        return False  # 二期工程, 分3组: which one, and how divided
    if len(numeral) == 1 and numeral in "百千万亿" and not match["more"]:
        return text[begin - 1 : begin] in _APPROXIMATE_BARE and begin > 0
    return not (measure.kind == "share" and measure.factor > 1 and parse_number(numeral) > 10)


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


def _qualifier(text: str, begin: int, stop: int, before: str) -> str:
    pattern, nearest, words = _hedges("before")
    if before and before in nearest:
        hedge = pattern.search(text[max(0, begin - 7) : begin])
        if hedge:
            return words[hedge[1] or hedge[2]]
    pattern, nearest, words = _hedges("after")
    if text[stop : stop + 1] in nearest and stop < len(text):
        hedge = pattern.match(text, stop)
        if hedge:
            return words[hedge[0]]
    return "exact"


def _inherit(text: str, previous: Quantity, quantity: Quantity) -> Quantity:
    """分别下降48%、56%: coordinated numbers share the direction of the first."""
    if (
        previous.qualifier in ("growth", "decline")
        and previous.unit == quantity.unit
        and _LINK.fullmatch(text, previous.end, quantity.start)
    ):
        return Quantity(quantity.start, quantity.end, quantity.value, quantity.unit, previous.qualifier)
    return quantity
