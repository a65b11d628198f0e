from __future__ import annotations

import pytest

from minsheng.reading import read_text

BODY = "柳溪镇文化站今天迎来第一批读者，馆内有书三万册。"


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("柳溪镇文化站迎来读者", "8月3日上午，" + BODY),
        ("柳溪镇文化站迎来读者", "近日，" + BODY),
        ("柳溪镇文化站迎来读者！", "青河日报讯（记者 某某）" + BODY),
        ("柳溪镇文化站迎来读者", "中新网青河8月3日电 " + BODY),
        ("柳溪镇文化站8月3日开放", "文/青河晚报记者 某某 " + BODY),
        ("柳溪镇文化站：读者盈门", "为丰富群众生活，" + BODY),
        ("柳溪镇文化站：读者盈门", "“书真多，环境也好。”" + BODY),
        ("柳溪镇文化站：读者盈门", BODY),
        ("小镇有了“大书房”", "截至目前，" + BODY),
    ],
)
def test_a_headline_ends_where_its_text_begins(headline: str, body: str) -> None:
    source = read_text(f"2024-05-31 09:10，正文：原标题：{headline}{body}", "a.txt")
    lines = source.text.split("\n")
    assert lines[1:] == [f"原标题：{headline}", body]
    assert source.title is not None
    assert source.title.value == headline
    assert [block.kind for block in source.blocks] == ["byline", "title", "paragraph"]


def test_a_headline_that_stands_twice_is_cut_twice() -> None:
    headline = "柳溪镇文化站迎来读者"
    source = read_text(f"原标题：{headline}{headline} {BODY}", "a.txt")
    assert source.text.split("\n") == [f"原标题：{headline}", headline, BODY]


@pytest.mark.parametrize(
    "text",
    [
        "原标题：柳溪镇文化站于8月3日，举办读书会",
        "柳溪镇文化站的原标题：无",
        "2024年，柳溪镇文化站开放，8月3日，读者来了。",
    ],
)
def test_what_no_headline_is_stays(text: str) -> None:
    assert read_text(text, "a.txt").text == text
