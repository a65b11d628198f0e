"""Words of others in a text: facts kept, and facts taken from them, when they are told apart and when not."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.tables import Table
from minsheng.facts import Extractor
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minsheng.records import DocumentFacts, Source

#: Invented insertions by kind, and whether they are a paragraph of their own or stand between two sentences.
INSERTIONS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "广告 advertisements": (
        False,
        ("广告 云岭区第一人民医院旁种植牙，只要这个价！ ×", "【广告】白石县锦绣小学旁新盘开售，均价优惠。"),
    ),
    "遗失声明 lost papers": (False, ("遗失声明：云岭区第二小学遗失公章一枚，声明作废。",)),
    "招租、拍卖 offers": (
        False,
        (
            "招租公告：白石县文化馆旁有门面一间，面积80平方米，租金3万元。联系电话：00012345678。",
            "拍卖公告 云岭区中心敬老院旧楼一处，定于下月拍卖。特此公告。",
        ),
    ),
    "启事另成数行 notices of several lines": (
        True,
        ("招聘启事\n\n云岭区第一幼儿园招聘保育员12名。\n\n联系电话：00012345678",),
    ),
    "媒体自己的话 words of the medium": (
        False,
        (
            "长按识别二维码，关注云岭区图书馆！",
            "更多精彩内容，请下载“云岭在线”客户端。",
            "新闻线索报料通道：应用市场下载“白石头条”APP，全县记者等你来报料！",
        ),
    ),
    "别的文章的标题 headlines of others": (
        True,
        ("云岭区第一人民医院扩建门诊大楼", "相关阅读\n\n白石县新增公办幼儿园三所\n\n云岭区非遗展演周末开幕"),
    ),
}
_TIMES = 6


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts of texts: all, those kept with insertions, those that are new with them."""

    all: int
    kept: int
    new: int


def tables(texts: Sequence[str]) -> list[Table]:
    """Facts kept and new by the kind of insertion.

    Args:
        texts: documents as they are read, one paragraph a line.
    """
    rows = []
    for caption, (apart, insertions) in INSERTIONS.items():
        pages = [list(_pages(text, apart, insertions)) for text in texts]
        told = _counts(texts, pages, told=True)
        untold = _counts(texts, pages, told=False)
        rows.append((caption, *_cells(untold), *_cells(told)))
    return [
        Table(
            "插入的话 · Insertions",
            ("插入 inserted", "不辨：仍得 kept", "误得 false", "辨出：仍得 kept, told", "误得 false, told"),
            rows,
            (
                "自带文稿里随处插入别家的话；原有的事实仍得百分之几，每一处插入误得几个事实。",
                "The samples with words of others put anywhere between sentences: the share of their facts "
                "that is still found, and false facts for each insertion.",
            ),
        )
    ]


def _pages(text: str, apart: bool, insertions: Sequence[str]) -> Iterator[str]:
    """The text with each insertion in some places, as paragraphs with empty lines between them."""
    paragraphs = text.split("\n")
    for insertion in insertions:
        chance = random.Random(len(text) + len(insertion))
        for _ in range(_TIMES):
            place = chance.randrange(1, len(paragraphs))
            changed = list(paragraphs)
            ends = [i + 1 for i, character in enumerate(changed[place]) if character == "。"]
            if apart or len(ends) < 2:
                changed.insert(place, insertion)
            else:
                end = chance.choice(ends[:-1])
                changed[place] = changed[place][:end] + insertion + changed[place][end:]
            yield "\n\n".join(changed)


def _counts(texts: Sequence[str], pages: Sequence[Sequence[str]], told: bool) -> tuple[Counts, int]:
    total, kept, new = 0, 0, 0
    for text, changed in zip(texts, pages, strict=True):
        facts = _facts(text.replace("\n", "\n\n"), told)
        for page in changed:
            found = _facts(page, told)
            total, kept, new = total + len(facts), kept + len(facts & found), new + len(found - facts)
    return Counts(total, kept, new), sum(map(len, pages))


def _cells(counted: tuple[Counts, int]) -> tuple[str, str]:
    counts, insertions = counted
    return f"{counts.kept / counts.all:.3f}", f"{counts.new / insertions:.2f}"


def _facts(page: str, told: bool) -> frozenset[tuple[str, ...]]:
    source = read_text(page, "page.txt")
    return frozenset(_named(Extractor().extract(source if told else _untold(source))))


def _untold(source: Source) -> Source:
    """The source with what was told apart as paragraphs."""
    outside = ("notice", "boilerplate")
    blocks = (replace(block, kind="paragraph") if block.kind in outside else block for block in source.blocks)
    return replace(source, blocks=tuple(blocks))


def _named(facts: DocumentFacts) -> Iterator[tuple[str, ...]]:
    names = {entity.key: entity.name for entity in facts.entities}
    for entity in facts.entities:
        yield entity.type, entity.name
    for relation in facts.relations:
        yield names[relation.subject], relation.predicate, names[relation.object]
    for observation in facts.observations:
        yield names[observation.about], observation.indicator, str(observation.value)
