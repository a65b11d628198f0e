from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.numbers import parse_number, scale

NUMERALS = """
0 0 | 7 7 | 1094 1094 | 2,044 2044 | 1,234,567 1234567 | 3.14 3.14 | 2.5万 25000 | 1.05亿 105000000
3千 3000 | 12万 120000 | 8千万 80000000 | 302,495.13万 3024951300 | １２３ 123 | ９．５ 9.5
20百 2000 | 零 0 | 一 1 | 两 2 | 九 9 | 十 10 | 十一 11 | 二十 20 | 二十三 23 | 一百 100
一百零五 105 | 一百一十 110 | 一百五 150 | 八百五 850 | 三千五百 3500 | 三千五 3500 | 三千零五 3005
三万八 38000 | 两万零八 20008 | 两万五 25000 | 十二万三千四百五十六 123456 | 一百五十万 1500000
三亿 300000000 | 一亿二千万 120000000 | 一万亿 1000000000000 | 二〇二三 2023 | 一九九八 1998
三点五 3.5 | 三点一四 3.14 | 三点五万 35000 | 零点八 0.8 | 半 0.5 | 数百 200 | 数十 20 | 几十 20
十几 11 | 二十几 21 | 几千 2000 | 几百万 2000000 | 七八 7 | 十七八 17 | 两三百 200 | 千万 10000000
五分之三 0.6 | 四分之一 0.25 | 百分之九十 0.9 | 百分之九十五点五 0.955 | 十分之一 0.1
万分之三 0.0003 | 97.3% 0.973 | 80％ 0.8 | 5‰ 0.005
"""
ROWS = [tuple(cell.split()) for cell in NUMERALS.replace("\n", "|").split("|") if cell.strip()]


@pytest.mark.parametrize(("numeral", "value"), ROWS)
def test_numerals(numeral: str, value: str) -> None:
    assert parse_number(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "个", "第三", "1-2", "3个", "1,23", "点五", "万三分之", "零分之三", "1.2.3", "abc"]
)
def test_no_numerals(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        parse_number(text)


def han(number: int) -> str:
    """The number in Chinese, as a newspaper spells it."""
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if number >= unit:
            above, below = divmod(number, unit)
            gap = "零" if 0 < below < unit // 10 else ""
            return han(above) + name + (gap + han(below) if below else "")
    text, rest, skipped = "", number, False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            text += ("零" if skipped else "") + "零一二三四五六七八九"[digit] + name
        skipped = bool(text) and not digit and rest > 0
    return text or "零"


@given(st.integers(0, 10**12 - 1))
def test_chinese_round_trip(number: int) -> None:
    assert parse_number(han(number)) == number


@given(st.decimals(0, 10**9, places=3, allow_nan=False))
def test_figures_round_trip(number: Decimal) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


@given(st.integers(1, 9999), st.text("十百千万亿", max_size=2))
def test_scales_multiply(number: int, scales: str) -> None:
    assert parse_number(f"{number}{scales}") == number * scale(scales)


def test_values_carry_no_exponent() -> None:
    assert str(parse_number("2.5万")) == "25000"
