"""From features to a chance: how likely it is that a name means each of the candidates, or none of them."""

from __future__ import annotations

import tomllib
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.matching.features import Features

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The weight that every candidate has, whatever speaks for it.
ALWAYS = "always"


def strength(features: Features) -> float:
    """The log-odds of one candidate against none, were there no other."""
    always, weights = _weights()
    return always + sum(weight * value for weight, value in zip(weights, features, strict=True) if value)


def shares(strengths: Sequence[float]) -> list[float]:
    """Log-odds to chances between 0 and 1; what is missing to 1 is the chance of none of them.

    Two things that a name fits alike share what it gives, so that neither looks sure.

    Example:
        >>> shares([0.0]), shares([0.0, 0.0])[0] < 0.5
        ([0.5], True)
    """
    top = max(0.0, *strengths, 0.0)
    odds = [exp(each - top) for each in strengths]
    total = exp(-top) + sum(odds)
    return [each / total for each in odds]


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    table = tomllib.loads(data("matching", "data", "weights.toml").read_text(encoding="utf-8"))["weights"]
    return float(table[ALWAYS]), tuple(float(table[name]) for name in Features._fields)
