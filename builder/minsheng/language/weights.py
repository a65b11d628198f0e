"""Learned weights: what each feature of a candidate speaks for, read from a table that people can read.

A table holds a row a feature: its name, then what it adds to each class, in hundredths of a logit:

    after=启动	name:85
    head=工程	name:120 none:-4

The sums are whole numbers, so that every machine decides alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: Of one logit.
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: classes, and what each feature adds to each.

    Example:
        >>> weights = Weights(("name",), {"head=工程": ((0, 120),), "after=启动": ((0, 85),)})
        >>> weights.sums(["head=工程", "after=启动", "never seen"])
        [205]
    """

    classes: tuple[str, ...]
    #: feature → (index of a class, hundredths of a logit)
    rows: dict[str, tuple[tuple[int, int], ...]]
    #: where there is one class alone: feature → hundredths of a logit
    _only: dict[str, int] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        one = len(self.classes) == 1
        only = {feature: sum(weight for _, weight in cells) for feature, cells in self.rows.items()}
        object.__setattr__(self, "_only", only if one else None)

    def sums(self, features: Collection[str]) -> list[int]:
        """Hundredths of a logit that the features add up to, a number a class."""
        if self._only is not None:
            return [sum(map(self._only.get, features, repeat(0)))]
        total = [0] * len(self.classes)
        for cells in filter(None, map(self.rows.get, features)):
            for index, weight in cells:
                total[index] += weight
        return total

    def most(self, beginnings: Iterable[str]) -> int:
        """What features can add at most of which each begins otherwise, where there is one class alone.

        Example:
            >>> weights = Weights(("name",), {"count=2": ((0, 40),), "count=3": ((0, 60),)})
            >>> weights.most(["count=", "lefts="])
            60
        """
        rows = (self._only or {}).items()
        return sum(max([0, *(w for row, w in rows if row.startswith(each))]) for each in beginnings)


def probability(logit: int) -> float:
    """The probability of what has this sum, in hundredths of a logit.

    Example:
        >>> probability(0), round(probability(220), 2)
        (0.5, 0.9)
    """
    return 1 / (1 + math.exp(-logit / HUNDRED))


@cache
def weights(*path: str) -> Weights:
    """The table at a path of the package's data, such as `weights("language", "data", "names_learned.tsv")`.

    Raises:
        ValueError: a row that is no feature with its weights.
    """
    rows: dict[str, tuple[tuple[int, int], ...]] = {}
    classes: dict[str, int] = {}
    for number, line in enumerate(data(*path).read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("# "):
            continue
        feature, tab, cells = line.partition("\t")
        pairs = [cell.rpartition(":") for cell in cells.split(" ")]
        if not tab or not all(class_ and weight.lstrip("-").isdigit() for class_, _, weight in pairs):
            raise ValueError(f"{'/'.join(path)}, line {number}: not a feature and its weights")
        rows[feature] = tuple(
            (classes.setdefault(class_, len(classes)), int(weight)) for class_, _, weight in pairs
        )
    return Weights(tuple(classes), rows)
