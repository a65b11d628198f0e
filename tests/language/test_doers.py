from __future__ import annotations

import pytest

from minsheng.language.doers import doers
from minsheng.language.names import context_of
from minsheng.language.places import place_names
from minsheng.language.segmentation import segment


def test_no_text_takes_long() -> None:
    text = "在" * 300 + "联合" * 300
    assert not list(doers(context_of(text, segment(text), []), []))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昆明市经济信息委开展检查。", ["昆明市经济信息委"]),
        ("活动由昆明市政协提案委、昆明市桐花助学社等单位主办。", ["昆明市桐花助学社", "昆明市政协提案委"]),
        ("柳溪村联合街道团工委举办讲座。", ["街道团工委"]),
        ("市桐花助学社在学校门前举办讲座。", ["市桐花助学社"]),
        # no one body, no body, nothing done
        ("昆明市各学会开展检查。", []),
        ("全社会开展植树活动。", []),
        ("艺术团举办演出。", []),
        ("昆明市经济信息委的干部很多。", []),
    ],
)
def test_bodies_by_what_they_do(text: str, names: list[str]) -> None:
    words = segment(text)
    found = list(doers(context_of(text, words, place_names(text, words)), []))
    assert [m.name for m in found] == names
    assert all(text[m.start : m.end] == m.name for m in found)
