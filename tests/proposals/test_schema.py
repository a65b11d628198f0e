"""The form of answers, and what the model is told, follow the ontology."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.proposals import prompt
from minsheng.proposals.schema import Malformed, loaded, read, schema
from minsheng.vocabulary import concepts, entity_classes, relations

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
    max_leaves=12,
)
#: Facts that are nearly of the right form.
NEARLY = st.dictionaries(
    st.sampled_from(["name", "class", "sentence", "quote", "quotes", "subject", "object", "about", "value"]),
    JSON,
)


def held(*path: str) -> Any:
    found: Any = schema()
    for step in path:
        found = found["properties"][step]["items"] if step in found["properties"] else found
    return found


def test_the_schema_has_the_classes_and_relations_of_the_ontology() -> None:
    things, links = held("entities"), held("relations")
    assert things["properties"]["class"]["enum"] == list(entity_classes())
    assert links["properties"]["relation"]["enum"] == list(relations())
    assert links["properties"]["status"]["enum"] == ["", *concepts("awardStatus")]


def test_every_object_of_the_schema_is_closed() -> None:
    """What endpoints ask of a strict schema."""

    def check(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
            for below in part.values():
                check(below)

    check(schema())


def test_the_model_is_told_every_class_and_relation() -> None:
    told = prompt.system()
    for name in (*entity_classes(), *relations()):
        assert f"- {name} " in told
    assert json.dumps(schema(), ensure_ascii=False, separators=(",", ":")) in told
    assert "{" not in told.replace(told[told.index('{"type"') :], "")


@given(st.text())
def test_words_are_an_object_or_malformed(words: str) -> None:
    with suppress(Malformed):
        assert isinstance(loaded(words), dict)


@given(st.dictionaries(st.sampled_from(["entities", "relations", "observations"]), JSON | st.lists(NEARLY)))
def test_an_answer_is_read_or_malformed(told: dict[str, Any]) -> None:
    try:
        answer = read(told)
    except Malformed:
        return
    facts = len(answer.entities) + len(answer.relations) + len(answer.observations)
    assert facts + answer.malformed == sum(map(len, told.values()))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "null",
        "[]",
        '"{}"',
        "{}{}",
        '{"a": 1, "a": 1}',
        "{'a': 1}",
        "```json\n{}\n``` ok",
        "<think>{}",
        "{,}",
    ],
)
def test_what_is_no_one_object(words: str) -> None:
    with pytest.raises(Malformed):
        loaded(words)
