"""The rule files as they are written: their tables and lists of words."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from minsheng.data import data
from minsheng.language.lexicon import either


@cache
def tables(name: str) -> dict[str, Any]:
    """The parsed rule file `rules/<name>.toml`."""
    with data("facts", "rules", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def listed(name: str) -> str:
    """The words of a list of `rules/relations.toml` as alternatives of an expression.

    Example:
        >>> import re
        >>> re.search(listed("branches"), "少年宫课程中心").group()
        '课程中心'
    """
    return either(tables("relations")[name].split())
