"""The learned tables: what they find and move, and that they hold no name and no sentence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from minsheng.data import data
from minsheng.language.edges import EDGES, beginnings, with_learned_edges
from minsheng.language.learned import NAMES, TYPES, judged, learned
from minsheng.language.names import settled, survey
from minsheng.language.openings import ends
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment
from minsheng.language.survey import Hit, Survey
from minsheng.language.weights import Weights, weights
from minsheng.records import Mention

TABLES = (NAMES, TYPES, EDGES)


def _survey(text: str) -> Survey:
    words = segment(text)
    return survey(text, words, place_names(text, words))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青河区打造“邻里暖灯”，为社区独居老人送去关爱，居民和志愿者都来参加。", "邻里暖灯"),
        ("柳溪县“银发顾问”走村入户，“银发顾问”为社区老人、残疾居民代办手续。", "银发顾问"),
    ],
)
def test_names_that_no_rule_finds(text: str, name: str) -> None:
    surveyed = _survey(text)
    assert name not in {m.name for m in surveyed.named}
    found = learned(surveyed)
    assert name in {m.name for m in found}
    assert all(m.confidence in (0.6, 0.75) and m.rule == "learned" for m in found)
    assert found == sorted(found, key=lambda m: m.start)


def test_elsewhere_quotation_marks_hold_sayings() -> None:
    civic = learned(_survey("他们组织“邻里暖灯”，为社区老人、残疾居民和学生送去健康。"))
    assert [mention.name for mention in civic] == ["邻里暖灯"]
    assert not learned(_survey("他们组织“邻里暖灯”，为游戏迷送去欢乐。"))


def test_the_likeliest_come_first_and_do_not_overlap() -> None:
    text = "青河区打造“邻里暖灯”，柳溪县“银发顾问”走村入户，“银发顾问”为社区老人、残疾居民代办手续。"
    surveyed = _survey(text)
    sums = [each.sum for each in judged(surveyed)]
    assert sums == sorted(sums, reverse=True)
    found = learned(surveyed)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path[-1])
def test_tables_are_sorted_rows_of_short_features(table: tuple[str, ...]) -> None:
    text = data(*table).read_text(encoding="utf-8")
    rows = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("# ")]
    assert rows == sorted(set(rows))
    assert rows
    for row in rows:
        # the words of a feature are words, no stretch of a text
        assert max(map(len, re.findall("[\u4e00-\u9fff]+", row)), default=0) <= 8, row


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path[-1])
def test_tables_hold_no_place_and_no_person(table: tuple[str, ...]) -> None:
    for row in weights(*table).rows:
        for run in re.findall("[\u4e00-\u9fff]{2,}", row.partition("=")[2]):
            words = segment(run)
            found = place_names(run, words)
            assert not [p for p in found if p.full], row


def test_ends_are_sorted_words() -> None:
    assert all(1 < len(word) <= 4 for word in ends())


def test_a_beginning_is_moved_where_the_table_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "记者走访前往柳溪小学采访。"
    surveyed = _survey(text)
    wrong = Mention(4, 10, "前往柳溪小学", "School", "head-open", 0.9)
    options = beginnings(surveyed.context, wrong, 8)
    assert {4, 6} <= set(options)
    moving = Weights(("beginning",), {"shorter by=1": ((0, 500),)})
    monkeypatch.setattr("minsheng.language.edges.weights", lambda *_: moving)
    found = surveyed._replace(hits=[Hit("小学", 8, 10, 0)], named=[wrong])
    (moved,) = with_learned_edges(found)
    assert (moved.start, moved.end, moved.name) == (6, 10, "柳溪小学")


def test_a_name_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "记者来到大渡口区柳溪小学采访。"
    surveyed = _survey(text)
    mention = next(m for m in surveyed.named if m.name.endswith("柳溪小学"))
    assert 8 not in beginnings(surveyed.context, mention, 10)
    always = Weights(("beginning",), {"shorter by=1": ((0, 900),)})
    monkeypatch.setattr("minsheng.language.edges.weights", lambda *_: always)
    assert settled(surveyed).named == surveyed.named
