"""The rules and word lists of observations, read from `rules/observations.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from minsheng.facts.rulefiles import tables
from minsheng.language.lexicon import either


def rules() -> dict[str, Any]:
    """The parsed file: `rule` (list of tables), `words`, `suffix`, `unit_suffix`, `verb_object`."""
    return tables("observations")


@cache
def confidence(rule: str) -> float:
    """How much a rule is trusted, from 0 to 1.

    Raises:
        KeyError: no such rule.
    """
    return {entry["id"]: float(entry["confidence"]) for entry in rules()["rule"]}[rule]


@cache
def words(name: str) -> frozenset[str]:
    """A word list, such as `words("abstract")`.

    Raises:
        KeyError: no such list.
    """
    return frozenset(rules()["words"][name].split())


@cache
def endings(name: str, shortest: int = 1) -> tuple[str, ...]:
    """The words of a list of at least so many characters, for `str.endswith` and `str.startswith`."""
    return tuple(sorted(word for word in words(name) if len(word) >= shortest))


@cache
def bare_units() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The units of numbers that name none, by the endings of their nouns: 访问量12万 are 次."""
    return tuple((unit, tuple(heads.split())) for unit, heads in rules()["bare_unit"].items())


@cache
def alternation(name: str) -> str:
    """The words of a list as a pattern that prefers the longest."""
    return either(words(name))


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists that the reading of phrases needs at every word."""

    #: one or more linking words: 共有, 达到约
    linkers: re.Pattern[str]
    neutral: frozenset[str]
    telling: frozenset[str]
    modifiers: frozenset[str]
    edges: frozenset[str]
    stops: frozenset[str]
    suffixes: frozenset[str]
    nominal: frozenset[str]
    trailing: frozenset[str]
    sums: frozenset[str]
    changing: frozenset[str]
    #: nouns that the segmenter takes for verbs
    nouns: frozenset[str]
    #: nouns that it cuts in two: 社会|组织
    compounds: frozenset[str]
    conjunctions: frozenset[str]
    #: nouns that a verb before them belongs to: 支付方式
    manners: frozenset[str]


@cache
def wording() -> Wording:
    """The lists, compiled on first use."""
    linkers = re.compile(f"(?:{alternation('linkers')}|{alternation('changing')}|\\s)+")
    names = """neutral telling modifiers edges stops suffixes nominal_tags trailing_tags money_endings
        changing nouns compounds conjunctions manners"""
    return Wording(linkers, *(words(name) for name in names.split()))
