"""What most documents say of a thing's class."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

from minsheng.identity.names import family
from minsheng.vocabulary import classes, superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Room for the classes of the ontology in a number that holds one of them.
_ROOM = 64


class Votes:
    """Counts of classes by number; nearly always a number has one class, which is kept in an array.

    Example:
        >>> votes = Votes()
        >>> for name in ("Hospital", "HealthCentre", "HealthCentre"): votes.add(0, name)
        >>> votes.winner([0])
        'HealthCentre'
    """

    def __init__(self) -> None:
        self._names = tuple(classes())
        self._positions = {name: position for position, name in enumerate(self._names)}
        self._first = array("B")
        self._counts = array("L")
        self._others: Counter[int] = Counter()
        #: numbers that have several classes
        self._contested: set[int] = set()

    def add(self, number: int, name: str) -> None:
        """One document's word for the class of a number; numbers come first in their order."""
        position = self._positions[name]
        if number == len(self._first):
            self._first.append(position)
            self._counts.append(1)
        elif self._first[number] == position:
            self._counts[number] += 1
        else:
            self._others[number * _ROOM + position] += 1
            self._contested.add(number)

    def winner(self, numbers: Iterable[int]) -> str:
        """The class that most documents give; of equals the narrower, then the first of the ontology."""
        numbers = list(numbers)
        if len(numbers) == 1 and numbers[0] not in self._contested:
            return self._names[self._first[numbers[0]]]
        total: Counter[int] = Counter()
        for number in numbers:
            total[self._first[number]] += self._counts[number]
            for position in self._near(self._first[number]) if number in self._contested else ():
                total[position] += self._others.get(number * _ROOM + position, 0)
        ranked = ((-votes, -len(superclasses(self._names[p])), p) for p, votes in total.items())
        return self._names[min(ranked)[-1]]

    def _near(self, position: int) -> Iterable[int]:
        near = family()
        own = near[self._names[position]]
        return (p for p, name in enumerate(self._names) if p != position and near[name] == own)
