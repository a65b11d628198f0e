"""Traditional characters are read as simplified ones, one to one; labels and quotations stay as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.data import data
from minsheng.facts import Extractor
from minsheng.graph.terms import chinese
from minsheng.identity import indicator_iri
from minsheng.identity.names import normal
from minsheng.reading import read_text
from minsheng.reading.compile_traditional import BESIDE, pairs
from minsheng.reading.traditional import simplified, spelling, traditional

TEXT = "成都市青羊區「暖陽」行動啟動，柳溪鎮衛生院新增床位30張，家住後街的陳婆婆說很好。"
SIMPLE = "成都市青羊区“暖阳”行动启动，柳溪镇卫生院新增床位30张，家住后街的陈婆婆说很好。"


@pytest.mark.parametrize(
    ("written", "simple"),
    [
        (TEXT, SIMPLE),
        ("衛／衞、臺／台、裡／裏、為／爲", "卫／卫、台／台、里／里、为／为"),
        # both kinds of texts have them
        ("乾隆、著名、慰藉", "乾隆、著名、慰藉"),
        ("plain 123", "plain 123"),
    ],
)
def test_simplified(written: str, simple: str) -> None:
    assert simplified(written) == simple


@given(st.text(max_size=40) | st.text(alphabet="青羊區柳溪鎮衛生院「」『』後裡著", max_size=40))
def test_every_position_stays(text: str) -> None:
    simple = simplified(text)
    assert len(simple) == len(text)
    assert simplified(simple) == simple


def test_names_of_the_gazetteer_are_simplified() -> None:
    names = data("language", "data", "divisions.tsv").read_text("utf-8")
    assert simplified(names) == names
    assert not traditional(names)


@pytest.mark.parametrize(
    ("text", "is_traditional"), [("柳溪鎮", True), ("「柳溪镇」", False), ("柳溪", False), ("後街", True)]
)
def test_traditional(text: str, is_traditional: bool) -> None:
    assert traditional(text) is is_traditional


def test_spelling() -> None:
    assert "柳溪镇卫生院".translate(spelling(TEXT)) == "柳溪鎮衛生院"
    assert spelling(SIMPLE) == {}


def test_the_table_agrees_with_the_dictionary() -> None:
    from pathlib import Path

    import opencc

    dictionary = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    expected = pairs(dictionary)
    assert all(simplified(old) == new for old, new in expected.items())
    assert set(BESIDE) <= set(expected)


def test_facts_are_those_of_the_simplified_text_as_the_original_writes_them() -> None:
    written = Extractor().extract(read_text(TEXT, "a.txt"))
    simple = Extractor().extract(read_text(SIMPLE, "a.txt"))
    assert [(e.type, simplified(e.name), e.evidence) for e in written.entities] == [
        (e.type, e.name, e.evidence) for e in simple.entities
    ]
    names = {e.type: (e.name, e.aliases) for e in written.entities if not e.code}
    assert names["HealthCentre"] == ("柳溪鎮衛生院", ("柳溪镇卫生院",))
    assert names["Programme"] == ("「暖陽」行動", ("“暖阳”行动", "暖陽"))
    assert [e.name for e in written.entities if e.code] == ["成都市", "青羊区"]
    assert [(simplified(o.indicator), o.value, o.unit) for o in written.observations] == [
        (o.indicator, o.value, o.unit) for o in simple.observations
    ]


def test_quotations_are_the_original_and_private_names_are_masked_in_it() -> None:
    facts = Extractor().extract(read_text("陳婆婆的幸福生活\n" + TEXT, "a.txt"))
    words = [facts.title.value if facts.title else "", *(q.exact for q in facts.quotations)]
    assert any("衛生院" in each for each in words)
    assert not any("陳婆婆" in each for each in words)
    assert any("＊＊＊" in each for each in words)


def test_one_thing_in_both_kinds_of_texts() -> None:
    assert normal("柳溪鎮衛生院") == normal("柳溪镇卫生院")
    assert indicator_iri("學校數量") == indicator_iri("学校数量")


def test_languages() -> None:
    assert chinese("柳溪鎮") == '"柳溪鎮"@zh-Hant'
    assert chinese("柳溪镇") == '"柳溪镇"@zh-Hans'
