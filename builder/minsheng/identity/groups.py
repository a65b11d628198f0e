"""Sets that grow together: which numbers mean the same thing."""

from __future__ import annotations

from array import array


class Groups:
    """A union of numbers 0, 1, …; the smallest number of a group stands for it.

    Example:
        >>> groups = Groups(3)
        >>> groups.join(0, 2)
        >>> groups.root(2), groups.root(1)
        (0, 1)
    """

    def __init__(self, size: int) -> None:
        self._parents = array("L", range(size))

    def root(self, number: int) -> int:
        """The number that stands for the group."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low
