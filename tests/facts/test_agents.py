"""Sentences and who does what their verb says."""

from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.facts.agents import Agents, governed
from minsheng.facts.antecedents import Antecedents
from minsheng.facts.sequence import encode, signs
from minsheng.reading import read_text
from minsheng.vocabulary import relations

WHO = signs(relations()["hosts"].subjects)

#: sentence, its verb, who does it
AGENTS = [
    ("柳荫小学举办“晨光”读书节。", "举办", ["柳荫小学"]),
    ("近日，柳荫小学在云岭镇举办“晨光”读书节。", "举办", ["柳荫小学"]),
    ("柳荫小学、云岭小学联合举办“晨光”读书节。", "举办", ["柳荫小学", "云岭小学"]),
    ("柳荫小学联合云岭小学举办“晨光”读书节。", "举办", ["柳荫小学", "云岭小学"]),
    ("柳荫小学近日与云岭小学举办“晨光”读书节。", "举办", ["柳荫小学", "云岭小学"]),
    ("由柳荫小学主办、云岭小学承办的“晨光”读书节开幕。", "主办", ["柳荫小学"]),
    ("由柳荫小学主办、云岭小学承办的“晨光”读书节开幕。", "承办", ["云岭小学"]),
    ("柳荫小学参加云岭小学主办的“晨光”读书节。", "主办", ["云岭小学"]),
    ("位于云岭镇的柳荫小学举办“晨光”读书节。", "举办", ["柳荫小学"]),
    ("云岭镇柳荫小学举办“晨光”读书节。", "举办", ["云岭镇柳荫小学"]),
    ("柳荫小学组织学生深入辖区云岭小学举办“晨光”读书节。", "举办", ["柳荫小学"]),
    # the clause does not tell, or names another
    ("“晨光”读书节在柳荫小学举办。", "举办", None),
    ("走进柳荫小学举办“晨光”读书节。", "举办", None),
    ("云岭镇各学校举办“晨光”读书节。", "举办", None),
    ("柳荫小学的校友举办“晨光”读书节。", "举办", None),
    ("举办“晨光”读书节。", "举办", None),
]


@pytest.mark.parametrize(("text", "verb", "names"), AGENTS)
def test_a_clause_tells_who_does_what_its_verb_says(text: str, verb: str, names: list[str] | None) -> None:
    reading, _ = Extractor().read(read_text(text, "a.txt"))
    antecedents = Antecedents(reading)
    sequence = encode(reading, reading.sentences[0], antecedents)
    at = sequence.code.index(verb)
    found = Agents(reading, antecedents).of(sequence, at, at + len(verb), WHO)
    if found is None or names is None:
        assert (found, names) == (None, None)
    else:
        keys = [name.key for i, name in sorted(sequence.names.items()) if found[0] <= i < found[1]]
        assert [reading.things[key].name for key in keys] == names


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("在甲", "在"),
        ("走进了“甲", "走进"),
        ("由甲", "由"),
        ("走进辖区内的甲", "走进"),
        ("近日甲", ""),
        ("甲", ""),
    ],
)
def test_a_word_before_a_name_governs_it(text: str, word: str) -> None:
    assert governed(text, 0, text.index("甲")) == word
