"""What gets in from an endpoint that behaves, and from one that does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from minsheng.errors import ModelError
from minsheng.proposals import listed
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minsheng.proposals import Proposer
    from minsheng.records import DocumentFacts, Source
    from tests.proposals.conftest import Endpoint

    Make = Callable[..., Proposer]
    Changed = Callable[..., dict[str, Any]]

SUNSHINE = "阳光伴读"
#: Facts of the right answer.
RIGHT = 3
LED = "由柳溪镇中心小学牵头"


def told(facts: DocumentFacts) -> list[str]:
    return [proposal.fact for proposal in listed(facts)]


def test_what_the_text_bears_out_is_proposed(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    facts = proposer().extract(source)
    assert told(facts) == [
        "阳光伴读（项目）",
        "阳光伴读 —运营方→ 柳溪镇中心小学",
        "阳光伴读：去年以来，学童人次 12000 人次（approx）",
    ]
    assert facts.dropped == {}
    assert [entity.rule for entity in facts.entities] == ["llm", "head-open"]
    for quotation in facts.quotations:
        masked = source.original[quotation.start : quotation.end]
        assert len(quotation.exact) == len(masked)
        assert all(said in (there, "＊") for said, there in zip(quotation.exact, masked, strict=True))
    for fact in (*facts.entities, *facts.relations, *facts.observations):
        assert fact.evidence


def test_the_request(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    proposer(key="sk-secret").extract(source)
    [request], [headers] = endpoint.requests, endpoint.headers
    assert (request["path"], request["model"]) == ("/v1/chat/completions", "some-model")
    assert headers["Authorization"] == "Bearer sk-secret"
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert "[4] 阳光伴读去年以来的成绩单" in endpoint.texts[0]


def test_private_names_are_not_even_sent(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    facts = proposer().extract(source)
    assert "居民＊＊＊说" in endpoint.texts[0]
    sent = json.dumps(endpoint.requests, ensure_ascii=False)
    assert "陈婆婆" not in sent
    assert "13912345678" not in sent
    assert "陈婆婆" not in repr(facts)


QUOTE = {"sentence": 3, "quote": "居民陈婆婆说，阳光伴读让孩子放学有去处"}


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("entities", {"quote": "青河区推出阳光伴读，全区学生免费"}, "quotation not in the source"),
        ("entities", {"quote": "青河区推出阳光伴读,由柳溪镇中心小学牵头"}, "quotation not in the source"),
        ("entities", {"quote": "青河区推岀阳光伴读"}, "quotation not in the source"),
        ("entities", {"quote": "阳光伴读", "sentence": 99}, "ambiguous quotation"),
        ("entities", {"quote": "阳" * 301}, "quotation too long"),
        ("entities", {"quote": LED}, "name not in the quotation"),
        ("entities", {"name": "阳光伴读计划"}, "name not in the quotation"),
        ("entities", {"name": "青河区推出阳光伴读，"}, "no name"),
        ("entities", {"name": "小学", "quote": LED}, "generic name"),
        ("entities", {"class": "Person"}, "unknown class"),
        ("entities", {"class": "Facility"}, "unknown class"),
        ("entities", {"name": "陈婆婆", **QUOTE}, "private person"),
        ("entities", {"name": "柳溪镇中心小学", "class": "School"}, "known already"),
        ("entities", {"name": "柳溪镇中心小学", "class": "Hospital"}, "of another class for the rules"),
        ("entities", {"sentence": "2"}, "malformed"),
        ("entities", {"sentence": True}, "malformed"),
        ("entities", {"quote": None}, "malformed"),
        ("entities", {"note": "more"}, "malformed"),
        ("relations", {"relation": "marriedTo"}, "unknown relation"),
        ("relations", {"relation": "received"}, "classes at the ends of a relation"),
        ("relations", {"status": "received"}, "unknown status"),
        ("relations", {"object": "柳溪镇实验小学"}, "end not in the quotations"),
        ("relations", {"object": "牵头"}, "end not an entity"),
        ("relations", {"object": SUNSHINE}, "classes at the ends of a relation"),
        ("relations", {"quotes": [{"sentence": 2, "quote": LED}]}, "end not in the quotations"),
        ("relations", {"quotes": []}, "malformed"),
        ("relations", {"quotes": [{"sentence": 2, "quote": "由柳溪镇小学牵头"}]}, "quotation not in the source"),
        (
            "relations",
            {"subject": "柳溪镇中心小学", "relation": "locatedIn", "object": "柳溪镇"},
            "known already",
        ),
        ("observations", {"value": "1.2"}, "number differs from the quotation"),
        ("observations", {"value": "120000"}, "number differs from the quotation"),
        ("observations", {"number": "2万人次", "value": "20000"}, "number not in the quotation"),
        ("observations", {"number": "1.3万人次", "value": "13000"}, "number not in the quotation"),
        ("observations", {"value": "12000人次"}, "malformed"),
        ("observations", {"value": "NaN"}, "malformed"),
        ("observations", {"value": 12000.5}, "number differs from the quotation"),
        ("observations", {"indicator": "满意度"}, "indicator not in the quotation"),
        ("observations", {"indicator": "学童人次12000"}, "no indicator"),
        ("observations", {"about": "青河区"}, "end not in the quotations"),
        ("observations", {"about": "成绩单"}, "end not an entity"),
        ("observations", {"period": "今年"}, "period not in the quotation"),
        ("observations", {"period": "成绩单"}, "period not in the quotation"),
    ],
)
def test_what_the_text_does_not_bear_out_is_refused(
    endpoint: Endpoint,
    proposer: Make,
    source: Source,
    changed: Changed,
    kind: str,
    change: dict[str, Any],
    reason: str,
) -> None:
    endpoint.say({**changed(), kind: [*changed()[kind], *changed(kind, **change)[kind]]})
    facts = proposer().extract(source)
    assert len(told(facts)) == RIGHT
    assert facts.dropped == {reason: 1}
