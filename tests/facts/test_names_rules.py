"""The rules for names: every rule that the extractor uses is described, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import minsheng
from minsheng.cli.rulebook import rulebook
from minsheng.facts import Extractor
from minsheng.facts.catalogue import FILES, RuleEntry, entries, entry
from minsheng.facts.rulefiles import tables
from minsheng.language.confidence import confidence
from minsheng.language.lexicon import lexicon
from minsheng.reading import read_text

PACKAGE = Path(minsheng.__file__).parent
PAGE = PACKAGE.parents[1] / "docs" / "rules.md"
RULES = tables("names")["rule"]


def _mentions(text: str) -> list[tuple[str, str, str, float]]:
    reading, _ = Extractor().read(read_text(text, "example.txt"))
    return [(m.name, m.type, m.rule, m.confidence) for thing in reading.things for m in thing.mentions]


YES = [(rule["id"], example) for rule in RULES for example in rule["yes"]]
NO = [(rule["id"], example) for rule in RULES for example in rule["no"]]


@pytest.mark.parametrize(("rule", "example"), YES, ids=[f"{rule}-{i}" for i, (rule, _) in enumerate(YES)])
def test_a_rule_finds_what_its_examples_say(rule: str, example: dict[str, str]) -> None:
    found = _mentions(example["text"])
    assert (example["name"], example["type"], rule) in [mention[:3] for mention in found]


@pytest.mark.parametrize(("rule", "example"), NO, ids=[f"{rule}-{i}" for i, (rule, _) in enumerate(NO)])
def test_a_rule_finds_nothing_in_its_counterexamples(rule: str, example: str) -> None:
    assert rule not in [found for _, _, found, _ in _mentions(example)]


def test_confidences_are_those_of_the_file() -> None:
    for _, example in YES:
        for _, _, rule, sure in _mentions(example["text"]):
            if rule != "propagated":
                described = entry(rule)
                assert described is not None
                assert sure in (described.confidence, described.confidence_weak)


def test_every_rule_that_code_names_is_described() -> None:
    """Rules stand in the code as the argument of `confidence`, or as the mode of a head."""
    named = {f"head-{head.mode}" for head in (*lexicon().heads.values(), *lexicon().tails.values())}
    named -= {"head-quoted", "head-titled"}  # modes that the search by heads leaves to quotation marks
    for path in (PACKAGE / "language").glob("*.py"):
        named |= set(re.findall(r'confidence\("([a-z-]+)"', path.read_text("utf-8")))
    named |= {"propagated"}
    assert named == {rule["id"] for rule in RULES}


def test_an_unknown_rule_has_no_confidence() -> None:
    with pytest.raises(KeyError):
        confidence("no-such-rule")
    with pytest.raises(KeyError):
        confidence("quoted", weak=True)


@pytest.mark.parametrize("rule", entries(), ids=lambda rule: f"{rule.file}-{rule.id}")
def test_every_rule_is_explained_and_exemplified(rule: RuleEntry) -> None:
    assert rule.zh and rule.en and rule.yes and rule.no
    # what masks is no fact; a further occurrence has the confidence of the first
    assert (rule.confidence is None) == (rule.file == "privacy" or rule.id == "propagated")
    assert (rule.confidence_weak is None) == (rule.weak_zh == rule.weak_en == "")


def test_ids_are_told_apart() -> None:
    listed = [each.id for each in entries()]
    assert len(set(listed)) == len(listed)
    assert {each.file for each in entries()} == set(FILES)


def test_the_page_of_rules_is_up_to_date() -> None:
    told = "run: python -m minsheng.cli.rulebook > docs/rules.md"
    assert PAGE.read_text(encoding="utf-8") == rulebook(), told
