from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading import read_text
from minsheng.reading.fragments import Fragment
from minsheng.reading.notices import asides, table, with_notices_apart
from minsheng.reading.offsets import Run

SAID: list[dict[str, Any]] = table()["said"]


@pytest.mark.parametrize("said", SAID, ids=lambda said: str(said["id"]))
def test_examples_of_the_data_file(said: dict[str, Any]) -> None:
    assert said["yes"] and said["no"] and said["kind"] in ("notice", "boilerplate")
    for text in said["yes"]:
        assert [aside.kind for aside in asides(text)] == [said["kind"]], text
        assert any(word in text for word in said["words"])
    for text in said["no"]:
        assert asides(text) == [], text


def page(*lines: str) -> list[Fragment]:
    """Fragments, one a line; # before a heading."""
    return [
        Fragment.of([Run(line.lstrip("#"), 0)], "heading" if line[0] == "#" else "paragraph")
        for line in lines
    ]


def kinds(fragments: list[Fragment]) -> str:
    return " ".join(f"{fragment.kind[:2]}:{fragment.text[:4]}" for fragment in fragments)


TEXT = "青河区今年新建老年食堂十二家，附近的老人每天前来用餐，都说饭菜可口、价格便宜。"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((TEXT,), "pa:青河区今"),
        # the head of a notice, and its text up to the telephone
        (
            (TEXT, "招租公告", "本行门面对外招租。", "联系电话：00012345678", TEXT),
            "pa:青河区今 no:招租公告 no:本行门面 no:联系电话 pa:青河区今",
        ),
        # no end is found: the head alone
        ((TEXT, "#招租公告", TEXT), "pa:青河区今 no:招租公告 pa:青河区今"),
        # headlines of other articles up to the next sentence
        (
            (TEXT, "相关阅读", "#宛陵区新增托位三百个", "#云岭镇卫生院扩建", TEXT),
            "pa:青河区今 bo:相关阅读 no:宛陵区新 no:云岭镇卫 pa:青河区今",
        ),
        # a document that is itself a notice
        (("#招租公告", "本行门面对外招租。", "联系电话：00012345678"), "he:招租公告 pa:本行门面 pa:联系电话"),
        (
            (TEXT + "遗失声明：青河区四海商行遗失公章一枚，声明作废。" + TEXT,),
            "pa:青河区今 no:遗失声明 pa:青河区今",
        ),
    ],
)
def test_notices_stand_apart(lines: tuple[str, ...], expected: str) -> None:
    assert kinds(with_notices_apart(page(*lines))) == expected


INSERTS = [text for said in SAID if said["kind"] == "notice" for text in said["yes"]] + [
    "长按识别二维码，获取完整名单！",
    "（报料邮箱：qinghe@example.com）",
    "更多精彩内容请进入社会频道。",
]


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.sampled_from(INSERTS)), max_size=3))
def test_every_character_keeps_its_place(inserts: list[tuple[int, str]]) -> None:
    text = TEXT * 4
    for place, insert in inserts:
        text = text[:place] + insert + text[place:]
    source = read_text(text, "a.txt")
    kept = [(source.text[i], source.offsets[i]) for i in range(len(source.text)) if source.text[i] != "\n"]
    assert all(text[offset] == character for character, offset in kept)
    left = [character for character in text if not character.isspace()]
    assert sorted(character for character, _ in kept if not character.isspace()) == sorted(left)


@pytest.mark.parametrize("insert", ["广告 一桌好菜，三步学会！ ×", "（报料邮箱：qinghe@example.com）"])
@pytest.mark.parametrize("place", [15, 27])
def test_a_sentence_that_an_insertion_parts_is_whole(insert: str, place: int) -> None:
    source = read_text(TEXT[:place] + insert + TEXT[place:], "a.txt")
    assert TEXT in source.text.split("\n")
