from __future__ import annotations

from typing import Protocol

import pytest

from minsheng.reading import read_text


class Press(Protocol):
    """The fixture of conftest.py, which tests cannot import."""

    articles: dict[str, list[str]]


#: Headlines of the articles of the press, and of others.
OWN = {
    "school": "梧溪县第三小学改造完成",
    "clinic": "澄湾镇卫生院药房的清早",
    "library": "宛陵区谷仓书屋办起方言课堂",
    "elder": "松桥街道长青里的助餐点",
}
OTHERS = (
    "安平市新增公交线路十二条",
    "云岭区第一人民医院扩建门诊大楼",
    "白石镇举办残疾人就业招聘会",
    "长兴市非遗展演周末开幕",
)


def blocks(text: str) -> list[tuple[str, str]]:
    source = read_text(text, "a.txt")
    return [(block.kind, source.text[block.start : block.end]) for block in source.blocks]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("other", OTHERS)
def test_a_headline_of_another_article_inside_the_text(press: Press, name: str, other: str) -> None:
    first, *rest = press.articles[name]
    found = blocks("\n\n".join([OWN[name], first, other, *rest]))
    assert ("notice", other) in found
    assert [text for kind, text in found if kind == "paragraph"] == press.articles[name]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("gap", ["", " ", "　"])
@pytest.mark.parametrize("own_first", [True, False])
def test_two_headlines_on_one_line(press: Press, name: str, other: str, gap: str, own_first: bool) -> None:
    headlines = [OWN[name], other] if own_first else [other, OWN[name]]
    source = read_text("\n\n".join([gap.join(headlines), *press.articles[name]]), "a.txt")
    found = blocks("\n\n".join([gap.join(headlines), *press.articles[name]]))
    assert ("notice", other) in found
    assert source.title is not None
    assert source.title.value == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_headlines_of_the_article_stay(press: Press, name: str) -> None:
    found = blocks("\n\n".join([OWN[name], *press.articles[name]]))
    assert found[0] == ("title", OWN[name])
    assert "notice" not in {kind for kind, _ in found}


@pytest.mark.parametrize("day", ["2024年5月30日", "二〇二四年五月三十日", "（2024年5月30日）"])
def test_who_signs_a_paper_is_no_other_headline(press: Press, day: str) -> None:
    found = blocks("\n\n".join([OWN["school"], *press.articles["school"], "安平市公交委员会办公室", day]))
    assert "notice" not in {kind for kind, _ in found}
