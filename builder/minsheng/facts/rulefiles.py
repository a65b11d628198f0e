"""The rule files as they are written: their tables and lists of words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import groupby
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
        >>> listed("branches").split("|")[0]
        '课程中心'
    """
    return either(tables("relations")[name].split())


def branching(words: list[str]) -> str:
    """The words as alternatives that share their beginnings, which is tried faster; the longest wins.

    Example:
        >>> branching(["举办", "举行", "举办了"])
        '举(?:办(?:了)?|行)'
    """
    ends = "" in words
    branches: list[str] = [
        re.escape(first) + branching([word[1:] for word in group])
        for first, found in groupby((word for word in sorted(words) if word), key=lambda word: word[0])
        if (group := list(found))
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
