"""IRIs: readable, ASCII, the same for the same words, never one for two documents."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.core import Pinyin

from minsheng.identity import (
    document_iri,
    entity_iri,
    evidence_iri,
    indicator_iri,
    observation_iri,
    pinyin,
    place_iri,
    rule_iri,
    slug,
    statement_iri,
)
from minsheng.vocabulary import BASE

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)
NAMES = st.one_of(
    CHINESE, st.text(min_size=1, max_size=40), st.from_regex(r"[a-z0-9./_-]{1,20}", fullmatch=True)
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("柳溪小学", "liu-xi-xiao-xue"),
        ("重庆第一中学", "chong-qing-di-yi-zhong-xue"),
        ("长寿区音乐厅", "chang-shou-qu-yin-yue-ting"),
        ("银行", "yin-hang"),
        ("行知小学", "xing-zhi-xiao-xue"),
        ("绿叶旅游区", "lv-ye-lv-you-qu"),
        ("“1+4”课后服务", "1-4-ke-hou-fu-wu"),
        ("S2C云平台", "s2c-yun-ping-tai"),
        ("２０２４年Ａ馆", "2024-nian-a-guan"),
        ("《规划》", "gui-hua"),
        ("〇七小学", "ling-qi-xiao-xue"),
        ("カフェ", "u30ab-u30d5-u30a7"),
        ("“”", ""),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(st.sampled_from("长重行都市庆银大中心乐音一千零〇的，、 ·aÉΣ1⑵９𠮷"), max_size=12))
def test_names_are_read_in_the_phrases_of_the_library(name: str) -> None:
    phrases = Pinyin().seg(unicodedata.normalize("NFKC", name))
    assert pinyin(name).split() == [part for phrase in phrases for part in pinyin(phrase).split()]


def test_pinyin_reads_by_phrase() -> None:
    assert pinyin("朝阳区长江路小学") == "chao yang qu chang jiang lu xiao xue"
    assert pinyin("“578”集团") == "578 ji tuan"


@given(NAMES)
def test_slugs_are_ascii_and_safe(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(name))
    assert len(slug(name)) <= 100


@given(NAMES, NAMES)
def test_two_documents_never_share_an_iri(one: str, other: str) -> None:
    assert (document_iri(one) == document_iri(other)) == (one == other)
    assert (rule_iri(one) == rule_iri(other)) == (one == other)
    assert document_iri(one).isascii()


def test_homophone_indicators_differ() -> None:
    assert slug("事例数量") == slug("事理数量")
    assert indicator_iri("事例数量") != indicator_iri("事理数量")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("0067.txt", "0067.txt"),
        ("a/0067.txt", r"a-0067-[0-9a-f]{8}"),
        ("学校/清源一小.txt", r"xue-xiao-qing-yuan-yi-xiao-[0-9a-f]{8}"),
        ("A.txt", r"a-[0-9a-f]{8}"),
        ("x-12345678", r"x-12345678-[0-9a-f]{8}"),
        ("…", r"[0-9a-f]{8}"),
    ],
)
def test_document_iris(name: str, expected: str) -> None:
    assert re.fullmatch(re.escape(f"{BASE}source/") + expected, document_iri(name))


def test_entities_places_and_evidence() -> None:
    assert entity_iri("School", "110105", "柳溪小学") == f"{BASE}School/110105-liu-xi-xiao-xue"
    assert (
        entity_iri("Award", "", "书香社区", "https://example.org/")
        == "https://example.org/Award/shu-xiang-she-qu"
    )
    assert place_iri("110105") == f"{BASE}Place/110105"
    assert evidence_iri(document_iri("a.txt"), 3, 9) == f"{BASE}source/a.txt#char=3,9"


def test_statements_and_observations_depend_on_every_part() -> None:
    calls = [("d", "s", "p", "o"), ("x", "s", "p", "o"), ("d", "x", "p", "o"), ("d", "s", "x", "o")]
    calls += [("d", "s", "p", "x"), ("ds", "", "p", "o")]
    for make in (statement_iri, observation_iri):
        assert len({make(*call) for call in calls}) == len(calls)
        assert make(*calls[0]) == make(*calls[0])
