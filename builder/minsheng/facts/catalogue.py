"""Every rule of the extractor with its meaning, confidence and examples, whichever file it stands in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from minsheng.facts.rulefiles import tables

#: The rule files, in the order in which a text is read.
FILES = ("names", "privacy", "relations", "attributes", "observations")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule as people read it."""

    id: str
    #: the file that it stands in, without `.toml`
    file: str
    zh: str
    en: str
    #: from 0 to 1; None for what masks
    confidence: float | None
    #: sentence → what the rule finds in it
    yes: tuple[tuple[str, str], ...]
    #: sentences in which it finds nothing
    no: tuple[str, ...]
    #: where the evidence is weaker
    confidence_weak: float | None = None
    weak_zh: str = ""
    weak_en: str = ""

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


@cache
def entries() -> tuple[RuleEntry, ...]:
    """All rules, file by file in the order of `FILES`.

    Example:
        >>> [entry.zh for entry in entries() if entry.id == "quoted-tail"]
        ['引号之后的词说明类别：“护苗”专项行动']
    """
    return tuple(_entry(file, rule) for file in FILES for rule in tables(file)["rule"])


def entry(name: str) -> RuleEntry | None:
    """The rule of an id, None if there is none."""
    return next((each for each in entries() if each.id == name), None)


def _entry(file: str, rule: dict[str, Any]) -> RuleEntry:
    return RuleEntry(
        id=rule["id"],
        file=file,
        zh=rule["zh"],
        en=rule["en"],
        confidence=rule.get("confidence"),
        yes=tuple(map(_example, rule["yes"])),
        no=tuple(rule["no"]),
        confidence_weak=rule.get("confidence_weak"),
        weak_zh=rule.get("weak_zh", ""),
        weak_en=rule.get("weak_en", ""),
    )


def _example(example: str | dict[str, Any]) -> tuple[str, str]:
    """The sentence, and what is found in it in one line."""
    if isinstance(example, str):  # what is masked stands in brackets
        sentence = example.replace("[", "").replace("]", "")
        inside = [part.partition("]")[0] for part in example.split("[")[1:]]
        return sentence, "、".join("＊" * len(part) for part in inside)
    if "facts" in example:
        return example["text"], "；".join(example["facts"])
    if "indicator" in example:
        return example["text"], f"{example['indicator']} = {example['value']} {example['unit']}"
    return example["text"], f"{example['name']}（{example['type']}）"
