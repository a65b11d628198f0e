"""Sentences that deny, plan or aim at what a rule would find, beside those that state it."""

from __future__ import annotations

import pytest

from minsheng.facts import Extractor
from minsheng.facts.relations import find_relations
from minsheng.reading import read_text

#: sentence, relation, whether it holds
DOUBTFUL = [
    ("柳荫图书馆举办“晨光”读书节。", "hosts", True),
    ("柳荫图书馆未举办“晨光”读书节。", "hosts", False),
    ("柳荫图书馆计划举办“晨光”读书节。", "hosts", False),
    ("“晨光”读书节将于八月在柳荫图书馆举办。", "hosts", False),
    ("“晨光”读书节八月在柳荫图书馆举办。", "hosts", True),
    # a plan holds for what follows in the sentence, up to a semicolon
    ("下一步，柳荫图书馆将丰富馆藏，举办“晨光”读书节。", "hosts", False),
    ("柳荫图书馆将继续丰富馆藏，举办“晨光”读书节。", "hosts", False),
    ("柳荫图书馆将继续丰富馆藏；云岭图书馆举办“晨光”读书节。", "hosts", True),
    ("柳荫图书馆将旧书送到乡下，举办“晨光”读书节。", "hosts", True),
    # an aim, a topic, a judgement
    ("柳荫小学旨在打造“小桔灯”服务品牌。", "operatedBy", False),
    ("柳荫小学为进一步打造“小桔灯”服务品牌，召开了会议。", "operatedBy", False),
    ("柳荫小学把晨读作为打造“小桔灯”服务品牌的第一步。", "operatedBy", False),
    ("柳荫小学的晨读成为打造“小桔灯”服务品牌的重要抓手。", "operatedBy", False),
    ("柳荫小学打造“小桔灯”服务品牌。", "operatedBy", True),
    # what goes on is no mere plan
    ("柳荫图书馆将继续开展“晨光”阅读活动。", "hosts", True),
    ("下一步，柳荫图书馆将持续举办“晨光”阅读活动。", "hosts", True),
    ("柳荫图书馆不再继续开展“晨光”阅读活动。", "hosts", False),
    # purposes in a row, up to who does something at last
    ("为深入学习讲话，着力推进“小桔灯”服务品牌，近日，柳荫小学召开会议。", "operatedBy", False),
    ("柳荫小学很忙。为解决看护难，推出“小桔灯”服务品牌。", "operatedBy", True),
    # what a document demands
    ("柳荫小学迎来检查。《柳荫小学办学方案》提出，要打造“小桔灯”服务品牌。", "operatedBy", False),
    ("柳荫小学公布“小桔灯”服务品牌评审结果。", "operatedBy", False),
    # somebody else's
    ("柳荫小学推荐的孩子参加了由某部门组织的“小桔灯”服务品牌评选。", "operatedBy", False),
    ("主办方柳荫小学很热闹。“晨光”读书节人来人往。", "hosts", False),
    ("柳荫镇的教师和松风集团有限公司合作。", "partnerOf", False),
    ("柳荫小学联合云岭镇各学校开展活动。", "partnerOf", False),
    ("柳荫小学联合云岭镇开展活动。", "partnerOf", True),
    ("柳荫小学迎来客人。部门聚焦育人，打造“小桔灯”服务品牌。", "operatedBy", False),
    ("柳荫小学迎来客人。近日，打造“小桔灯”服务品牌。", "operatedBy", True),
    # words that only look like verbs
    ("柳荫小学党组成员看望了松风集团有限公司。", "memberOf", False),
]


@pytest.mark.parametrize(("text", "relation", "holds"), DOUBTFUL)
def test_what_is_denied_planned_or_anothers_is_no_fact(text: str, relation: str, holds: bool) -> None:
    reading, _ = Extractor().read(read_text(text, "a.txt"))
    found = [r for r in find_relations(reading) if r.predicate == relation]
    assert bool(found) is holds, found
