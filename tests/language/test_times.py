from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.times import find_periods

# phrase | date of publication | expression first last; …  (- is no day)
TABLE = """
今年9月开学 | 2024-12-20 | 今年9月 2024-09-01 2024-09-30
截至11月底 | 2023-12 | 截至11月底 - 2023-11-30
8—12月服务 | 2023-12 | 8—12月 2023-08-01 2023-12-31
8一12月服务 | 2023-12 | 8一12月 2023-08-01 2023-12-31
3月至5月 | 2023-12 | 3月至5月 2023-03-01 2023-05-31
明年建成 | 2024 | 明年 2025-01-01 2025-12-31
年底前完工 | 2024 | 年底前 - 2024-12-31
6月底前 | 2024 | 6月底前 - 2024-06-30
2023年上半年 | 2024-02 | 2023年上半年 2023-01-01 2023-06-30
下半年 | 2024 | 下半年 2024-07-01 2024-12-31
目前已有 | 2023-08-15 | 目前 - 2023-08-15
截至目前 | 2023-08 | 截至目前 - -
近年来 | 2023-08-15 | 近年来 - -
近三年来 | 2023-08-15 | 近三年来 2020-01-01 2023-08-15
“十四五”期间 | - | “十四五”期间 2021-01-01 2025-12-31
十四五末 | - | 十四五末 - 2025-12-31
7月11日 | 2023-12 | 7月11日 2023-07-11 2023-07-11
8月1日至15日 | 2023-08-20 | 8月1日至15日 2023-08-01 2023-08-15
8月30日至9月2日 | 2023-09 | 8月30日至9月2日 2023-08-30 2023-09-02
19日， | 2023-07-20 | 19日 2023-07-19 2023-07-19
19日， | 2023-08-01 | 19日 2023-07-19 2023-07-19
19日， | 2023 | 19日 - -
去年以来 | 2023-08-15 | 去年以来 2022-01-01 2023-08-15
今年以来 | 2023-08 | 今年以来 2023-01-01 -
2021年以来 | - | 2021年以来 2021-01-01 -
今年年初 | 2024 | 今年年初 2024-01-01 2024-03-31
今年夏天 | 2024 | 今年夏天 2024-06-01 2024-08-31
今夏 | 2024 | 今夏 2024-06-01 2024-08-31
暑期 | 2024 | 暑期 2024-07-01 2024-08-31
2021—2025年 | - | 2021—2025年 2021-01-01 2025-12-31
2022至2023年 | - | 2022至2023年 2022-01-01 2023-12-31
第三季度 | 2023 | 第三季度 2023-07-01 2023-09-30
2023年一季度 | - | 2023年一季度 2023-01-01 2023-03-31
2022年底 | - | 2022年底 2022-12-01 2022-12-31
2019年6月14日正式 | - | 2019年6月14日 2019-06-14 2019-06-14
2023年3月中旬 | - | 2023年3月中旬 2023-03-11 2023-03-20
2023-08-11 05:47 | - | 2023-08-11 2023-08-11 2023-08-11
23年8月 | - | 23年8月 2023-08-01 2023-08-31
12月举行 | 2024-01-20 | 12月 2023-12-01 2023-12-31
十二月 | 2023-12 | 十二月 2023-12-01 2023-12-31
本月 | 2024-02-10 | 本月 2024-02-01 2024-02-29
上个月 | 2024-01-10 | 上个月 2023-12-01 2023-12-31
昨天 | 2024-03-01 | 昨天 2024-02-29 2024-02-29
明日 | 2023-12-31 | 明日 2024-01-01 2024-01-01
年内 | 2024 | 年内 2024-01-01 2024-12-31
每年投入 | 2024 | 每年 - -
今年 | - | 今年 - -
2月30日 | 2024 | 2月30日 - -
今年初中毕业 | 2024 | 今年 2024-01-01 2024-12-31
2023年11月至3月 | - | 2023年11月至3月 2023-11-01 2024-03-31
2025年以来 | 2024-05-05 | 2025年以来 - -
2022年7月，2023年 | - | 2022年7月 2022-07-01 2022-07-31; 2023年 2023-01-01 2023-12-31
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def spelled(text: str, published: str | None) -> str:
    return "; ".join(f"{p.text} {p.first or '-'} {p.last or '-'}" for p in find_periods(text, published))


@pytest.mark.parametrize(("phrase", "published", "expected"), ROWS)
def test_periods(phrase: str, published: str, expected: str) -> None:
    assert spelled(phrase, None if published == "-" else published) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "三个月",
        "5—10年",
        "20年如一日",
        "三年级",
        "第19日",
        "月亮",
        "日本",
        "年轻人",
        "15:23",
        "2000元",
        "20000年",
    ],
)
def test_no_periods(phrase: str) -> None:
    assert spelled(phrase, "2024-05-05") == ""


@pytest.mark.parametrize("published", ["2024-13", "20240101", "2023-02-30", "x"])
def test_publication_must_be_a_date(published: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        find_periods("今年", published)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_dates_round_trip(day: date) -> None:
    text = f"在{day.year}年{day.month}月{day.day}日，"
    (period,) = find_periods(text)
    assert (period.first, period.last, text[period.start : period.end]) == (day, day, period.text)


@given(st.dates(date(1900, 2, 1), date(2099, 12, 31)), st.integers(0, 27))
def test_a_lone_day_lies_within_the_last_month(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    (period,) = find_periods(f"记者{day.day}日获悉", published.isoformat())
    assert period.first == day


@given(
    st.text("0123456789年月日今去明至—截底前初上下半十四五“”每近来以目-", max_size=30),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_any_text_is_read(text: str, published: date) -> None:
    end = 0
    for period in find_periods(text, published.isoformat()):
        assert end <= period.start < period.end <= len(text)
        assert text[period.start : period.end] == period.text
        assert period.first is None or period.last is None or period.first <= period.last
        end = period.end
