from __future__ import annotations

import pytest

from minsheng.reading.pairs import affinity
from minsheng.reading.roles import ends_open, short_role, tail_start
from minsheng.reading.seams import Edge, Seams
from minsheng.reading.spacing import inside_word


@pytest.mark.parametrize(
    ("before", "better", "worse"),
    [
        ("建成社区服", "务中心十二个", "此外，还有三个"),
        ("县医院牵头组建医疗共同", "体，统一管理", "眼下，办法推开"),
        ("荣获“书香", "之家”称号", "图书馆开放"),
        ("家住松桥镇长青", "社区的居民", "与此同时，"),
        ("开业三年来,读者达", "八万人次", "与此同时,"),
    ],
)
def test_the_right_seam_scores_higher(before: str, better: str, worse: str) -> None:
    seams = Seams([])
    assert seams.score(Edge.of(before), Edge.of(better)) > seams.score(Edge.of(before), Edge.of(worse))


def test_names_seen_elsewhere_count() -> None:
    edges = Edge.of("位于宛陵区谷仓"), Edge.of("书屋的一楼")
    assert Seams(["谷仓书屋开放"]).score(*edges) > Seams(["图书馆开放"]).score(*edges)


def test_pairs() -> None:
    assert affinity("社", "区") > 1 > 0 > affinity("院", "为")
    assert affinity("", "区") == affinity("a", "区") == 0


def test_words_over_a_seam() -> None:
    assert inside_word("新建图书", "馆一座")
    assert not inside_word("新建图书馆", "，藏书")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("位于某镇的", True),
        ("建成。", False),
        ("建成。”", False),
        ("包括：", False),
        ("如下——", False),
        ("很好！）", False),
    ],
)
def test_open_ends(text: str, expected: bool) -> None:
    assert ends_open(text) is expected


@pytest.mark.parametrize(
    ("text", "spaced", "role"),
    [
        ("核心提示", False, "boilerplate"),
        ("责任编辑：某某", False, "boilerplate"),
        ("本报记者 某某", False, "byline"),
        ("某某某 甲乙丙 图片由澄湾县文旅局提供", False, "byline"),
        ("新馆外景（澄湾县供图）", False, "caption"),
        ("新馆外景", True, "caption"),
        ("新馆外景", False, ""),
        ("新馆今天开放。", True, ""),
    ],
)
def test_roles_of_short_lines(text: str, spaced: bool, role: str) -> None:
    assert short_role(text, spaced) == role


def test_tail_of_a_web_article() -> None:
    assert tail_start("新馆开放。  【编辑:某某】") == 5
    assert tail_start("新馆开放。") == 5
