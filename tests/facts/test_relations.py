"""Sentences and the relations that they state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.facts import Extractor
from minsheng.facts.relations import find_relations, stated_relations
from minsheng.reading import read_text
from minsheng.vocabulary import relations

if TYPE_CHECKING:
    from minsheng.facts.document import Reading, Related

_MARKS = re.compile("[“”《》]")

#: sentence, relation, every pair that it holds between
STATED = [
    # renamedTo
    ("柳荫小学更名为柳荫实验小学。", "renamedTo", {"柳荫小学 → 柳荫实验小学"}),
    ("近日，柳荫镇卫生院正式更名为锦江区第五人民医院。", "renamedTo", {"柳荫镇卫生院 → 锦江区第五人民医院"}),
    (
        "将柳荫小学、云岭小学合并为柳荫实验小学。",
        "renamedTo",
        {"柳荫小学 → 柳荫实验小学", "云岭小学 → 柳荫实验小学"},
    ),
    ("柳荫书院的前身是柳荫图书馆。", "renamedTo", {"柳荫图书馆 → 柳荫书院"}),
    ("柳荫小学没有更名为柳荫实验小学。", "renamedTo", set()),
    ("柳荫小学计划更名为柳荫实验小学。", "renamedTo", set()),
    ("柳荫小学是否更名为柳荫实验小学？", "renamedTo", set()),
    # memberOf
    (
        "河湾区中医医院医共体所属柳荫镇卫生院、云岭镇卫生院通过验收。",
        "memberOf",
        {"柳荫镇卫生院 → 河湾区中医医院医共体", "云岭镇卫生院 → 河湾区中医医院医共体"},
    ),
    ("锦江区人民政府召开会议。成员校包括柳荫小学、云岭小学。", "memberOf", set()),
    # locatedIn
    ("柳荫中学位于柳荫镇。", "locatedIn", {"柳荫中学 → 柳荫镇"}),
    ("地处云岭镇的柳荫中学迎来新生。", "locatedIn", {"柳荫中学 → 云岭镇"}),
    ("云岭镇卫生院迎来新设备。", "locatedIn", {"云岭镇卫生院 → 云岭镇"}),
    ("柳荫书院坐落于成都市锦江区。", "locatedIn", {"柳荫书院 → 锦江区", "锦江区 → 成都市"}),
    ("云岭镇柳荫社区热闹非凡。", "locatedIn", {"云岭镇柳荫社区 → 云岭镇"}),
    (
        "锦江区公布名单。云岭镇：柳荫书院、松风书院开放。",
        "locatedIn",
        {
            "云岭镇 → 锦江区",
            "柳荫书院 → 云岭镇",
            "柳荫书院 → 锦江区",
            "松风书院 → 云岭镇",
            "松风书院 → 锦江区",
        },
    ),
    ("锦江区近日传来喜讯。柳荫书院向居民开放。", "locatedIn", {"柳荫书院 → 锦江区"}),
    ("锦江区近日传来喜讯。北京大学专家到访。", "locatedIn", set()),
    ("成都市锦江区发布消息。", "locatedIn", {"锦江区 → 成都市"}),
    ("近日，柳荫书院在云岭镇揭牌。", "locatedIn", {"柳荫书院 → 云岭镇"}),
    ("云岭镇去年建成柳荫书院。", "locatedIn", {"柳荫书院 → 云岭镇"}),
    ("云岭镇的老师走进柳荫书院。", "locatedIn", set()),
    # one of a list is not recognised
    (
        "云岭镇东风公寓、河湾一村、河湾二村5个社区开张。",
        "locatedIn",
        {"河湾一村 → 云岭镇", "河湾二村 → 云岭镇"},
    ),
    ("云岭镇和松风街道的柳荫书院开放。", "locatedIn", {"柳荫书院 → 松风街道"}),
    (
        "在云岭镇沿线，市民周末可参观柳荫书院，还可参观松风书院。",
        "locatedIn",
        {"柳荫书院 → 云岭镇", "松风书院 → 云岭镇"},
    ),
    (
        "在云岭镇，市民可参观柳荫书院，河湾镇的松风书院也开放。",
        "locatedIn",
        {"柳荫书院 → 云岭镇", "松风书院 → 河湾镇"},
    ),
    # what a text about a town names lies there, but for what has another place before it
    (
        "云岭镇：书香入户\n云岭镇重视阅读，云岭镇的老人常去柳荫书院。县图书馆送书下乡。河湾镇邀请松风书院送课。",
        "locatedIn",
        {"柳荫书院 → 云岭镇"},
    ),
    # a province holds what a text about it names
    ("湖南省重视阅读。柳荫书院向居民开放。", "locatedIn", {"柳荫书院 → 湖南省"}),
    ("北京市公布开放时间。中国松风博物馆周一开放。", "locatedIn", {"中国松风博物馆 → 北京市"}),
    # memberOf
    ("柳荫小学加入松风教育集团。", "memberOf", {"柳荫小学 → 松风教育集团"}),
    (
        "柳荫小学、云岭小学加入松风教育集团。",
        "memberOf",
        {"柳荫小学 → 松风教育集团", "云岭小学 → 松风教育集团"},
    ),
    (
        "松风教育集团包括柳荫小学、云岭小学和石桥小学。",
        "memberOf",
        {"柳荫小学 → 松风教育集团", "云岭小学 → 松风教育集团", "石桥小学 → 松风教育集团"},
    ),
    (
        "松风教育集团由柳荫小学、云岭小学组成。",
        "memberOf",
        {"柳荫小学 → 松风教育集团", "云岭小学 → 松风教育集团"},
    ),
    ("柳荫小学不再加入松风教育集团。", "memberOf", set()),
    ("柳荫小学成为松风教育集团成员校。", "memberOf", {"柳荫小学 → 松风教育集团"}),
    # partOf
    ("锦江区第五人民医院南院区启用。", "partOf", {"锦江区第五人民医院南院区 → 锦江区第五人民医院"}),
    (
        "锦江区第五人民医院发展迅速，锦江区第五人民医院南院区启用。",
        "partOf",
        {"锦江区第五人民医院南院区 → 锦江区第五人民医院"},
    ),
    ("锦江区将“护航计划”专项行动纳入“安心锦江”工程。", "partOf", {"“护航计划”专项行动 → “安心锦江”工程"}),
    (
        "锦江区推出“云端病历”服务、“掌上挂号”服务等“智慧医疗”改革。",
        "partOf",
        {"“云端病历”服务 → “智慧医疗”改革", "“掌上挂号”服务 → “智慧医疗”改革"},
    ),
    (
        "“智慧医疗”改革包括“云端病历”服务和“掌上挂号”服务。",
        "partOf",
        {"“云端病历”服务 → “智慧医疗”改革", "“掌上挂号”服务 → “智慧医疗”改革"},
    ),
    ("“智慧医疗”改革不包括“云端病历”服务。", "partOf", set()),
    # operatedBy
    ("柳荫社区老年食堂由松风养老服务中心运营。", "operatedBy", {"柳荫社区老年食堂 → 松风养老服务中心"}),
    ("锦江区教育局推出“小桔灯”服务品牌。", "operatedBy", {"“小桔灯”服务品牌 → 锦江区教育局"}),
    ("锦江区教育局拟推出“小桔灯”服务品牌。", "operatedBy", set()),
    ("锦江区教育局没有推出“小桔灯”服务品牌。", "operatedBy", set()),
    ("柳荫小学开设松风书院。", "operatedBy", {"松风书院 → 柳荫小学"}),
    (
        "“小桔灯”服务品牌由锦江区教育局、锦江区民政局实施。",
        "operatedBy",
        {"“小桔灯”服务品牌 → 锦江区教育局", "“小桔灯”服务品牌 → 锦江区民政局"},
    ),
    # who acts together, whom a subject takes along, whose office acts
    (
        "锦江区残联联合锦江区民政局邀请残疾人，推出“小桔灯”服务品牌。",
        "operatedBy",
        {"“小桔灯”服务品牌 → 锦江区残联", "“小桔灯”服务品牌 → 锦江区民政局"},
    ),
    (
        "锦江区残联召开会议，联合锦江区民政局，推出“小桔灯”服务品牌。",
        "operatedBy",
        {"“小桔灯”服务品牌 → 锦江区残联", "“小桔灯”服务品牌 → 锦江区民政局"},
    ),
    ("云岭镇很热闹。云岭镇党委推出“小桔灯”服务品牌。", "operatedBy", {"“小桔灯”服务品牌 → 云岭镇党委"}),
    ("锦江区民政局供图近日，志愿者推出“小桔灯”服务品牌。", "operatedBy", set()),
    ("四川省重视养老。四川省民政厅很忙。我省重视养老，推出“小桔灯”服务品牌。", "operatedBy", set()),
    ("位于柳荫小学的“小桔灯”服务品牌很热闹。", "operatedBy", set()),
    ("柳荫小学的“小桔灯”服务品牌很热闹。", "operatedBy", {"“小桔灯”服务品牌 → 柳荫小学"}),
    # received
    ("柳荫小学荣获“四川省文明校园”称号。", "received", {"柳荫小学 → “四川省文明校园”称号"}),
    ("锦江区获评全国文明城区。", "received", {"锦江区 → 全国文明城区"}),
    ("锦江区成功创建国家公共文化服务体系示范区。", "received", {"锦江区 → 国家公共文化服务体系示范区"}),
    ("柳荫小学未获得“四川省文明校园”称号。", "received", set()),
    (
        "锦江区很热闹。“小桔灯”服务品牌深受欢迎。去年，获评“四川省文明品牌”称号。",
        "received",
        {"“小桔灯”服务品牌 → “四川省文明品牌”称号"},
    ),
    (
        "“小桔灯”服务品牌深受欢迎。柳荫小学很热闹，去年获评“四川省文明校园”称号。",
        "received",
        {"柳荫小学 → “四川省文明校园”称号"},
    ),
    ("柳荫小学被锦江区教育局评为“四川省文明校园”。", "received", {"柳荫小学 → 四川省文明校园"}),
    ("柳荫小学正在争创“四川省文明校园”称号。", "received", {"柳荫小学 → “四川省文明校园”称号"}),
    # issued
    (
        "锦江区人民政府印发《锦江区养老服务三年规划》。",
        "issued",
        {"锦江区人民政府 → 《锦江区养老服务三年规划》"},
    ),
    (
        "锦江区民政局、锦江区教育局联合印发《锦江区托育服务办法》。",
        "issued",
        {"锦江区民政局 → 《锦江区托育服务办法》", "锦江区教育局 → 《锦江区托育服务办法》"},
    ),
    ("锦江区将出台《锦江区托育服务办法》。", "issued", set()),
    ("锦江区尚未出台《锦江区托育服务办法》。", "issued", set()),
    ("按照《锦江区托育服务办法》，锦江区新增托位。", "issued", set()),
    # createdBy
    ("锦江区文化馆创作的《山村夜校》获得好评。", "createdBy", {"《山村夜校》 → 锦江区文化馆"}),
    ("《山村夜校》由锦江区文化馆创作。", "createdBy", {"《山村夜校》 → 锦江区文化馆"}),
    ("锦江区文化馆没有创作《山村夜校》。", "createdBy", set()),
    # hosts
    ("锦江区图书馆举办首届锦江读书节。", "hosts", {"锦江区图书馆 → 首届锦江读书节"}),
    (
        "首届锦江读书节由锦江区图书馆、锦江区文化馆主办。",
        "hosts",
        {"锦江区图书馆 → 首届锦江读书节", "锦江区文化馆 → 首届锦江读书节"},
    ),
    ("首届锦江读书节在锦江区图书馆开幕。", "hosts", {"锦江区图书馆 → 首届锦江读书节"}),
    ("锦江区图书馆将举办首届锦江读书节。", "hosts", set()),
    ("锦江区图书馆取消举办首届锦江读书节。", "hosts", set()),
    ("锦江区图书馆人气很旺。上月，举办首届锦江读书节。", "hosts", {"锦江区图书馆 → 首届锦江读书节"}),
    # builtBy
    ("柳荫书院由松风集团有限公司投资建设。", "builtBy", {"柳荫书院 → 松风集团有限公司"}),
    ("松风集团有限公司捐建的柳荫书院落成。", "builtBy", {"柳荫书院 → 松风集团有限公司"}),
    ("柳荫书院未由松风集团有限公司投资建设。", "builtBy", set()),
    # partnerOf
    ("柳荫小学与云岭小学签署合作协议。", "partnerOf", {"柳荫小学 → 云岭小学"}),
    (
        "柳荫小学、石桥小学分别与云岭小学、松风小学结对。",
        "partnerOf",
        {"柳荫小学 → 云岭小学", "石桥小学 → 松风小学"},
    ),
    (
        "柳荫小学、云岭小学、石桥小学签署共建协议。",
        "partnerOf",
        {"柳荫小学 → 云岭小学", "柳荫小学 → 石桥小学", "云岭小学 → 石桥小学"},
    ),
    ("柳荫小学不与云岭小学合作。", "partnerOf", set()),
    ("柳荫小学与云岭小学都在河边。", "partnerOf", set()),
    ("柳荫小学师生来自三个镇。该校与云岭小学签约共建。", "partnerOf", {"柳荫小学 → 云岭小学"}),
    # coverageArea
    (
        "“小桔灯”服务品牌覆盖柳荫镇、云岭镇。",
        "coverageArea",
        {"“小桔灯”服务品牌 → 柳荫镇", "“小桔灯”服务品牌 → 云岭镇"},
    ),
    ("锦江区重视阅读。“小桔灯”服务品牌受到欢迎。", "coverageArea", {"“小桔灯”服务品牌 → 锦江区"}),
    ("“小桔灯”服务品牌受到欢迎。", "coverageArea", set()),
    # subjects left out, named elsewhere, or denied
    ("在云岭镇，柳荫书院向居民开放。", "locatedIn", {"柳荫书院 → 云岭镇"}),
    ("在云岭镇，一场“邻里同乐”文化活动吸引了居民。", "hosts", {"云岭镇 → “邻里同乐”文化活动"}),
    ("柳荫小学是松风教育集团成员校。", "memberOf", {"柳荫小学 → 松风教育集团"}),
    ("《锦江区托育服务办法》由锦江区民政局印发。", "issued", {"锦江区民政局 → 《锦江区托育服务办法》"}),
    ("锦江区重视安全。1人荣获“锦江区最美志愿者”称号。", "received", set()),
    ("今年，商务部门等多家单位印发《锦江区托育服务办法》。", "issued", set()),
    ("由松风图书馆主办的首届锦江读书节正式启动。", "hosts", {"松风图书馆 → 首届锦江读书节"}),
    ("锦江区教育局表示，下一步，将于9月16日（周六）继续举办首届锦江读书节。", "hosts", set()),
    ("为深入开展“邻里同乐”文化活动，柳荫小学召开会议。", "hosts", set()),
    (
        "柳荫小学与云岭小学合作，推出“小桔灯”服务品牌。",
        "operatedBy",
        {"“小桔灯”服务品牌 → 柳荫小学", "“小桔灯”服务品牌 → 云岭小学"},
    ),
    ("柳荫小学成立“萤火”志愿服务队。", "operatedBy", {"“萤火”志愿服务队 → 柳荫小学"}),
    ("柳荫小学家长很多，该校荣获“四川省文明校园”称号。", "received", {"柳荫小学 → “四川省文明校园”称号"}),
    ("“小桔灯”服务品牌在云岭镇推广。", "coverageArea", {"“小桔灯”服务品牌 → 云岭镇"}),
    ("云岭镇卫生院来到松风养老院开展义诊。", "partnerOf", {"云岭镇卫生院 → 松风养老院"}),
    (
        "柳荫小学、云岭小学、石桥小学组建松风教育集团。",
        "memberOf",
        {"柳荫小学 → 松风教育集团", "云岭小学 → 松风教育集团", "石桥小学 → 松风教育集团"},
    ),
    ("柳荫小学教育集团由柳荫小学领衔，覆盖三个镇。", "memberOf", {"柳荫小学 → 柳荫小学教育集团"}),
    ("松风养老院由锦江区慈善协会委托松风集团有限公司经营。", "operatedBy", {"松风养老院 → 松风集团有限公司"}),
    (
        "由锦江区教育局主办，松风图书馆、柳荫书院承办的首届锦江读书节落幕。",
        "hosts",
        {"锦江区教育局 → 首届锦江读书节", "松风图书馆 → 首届锦江读书节", "柳荫书院 → 首届锦江读书节"},
    ),
    ("由锦江区图书部门主办的首届锦江读书节落幕。", "hosts", set()),
    ("锦江区创新举办首届锦江读书节。", "hosts", {"锦江区 → 首届锦江读书节"}),
    # a noun with 先后 behind it is who does what follows
    ("锦江区民政局重视读书。近些年，群众先后参加了活动，还举办了首届锦江读书节。", "hosts", set()),
    # a date, or how often, before a verb whose subject is left out
    ("柳荫小学重视读书，2023年8月12日举办首届锦江读书节。", "hosts", {"柳荫小学 → 首届锦江读书节"}),
    ("柳荫小学重视读书，先后两次举办首届锦江读书节。", "hosts", {"柳荫小学 → 首届锦江读书节"}),
    ("柳荫小学重视读书，2023年群众举办首届锦江读书节。", "hosts", set()),
    ("柳荫小学重视读书。此外她参与了培训，并且两次荣获“四川省文明校园”称号。", "received", set()),
    # of two bodies side by side the second does it
    (
        "国家税务总局锦江区税务局以“小桔灯”服务品牌为主题开展宣传。国家税务总局印发通知。锦江区税务局位于城北。",
        "operatedBy",
        {"“小桔灯”服务品牌 → 国家税务总局锦江区税务局"},
    ),
]


def _read(text: str) -> Reading:
    return Extractor().read(read_text(text, "example.txt"))[0]


def _name(reading: Reading, key: int) -> str:
    return _MARKS.sub("", reading.things[key].first.name)


def _pairs(reading: Reading, found: list[Related], predicate: str) -> set[str]:
    return {
        f"{_name(reading, r.subject)} → {_name(reading, r.object)}" for r in found if r.predicate == predicate
    }


@pytest.mark.parametrize(("text", "predicate", "pairs"), STATED)
def test_a_sentence_states_these_relations_and_no_others(text: str, predicate: str, pairs: set[str]) -> None:
    reading = _read(text)
    assert _pairs(reading, stated_relations(reading), predicate) == {_MARKS.sub("", pair) for pair in pairs}


def test_every_relation_is_tried() -> None:
    assert {predicate for _, predicate, _ in STATED} == set(relations())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([text for text, _, _ in STATED]), min_size=1, max_size=6))
def test_relations_of_any_text_are_sound_and_quoted(texts: list[str]) -> None:
    reading = _read("".join(texts))
    found = find_relations(reading)
    assert len({(r.subject, r.predicate, r.object) for r in found}) == len(found)
    for related in found:
        subject, object_ = reading.things[related.subject], reading.things[related.object]
        assert subject.key != object_.key
        assert relations()[related.predicate].allows(subject.type, object_.type)
        assert all(0 <= a < b <= len(reading.text) for a, b in related.spans)
        for thing in (subject, object_):
            assert any(a <= m.start and m.end <= b for m in thing.mentions for a, b in related.spans), related


def test_awards_tell_whether_they_are_held() -> None:
    reading = _read("柳荫小学荣获“四川省文明校园”称号。云岭小学正在争创“四川省绿色校园”称号。")
    status = {_name(reading, r.subject): r.award_status for r in find_relations(reading) if r.award_status}
    assert status == {"柳荫小学": "received", "云岭小学": "appliedFor"}


def test_a_word_that_stands_for_a_name_is_quoted_with_the_name() -> None:
    text = "柳荫小学师生来自三个镇。该校与云岭小学签约共建。"
    reading = _read(text)
    (related,) = [r for r in find_relations(reading) if r.predicate == "partnerOf"]
    quoted = [text[a:b] for a, b in related.spans]
    assert any("该校" in quote for quote in quoted)
    assert "柳荫小学" in quoted


def test_a_subject_left_out_is_that_of_the_sentence_before() -> None:
    text = "锦江区图书馆人气很旺。上月，举办首届锦江读书节。"
    reading = _read(text)
    (related,) = [r for r in find_relations(reading) if r.predicate == "hosts"]
    assert [text[a:b] for a, b in related.spans] == ["举办首届锦江读书节", "锦江区图书馆"]


def test_lists_pair_by_place_even_where_a_member_is_not_known() -> None:
    reading = _read("柳荫小学、石桥小学、甲方分别与云岭小学、乙方、松风小学结对。")
    assert _pairs(reading, find_relations(reading), "partnerOf") == {"柳荫小学 → 云岭小学"}


def test_a_facility_named_after_another_city_does_not_lie_in_the_area() -> None:
    reading = _read("锦江区发布消息。昆明市第三人民医院专家到访。")
    places = _pairs(reading, find_relations(reading), "locatedIn")
    assert "昆明市第三人民医院 → 锦江区" not in places


def test_a_text_without_names_has_no_relations() -> None:
    assert find_relations(_read("今天天气很好，大家都很高兴。")) == []
