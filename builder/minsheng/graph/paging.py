"""The rows of a SELECT, all of them, from a server that may give only so many at a time.

The first answer is taken if it is whole. Where rows may be missing, they come page by page, of the same
query within another: so every server sorts all rows before it counts them off, Virtuoso among them, which
refuses to sort beyond its limit at one level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.graph.calling import Deadline
    from minsheng.graph.endpoint import Endpoint, Row, Solutions

#: Rows of a page: Virtuoso gives no more at one time, and sorts no more at one level.
PAGE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT in the parts that pages put together anew."""

    #: `SELECT` and its variables
    head: str
    #: the group, with or without WHERE, and what GROUP BY and HAVING say
    where: str
    prologue: str = ""
    #: FROM and FROM NAMED
    dataset: str = ""
    #: `ORDER BY …`, "" if the query is in no order
    order: str = ""
    #: VALUES at the end
    values: str = ""
    #: rows at most, as the query itself says
    limit: int | None = None
    #: rows that the query itself skips
    offset: int = 0

    def whole(self, wanted: int | None = None, skipped: int = 0) -> str:
        """The query as it was, but for the number of its rows.

        Example:
            >>> Select("SELECT ?s", "{ ?s ?p ?o }").whole(5, 10)
            'SELECT ?s { ?s ?p ?o } LIMIT 5 OFFSET 10'
        """
        bounds = _bounds(wanted, skipped)
        return _joined(self.prologue, self.head, self.dataset, self.where, self.order, bounds, self.values)

    def page(self, names: tuple[str, ...], wanted: int, skipped: int) -> str:
        """Some of its rows, in an order that is the same for every page.

        Example:
            >>> Select("SELECT *", "{ ?s ?p 1 }").page(("s", "p"), 5, 10)
            'SELECT ?s ?p WHERE { { SELECT * { ?s ?p 1 } ORDER BY ?s ?p } } LIMIT 5 OFFSET 10'
        """
        columns = " ".join(f"?{name}" for name in names)
        # Rows that are alike in the query's own order must not change places between pages.
        order = f"{self.order or 'ORDER BY'} {columns}"
        inner = _joined(self.head, self.where, order, self.values)
        outer = _joined("SELECT", columns, self.dataset, "WHERE { {", inner, "} }")
        return _joined(self.prologue, outer, _bounds(wanted, skipped))


def _bounds(wanted: int | None, skipped: int) -> str:
    return _joined("" if wanted is None else f"LIMIT {wanted}", f"OFFSET {skipped}" if skipped else "")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def read(
    endpoint: Endpoint,
    select: Select,
    wanted: int | None = None,
    skipped: int = 0,
    deadline: Deadline | None = None,
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Names of the columns, and the rows: at most `wanted` behind those `skipped`, read as they are taken.

    Args:
        endpoint: who is asked.
        select: the query; its own bounds count, too.
        wanted: rows at most, None for all.
        skipped: rows to pass over first.
        deadline: the time limit of all pages together, if other than the endpoint's for each.

    Raises:
        MinshengError: as `Endpoint.solutions`; those of later pages when they are read.

    Example:
        >>> read(endpoint, Select("SELECT ?s", "{ ?s ?p ?o }"))  # doctest: +SKIP
        (('s',), <generator object …>)
    """
    reader = _Reader(endpoint, select, deadline)
    most = None if select.limit is None else max(0, select.limit - skipped)
    if wanted is not None:
        most = wanted if most is None else min(wanted, most)
    return reader.read(most, select.offset + skipped)


class _Reader:
    """Reads one query."""

    def __init__(self, endpoint: Endpoint, select: Select, deadline: Deadline | None) -> None:
        self._endpoint = endpoint
        self._select = select
        self._deadline = deadline

    def read(self, most: int | None, start: int) -> tuple[tuple[str, ...], Iterator[Row]]:
        far = start + (most or 0) > PAGE
        if far and self._select.order and self._endpoint.server.virtuoso:
            names = self._asked(self._select.whole(0)).names
            return names, self._pages(names, PAGE, most, start)
        first = self._asked(self._select.whole(most, start))
        count = len(first.rows)
        if not first.names or not count or count == most or not self._more(first, start):
            return first.names, iter(first.rows)
        return first.names, self._pages(first.names, min(PAGE, count), most, start)

    def _more(self, first: Solutions, start: int) -> bool:
        """Whether there are rows behind those of the first answer."""
        if first.told or not first.round:
            return first.told
        return bool(self._asked(self._select.page(first.names, 1, start + len(first.rows))).rows)

    def _pages(self, names: tuple[str, ...], size: int, most: int | None, start: int) -> Iterator[Row]:
        given = 0
        while most is None or given < most:
            wanted = size if most is None else min(size, most - given)
            rows = self._asked(self._select.page(names, wanted, start + given)).rows
            yield from rows
            given += len(rows)
            if len(rows) < wanted:
                return

    def _asked(self, sparql: str) -> Solutions:
        return self._endpoint.solutions(sparql, self._deadline, union=not self._select.dataset)
