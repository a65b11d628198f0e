"""The columns of a printed page: how wide they are, and which lines do not fit into any."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from minsheng.reading.roles import has_pause
from minsheng.reading.spacing import printed_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A line this much narrower than the columns was not broken by them.
_SHORTER = 0.6
#: Half-width cells by which a line may stick out: marks of punctuation hang over the edge.
_OVER = 4


class Columns(NamedTuple):
    """Width of the narrowest and the widest usual column, in half-width cells."""

    low: int
    high: int

    @classmethod
    def of(cls, texts: Iterable[str]) -> Columns | None:
        """The columns of a page, from the lines of its running text; None if there is none.

        Args:
            texts: lines as they are printed, with stray spaces for line ends.
        """
        widths = sorted(row for text in texts for row in _full_rows(text))
        if not widths:
            return None
        return cls(widths[len(widths) // 4], widths[-1 - len(widths) // 20])

    def set_apart(self, text: str) -> bool:
        """Whether a line without punctuation is too long or too short to be cut out of a column.

        Example:
            >>> Columns(28, 36).set_apart("老有所养"), Columns(28, 36).set_apart("新建的社区服务中心位于")
            (True, False)
        """
        if has_pause(text):
            return False
        *full, last = [width(row) for row in printed_rows(text)]
        if max(full, default=last) > self.high + _OVER:
            return True
        return any(row < _SHORTER * self.low for row in full or [last])


def width(text: str) -> int:
    """Half-width cells that a line takes on paper."""
    return len(text) + sum(1 for c in text if c > "\u02ff")


def _full_rows(text: str) -> Sequence[int]:
    """Widths of the printed lines of a paragraph, its last one apart."""
    rows = printed_rows(text)
    if len(rows) > 1:
        return [width(row) for row in rows[:-1]]
    return [width(text)] if has_pause(text) else []
