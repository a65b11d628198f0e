"""Words that stand for names said before: 该校, 我区, and at the beginning of a clause 中心."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from minsheng.facts.rulefiles import tables
from minsheng.language.lexicon import either
from minsheng.vocabulary import subclasses


class Deictic(NamedTuple):
    """A word that stands for a name."""

    classes: frozenset[str]
    #: whether it does so only where a clause begins
    begins: bool
    #: what the name ends in, "" for anything
    tail: str


@cache
def deictic_words() -> tuple[re.Pattern[str], dict[str, Deictic]]:
    """The expression of all such words, and what each may stand for."""
    listed: dict[str, Deictic] = {}
    for entry in tables("relations")["deictic"]:
        classes = frozenset().union(*(subclasses(name) for name in entry["classes"].split()))
        for word in entry["words"].split():
            tail = word.lstrip("该本我") if entry.get("tail", False) else ""
            listed[word] = Deictic(classes, entry.get("begins_clause", False), tail)
    return re.compile(either(listed)), listed
