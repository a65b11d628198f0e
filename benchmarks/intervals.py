"""How far a mean of few documents may be off: the bootstrap."""

from __future__ import annotations

import random
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAWS = 2000
_SEED = 20230711
#: Of fewer documents an interval says nothing.
FEWEST = 4


def interval(values: Sequence[float], share: float = 0.95) -> tuple[float, float] | None:
    """Bounds between which the mean of `values` lies in `share` of the seeded redraws; None for too few.

    Example:
        >>> interval([0.5, 0.5, 0.5, 0.5])
        (0.5, 0.5)
    """
    if len(values) < FEWEST:
        return None
    drawn = random.Random(_SEED)
    means = sorted(fmean(drawn.choices(values, k=len(values))) for _ in range(_DRAWS))
    cut = int(_DRAWS * (1 - share) / 2)
    return means[cut], means[-1 - cut]
