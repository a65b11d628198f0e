from __future__ import annotations

import pytest

from minsheng.errors import InputError
from minsheng.reading import read_text
from minsheng.reading.metadata import front_matter


@pytest.mark.parametrize(
    ("text", "title", "publisher"),
    [
        ("新馆开放\n\n　　新馆今天开放。", "新馆开放", None),
        (
            "2023-07-27，正文：原标题：澄湾新馆开放，借书更近了7月26日，记者获悉，新馆开放。",
            "澄湾新馆开放，借书更近了",
            None,
        ),
        ("，正文：新馆今天开放。来源：澄湾日报返回搜狐，查看更多责任编辑：", None, "澄湾日报"),
        ("，正文：新馆今天开放，欢迎参观。澄湾晚报、松桥新闻记者 某某", None, "澄湾晚报"),
        ("，正文：澄湾日报讯（记者 某某）新馆今天开放。", None, "澄湾日报"),
        ("，正文：本报讯 新馆今天开放。", None, None),
        ("，正文：新馆今天开放，市民可凭来源说明入馆。", None, None),
    ],
)
def test_title_and_publisher(text: str, title: str | None, publisher: str | None) -> None:
    source = read_text(text, "a.txt")
    for stated, expected in ((source.title, title), (source.publisher, publisher)):
        assert (stated.value if stated else None) == expected
        assert stated is None or (stated.span and text[slice(*stated.span)] == expected)


def test_front_matter_of_a_text() -> None:
    text = "\ufeff---\r\n标题: 新馆\r\n# 注\r\n其他: 甲\r\n---\r\n正文。"
    front = front_matter(text, "a.txt")
    assert {key: stated.value for key, stated in front.stated.items()} == {"title": "新馆"}
    assert text[front.end :] == "正文。"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("---\ntitle: 甲\ndate: 昨天\n---\n正文", "front-matter-date", 3),
        ("---\ntitle: 甲\n正文", "front-matter-open", 1),
    ],
)
def test_broken_front_matter(text: str, key: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        front_matter(text, "a.md")
    assert (caught.value.key, caught.value.line) == (key, line)


@pytest.mark.parametrize("text", ["---\n正文没有键\n---\n", "---\n\n正文", "正文\n---\n"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert front_matter(text, "a.md").stated == {}
