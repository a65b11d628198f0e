"""When two names, classes or measure words count as the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache

from minsheng.data import data

_PUNCTUATION = re.compile(r"[\s“”\"'‘’《》〈〉「」『』·•.,，。、()（）\-—–+]")


def plain(name: str) -> str:
    """A name without spaces and punctuation, widths and case levelled.

    Example:
        >>> plain("“青河 · 书房”（新馆）")
        '青河书房新馆'
    """
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).lower())


def same_class(a: str, b: str) -> bool:
    """Whether two classes are the same, or so close that a careful reader may waver.

    Example:
        >>> same_class("Hospital", "HealthCentre"), same_class("School", "Place")
        (True, False)
    """
    return a == b or frozenset((a, b)) in _classes()


def same_unit(a: str, b: str) -> bool:
    """Whether one measure word may stand for the other.

    Example:
        >>> same_unit("所", "家"), same_unit("所", "元")
        (True, False)
    """
    a, b = (unicodedata.normalize("NFKC", unit).strip().lower() for unit in (a, b))
    return a == b or b in _units().get(a, ()) or a in _units().get(b, ())


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(data("evaluation", "alike.toml").read_text(encoding="utf-8"))


@cache
def _classes() -> frozenset[frozenset[str]]:
    pairs = _table()["classes"]
    assert isinstance(pairs, list)
    return frozenset(frozenset(pair) for pair in pairs)


@cache
def _units() -> dict[str, frozenset[str]]:
    units = _table()["units"]
    assert isinstance(units, dict)
    return {unit: frozenset(others) for unit, others in units.items()}
