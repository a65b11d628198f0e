"""Numbers as people read them, and small pictures of a few."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.describing.records import Number, Quote

_LARGE: Final = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))
#: Digits behind the point of a shortened number.
_DIGITS: Final = 2
#: Numbers that make a picture worth its place.
_FEWEST: Final = 3


def short(value: Decimal) -> str:
    """A number in 万 or 亿 where it has as many digits, cut to two decimals.

    Example:
        >>> short(Decimal(25_000)), short(Decimal("97.30")), short(Decimal(3_000_000_000))
        ('2.5万', '97.3', '30亿')
    """
    for size, word in _LARGE:
        if abs(value) >= size:
            return _plain(round(value / size, _DIGITS)) + word
    return _plain(value)


def full(value: Decimal) -> str:
    """A number with all its digits, in groups of three.

    Example:
        >>> full(Decimal("25000.0"))
        '25,000'
    """
    whole, point, rest = _plain(value).partition(".")
    return f"{int(whole):,}" + point + rest


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture 100 wide and 30 high."""

    x: float
    width: float
    height: float
    title: str


def bars(numbers: Sequence[Number]) -> tuple[Bar, ...]:
    """Bars for numbers of one unit over different periods; none where they do not compare.

    Example:
        >>> bars(())
        ()
    """
    plain = [number for number in numbers if number.last and number.qualifier in ("exact", "approx", "over")]
    units = {number.unit for number in plain}
    by_period = {number.last: number for number in plain}
    top = max((number.value for number in plain), default=Decimal(0))
    if len(by_period) < _FEWEST or len(by_period) < len(plain) or len(units) != 1 or top <= 0:
        return ()
    step = 100 / len(by_period)
    return tuple(
        Bar(
            round(i * step, 2),
            round(step * 0.7, 2),
            round(float(max(number.value, Decimal(0)) / top) * 28 + 1, 2),
            f"{number.period or number.last} {full(number.value)}",
        )
        for i, (_, number) in enumerate(sorted(by_period.items()))
    )


def _find(text: str, name: str, start: int) -> int:
    """Where a name is next, not as a part of a longer number; -1 if nowhere."""
    at = text.find(name, start)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not (name[0].isdigit() and before.isdigit()) and not (name[-1].isdigit() and after.isdigit()):
            return at
        at = text.find(name, at + 1)
    return -1


def telling(quotes: Sequence[Quote], names: Sequence[str]) -> list[Quote]:
    """Quotations of one fact, those first that have most of the names in them: these tell the fact.

    Example:
        >>> telling((), ["柳溪小学", "90"])
        []
    """
    return sorted(quotes, key=lambda quote: -sum(_find(quote.exact, name, 0) >= 0 for name in names if name))


def marked(text: str, names: Sequence[str]) -> list[tuple[str, bool]]:
    """A quotation in pieces, and which of them are one of the names; white space is folded.

    Example:
        >>> marked("青河小学开学了", ["青河小学"])
        [('青河小学', True), ('开学了', False)]
    """
    text = " ".join(text.split())
    wanted = {folded for name in names if (folded := " ".join(name.split())) and folded in text}
    pieces: list[tuple[str, bool]] = []
    at = 0
    while True:
        places = ((_find(text, name, at), -len(name), name) for name in wanted)
        start, _, name = min((place for place in places if place[0] >= 0), default=(-1, 0, ""))
        if start < 0:
            break
        pieces += [(text[at:start], False)] * (start > at) + [(name, True)]
        at = start + len(name)
    return pieces + [(text[at:], False)] * (at < len(text))
