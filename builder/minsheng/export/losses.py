"""What a format could not carry: counted while it is written, never a fixed text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from minsheng.vocabulary import compact

#: Why something was left out.
NO_CLASS = "no-class"
NO_PROPERTY = "no-property"
NO_VALUE = "no-value"
#: The format takes one value where the graph has several.
ONE_VALUE = "one-value"
#: A relation whose other end the format has no place for.
NO_END = "no-end"
#: Required by the format and unknown to the graph; written empty or in words of our own.
FILLED = "filled"


@dataclass(slots=True)
class Losses:
    """Counts by the class and property of what was lost (both compact), and by why.

    Example:
        >>> losses = Losses()
        >>> losses.add(NO_PROPERTY, "https://w3id.org/minsheng/ontology#School", "urn:p")
        >>> losses.rows()
        [{'class': 'ms:School', 'property': 'urn:p', 'reason': 'no-property', 'count': 1}]
    """

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, reason: str, class_: str, property_: str = "", count: int = 1) -> None:
        """Counts facts that were left out, or whole things where no property is given; IRIs both."""
        if count:
            self.counts[class_, property_, reason] += count

    def rows(self) -> list[dict[str, object]]:
        """Class, property, reason and count, the most first."""
        return [
            {"class": compact(class_), "property": compact(property_), "reason": reason, "count": count}
            for (class_, property_, reason), count in sorted(
                self.counts.items(), key=lambda item: (-item[1], item[0])
            )
        ]

    def total(self) -> int:
        """All that was left out; what was filled in is not."""
        return sum(count for (*_, reason), count in self.counts.items() if reason != FILLED)
