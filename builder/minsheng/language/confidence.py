"""How much each rule for names is trusted, read from `facts/rules/names.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from minsheng.data import data


@cache
def confidence(rule: str, *, weak: bool = False) -> float:
    """The confidence of a rule, from 0 to 1; with `weak`, where its evidence is the weaker one.

    Raises:
        KeyError: no such rule, or its evidence is never weak.

    Example:
        >>> confidence("gazetteer") > confidence("gazetteer", weak=True)
        True
    """
    return _confidences()[rule]["confidence_weak" if weak else "confidence"]


@cache
def _confidences() -> dict[str, dict[str, float]]:
    with data("facts", "rules", "names.toml").open("rb") as file:
        return {rule["id"]: rule for rule in tomllib.load(file)["rule"]}
