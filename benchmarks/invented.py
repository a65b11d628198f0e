"""Invented news: articles made of the sentences of `sentences.toml`, always the same.

Places, schools and bodies are put together from syllables, so that texts differ as those of a real
corpus do; where a name is also a real one, that is chance.
"""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

_SEED = 20230711
#: Characters of an article, about as long as a short newspaper report.
_LENGTH = 700
#: Share of the sentences that tell facts; so many make an article as full as real ones on the subject.
_TELLING = 0.25


def articles(count: int) -> list[str]:
    """So many articles of some 700 characters; the nth is the same whatever the count.

    Example:
        >>> articles(2) == articles(3)[:2]
        True
    """
    return [_article(random.Random(f"{_SEED}-{number}")) for number in range(count)]


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def _article(drawn: random.Random) -> str:
    tables = _tables()
    #: what an article says again and again
    held = {"area": _name(drawn, "area"), "date": _date(drawn)}
    lines = [_filled(drawn, drawn.choice(tables["headlines"]), held)]
    paragraph = _filled(drawn, drawn.choice(tables["openings"]), held)
    sentences = drawn.sample(tables["sentences"], len(tables["sentences"]))
    while sum(map(len, lines)) + len(paragraph) < _LENGTH and sentences:
        telling = drawn.random() < _TELLING
        paragraph += _filled(drawn, sentences.pop() if telling else drawn.choice(tables["plain"]), held)
        if len(paragraph) > _LENGTH // 3:
            lines.append(paragraph)
            paragraph = ""
    return "\n".join([*lines, paragraph]).rstrip("\n") + "\n"


def _filled(drawn: random.Random, template: str, held: dict[str, str]) -> str:
    parts = []
    for literal, slot, _, _ in Formatter().parse(template):
        parts.append(literal)
        if slot:
            parts.append(held.get(slot) or _value(drawn, slot))
    return "".join(parts)


def _value(drawn: random.Random, slot: str) -> str:
    tables = _tables()
    if slot in tables["numbers"]:
        low, high = tables["numbers"][slot]
        return str(drawn.randint(low, high))
    return _name(drawn, slot)


def _name(drawn: random.Random, slot: str) -> str:
    """A name of a kind: a stem of two syllables, or none where the kind gives whole names, and an ending."""
    tables = _tables()
    kind = tables["names"][slot]
    stem = drawn.choice(tables["first"]) + drawn.choice(tables["second"])
    ending: str = drawn.choice(kind["endings"])
    return stem + ending if kind.get("stem", True) else ending


def _date(drawn: random.Random) -> str:
    return f"2023年{drawn.randint(1, 12)}月{drawn.randint(1, 28)}日"
