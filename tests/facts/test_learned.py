"""What learned weights add to the relations of rules, what they take back, and the table of weights."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.data import data
from minsheng.facts import Extractor
from minsheng.facts.learned import ADD, ADDED, ALWAYS, ANY, KEEP, SUPPOSING, SURE, TABLE
from minsheng.facts.pairs import TURNED, level, pairs, sought, within_division
from minsheng.facts.prominence import Prominence, count
from minsheng.facts.relations import find_relations, stated_relations
from minsheng.facts.things import Thing
from minsheng.facts.traits import LONGEST, PROPER
from minsheng.language.gazetteer import gazetteer
from minsheng.language.segmentation import tagged
from minsheng.language.weights import weights
from minsheng.reading import read_text
from minsheng.vocabulary import entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Collection

    from minsheng.facts.document import Reading, Related

#: text → what is added to the relations that rules state
ADDED_TO = [
    (
        "“邻里课堂”服务项目是柳溪社区服务居民的一个缩影。",
        {"“邻里课堂”服务项目 coverageArea 柳溪社区"},
    ),
    (
        "7月，松风产业集团与柳溪大学就“书香万里”文化教育投资项目举行签约仪式。",
        {"“书香万里”文化教育投资项目 operatedBy 松风产业集团"},
    ),
    (
        "走进柳荫镇河湾社区柳荫书院，书香扑面。",
        {"柳荫镇河湾社区柳荫书院 locatedIn 柳荫镇"},
    ),
    # asked, denied, planned, aimed at
    ("“邻里课堂”服务项目是不是柳溪社区服务居民的一个缩影？", set()),
    ("下一步，松风产业集团与柳溪大学就“书香万里”文化教育投资项目举行签约仪式。", set()),
    ("松风产业集团与柳溪大学拟就“书香万里”文化教育投资项目举行签约仪式。", set()),
    ("松风产业集团与柳溪大学没有就“书香万里”文化教育投资项目举行签约仪式。", set()),
    ("为深入推进“书香万里”文化教育投资项目，松风产业集团召开会议。", set()),
    # what rules state already
    ("柳荫中学位于柳荫镇。", set()),
    ("今天天气很好，大家都很高兴。", set()),
]

#: text → what is supposed of it by its area, and taken back
TAKEN_BACK = [
    (
        "锦江区柳溪社区以“邻里课堂”服务项目为载体，组织居民学习。",
        {"“邻里课堂”服务项目 coverageArea 锦江区"},
    ),
    ("锦江区教育提质。河湾书院向居民开放。", set()),
]

_ROW = re.compile(r"(.+)\t((?:[A-Za-z]+:-?\d+)(?: [A-Za-z]+:-?\d+)*)")
#: Features that hold words of texts.
_WORDED = re.compile(r"[io](?:head|end|heads|between|before|after|verb before|verb after)=(.+)")
_LIMITS = (ADD, KEEP, SURE)


def _read(text: str) -> Reading:
    return Extractor().read(read_text(text, "example.txt"))[0]


def _told(reading: Reading, found: Collection[Related]) -> set[str]:
    names = [thing.name for thing in reading.things]
    return {f"{names[r.subject]} {r.predicate} {names[r.object]}" for r in found}


@pytest.mark.parametrize(("text", "added"), ADDED_TO)
def test_what_is_likely_is_added(text: str, added: set[str]) -> None:
    reading = _read(text)
    new = [r for r in find_relations(reading) if r not in stated_relations(reading)]
    assert _told(reading, new) == added
    for related in new:
        assert related.rule == ADDED[related.predicate]
        assert 0 < related.confidence <= 0.85


@pytest.mark.parametrize(("text", "gone"), TAKEN_BACK)
def test_unlikely_suppositions_are_taken_back(text: str, gone: set[str]) -> None:
    reading = _read(text)
    lost = [r for r in stated_relations(reading) if r not in find_relations(reading)]
    assert _told(reading, lost) == gone
    assert {related.rule for related in lost} <= SUPPOSING


_SENTENCES = [text for text, _ in (*ADDED_TO, *TAKEN_BACK)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=8))
def test_what_words_state_stays_and_all_is_quoted(texts: list[str]) -> None:
    reading = _read("".join(texts))
    found, stated = find_relations(reading), stated_relations(reading)
    assert found == find_relations(reading)
    assert {r for r in stated if r.rule not in SUPPOSING} <= set(found)
    for related in set(found) - set(stated):
        assert relations()[related.predicate].allows(
            reading.things[related.subject].type, reading.things[related.object].type
        )
        for key in (related.subject, related.object):
            mentions = reading.things[key].mentions
            assert any(a <= m.start and m.end <= b for m in mentions for a, b in related.spans), related


def test_an_end_named_earlier_is_quoted_where_it_stands() -> None:
    text = "青河区民政局举办活动。老人很高兴。大家都说好。“暖心饭”助餐服务平台上线了。"
    reading = _read(text)
    for related in find_relations(reading):
        if related.rule in ADDED.values() and len(related.spans) > 1:
            assert [text[a:b] for a, b in related.spans] == ["“暖心饭”助餐服务平台", "青河区民政局"]


def test_pairs_grow_with_the_text_and_not_with_its_square() -> None:
    def number(places: int) -> int:
        text = "".join(
            f"第{i}天，云岭{chr(0x4E00 + i)}{chr(0x5200 + i)}小学与柳荫{chr(0x4E00 + i)}镇合作。"
            for i in range(places)
        )
        reading = _read(text)
        return len(list(pairs(reading, [], ())))

    assert number(40) <= 2.5 * number(20)


def test_what_is_sought_is_what_the_ontology_allows() -> None:
    classes = entity_classes()
    for inner in classes:
        for outer in classes:
            for name in sought(inner, outer):
                ends = (outer, inner) if name in TURNED else (inner, outer)
                assert relations()[name].allows(*ends)


@pytest.mark.parametrize(
    ("larger", "smaller"),
    [("某省", "江城市"), ("临江区", "青石镇"), ("青石镇", "河湾社区"), ("河湾村", "河湾")],
)
def test_places_have_levels(larger: str, smaller: str) -> None:
    assert level(larger) < level(smaller)


def test_prominence_tells_what_a_text_is_about() -> None:
    reading = _read("锦江区发布消息。柳荫小学开学。柳荫小学与云岭小学、松风小学合作。")
    prominence = Prominence(reading)
    names = {thing.name: thing.key for thing in reading.things}
    assert prominence.central == {names["锦江区"]: "area", names["柳荫小学"]: "body"}
    assert prominence.listed[names["松风小学"]] == {names["云岭小学"]}
    assert prominence.leads[0] == (names["锦江区"], 0)
    assert prominence.alone[names["柳荫小学"]] == 2


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("锦江区柳荫镇办起食堂。柳荫镇的老人常来，柳荫镇的孩子也来。", "柳荫镇"),
        ("锦江区办起食堂，锦江区的柳荫镇也有食堂。锦江区的老人常来。", None),
        ("锦江区柳荫镇办起食堂，云岭镇也办。柳荫镇的老人、云岭镇的老人常来，柳荫镇最多。", None),
        ("柳荫镇办起食堂。", None),
    ],
)
def test_a_text_may_be_about_a_small_place(text: str, focus: str | None) -> None:
    reading = _read(text)
    found = Prominence(reading).focus
    assert (None if found is None else reading.things[found].name) == focus


@pytest.mark.parametrize(("number", "step"), [(0, "0"), (1, "2"), (2, "2"), (3, "+")])
def test_numbers_are_counted_in_steps(number: int, step: str) -> None:
    assert count(number, 0, 2) == step


def _rows() -> list[tuple[str, str]]:
    lines = data(*TABLE).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("# ")] == lines[:3]
    rows = [_ROW.fullmatch(line) for line in lines[3:]]
    assert all(rows)
    return [(row[1], row[2]) for row in rows if row is not None]


def test_the_table_is_sorted_and_speaks_of_known_relations() -> None:
    rows = _rows()
    assert tuple(name for name, _ in rows[:3]) == _LIMITS
    features = [name for name, _ in rows[3:]]
    assert features == sorted(set(features))
    assert ALWAYS in features
    table = weights(*TABLE)
    assert set(table.classes) <= {ANY, *relations()}
    added = {table.classes[index] for index, _ in table.rows[ADD]}
    assert added == set(ADDED)


def test_the_table_holds_words_of_the_language_and_no_names() -> None:
    for feature, _ in _rows():
        match = _WORDED.fullmatch(feature)
        for word in match[1].split() if match else ():
            if word.startswith("<") or word == "#":
                continue
            assert len(word) <= LONGEST, feature
            assert not gazetteer().named(word), feature
            assert not {tag for _, tag in tagged(word)} & (PROPER - {"m", "mq"}), feature
        assert len(re.sub(r"[\x00-\x7f]", "", feature)) <= 2 * LONGEST, feature


def test_weights_are_read_when_they_are_needed() -> None:
    code = "import minsheng.facts.learned as l; print(l.weights.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("thing", "place", "may"),
    [
        (("石岭街道", "990116001"), ("石岭街道东村居民区", ""), False),
        (("石岭街道", "990116001"), ("青河区", "990116"), True),
        (("青河区", "990116"), ("石岭街道", "990116001"), False),
        (("青河区", "990116"), ("青河区", "990116"), False),
        (("东村", ""), ("石岭街道", "990116001"), True),
        (("东村", ""), ("东村居民区", ""), False),
    ],
)
def test_divisions_lie_in_those_above_them(
    thing: tuple[str, str], place: tuple[str, str], *, may: bool
) -> None:
    a, b = (Thing(i, "Place", name, (), (), None, code) for i, (name, code) in enumerate((thing, place)))
    assert within_division(a, b) is may
