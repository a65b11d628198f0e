"""What the model is told: the instructions of `prompt.toml`, filled from the ontology."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.proposals.schema import schema
from minsheng.vocabulary import CHINESE, SKOS, classes, concepts, entity_classes, relations, subclasses
from minsheng.vocabulary.ontology import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@cache
def _table() -> dict[str, str]:
    with data("proposals", "prompt.toml").open("rb") as file:
        return {name: words.strip() for name, words in tomllib.load(file).items()}


@cache
def system() -> str:
    """The instructions, the same for every text.

    Example:
        >>> "School 学校" in system()
        True
    """
    named = [classes()[name] for name in entity_classes()]
    filled = {
        "classes": "\n".join(_term(held.name, held.zh, held.iri) for held in named),
        "relations": "\n".join(
            f"{_term(name, found.zh, found.iri)}（{_ends(found.subjects)} → {_ends(found.objects)}）"
            for name, found in relations().items()
        ),
        "wholes": "；".join(f"{name} 指 {'、'.join(sorted(below))}" for name, below in _wholes().items()),
        "statuses": "、".join(f"{held.notation}（{held.zh}）" for held in concepts("awardStatus").values()),
        "schema": json.dumps(schema(), ensure_ascii=False, separators=(",", ":")),
    }
    return _table()["system"].format(**filled)


def user(sentences: Sequence[str]) -> str:
    """One stretch of text as the model sees it, a numbered sentence a line."""
    lines = (f"[{number}] {words}" for number, words in enumerate(sentences, 1))
    return _table()["user"].format(text="\n".join(lines))


def _term(name: str, label: str, iri: str) -> str:
    definition = nodes()[iri].text(SKOS.definition, CHINESE)
    return f"- {name} {label}：{definition}"


def _ends(names: Iterable[str]) -> str:
    """The classes at one end, those that stand for all of theirs named by their superclass."""
    allowed = set(names)
    whole = {name: below for name, below in _wholes().items() if below <= allowed}
    covered = set().union(*whole.values())
    return "、".join(name for name in classes() if name in whole or name in allowed - covered)


@cache
def _wholes() -> dict[str, frozenset[str]]:
    """Classes with classes below them, and all that they stand for."""
    entities = frozenset(entity_classes())
    found = {name: subclasses(name) & entities for name in classes()}
    return {name: below for name, below in found.items() if len(below) > 1}
