"""Numerals: Arabic, Chinese and mixed spellings of a number, to its exact decimal value.

The grammar of a whole quantity (with measure word and hedges) is in `quantities`; here stands what
a numeral is and what it is worth.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Arabic digits, half and full width.
DIGITS = "0-9０-９"
#: Characters that Chinese numerals are made of, traditional forms among them.
HAN_DIGITS = "零〇一二两三四五六七八九兩廿卅"
HAN_SCALES = "十百千万亿萬億"
#: The forms that contracts and cheques use; most are words and surnames as well.
FORMAL_DIGITS = "壹贰貳叁參肆伍陆陸柒捌玖"
FORMAL_SCALES = "拾佰仟"
#: "Several": 几十, 十几, 数百. The value given is the least that it can mean.
SEVERAL = "几数幾數"

_DIGIT = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％壹贰貳叁參肆伍陆陸柒捌玖兩拾佰仟萬億幾數點",
    "0123456789.,%一二二三三四五六六七八九两十百千万亿几数点",
) | str.maketrans({"廿": "二十", "卅": "三十"})
_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MIXED = re.compile(rf"(?P<figure>{_FIGURE})(?P<scales>[十百千万亿]*)")
_COMPOUND = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?[十百千万亿]+){2,}")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]+)")
_HAN = re.compile("[零〇一二两三四五六七八九十百千万亿几数]+")
#: Neighbouring digits that hedge: 七八个, 二三十, and the set phrase 三五个.
_PAIR = re.compile(
    "(?<![零〇一二两三四五六七八九])(?:一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)"
    "(?![零〇一二两三四五六七八九])"
)


def parse_number(text: str) -> Decimal:
    """The value of a numeral that is the whole of `text`.

    Understood are plain and grouped figures (`1094`, `2,044`), figures with Chinese scales (`2.5万`,
    `3千`), Chinese numerals (`三千五百`, `两万零八`, `二〇二三`), decimals (`三点五`), halves (`半`),
    shares (`五分之三`, `百分之九十`: the fraction itself), full-width figures, traditional and formal
    numerals (`兩萬`, `伍拾万`, `廿五`). `数百`, `十几` and `三五` give the least that they can mean, 200,
    11 and 3.

    Raises:
        ValueError: `text` is not a numeral.

    Example:
        >>> parse_number("2.5万"), parse_number("三千五百"), parse_number("百分之九十")
        (Decimal('25000'), Decimal('3500'), Decimal('0.9'))
    """
    plain = text.translate(_PLAIN)
    if plain.isascii() and plain.isdigit():
        return Decimal(plain)
    mixed = _MIXED.fullmatch(plain)
    if mixed:
        return _whole(Decimal(mixed["figure"].replace(",", "")) * scale(mixed["scales"]))
    if _COMPOUND.fullmatch(plain):
        return _parse_compound(plain, text)
    if plain.endswith(("%", "‰")):
        return parse_number(plain[:-1]) / (100 if plain.endswith("%") else 1000)
    if "分之" in plain:
        below, _, above = plain.partition("分之")
        divisor = parse_number(below)
        if not divisor:
            raise ValueError(f"not a numeral: {text!r}")
        return parse_number(above) / divisor
    return _parse_han(plain)


def hedged(text: str) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a numeral with two neighbouring digits means; None for any other.

    Example:
        >>> hedged("三五"), hedged("二三十"), hedged("三十")
        ((Decimal('3'), Decimal('5')), (Decimal('20'), Decimal('30')), None)
    """
    plain = text.translate(_PLAIN)
    pair = _PAIR.search(plain)
    if pair is None or "点" in plain or "分之" in plain:
        return None
    before, behind = plain[: pair.start()], plain[pair.end() :]
    return parse_number(before + pair[0][0] + behind), parse_number(before + pair[0][1] + behind)


def scale(scales: str) -> int:
    """The product of the scales that follow a figure: `千万` is 10,000,000; nothing is 1.

    Example:
        >>> scale("千万")
        10000000
    """
    product = 1
    for character in scales.translate(_PLAIN):
        product *= _SCALE[character]
    return product


def _parse_compound(plain: str, text: str) -> Decimal:
    """3亿5000万: figures with falling scales, added."""
    total, last = Decimal(0), None
    for figure, scales in _PART.findall(plain):
        worth = scale(scales)
        if last is not None and worth >= last:
            raise ValueError(f"not a numeral: {text!r}")
        total, last = total + Decimal(figure) * worth, worth
    return _whole(total)


def _parse_han(text: str) -> Decimal:
    if text == "半":
        return Decimal("0.5")
    if "点" in text:
        whole, _, tail = text.partition("点")
        scales = tail[len(tail.rstrip("万亿")) :]
        digits = "".join(str(_digit(character)) for character in tail.rstrip("万亿"))
        if not digits:
            raise ValueError(f"not a numeral: {text!r}")
        return _whole(Decimal(f"{_parse_integer(whole)}.{digits}") * scale(scales))
    return Decimal(_parse_integer(text))


def _digit(character: str) -> int:
    digit = _DIGIT.get(character)
    if digit is None:
        raise ValueError(f"not a digit: {character!r}")
    return digit


def _parse_integer(text: str) -> int:
    if not _HAN.fullmatch(text):
        raise ValueError(f"not a numeral: {text!r}")
    text = _PAIR.sub(lambda pair: pair[0][0], text)
    if len(text) > 1 and all(character in _DIGIT for character in text):
        return int("".join(str(_DIGIT[character]) for character in text))
    # `total` above the last 亿, `section` above the last 万, `part` below it, `digit` not yet scaled
    total = section = part = 0
    digit: int | None = None
    last = 1
    for index, character in enumerate(text):
        if character in SEVERAL:
            digit = 2 if text[index + 1 : index + 2] else 1
        elif character in "零〇":
            digit, last = None, 10
        elif character in _DIGIT:
            digit = _DIGIT[character]
        elif character == "万":
            section = (part + (digit or 0) or 1) * 10_000
            part, digit, last = 0, None, 10_000
        elif character == "亿":
            total = (total + section + part + (digit or 0) or 1) * 100_000_000
            section = part = 0
            digit, last = None, 100_000_000
        else:
            part += (1 if digit is None else digit) * _SCALE[character]
            digit, last = None, _SCALE[character]
    # 三千五 is 3500: a bare last digit takes the scale below the one before it
    bare = last > 10 and text[-2:-1] in _SCALE and text[-1] not in SEVERAL
    return total + section + part + (digit or 0) * (last // 10 if bare else 1)


def _whole(value: Decimal) -> Decimal:
    """Without an exponent or trailing zeros: 2.5 × 10000 is 25000, not 25000.0."""
    if value.adjusted() > 24 or value != value.to_integral_value():
        return value.normalize()
    return value.quantize(Decimal(1))
