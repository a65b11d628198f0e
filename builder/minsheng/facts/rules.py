"""Rules of relations and attributes: their patterns, meaning, confidence and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from minsheng.facts.patterns import Pattern, compile_pattern
from minsheng.facts.rulefiles import tables
from minsheng.language.lexicon import either

if TYPE_CHECKING:
    from collections.abc import Container

#: For so many triggers and kinds of sentences it is remembered which patterns fit.
_KEPT = 8192


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `relation` is the local name of an ms: property, `value` a notation for attributes."""

    id: str
    zh: str
    en: str
    relation: str
    confidence: float
    patterns: tuple[Pattern, ...]
    #: how lists pair: "each" with each, "pairwise" in order where as long, "within" one list, "two" of one
    #: list that has no more
    lists: str
    value: str | None
    award_status: str | None
    #: whether what is planned or intended counts, too
    plans: bool
    #: whether a place counts that only says where the noun behind it is
    modifier: bool
    #: whether a subject that no sentence names may be the area that the document is about
    area: bool
    yes: tuple[tuple[str, tuple[str, ...]], ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All rules of one file, and the one expression that finds every trigger."""

    rules: tuple[Rule, ...]
    by_id: dict[str, Rule]
    triggers: re.Pattern[str]
    #: trigger word → (rule, pattern) in the order of the file
    by_trigger: dict[str, tuple[tuple[Rule, Pattern], ...]]
    #: trigger word → itself and the triggers within it, with their offsets, the longest first
    within: dict[str, tuple[tuple[str, int], ...]]
    #: group 1 is a negation, group 2 a plan; what only looks like one is in no group
    doubts: re.Pattern[str]

    def __getitem__(self, name: str) -> Rule:
        """The rule of an id; raises KeyError."""
        return self.by_id[name]


@lru_cache(maxsize=_KEPT)
def fitting(rules: Rules, word: str, present: frozenset[str]) -> tuple[tuple[Rule, Pattern], ...]:
    """The patterns of a trigger for which the names are there, given the signs of those in the sentence."""
    return tuple(
        (rule, pattern)
        for rule, pattern in rules.by_trigger[word]
        if not any(need.isdisjoint(present) for need in pattern.needs)
    )


@cache
def rules(name: str) -> Rules:
    """The rules of `rules/<name>.toml`, compiled on first use.

    Example:
        >>> rules("relations")["renamed"].relation
        'renamedTo'
    """
    content = tables(name)
    listed = tuple(_rule(entry) for entry in content["rule"])
    by_trigger: dict[str, list[tuple[Rule, Pattern]]] = {}
    for rule in listed:
        for pattern in rule.patterns:
            for trigger in pattern.triggers:
                by_trigger.setdefault(trigger, []).append((rule, pattern))
    shared = tables("relations")
    exempt, negations, plans = (either(shared[key].split()) for key in ("certain", "negations", "plans"))
    return Rules(
        listed,
        {rule.id: rule for rule in listed},
        re.compile(either(by_trigger)),
        {word: tuple(found) for word, found in by_trigger.items()},
        {word: _parts(word, by_trigger) for word in by_trigger},
        re.compile("|".join([f"(?:{exempt})", f"({negations})", f"({plans})"])),
    )


def _parts(word: str, triggers: Container[str]) -> tuple[tuple[str, int], ...]:
    pieces = [(word[i:j], i) for i in range(len(word)) for j in range(i + 1, len(word) + 1)]
    return tuple(
        sorted((piece for piece in pieces if piece[0] in triggers), key=lambda p: (-len(p[0]), p[1]))
    )


def _rule(entry: dict[str, Any]) -> Rule:
    relation = entry["relation"]
    return Rule(
        id=entry["id"],
        zh=entry["zh"],
        en=entry["en"],
        relation=relation,
        confidence=entry["confidence"],
        patterns=tuple(compile_pattern(text, relation) for text in entry.get("patterns", ())),
        lists=entry.get("lists", "each"),
        value=entry.get("value"),
        award_status=entry.get("award_status"),
        plans=entry.get("plans", False),
        modifier=entry.get("modifier", relation == "coverageArea"),
        area=entry.get("area", True),
        yes=tuple((example["text"], tuple(example["facts"])) for example in entry.get("yes", ())),
        no=tuple(entry.get("no", ())),
    )
