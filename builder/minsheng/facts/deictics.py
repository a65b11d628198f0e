"""Words that stand for names said before: 该校, 我区, and at the beginning of a clause 中心."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from minsheng.facts.rulefiles import listed as alternatives
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
    #: the end of the names that it rather stands for, None if any will do
    prefers: re.Pattern[str] | None


#: What such a word points with; the rest of it is the kind of thing.
_POINTING = "该本我此这一项个"
_WHOSE = frozenset("我该本全当")


@cache
def area_words() -> re.Pattern[str]:
    """The words that stand for an area and nothing else: 我区, 全市."""
    _, listed = deictic_words()
    place = frozenset({"Place"})
    return re.compile(
        either(
            word
            for word, found in listed.items()
            if found.classes == place and not found.tail and len(word) == 2 and word[0] in _WHOSE
        )
    )


@cache
def deictic_words() -> tuple[re.Pattern[str], dict[str, Deictic]]:
    """The expression of all such words, and what each may stand for."""
    listed: dict[str, Deictic] = {}
    for entry in tables("relations")["deictic"]:
        kind = entry.get("prefers")
        prefers = re.compile(f"(?:{alternatives(kind)})[”’》]?$") if kind else None
        classes = frozenset().union(*(subclasses(name) for name in entry["classes"].split()))
        begins, before = entry.get("begins_clause", False), entry.get("before", "").split()
        for word in entry["words"].split():
            said = entry.get("tail", False)
            tail = said if isinstance(said, str) else word.lstrip(_POINTING) if said else ""
            for pointing in before:
                # what points at a name of one kind by more words than these stands in a list of its own
                listed.setdefault(pointing + word, Deictic(classes, begins, word, prefers))
            if not before:
                listed[word] = Deictic(classes, begins, tail, prefers)
    return re.compile(either(listed)), listed
