"""No literal of a document's facts leaves with a private name in it, and what rested on it goes too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from minsheng.facts.gate import checked, literals, passed
from minsheng.facts.privacy import private_names
from minsheng.facts.pruning import without
from minsheng.language.segmentation import segment
from minsheng.records import (
    AttributeFact,
    DocumentFacts,
    EntityFact,
    ObservationFact,
    Quotation,
    RelationFact,
    Span,
    Stated,
)

TEXT = "居民陈婆婆说好。柳溪小学在柳溪镇。柳溪小学有教师36名。"
PRIVATE = private_names(TEXT, segment(TEXT), ())
#: the sentences of the text
ONE, TWO, THREE = (
    Quotation(start, start + len(part), part)
    for part in ("居民陈婆婆说好。", "柳溪小学在柳溪镇。", "柳溪小学有教师36名。")
    for start in (TEXT.index(part),)
)


def facts() -> DocumentFacts:
    counted = (Decimal(36), "人", "exact", (2,), "counted-noun", 0.9)
    return DocumentFacts(
        *("a.txt", "0" * 64, "text/plain", "utf-8", len(TEXT)),
        title=Stated("陈婆婆的一天", Span(0, 3)),
        publisher=None,
        published=None,
        area=Stated("柳溪镇"),
        area_code="",
        quotations=(ONE, TWO, THREE),
        entities=(
            EntityFact(0, "Organization", "陈婆婆工作室", (), (0,), "head-open", 0.9),
            EntityFact(1, "School", "柳溪小学", ("陈婆婆小学",), (1, 2), "head-open", 0.9),
            EntityFact(2, "Place", "柳溪镇", (), (1,), "head-open", 0.9),
        ),
        relations=(
            RelationFact(0, "locatedIn", 2, (0, 1), "in", 0.9),
            RelationFact(1, "locatedIn", 2, (1,), "in", 0.9),
        ),
        attributes=(AttributeFact(0, "status", "operating", (0,), "opened", 0.9),),
        observations=(ObservationFact(1, "教师人数", *counted), ObservationFact(1, "陈婆婆人数", *counted)),
        dropped={"no noun": 1},
    )


def test_names_titles_and_quotations() -> None:
    shown = passed(facts(), PRIVATE)
    assert not any("陈婆婆" in literal for literal in literals(shown))
    assert shown.title == Stated("＊＊＊的一天", Span(0, 3))
    assert [(entity.key, entity.name, entity.aliases) for entity in shown.entities] == [
        (0, "柳溪小学", ()),
        (1, "柳溪镇", ()),
    ]
    assert [(r.subject, r.object) for r in shown.relations] == [(0, 1)]
    assert [observation.indicator for observation in shown.observations] == ["教师人数"]
    assert shown.dropped == {"no noun": 1, "private person": 2}


def test_what_holds_no_name_passes_as_it_is() -> None:
    fine = passed(facts(), PRIVATE)
    assert passed(fine, PRIVATE) is fine
    assert checked(fine) is fine


def test_facts_without_their_text_are_checked_by_their_own_words() -> None:
    assert checked(facts()) == passed(facts(), PRIVATE)
    number = replace(facts(), title=Stated("电话13912345678"))
    assert checked(number).title == Stated("电话＊＊＊＊＊＊＊＊＊＊＊")


def test_a_lost_quotation_takes_what_it_alone_supports() -> None:
    kept, keys = without(facts(), quotations={1})
    assert keys == (0, 1)
    assert [entity.name for entity in kept.entities] == ["陈婆婆工作室", "柳溪小学"]
    assert kept.relations == ()  # the place was named nowhere else
    assert kept.area is None
    assert [q.exact for q in kept.quotations] == [ONE.exact, THREE.exact]
    assert kept.entities[1].evidence == kept.observations[0].evidence == (1,)


def test_an_entity_takes_a_quotation_that_names_it() -> None:
    only = replace(facts().entities[1], evidence=(1,))
    kept, _ = without(replace(facts(), entities=(facts().entities[0], only)), quotations={1})
    assert [(entity.name, entity.evidence) for entity in kept.entities][1] == ("柳溪小学", (1,))
    assert kept.quotations[1] == THREE


def test_nothing_to_leave_out_is_nothing_done() -> None:
    whole = facts()
    assert without(whole) == (whole, (0, 1, 2))
