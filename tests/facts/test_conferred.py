from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.facts.conferred import conferred
from minsheng.reading import read_text

GRADED = "省级示范幼儿园"


def received(text: str) -> list[tuple[str, str, str | None]]:
    reading, _ = Extractor().read(read_text(text, "a.txt"))
    names = {thing.key: thing.name for thing in reading.things}
    return [(names[r.subject], names[r.object], r.award_status) for r in conferred(reading)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"附件1\n\n2023年度{GRADED}名单（共2所）\n\n序号 幼儿园 性质\n1 河湾幼儿园 公办\n"
            "2 青石幼儿园 民办\n",
            [("河湾幼儿园", GRADED, "received"), ("青石幼儿园", GRADED, "received")],
        ),
        (
            "关于命名文明校园的决定\n\n一、市级文明校园（2所）\n青石县：青石县第七小学\n河湾县：河湾县茶乡幼儿园\n"
            "\n二、优秀组织单位（1个）\n青石县文化馆\n",
            [
                ("青石县第七小学", "市级文明校园", "received"),
                ("河湾县茶乡幼儿园", "市级文明校园", "received"),
            ],
        ),
        (
            f"拟认定{GRADED}名单公示\n\n河湾幼儿园、青石幼儿园\n",
            [("河湾幼儿园", GRADED, "appliedFor"), ("青石幼儿园", GRADED, "appliedFor")],
        ),
        # Prose ends a list, and is none.
        (f"{GRADED}名单（1所）\n\n河湾幼儿园的老师来了。\n\n青石幼儿园\n", []),
        (f"河湾幼儿园是{GRADED}。\n\n青石幼儿园\n", []),
    ],
)
def test_what_is_listed_below_an_honour(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert received(text) == expected
