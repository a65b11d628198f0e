"""Results as tables of a page: headings, cells, and where an IRI leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from minsheng.queries.formats import shown
from minsheng.queries.results import value
from minsheng.serve.linking import linker
from minsheng.vocabulary import compact, label_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.queries.results import Result, Term


class Cell(NamedTuple):
    """One value of a table."""

    text: str
    #: where it leads, None for plain values
    href: str | None = None
    #: numbers stand to the right
    number: bool = False


def table(result: Result, base: str) -> tuple[list[tuple[str, str]], list[list[Cell]]]:
    """Headings in both languages, and the rows.

    An IRI whose label stands in a column of its own is what that label leads to; a column that only
    repeats a parameter is left out.

    Example:
        >>> from minsheng.queries.results import Result
        >>> place = NamedNode("https://example.org/id/Place/5")
        >>> table(Result(("place",), ((place,),)), "https://example.org/id/")[1][0][0].href
        '/id/Place/5'
    """
    if result.truth is not None:
        return [("ASK", "ASK")], [[Cell("true" if result.truth else "false")]]
    columns = result.columns
    places = [(at, _leading(columns, at)) for at in shown(result)]
    heads = [(result.heading(columns[at]), result.heading(columns[at], "en")) for at, _ in places]
    link = linker(base)
    return heads, [[_cell(row[at], row[to], link) for at, to in places] for row in result.rows]


def _leading(columns: tuple[str, ...], at: int) -> int:
    """The place of the IRI that a label leads to; of the column itself for others."""
    name = columns[at].removesuffix("Label")
    return columns.index(name) if name in columns else at


def _cell(term: Term | None, target: Term | None, link: Callable[[str], str | None]) -> Cell:
    href = link(target.value) if isinstance(target, NamedNode) else None
    if isinstance(term, NamedNode):
        label = label_of(term.value)
        return Cell(compact(term.value) if label is None else label[0], href)
    found = value(term)
    return Cell("" if found is None else str(found), href, not isinstance(found, str | None))
