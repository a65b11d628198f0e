from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading.dates import STAMP, inferred_date, iso_date, stamp_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024/5/3 10:20", "2024-05-03"),
        ("2024.5.3", "2024-05-03"),
        ("2024年5月31日", "2024-05-31"),
        ("2024年5月", "2024-05"),
        ("2024-5", "2024-05"),
        ("2024年", "2024"),
        ("2024", "2024"),
        ("2024-02-30", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_written_dates(written: str, expected: str | None) -> None:
    assert iso_date(written) == expected


@pytest.mark.parametrize(
    ("text", "value", "quoted"),
    [
        ("2023-07-27 15:23，正文：甲", "2023-07-27", "2023-07-27"),
        ("2023-07-27 15:23:09，正文：甲", "2023-07-27", "2023-07-27"),
        ("23-07-27 15:23，正文：甲", "2023-07-27", "23-07-27"),
        ("2023年07月27日，正文：甲", "2023-07-27", "2023年07月27日"),
        ("[ 2023/07/27  10:52 ]，正文：甲", "2023-07-27", "2023/07/27"),
        ("7-27 15:23，正文：甲", None, None),
        ("，正文：甲", None, None),
    ],
)
def test_stamps(text: str, value: str | None, quoted: str | None) -> None:
    match = STAMP.match(text)
    assert match is not None
    assert match.end() == text.index("甲")
    stated = stamp_date(match)
    assert (stated.value if stated else None) == value
    if stated and stated.span:
        assert text[slice(*stated.span)] == quoted


@pytest.mark.parametrize(
    ("text", "stamp", "value"),
    [
        ("2022年3月5日动工，2023年6月1日完工。", None, "2023-06-01"),
        ("2022年动工，到2025年建成三座。", None, "2022"),
        ("2022年动工，2025年底前投用。", None, "2022"),
        ("截至2023年11月底，已有三座。", None, "2023-11"),
        ("2023年建成。截至11月底，已有三座。", None, "2023-11"),
        ("2023年建成。截至11月底三座，8—12月接待百人。", None, "2023-12"),
        ("2023年建成。", "7-27", "2023-07-27"),
        ("2021—2025年规划。", None, None),
        ("没有日期。", None, None),
        ("编号12023年。", None, None),
    ],
)
def test_inferred(text: str, stamp: str | None, value: str | None) -> None:
    stated = inferred_date(text, stamp)
    assert (stated.value if stated else None) == value


@given(st.dates())
def test_every_date_reads_back(day: object) -> None:
    text = str(day)
    assert iso_date(text) == (text if text[:2] in {"19", "20"} else None)


@given(st.text(alphabet="2019年31月0日—至截底前", max_size=40))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    stated = inferred_date(text)
    assert stated is None or iso_date(stated.value) == stated.value


def test_white_space_at_the_head_is_read_once() -> None:
    # a run of a million blanks would never end if it were tried at every length
    assert STAMP.match(" " * 1_000_000) is None
    assert STAMP.match("\n" * 1_000_000 + "2024-05-31 08:00，正文：学校") is not None
