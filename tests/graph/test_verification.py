from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from minsheng.graph import build, open_graph, verify
from minsheng.graph.verification import MASK, OTHER, agrees
from minsheng.vocabulary import OA, PROV

if TYPE_CHECKING:
    from pathlib import Path

    from minsheng.graph.verification import Verified

TEXT = "今年，青河区新建老年食堂12个。\r\n青河区人民医院位于柳溪镇。青河小学加入青河小学教育集团。"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "texts" / "深").mkdir(parents=True)
    for name in ("a.txt", "深/b.txt"):
        (tmp_path / "texts" / name).write_text(f"{name}。{TEXT}", encoding="utf-8", newline="")
    build([tmp_path / "texts"], tmp_path / "graph")
    return tmp_path / "graph"


def found(verified: Verified) -> set[tuple[str, str]]:
    return {(mismatch.document, mismatch.reason) for mismatch in verified.mismatches}


@pytest.mark.parametrize(
    ("exact", "source", "same"),
    [
        ("青河区", "青河区", True),
        ("＊＊＊说好", "周阿婆说好", True),
        ("＊＊＊", "＊＊＊", True),
        ("＊＊说好", "周阿婆说好", False),
        ("青河区", "青河县", False),
        ("青河区", "青河", False),
        ("青河区 ", "青河区\n", False),
        ("", "", True),
    ],
)
def test_a_quotation_agrees_character_by_character(exact: str, source: str, same: bool) -> None:
    assert agrees(exact, source) is same


@given(st.text(), st.data())
def test_masking_any_characters_still_agrees(text: str, data: st.DataObject) -> None:
    masked = "".join(MASK if data.draw(st.booleans()) else character for character in text)
    assert agrees(masked, text)
    assert not agrees(masked + "。", text)


def test_good_sources_verify_where_they_were_and_where_they_are_now(graph: Path, tmp_path: Path) -> None:
    verified = verify(open_graph(graph))
    assert (verified.documents, verified.mismatches) == (2, ())
    assert verified.quotations > 3
    moved = shutil.move(tmp_path / "texts", tmp_path / "elsewhere")
    assert found(verify(open_graph(graph))) == {("a.txt", "missing"), ("深/b.txt", "missing")}
    assert verify(open_graph(graph), [moved]) == verified
    assert verify(open_graph(graph), [tmp_path / "elsewhere" / "a.txt"]).documents == 1


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (f"a.txt。{TEXT}此后另有一句。", {"changed"}),
        (f"a.txt。{TEXT}".replace("青河", "清河"), {"changed", "differs"}),
        (f"又a.txt。{TEXT}", {"changed", "differs"}),
        ("a.txt。", {"changed", "beyond"}),
    ],
)
def test_a_changed_source_is_told_with_its_offsets(
    graph: Path, tmp_path: Path, text: str, reasons: set[str]
) -> None:
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8", newline="")
    verified = verify(open_graph(graph))
    assert found(verified) == {("a.txt", reason) for reason in reasons}
    for mismatch in verified.mismatches:
        if mismatch.start is not None and mismatch.end is not None:
            there = text[mismatch.start : mismatch.end]
            assert len(mismatch.found) == len(there)
            assert set(mismatch.found) <= {*mismatch.quoted, OTHER}
            for shown, character in zip(mismatch.found, there, strict=True):
                assert shown in (character, OTHER)


def test_what_a_changed_source_says_now_is_not_told(graph: Path, tmp_path: Path) -> None:
    text = f"a.txt。{TEXT}".replace("青河区人民医院", "赵婆婆说，赶上了")
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8", newline="")
    told = str(verify(open_graph(graph)).as_dict())
    assert "differs" in told
    assert "赵" not in told


def test_evidence_in_the_graph_of_another_document_is_stray(graph: Path) -> None:
    opened = open_graph(graph)
    one, other = (NamedNode(document.iri) for document in opened.documents())
    writable = str(opened.snapshot.store)
    del opened
    store = Store(writable)
    node = NamedNode(f"{one.value}#char=0,2")
    store.add(Quad(node, NamedNode(PROV.wasQuotedFrom), one, other))
    store.add(Quad(node, NamedNode(OA.exact), Literal("青河"), other))
    store.flush()
    del store
    assert found(verify(open_graph(graph))) == {(other.value, "stray")}
