"""Numerals: Arabic, Chinese and mixed spellings of a number, to its exact decimal value.

The grammar of a whole quantity (with measure word and hedges) is in `quantities`; here stands what
a numeral is and what it is worth.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Arabic digits, half and full width.
DIGITS = "0-9０-９"
#: Characters that Chinese numerals are made of.
HAN_DIGITS = "零〇一二两三四五六七八九"
HAN_SCALES = "十百千万亿"
#: "Several": 几十, 十几, 数百. The value given is the least that it can mean.
SEVERAL = "几数"

_DIGIT = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_MIXED = re.compile(r"(?P<figure>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(?P<scales>[十百千万亿]*)")
_HAN = re.compile(f"[{HAN_DIGITS}{HAN_SCALES}{SEVERAL}]+")


def parse_number(text: str) -> Decimal:
    """The value of a numeral that is the whole of `text`.

    Understood are plain and grouped figures (`1094`, `2,044`), figures with Chinese scales (`2.5万`,
    `3千`), Chinese numerals (`三千五百`, `两万零八`, `二〇二三`), decimals (`三点五`), halves (`半`),
    shares (`五分之三`, `百分之九十`: the fraction itself) and full-width figures. `数百` and `十几`
    give the least that they can mean, 200 and 11.

    Raises:
        ValueError: `text` is not a numeral.

    Example:
        >>> parse_number("2.5万"), parse_number("三千五百"), parse_number("百分之九十")
        (Decimal('25000'), Decimal('3500'), Decimal('0.9'))
    """
    plain = text.translate(_HALF_WIDTH)
    if plain.isascii() and plain.isdigit():
        return Decimal(plain)
    mixed = _MIXED.fullmatch(plain)
    if mixed:
        return _whole(Decimal(mixed["figure"].replace(",", "")) * scale(mixed["scales"]))
    if plain.endswith(("%", "‰")):
        return parse_number(plain[:-1]) / (100 if plain.endswith("%") else 1000)
    if "分之" in plain:
        below, _, above = plain.partition("分之")
        divisor = parse_number(below)
        if not divisor:
            raise ValueError(f"not a numeral: {text!r}")
        return parse_number(above) / divisor
    return _parse_han(plain)


def scale(scales: str) -> int:
    """The product of the scales that follow a figure: `千万` is 10,000,000; nothing is 1.

    Example:
        >>> scale("千万")
        10000000
    """
    product = 1
    for character in scales:
        product *= _SCALE[character]
    return product


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
    if len(text) > 1 and all(character in _DIGIT for character in text):
        return _parse_row(text)
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
            # 两三百: neighbouring digits hedge; the lower one counts
            digit = digit if digit is not None and digit + 1 == _DIGIT[character] else _DIGIT[character]
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


def _parse_row(text: str) -> int:
    """Digits in a row: a year-like 二〇二三, or two neighbours (七八) of which the lower counts."""
    if len(text) == 2 and _DIGIT[text[0]] + 1 == _DIGIT[text[1]] and "零" not in text and "〇" not in text:
        return _DIGIT[text[0]]
    return int("".join(str(_DIGIT[character]) for character in text))


def _whole(value: Decimal) -> Decimal:
    """Without an exponent or trailing zeros: 2.5 × 10000 is 25000, not 25000.0."""
    if value.adjusted() > 24 or value != value.to_integral_value():
        return value.normalize()
    return value.quantize(Decimal(1))
