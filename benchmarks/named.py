"""Names of many kinds in the sentences of news: how many of `named.tsv` are found whole."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TABLE = Path(__file__).with_name("named.tsv")
#: Where names stand in news: alone, in a list, behind a verb, an address or a designation.
_PLACES = (
    "近日，{}传来好消息。",
    "记者走进{}，只见人来人往。",
    "据介绍，{}、{}、{}等受到好评。",
    "今年将提升{}和{}的服务水平。",
    "位于幸福路18号的{}重新开放。",
)
_DONE = ("今年，石桥县启动{}。", "县民政局推出{}，群众受益。", "{}开展以来，受益200人。")
_HELD = ("{}日前开幕。", "石桥县举办{}。", "{}在市民广场举行。")
_WON = ("学校荣获{}。", "县里被评为{}。", "村子先后获评{}、{}。")
_SENTENCES = {"Programme": _DONE, "Event": _HELD, "Award": _WON}
#: Which of these one name is called by is a matter of taste.
_ALIKE = (frozenset({"CulturalSite", "HeritageSite", "ScenicSpot"}), frozenset({"Programme", "Event"}))


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The names by class, in the order of the table.

    Example:
        >>> names()["HeritageSite"][0]
        '莫高窟'
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {type_: tuple(cell.split()) for type_, cell in rows}


def tables() -> list[Table]:
    """Found and all, by class, with the names that some sentence hides."""
    rows = []
    for type_ in names():
        outcomes = list(_outcomes(type_))
        hidden = sorted({name for name, found in outcomes if not found})
        found = sum(found for _, found in outcomes)
        share = f"{found / len(outcomes):.2f}"
        rows.append((type_, f"{found}/{len(outcomes)}", share, "、".join(hidden) or "–"))
    note = (
        "名称编自各类的构词（`benchmarks/named.tsv`），放进新闻常用的句子；名称须完整，类别相近即可。"
        "改进时看过此表，所以它不是生稿上的成绩。",
        "Names are made as those of each class are and put into the sentences of news; each must be found "
        "whole, and of its class or one like it. The table was looked at while names were improved, so it "
        "does not tell how unseen texts fare.",
    )
    columns = ("类别 class", "找到 found", "召回 recall", "漏在某句 missed in some")
    return [Table("各类名称 · Names of each class", columns, rows, note)]


def _outcomes(type_: str) -> Iterator[tuple[str, bool]]:
    from minsheng.language.names import find_names
    from minsheng.language.segmentation import segment

    for sentence in _SENTENCES.get(type_, _PLACES):
        every, size = names()[type_], sentence.count("{}")
        for at in range(0, len(every), size):
            # the last sentence is filled up from the beginning
            text = sentence.format(*(every + every)[at : at + size])
            found = {(m.name, m.type) for m in find_names(text, segment(text))}
            for name in every[at : at + size]:
                yield name, any((name, like) in found for like in _like(type_))


def _like(type_: str) -> Iterable[str]:
    return next((group for group in _ALIKE if type_ in group), (type_,))
