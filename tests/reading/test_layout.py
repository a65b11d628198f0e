from __future__ import annotations

from typing import Protocol

import pytest
from benchmarks.typeset import column

from minsheng.reading import read_text
from minsheng.reading.layout import arranged


class Page(Protocol):
    text: str

    def recovered(self, text: str) -> float: ...


class Press(Protocol):
    """The fixture of conftest.py, which tests cannot import."""

    articles: dict[str, list[str]]

    def page(
        self, names: list[str], cells: int, turn: tuple[int, int], gap: str = "\n", *asides: str
    ) -> Page: ...


NAMES = ["school", "clinic", "library", "elder"]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in arranged(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新馆今天开放。", [("paragraph", "新馆今天开放。")]),
        ("新馆开放\n\n　　新馆今天开放。", [("title", "新馆开放"), ("paragraph", "新馆今天开放。")]),
        (
            "2024-05-31 09:10，正文：新馆今天开放。返回搜狐，查看更多",
            [
                ("byline", "2024-05-31 09:10，正文："),
                ("paragraph", "新馆今天开放。"),
                ("boilerplate", "返回搜狐，查看更多"),
            ],
        ),
        (
            "旧仓新生 书香入巷\r\n\r\n核心提示\r\n\r\n新馆今天开放。\r\n\r\n谷仓书屋内景(宛陵区供图)\r\n\r\n"
            "读者盈门\r\n\r\n周末人多。\r\n\r\n记者 某某",
            [
                ("title", "旧仓新生 书香入巷"),
                ("boilerplate", "核心提示"),
                ("paragraph", "新馆今天开放。"),
                ("caption", "谷仓书屋内景(宛陵区供图)"),
                ("heading", "读者盈门"),
                ("paragraph", "周末人多。"),
                ("byline", "记者 某某"),
            ],
        ),
        # IT pages put spaces around figures; between names and slogans spaces mean something.
        ("8 月 17 日，文 / 甲乙 丙丁", [("paragraph", "8月17日，文 / 甲乙 丙丁")]),
        ("3 柳溪小学 公办", [("paragraph", "3 柳溪小学 公办")]),
        # An indent begins a paragraph, whatever stands open before it.
        (
            "　　新食堂在路口。\n\n　　　　图：开在柳溪街道的银杏社区老年食堂\n\n　　家里也在变，有了床位。",
            [
                ("paragraph", "新食堂在路口。"),
                ("paragraph", "图：开在柳溪街道的银杏社区老年食堂"),
                ("paragraph", "家里也在变，有了床位。"),
            ],
        ),
        # A sentence cut by a paragraph break goes on in the next paragraph, when its words do.
        (
            "目前，全区建成社区服\n\n务中心十二个，今年再建三个。",
            [("paragraph", "目前，全区建成社区服务中心十二个，今年再建三个。")],
        ),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_stray_spaces_of_a_printed_page_are_dropped() -> None:
    page = (
        "桥 头 新 貌\n\n这座小镇沿 河而建，居民多 以捕鱼为生，近年 来修建了码头和图 书馆，添置了救护"
        " 车，孩子们终于可 以在家门口借书，老 人们也能就近看 病拿药了。"
    )
    title, paragraph = kinds(page)
    assert title == ("title", "桥头新貌")
    assert " " not in paragraph[1]
    assert paragraph[1] == page.split("\n\n")[1].replace(" ", "")


#: Papers of offices: numbered headings and paragraphs of any length, signed and dated.
PAPER = [
    ("title", "关于新增幼儿园招生范围的公告"),
    ("paragraph", "根据有关规定，现将今年秋季新增幼儿园的招生事项公告如下："),
    ("heading", "一、新增幼儿园"),
    (
        "paragraph",
        "（一）梅溪幼儿园北园：位于梅溪街道，办学规模十二个班，可提供学位三百六十个，今年秋季开始招生",
    ),
    ("paragraph", "（二）梅溪幼儿园南园：位于梅溪街道，办学规模九个班。"),
    ("heading", "二、报名方式和时间"),
    ("paragraph", "1. 家长可以在网上报名，也可以到园报名，报名时请带上户口簿和预防接种证，以免往返奔波。"),
    ("heading", "梅溪区教育局"),
    ("heading", "2024年5月30日"),
]
LISTED = [
    ("title", "梅溪区文物保护单位名单"),
    ("heading", "一、古建筑（2处）"),
    ("heading", "1. 望津桥，清代，梅溪镇"),
    ("heading", "2. 蔡家大屋，宋代至民国，水口镇"),
    ("heading", "二、石刻（1处）"),
    ("heading", "3. 鹰嘴岩摩崖石刻，宋代，水口镇"),
]
HEADLINE = [
    ("title", "“晨光”行动：把课堂搬进社区"),
    ("paragraph", "梅溪区今年启动“晨光”行动，六十名教师走进社区。"),
    ("paragraph", "行动由区教育局发起，区图书馆、区科技馆参加。"),
]


#: Lists with labels under numbered headings: no line goes on in the next, none over a heading.
LABELLED = [
    ("title", "关于命名文明校园和书香校园的决定"),
    ("paragraph", "经推荐、考评和公示，决定命名以下学校："),
    ("heading", "一、文明校园（4所）"),
    ("paragraph", "梅溪区：梅溪区第三小学、梅溪区第四十中学"),
    ("paragraph", "望津县：望津县初级中学、望津县职业技术学校"),
    ("heading", "二、书香校园（2所）"),
    ("paragraph", "梅溪区第三小学、望津县水口镇中心小学"),
    ("paragraph", "希望受到命名的学校珍惜荣誉，再接再厉。"),
]
DATELINE = [
    ("title", "梅溪区：小食堂，托起“大幸福”"),
    ("paragraph", "梅溪日报讯（记者 某某）梅溪社区食堂昨天开张，附近的老人都来尝鲜。"),
    ("paragraph", "食堂有六十个座位、四名厨师，一天供餐三次，八十岁以上的老人吃饭有补贴，周末还有糕点"),
]


@pytest.mark.parametrize(
    "blocks",
    [PAPER, LISTED, LABELLED, HEADLINE, DATELINE],
    ids=["paper", "list", "labelled", "headline", "dateline"],
)
@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n"])
def test_numbered_lines_and_headings_stay_apart(blocks: list[tuple[str, str]], separator: str) -> None:
    source = read_text(separator.join(text for _, text in blocks), "a.txt")
    assert [(b.kind, source.text[b.start : b.end]) for b in source.blocks] == blocks


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("separator", ["\n", "\n\n", "\r\n　　"])
def test_text_in_order_is_untouched(press: Press, name: str, separator: str) -> None:
    paragraphs = press.articles[name]
    assert read_text(separator.join(paragraphs), "a.txt").text == "\n".join(paragraphs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("cells", [14, 17, 22])
def test_one_column_is_joined_without_loss(press: Press, name: str, cells: int) -> None:
    page = press.page([name], cells, (1, 1))
    text = read_text(page.text, "a.txt").text
    assert page.recovered(text) == 1.0
    assert text.replace("\n", "") == "".join(press.articles[name])


CAPTIONS = ("孩子们在活动室学剪纸", "新馆里的阅读角")


# as the pages stand, 0.02, 0.5, 0.7, 0.8 of the sentences are whole for turns of 1, 2, 3, 5 lines
@pytest.mark.parametrize(
    ("columns", "turn", "gap", "asides", "least"),
    [
        (2, (1, 1), "\n\n", CAPTIONS, 0.92),
        (2, (3, 3), "\n\n", (), 0.93),
        (2, (5, 5), "\n", (), 0.90),
        (2, (2, 6), "\n", (), 0.77),
        (3, (1, 1), "\n\n", (), 0.95),
        (3, (3, 3), "\n", CAPTIONS, 0.90),
        (3, (3, 5), "\n", (), 0.85),
        (4, (5, 5), "\n\n", (), 0.90),
    ],
)
def test_columns_are_untangled(
    press: Press, columns: int, turn: tuple[int, int], gap: str, asides: tuple[str, ...], least: float
) -> None:
    shares = []
    for first in range(len(NAMES)):
        names = [NAMES[(first + i) % len(NAMES)] for i in range(columns)]
        page = press.page(names, 15 + first, turn, gap, *asides)
        text = read_text(page.text, "a.txt").text
        shares.append(page.recovered(text))
        # Nothing is lost or invented, whatever the order.
        assert sorted(text.replace("\n", "")) == sorted(page.text.replace("\n", ""))
    assert sum(shares) / len(shares) >= least


def test_a_caption_between_the_columns_stands_apart(press: Press) -> None:
    page = press.page(["school", "clinic"], 16, (1, 1), "\n", CAPTIONS[0])
    assert CAPTIONS[0] in read_text(page.text, "a.txt").text.split("\n")


@pytest.mark.parametrize("cells", [26, 30, 34])
def test_a_caption_of_several_lines_keeps_its_place(press: Press, cells: int) -> None:
    caption = "柳溪镇中心小学的学生在新建成的操场上参加全区春季运动会的接力比赛（青河区体育局供图）"
    whole = [*press.articles["school"][:2], caption, *press.articles["school"][2:]]
    text = read_text("\n".join(column(whole, cells)), "a.txt").text
    assert text.replace("\n", "") == "".join(whole)


@pytest.mark.parametrize("place", range(1, 20))
def test_a_caption_of_one_line_parts_no_sentence(press: Press, place: int) -> None:
    lines = column(press.articles["library"], 20)
    caption = "谷仓书屋内景（宛陵区供图）"
    text = read_text("\n".join([*lines[:place], caption, *lines[place:]]), "a.txt").text
    assert caption in text.split("\n")
    assert text.replace("\n", "").replace(caption, "") == "".join(press.articles["library"])


def test_lists_of_names_are_no_columns() -> None:
    names = ["东河镇中心小学", "西坪镇中心小学", "南桥镇中心小学", "北山镇中心小学", "中和镇中心小学"]
    assert read_text("\n".join(names), "a.txt").text.split("\n") == names


def test_same_text_same_result(press: Press) -> None:
    text = press.page(NAMES[:3], 16, (2, 4)).text
    assert read_text(text, "a.txt") == read_text(text, "a.txt")
