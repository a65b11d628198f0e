"""Numbers and times in short phrases: how many of `phrases.tsv` each reader reads right.

The table is ours, and ours was made to read all of it; the other readers saw it for the first time. Of
ours everything must be right: values, units, qualifiers, both ends. Of the others the values or the days
are enough, in whatever form they give them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import NONE, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.readers import Reader

_TABLE = Path(__file__).with_name("phrases.tsv")
#: Kinds of phrases with their captions, in the order of the table.
KINDS = {
    "numeral": "数目 numerals",
    "measure": "计量 measures",
    "money": "金额 money",
    "share": "比例 shares",
    "hedge": "约数 hedges",
    "range": "范围 ranges",
    "change": "升降 changes",
    "traditional": "繁体与大写 traditional and formal",
    "date": "日期 dates",
    "period": "时段 periods",
    "relative": "相对时间 relative times",
    "none": "不是数量 no quantity",
}
TIMES = frozenset(("date", "period", "relative"))

#: First and last day, None where an end is open or nobody knows it.
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a phrase holds: in the base unit, with its qualifier and the other end of a range."""

    value: Decimal
    unit: str
    qualifier: str
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with what it says."""

    kind: str
    text: str
    #: the day that a relative time counts from, ISO; "" for a number
    base: str
    amounts: tuple[Amount, ...]
    #: days that are right, ours first
    days: tuple[Days, ...]


@cache
def phrases() -> tuple[Phrase, ...]:
    """The table.

    Example:
        >>> phrases()[0].text
        '现有教师128名'
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(_phrase(*line.split("\t")) for line in lines if not line.startswith("#"))


def _phrase(kind: str, text: str, base: str, expected: str) -> Phrase:
    if kind in TIMES:
        return Phrase(kind, text, base, (), tuple(map(_days, expected.split())))
    amounts = () if expected == "-" else tuple(map(_amount, expected.split("; ")))
    return Phrase(kind, text, base, amounts, ())


def _days(spelled: str) -> Days:
    first, last = (None if day == "-" else date.fromisoformat(day) for day in spelled.split(".."))
    return first, last


def _amount(spelled: str) -> Amount:
    value, unit, qualifier, *upper = spelled.split()
    return Amount(
        Decimal(value), "" if unit == "-" else unit, qualifier, Decimal(upper[0]) if upper else None
    )


def tables(readers: Sequence[Reader]) -> list[Table]:
    """Right and all of every reader, by kind."""
    rows = []
    for kind, caption in KINDS.items():
        part = [phrase for phrase in phrases() if phrase.kind == kind]
        rows.append((f"{caption} ({len(part)})", *(_count(reader, part) for reader in readers)))
    rows.append((f"全部 all ({len(phrases())})", *(_count(reader, phrases()) for reader in readers)))
    return [
        Table(
            "短语里的数与时间 · Numbers and times in phrases",
            ("类别 kind", *(reader.caption for reader in readers)),
            rows,
            (
                "短语是我们自己编的（`benchmarks/phrases.tsv`），本项目照着它改到全对；其他方法是第一次见到它。"
                "本项目须值、单位、限定、两端全对；其他方法只要值或日期对，什么形式都算。"
                f"分母只数该方法会做的类别；{NONE} 是它不做的。",
                "The phrases are our own (`benchmarks/phrases.tsv`) and ours was improved until it read all "
                "of them; the others met them for the first time. Ours must get value, unit, qualifier and "
                "both ends right; of the others the value or the days are enough, in any form. Each total "
                f"counts only the kinds that a reader offers; {NONE} stands where it offers none. The others "
                "are measured where the extra `bench` is installed.",
            ),
        )
    ]


def _count(reader: Reader, part: Iterable[Phrase]) -> str:
    offered = [phrase for phrase in part if phrase.kind in reader.kinds]
    if not offered:
        return NONE
    return f"{sum(map(reader.right, offered))}/{len(offered)}"
