from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading import read_text
from minsheng.reading.markdown import fragments
from minsheng.reading.offsets import Offsets


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("# 题目\n\n正文。", ["题目", "正文。"]),
        ("题目\n====\n正文。", ["题目", "正文。"]),
        ("## 题目 ##\n正文", ["题目", "正文"]),
        ("上一行\n下一行", ["上一行下一行"]),
        ("one\ntwo", ["one two"]),
        (
            '新建**两所**小学和*一所*中学，见[公告](https://a.b/c "题")。',
            ["新建两所小学和一所中学，见公告。"],
        ),
        ("- 甲校\n- 乙校\n1. 丙校", ["甲校", "乙校", "丙校"]),
        ("> 引文\n> 续行", ["引文续行"]),
        ("| 名称 | 床位 |\n|---|--:|\n| 甲院 | 30 |", ["名称\t床位", "甲院\t30"]),
        ("![图](a.png)文<!-- 注 -->字<br/>尾", ["文字尾"]),
        ("a_b_c 与 `代码` 和 \\*星号\\*", ["a_b_c 与 代码 和 *星号*"]),
        ("```\n代码行\n```\n正文", ["代码行", "正文"]),
        ("正文[^1]。\n\n[^1]: 脚注", ["正文。", "脚注"]),
    ],
)
def test_markup_is_stripped(original: str, expected: list[str]) -> None:
    found = fragments(original, 0)
    assert [fragment.text for fragment in found] == expected
    for fragment in found:
        for character, place in zip(fragment.text, Offsets.of(fragment.runs), strict=True):
            assert original[place] == character or (character in " \t" and original[place] in "\n|")


def test_front_matter_and_title() -> None:
    source = read_text(
        "---\ntitle: 新馆开放\n来源: 澄湾日报\ndate: 2024/5/3\n地区: '澄湾县'\n---\n# 另题\n\n正文。",
        "a.md",
        "text/markdown",
    )
    stated = (source.title, source.publisher, source.published, source.area)
    assert [value.value for value in stated if value] == ["新馆开放", "澄湾日报", "2024-05-03", "澄湾县"]
    quoted = [source.original[slice(*value.span)] for value in stated if value and value.span]
    assert quoted == ["新馆开放", "澄湾日报", "2024/5/3", "澄湾县"]
    assert source.text == "另题\n正文。"
    assert [block.kind for block in source.blocks] == ["title", "paragraph"]


@given(st.text(alphabet="甲#*_[]()|`>-\\<!~ \n\r1.a", max_size=60))
def test_any_markdown_keeps_places(original: str) -> None:
    for fragment in fragments(original, 0):
        assert fragment.text == fragment.text.strip()
        for run in fragment.runs:
            assert original[run.start : run.start + len(run.text)] == run.text or run.text in {" ", "\t"}
