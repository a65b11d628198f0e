"""The rule files: every rule's own examples hold, and the files are sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from minsheng.facts import Extractor
from minsheng.facts.attributes import find_attributes
from minsheng.facts.learned import ADDED
from minsheng.facts.patterns import compile_pattern
from minsheng.facts.relations import find_relations, stated_relations
from minsheng.facts.rules import Rule, rules
from minsheng.reading import read_text
from minsheng.vocabulary import concepts, relations

if TYPE_CHECKING:
    from minsheng.facts.document import Reading

FILES = ("relations", "attributes")
_MARKS = re.compile("[“”《》]")


def _facts(text: str, rule: Rule, file: str) -> set[str]:
    reading, _ = Extractor().read(read_text(text, "example.txt"))
    if file == "relations":
        find = find_relations if rule.id in ADDED.values() else stated_relations
        return {
            f"{_name(reading, r.subject)} → {_name(reading, r.object)}"
            for r in find(reading)
            if r.rule == rule.id
        }
    return {f"{_name(reading, a.subject)} → {a.value}" for a in find_attributes(reading) if a.rule == rule.id}


def _name(reading: Reading, key: int) -> str:
    return _MARKS.sub("", reading.things[key].first.name)


def _examples(kind: str) -> list[object]:
    return [
        pytest.param(file, rule, example, id=f"{rule.id}-{i}")
        for file in FILES
        for rule in rules(file).rules
        for i, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("file", "rule", "example"), _examples("yes"))
def test_a_rule_finds_what_its_examples_say(
    file: str, rule: Rule, example: tuple[str, tuple[str, ...]]
) -> None:
    text, facts = example
    assert _facts(text, rule, file) == {_MARKS.sub("", fact) for fact in facts}


@pytest.mark.parametrize(("file", "rule", "example"), _examples("no"))
def test_a_rule_finds_nothing_in_its_counterexamples(file: str, rule: Rule, example: str) -> None:
    assert not _facts(example, rule, file)


@pytest.mark.parametrize("file", FILES)
def test_every_rule_is_told_apart_explained_and_exemplified(file: str) -> None:
    listed = rules(file).rules
    assert len({rule.id for rule in listed}) == len(listed)
    for rule in listed:
        assert rule.zh and rule.en and rule.yes and rule.no, rule.id
        assert 0 < rule.confidence <= 1, rule.id


def test_every_relation_of_the_ontology_has_a_rule() -> None:
    assert {rule.relation for rule in rules("relations").rules} == set(relations())


def test_values_of_attributes_are_concepts() -> None:
    for rule in rules("attributes").rules:
        assert rule.value is None or rule.value in concepts(rule.relation), rule.id


@pytest.mark.parametrize(
    "pattern",
    [
        "{s} 更名为 {o}",  # no trigger
        "[更名为] {s} [改名为] {o}",  # two
        "{s:Award} [更名为] {o}",  # an award has no new name
        "{s} [更名为 {o}",
    ],
)
def test_a_pattern_that_cannot_work_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"rule pattern|no class"):
        compile_pattern(pattern, "renamedTo")


def test_an_unknown_rule_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        rules("relations")["no-such-rule"]
