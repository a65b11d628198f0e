"""The assignment problem: each row at most one column, each column at most one row, best total."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAR = float("inf")


def best_assignment(gains: Sequence[Sequence[float]]) -> list[int | None]:
    """The column of each row such that the sum of gains is greatest; rows may go without.

    Only positive gains are taken. Shortest augmenting paths over potentials (Jonker and Volgenant),
    O(rows² · columns); ties go to the first column, so that the answer is always the same.

    Args:
        gains: a matrix, row by row.

    Example:
        >>> best_assignment([[3.0, 2.0], [2.5, 0.0]])
        [1, 0]
    """
    rows = len(gains)
    columns = len(gains[0]) if rows else 0
    # One more column a row, worth nothing, stands for going without.
    costs = [
        [-gain if gain > 0 else 0.0 for gain in line] + [0.0 if k == i else 1e-9 for k in range(rows)]
        for i, line in enumerate(gains)
    ]
    width = columns + rows
    row_price = [0.0] * (rows + 1)
    column_price = [0.0] * (width + 1)
    taken = [0] * (width + 1)
    for row in range(1, rows + 1):
        taken[0] = row
        _augment(costs, row_price, column_price, taken)
    found: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        row = taken[column]
        if row and gains[row - 1][column - 1] > 0:
            found[row - 1] = column - 1
    return found


def _augment(
    costs: list[list[float]], row_price: list[float], column_price: list[float], taken: list[int]
) -> None:
    """Give the row in `taken[0]` a column, moving others along the cheapest path."""
    width = len(taken) - 1
    slack = [_FAR] * (width + 1)
    way = [0] * (width + 1)
    used = [False] * (width + 1)
    free = [*range(1, width + 1)]
    column = 0
    while taken[column]:
        used[column] = True
        row = taken[column]
        line, price = costs[row - 1], row_price[row]
        nearest, delta = 0, _FAR
        for j in free:
            if used[j]:
                continue
            cost = line[j - 1] - price - column_price[j]
            if cost < slack[j]:
                slack[j], way[j] = cost, column
            if slack[j] < delta:
                delta, nearest = slack[j], j
        for j in range(width + 1):
            if used[j]:
                row_price[taken[j]] += delta
                column_price[j] -= delta
            elif slack[j] < _FAR:
                slack[j] -= delta
        column = nearest
    while column:
        taken[column] = taken[way[column]]
        column = way[column]
