from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.facts.signing import signed
from minsheng.reading import read_text

TITLE, BODY = "关于新增幼儿园的公告", "现将有关事项公告如下。"


def issued(text: str) -> list[tuple[str, str]]:
    reading, _ = Extractor().read(read_text(text, "a.txt"))
    names = {thing.key: thing.name for thing in reading.things}
    return [(names[r.subject], names[r.object]) for r in signed(reading)]


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        ([TITLE, BODY, "梅溪区教育局", "2024年5月30日"], ["梅溪区教育局"]),
        (
            [TITLE, BODY, "梅溪区教育局", "梅溪区财政局", "二〇二四年五月三十日"],
            ["梅溪区教育局", "梅溪区财政局"],
        ),
        ([f"梅溪区教育局{TITLE}", BODY], ["梅溪区教育局"]),
        # Whom to ask does not sign; a report on a paper is not the paper.
        ([TITLE, BODY, "联系单位：梅溪区教育局", "2024年5月30日"], []),
        ([TITLE, BODY, "梅溪区教育局"], []),
        (["幼儿园要开门了", f"《{TITLE}》发布了。", "梅溪区教育局", "2024年5月30日"], []),
    ],
)
def test_who_issues_the_paper_that_a_text_is(lines: list[str], issuers: list[str]) -> None:
    assert issued("\n\n".join(lines)) == [(issuer, TITLE) for issuer in issuers]
