"""One indicator over all that it is published of: districts and years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.describing.entity import numbers_of
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    from minsheng.describing.reader import Reader
    from minsheng.describing.records import Named, Number


def compared(reader: Reader, indicator: str) -> tuple[tuple[Named, tuple[Number, ...]], ...]:
    """Every thing that an indicator is published of, with its numbers by period; by name.

    Example:
        >>> import pyoxigraph as ox
        >>> from minsheng.describing.reader import Reader
        >>> compared(Reader(ox.Store()), "urn:beds")
        ()
    """
    by_thing: dict[str, list[str]] = {}
    for observation in reader.subjects(MS.indicator, indicator):
        by_thing.setdefault(reader.text(observation, MS.about), []).append(observation)
    things = sorted((reader.named(iri), observations) for iri, observations in by_thing.items() if iri)
    return tuple((thing, numbers_of(reader, observations)) for thing, observations in things)
