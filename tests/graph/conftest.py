"""Documents for the tests of the graph: invented towns, and text that the quotations really are in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from minsheng.identity import Identity, entity_iri, place_iri
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

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "青河区今年新建老年食堂12个\r\n柳溪镇卫生院位于柳溪镇，说“好”的人\\多。"
    "周阿婆说：方便！青河小学加入青河教育集团。"
)


#: kind and domain
CENTRE = "township-health-centre", "health"
SCHOOL = "primary-school", "education"


def quote(text: str, exact: str) -> Quotation:
    start = text.index(exact)
    return Quotation(start, start + len(exact), exact)


def _document(name: str = "qinghe.txt", text: str = TEXT) -> DocumentFacts:
    """Six entities, three relations, an attribute and an observation, in one document."""
    first = quote(text, "青河区今年新建老年食堂12个")
    second = quote(text, "柳溪镇卫生院位于柳溪镇，说“好”的人\\多")
    third = quote(text, "青河小学加入青河教育集团")
    spoken = quote(text, "周阿婆说：方便")
    entity = [
        EntityFact(0, "Place", "青河区", (), (0,), "place", 0.99, area="510199", code="510199"),
        EntityFact(1, "Place", "柳溪镇", ("柳溪",), (1,), "place", 0.9, area="510199"),
        EntityFact(2, "HealthCentre", "柳溪镇卫生院", (), (1,), "head", 0.9, *CENTRE, "510199"),
        EntityFact(3, "School", "青河小学", ("青河小学校",), (2,), "head", 0.9, *SCHOOL, "510199"),
        EntityFact(4, "EducationGroup", "青河教育集团", (), (2,), "head", 0.8, hidden=("青何教育集团",)),
        EntityFact(5, "Award", '书香"校园"', (), (2,), "quoted", 0.7),
    ]
    return DocumentFacts(
        name=name,
        digest=sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        length=len(text),
        title=Stated("青河民生", Span(0, 3)),
        publisher=None,
        published=Stated("2023-07"),
        area=Stated("青河区", Span(0, 3)),
        area_code="510199",
        quotations=(first, second, third, replace(spoken, exact="＊＊＊说：方便")),
        entities=tuple(entity),
        relations=(
            RelationFact(2, "locatedIn", 1, (1,), "located-in", 0.9),
            RelationFact(3, "memberOf", 4, (2,), "joins", 0.85),
            RelationFact(3, "received", 5, (2,), "honour", 0.6, "appliedFor"),
        ),
        attributes=(AttributeFact(2, "status", "operating", (1, 3), "status", 0.7),),
        observations=(
            ObservationFact(
                *(0, "老年食堂数量", Decimal("12"), "个", "exact", (0,), "counted", 0.8),
                *("今年", date(2023, 1, 1), date(2023, 12, 31)),
            ),
        ),
        dropped={"generic name": 2},
        masked={"appellation": 1},
    )


def _identities(facts: DocumentFacts) -> list[Identity]:
    """Every entity under its own name, as if no other document knew better."""
    iris = (
        place_iri(fact.code) if fact.code else entity_iri(fact.type, fact.area, fact.name)
        for fact in facts.entities
    )
    return [Identity(iri, fact.name, fact.type) for iri, fact in zip(iris, facts.entities, strict=True)]


@pytest.fixture(scope="session")
def document() -> Callable[..., DocumentFacts]:
    """Makes a document of a name and a text."""
    return _document


@pytest.fixture(scope="session")
def identities() -> Callable[[DocumentFacts], list[Identity]]:
    return _identities


@pytest.fixture(scope="session")
def facts() -> DocumentFacts:
    return _document()
