"""What is part of what by its name, by 其中, by a list below a title."""

from __future__ import annotations

import re

import pytest

from minsheng.facts import Extractor
from minsheng.facts.relations import find_relations
from minsheng.reading import read_text

_MARKS = re.compile("[“”《》]")

#: text, the parts with their wholes
PARTS = [
    # a place with the whole, and the whole with the word for a phase of it
    (
        "锦江区的爱心暑托班开班了。柳溪镇爱心暑托班来了很多孩子。",
        {"柳溪镇爱心暑托班 → 爱心暑托班"},
    ),
    ("锦江区推出“银杏”项目。“银杏”项目启动仪式人山人海。", {"银杏项目启动仪式 → 银杏项目"}),
    # the district itself is no part of the district
    ("锦江区的爱心暑托班开班了。锦江区爱心暑托班来了很多孩子。", set()),
    ("锦江区举办“银杏”读书节。“银杏”朗诵赛人山人海。", set()),
    # the items of 其中, each behind a semicolon
    (
        "锦江区举办“银杏”读书节。其中，“童心”朗诵大赛人气最高；“书香”阅读活动走进社区；舞台上很热闹。",
        {"童心朗诵大赛 → 银杏读书节", "书香阅读活动 → 银杏读书节"},
    ),
    ("其中，“童心”朗诵大赛人气最高；“书香”阅读活动走进社区。", set()),
    ("锦江区举办“银杏”读书节。“童心”朗诵大赛人气最高；“书香”阅读活动走进社区。", set()),
    # a semicolon parts what a body does from what another does
    (
        "柳荫图书馆举办“银杏”读书节；云岭文化馆推出“童心”朗诵大赛。",
        set(),
    ),
    (
        "“银杏”读书节期间，柳荫图书馆举办“童心”朗诵大赛。",
        {"童心朗诵大赛 → 银杏读书节"},
    ),
    # a unit that bears the name of a body that is named by itself, too; no affiliate, no society of its own
    (
        "柳溪消防救援大队开展宣传。柳溪消防救援大队东湖站的消防员走进社区。",
        {"柳溪消防救援大队东湖站 → 柳溪消防救援大队"},
    ),
    ("柳溪消防救援大队东湖站的消防员走进社区。", set()),
    ("江城大学授牌。江城大学附属柳溪医院开诊。", set()),
    ("柳溪图书馆开馆。柳溪图书馆学会成立。", set()),
    # three activities of a festival that the text is about, but not two
    (
        "首届柳溪文化节开幕。首届柳溪文化节期间，“渔歌”音乐会、“童心”朗诵大赛、“书香”阅读活动亮相。",
        {"渔歌音乐会 → 首届柳溪文化节", "童心朗诵大赛 → 首届柳溪文化节", "书香阅读活动 → 首届柳溪文化节"},
    ),
    # what the programme is for one of its samples
    ("柳溪书屋是松岗区“红色驿站”工程的示范项目。", {"柳溪书屋 → 红色驿站工程"}),
]


@pytest.mark.parametrize(("text", "facts"), PARTS)
def test_parts_and_wholes(text: str, facts: set[str]) -> None:
    reading, _ = Extractor().read(read_text(text, "a.txt"))
    found = {
        " → ".join(_MARKS.sub("", reading.things[key].first.name) for key in (r.subject, r.object))
        for r in find_relations(reading)
        if r.predicate == "partOf"
    }
    assert found == facts
