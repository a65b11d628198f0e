"""What a format could not carry: counted while it is written, never a fixed text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minsheng.vocabulary import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Why something was left out.
NO_CLASS = "no-class"
NO_PROPERTY = "no-property"
NO_VALUE = "no-value"
#: Required by the format and unknown to the graph; written empty or in words of our own.
FILLED = "filled"


@dataclass(slots=True)
class Losses:
    """Counts by what was lost (a class or property, compact) and why.

    Example:
        >>> losses = Losses()
        >>> losses.add("https://w3id.org/minsheng/ontology#pinyin", NO_PROPERTY)
        >>> losses.rows()
        [{'term': 'ms:pinyin', 'reason': 'no-property', 'count': 1}]
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, term: str, reason: str, count: int = 1) -> None:
        """Counts something that was left out; `term` is an IRI."""
        self.counts[compact(term), reason] += count

    def rows(self) -> list[dict[str, object]]:
        """Term, reason and count, the most first."""
        return list(self._rows())

    def total(self) -> int:
        """All that was left out; what was filled in is not."""
        return sum(count for (_, reason), count in self.counts.items() if reason != FILLED)

    def _rows(self) -> Iterator[dict[str, object]]:
        for (term, reason), count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0])):
            yield {"term": term, "reason": reason, "count": count}
