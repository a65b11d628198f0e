"""One indicator over all that it is published of: districts and years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.describing.entity import numbers_of
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    from minsheng.describing.reader import Reader
    from minsheng.describing.records import Named, Number


def compared(
    reader: Reader, indicator: str, skip: int = 0, most: int = 100
) -> tuple[int, tuple[tuple[Named, tuple[Number, ...]], ...]]:
    """How many things an indicator is published of, and some of them by name, with their numbers by period.

    Example:
        >>> import pyoxigraph as ox
        >>> from minsheng.describing.reader import Reader
        >>> compared(Reader(ox.Store()), "urn:beds")
        (0, ())
    """
    by_thing: dict[str, list[str]] = {}
    for observation in reader.subjects(MS.indicator, indicator):
        by_thing.setdefault(reader.text(observation, MS.about), []).append(observation)
    things = sorted(reader.named(iri) for iri in by_thing if iri)
    chosen = things[skip : skip + most]
    return len(things), tuple((thing, numbers_of(reader, by_thing[thing.iri])) for thing in chosen)
