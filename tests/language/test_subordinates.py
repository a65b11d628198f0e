from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment


def _parts(text: str) -> list[str]:
    return [m.name for m in find_names(text, segment(text)) if m.rule == "subordinate"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("教育部办公厅印发通知。", ["教育部办公厅"]),
        ("水利部青河水利委员会发布消息。", ["水利部青河水利委员会"]),
        ("昆明市教育局基础教育处处长介绍。", ["昆明市教育局基础教育处"]),
        (
            "昆明市公安局交通警察支队盘龙大队民警到场。",
            ["昆明市公安局交通警察支队盘龙大队", "昆明市公安局交通警察支队"],
        ),
        ("桂花社区党总支走访老人，柳溪镇党委牵头。", ["桂花社区党总支", "柳溪镇党委"]),
        ("区委老干部局和市委宣传部举办讲座。", ["区委老干部局", "市委宣传部"]),
        ("柳溪小学党支部开展活动。", ["柳溪小学党支部"]),
        ("市委人才工作领导小组办公室发布公告。", ["市委人才工作领导小组办公室", "市委人才工作领导小组"]),
        ("昆明市垃圾分类办公室回应。", ["昆明市垃圾分类办公室"]),
        ("昆明市教育部门要求，昆明警方通报。", ["昆明市教育部门", "昆明警方"]),
        ("云南省昆明市检察机关和云南高院发布案例。", ["云南省昆明市检察机关", "云南高院"]),
        ("武警云南总队机动支队驰援。", ["武警云南总队机动支队"]),
        # what is done, who does it, and other things that end so
        ("昆明市教育局主办比赛，财政部统一部署。", []),
        ("昆明市公安局网站发布通报，会议室坐满了人。", []),
        ("各县区委宣传部开会，全市委办局参加。", []),
        ("昆明市残联和教育局联合举办培训。", []),
        ("昆明市教育局从市防汛指挥部获悉。", []),
        ("柳溪社区干部走访老人。", []),
        ("昆明市相关部门回应，昆明市图书部门参加。", []),
    ],
)
def test_parts_of_bodies_bear_the_name_of_the_whole(text: str, parts: list[str]) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(("name", "type_"), [("社区党支部", "Organization"), ("社区党委", "PublicBody")])
def test_the_word_tells_the_class(name: str, type_: str) -> None:
    text = f"近日，桂花{name}走访老人。"
    assert (f"桂花{name}", type_) in [(m.name, m.type) for m in find_names(text, segment(text))]


@given(st.text(alphabet="昆明市区县委教育局办公室处科部大队党支的、，0一", max_size=40))
def test_parts_stand_in_the_text_where_they_say(text: str) -> None:
    for mention in find_names(text, segment(text)):
        if mention.rule == "subordinate":
            assert text[mention.start : mention.end] == mention.name
