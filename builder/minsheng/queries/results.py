"""What a query gave: columns and rows of terms, or triples, or yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pandas import DataFrame
    from pyoxigraph import Triple

    from minsheng.wording import Text

    Term = NamedNode | BlankNode | Literal | Triple

#: What a term becomes in Python.
Value = str | int | float | bool | Decimal | date | None

_XSD = "http://www.w3.org/2001/XMLSchema#"


def _boolean(text: str) -> bool:
    return text in ("true", "1")


_READERS: dict[str, Callable[[str], Value]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}float": float,
    f"{_XSD}boolean": _boolean,
    f"{_XSD}date": date.fromisoformat,
    f"{_XSD}dateTime": datetime.fromisoformat,
}


def value(term: Term | None) -> Value:
    """A term as Python has it: numbers, dates, else the text or the IRI; None stays None.

    Example:
        >>> value(Literal("32", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
        Decimal('32')
    """
    if isinstance(term, Literal):
        read = _READERS.get(term.datatype.value, str)
        try:
            return read(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return None if term is None else str(term)


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a SELECT; the triples of a CONSTRUCT or DESCRIBE; the truth of an ASK.

    Iterating gives each row as a dict of Python values; a column that is unbound in a row is None.

    Example:
        >>> from pyoxigraph import Store
        >>> from minsheng.queries import run
        >>> list(run(Store(), "SELECT (1 AS ?one) WHERE {}"))
        [{'one': 1}]
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    #: there were more rows than the limit let through
    truncated: bool = False
    #: seconds, the resolution of names included
    elapsed: float = 0.0
    #: rows, graph or boolean
    kind: str = "rows"
    #: what ASK found, None for the other kinds
    truth: bool | None = None
    #: headings of columns, as far as the question gives them
    headings: Mapping[str, Text] = field(default_factory=dict)
    #: columns that only repeat a parameter that was given
    given: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.rows:
            yield dict(zip(self.columns, map(value, row), strict=True))

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.truth is None else self.truth

    def column(self, name: str) -> list[Value]:
        """One column as Python values.

        Raises:
            KeyError: no such column.
        """
        if name not in self.columns:
            raise KeyError(name)
        at = self.columns.index(name)
        return [value(row[at]) for row in self.rows]

    def to_pandas(self) -> DataFrame:
        """The rows as a frame; decimals become floats, which pandas computes and draws with."""
        from pandas import DataFrame

        rows = [[_number(value(term)) for term in row] for row in self.rows]
        return DataFrame(rows, columns=list(self.columns))

    def heading(self, column: str, language: str = "zh") -> str:
        """What stands above a column: the question's words, else the variable's name."""
        text = self.headings.get(column)
        return column if text is None else str(getattr(text, language))


def _number(item: Value) -> Value:
    return float(item) if isinstance(item, Decimal) else item


def distinct(rows: Sequence[tuple[Term | None, ...]], at: int) -> bool:
    """Whether column `at` differs between rows."""
    return len({str(row[at]) for row in rows}) > 1
