"""Rows in the order that a question asks for, sorted here rather than by the engine.

The engine fetches both texts anew from the store for each comparison, which takes most of the time of a
question with thousands of rows; and it sorts them all, where a page needs but the first. What is sorted
here is in the engine's own order, or is left to it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, total_ordering
from heapq import nsmallest
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from minsheng.queries.catalogue import projection
from minsheng.vocabulary import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.queries.results import Term

    Row = tuple[Term | None, ...]
    Key = tuple[int, "str | Decimal | _Last"]

_ITEM: Final = r"\s*(?:(DESC)\s*\(\s*)?(?:(STR)\s*\(\s*)?\?(\w+)(?:\s*\))*"
_ITEMS: Final = re.compile(_ITEM, re.IGNORECASE)
_TAIL: Final = re.compile(rf"\bORDER\s+BY\b((?:{_ITEM})+)\s*\Z", re.IGNORECASE)
_NUMBERS: Final = frozenset((XSD.integer, XSD.decimal))
#: A date of which the text is in the order of time.
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unordered(Exception):
    """Terms of which only the engine knows the order."""


class Criterion(NamedTuple):
    """One of the things by which rows are ordered."""

    column: int
    descending: bool
    #: whether the text of the term counts, whatever its type
    text: bool


@lru_cache(maxsize=256)
def order(text: str) -> tuple[str, tuple[Criterion, ...]] | None:
    """A query without its ORDER BY, and what that says; None where it says more than is understood here.

    Example:
        >>> order("SELECT ?a ?b WHERE { ?a ?c ?b } ORDER BY DESC(?b)")
        ('SELECT ?a ?b WHERE { ?a ?c ?b } ', (Criterion(column=1, descending=True, text=False),))
    """
    found = _TAIL.search(text)
    if found is None:
        return None
    columns = projection(text)
    criteria = []
    for descending, cast, name in _ITEMS.findall(found[1]):
        if name not in columns:
            return None
        criteria.append(Criterion(columns.index(name), bool(descending), bool(cast)))
    return text[: found.start()], tuple(criteria)


def first(rows: Iterable[Row], criteria: tuple[Criterion, ...], most: int | None) -> list[Row]:
    """The first `most` rows in an order, or all.

    Raises:
        Unordered: terms of different types are among them.

    Example:
        >>> first([(Literal("b"),), (Literal("a"),)], (Criterion(0, False, False),), 1)
        [(<Literal value=a datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>,)]
    """
    keys = _Keys(criteria)
    return sorted(rows, key=keys) if most is None else nsmallest(most, rows, key=keys)


class _Keys:
    """Makes what rows are compared by, and sees that all can be compared."""

    def __init__(self, criteria: tuple[Criterion, ...]) -> None:
        self._criteria = criteria
        self._kinds: dict[int, str] = {}

    def __call__(self, row: Row) -> tuple[Key, ...]:
        return tuple(self._key(row, criterion) for criterion in self._criteria)

    def _key(self, row: Row, criterion: Criterion) -> Key:
        term = row[criterion.column]
        rank, value = (0, "") if term is None else self._comparable(term, criterion)
        return (-rank, _Last(value)) if criterion.descending else (rank, value)

    def _comparable(self, term: Term, criterion: Criterion) -> tuple[int, str | Decimal]:
        """IRIs come before literals; literals must be of one kind."""
        if isinstance(term, NamedNode):
            return (2 if criterion.text else 1), term.value
        if not isinstance(term, Literal):
            raise Unordered
        if criterion.text:
            return 2, term.value
        kind = term.language or term.datatype.value
        if kind in _NUMBERS:
            kind = XSD.decimal
        if self._kinds.setdefault(criterion.column, kind) != kind:
            raise Unordered
        if kind == XSD.decimal:
            return 2, Decimal(term.value)
        if term.language or kind == XSD.string or (kind == XSD.date and _DATE.fullmatch(term.value)):
            return 2, term.value
        raise Unordered


@total_ordering
class _Last:
    """A value that comes the later, the smaller it is."""

    __slots__ = ("value",)

    def __init__(self, value: str | Decimal) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Last) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: _Last) -> bool:
        return self.value > other.value  # type: ignore[operator]
