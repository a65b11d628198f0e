from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.reading.webpage import read_page

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>新馆开放_澄湾网</title>
<meta name="ContentSource" content="澄湾日报"><meta name="PubDate" content="2024-05-03 10:00">
<script>var a = "<p>不是正文</p>";</script></head><body>
<div class="top nav">首页</div><header><a href="/">澄湾网</a></header>
<article><h1>新馆&ldquo;开放&rdquo;</h1><p>图书馆<b>今</b>天
开放&#12290;</p><ul><li>藏书<i>5</i>万册</ul><figcaption>新馆外景</figcaption>
<table><tr><td>甲院</td><td>30张</td></tr></table></article>
<div id="footer">版权所有</div><footer>联系我们</footer></body></html>"""


def test_article_of_a_page() -> None:
    page = read_page(PAGE)
    assert [(fragment.kind, fragment.text) for fragment in page.fragments] == [
        ("heading", "新馆“开放”"),
        ("", "图书馆今天开放。"),
        ("", "藏书5万册"),
        ("caption", "新馆外景"),
        ("", "甲院\t30张"),
    ]
    assert {key: stated.value for key, stated in page.stated.items()} == {
        "title": "新馆开放_澄湾网",
        "publisher": "澄湾日报",
        "published": "2024-05-03",
    }
    assert [PAGE[slice(*stated.span)] for stated in page.stated.values() if stated.span] == [
        page.stated[key].value if key != "published" else "2024-05-03 10:00" for key in page.stated
    ]


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("没有标签", ["没有标签"]),
        ("甲<br>乙", ["甲", "乙"]),
        ("<p>a\n b&nbsp;c</p>", ["a b c"]),
        ("<p>R&D 与 &unknown;</p>", ["R&D 与 &unknown;"]),
        ("<p>甲<!-- 注 -->乙", ["甲乙"]),
        ("<p>甲</p><!-- 没有结束 <p>乙</p>", ["甲"]),
        ("<p>甲</p>3 < 5", ["甲", "3 < 5"]),
        ("<![甲]><p>乙</p>", ["乙"]),
        ("<p hidden>甲</p><p>乙</p>", ["乙"]),
        ("<nav><nav>甲</nav>乙</nav>丙", ["丙"]),
    ],
)
def test_blocks_of_a_page(original: str, expected: list[str]) -> None:
    assert [fragment.text for fragment in read_page(original).fragments] == expected


PIECES = [
    "<p>",
    "</p>",
    "<",
    ">",
    "&",
    "&amp;",
    "&#65;",
    "&x;",
    "甲",
    "<!--",
    "-->",
    "<![",
    "<?",
    "</",
    "<td>",
    "<title>",
    "<nav>",
    "</nav>",
    "<script>",
]
MARKUP = st.lists(st.sampled_from([*PIECES, " ", "\n", "<b a='", '"']), max_size=30).map("".join)


@given(MARKUP)
def test_any_page_keeps_places(original: str) -> None:
    for fragment in read_page(original).fragments:
        for run in fragment.runs:
            source = original[run.start : run.start + len(run.text)]
            assert source == run.text or original[run.start] in "&< \n"
