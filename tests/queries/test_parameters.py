"""From what a person writes to the terms that a question is bound with."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Store

from minsheng.errors import UsageError
from minsheng.queries import catalogue, parameters
from minsheng.queries.named import NamedQuery, Parameter
from minsheng.queries.runner import Request, answer
from minsheng.wording import Text

if TYPE_CHECKING:
    from minsheng.queries.results import Term

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/minsheng/id/"
MS = "https://w3id.org/minsheng/ontology#"
ONTOLOGY = "https://w3id.org/minsheng/ontology/"


def asked(kind: str, value: object, store: Store, **more: object) -> list[str]:
    """What the terms of one parameter are, seen through a question that only repeats it."""
    parameter = Parameter("it", kind, Text("它", "it"), **more)  # type: ignore[arg-type]
    query = NamedQuery("x", "SELECT ?it { }", Text("x", "x"), 100, parameters=(parameter,))
    result = answer(store, Request(query, {"it": value}))
    return [str(row[0]) for row in result.rows]


@pytest.mark.parametrize(
    ("kind", "value", "terms"),
    [
        ("text", "食 堂", ['"食 堂"']),
        ("text", "", ['""']),
        ("text", None, ["None"]),
        ("integer", 7, [f'"7"^^<{XSD}integer>']),
        ("integer", "-007", [f'"-7"^^<{XSD}integer>']),
        ("integer", "", ["None"]),
        ("date", "2024-03-01", [f'"2024-03-01"^^<{XSD}date>']),
        ("date", date(2024, 3, 1), [f'"2024-03-01"^^<{XSD}date>']),
        ("date", datetime(2024, 3, 1, 12), [f'"2024-03-01"^^<{XSD}date>']),
        ("place", "松溪区", [f"<{ID}Place/500902>"]),
        ("place", " 松溪区 ", [f"<{ID}Place/500902>"]),
        ("place", f"{ID}Place/500902", [f"<{ID}Place/500902>"]),
        ("place", f"<{ID}Place/500902>", [f"<{ID}Place/500902>"]),
        ("place", "新街社区", [f"<{ID}Place/500901101-xinjieshequ>", f"<{ID}Place/500902001-xinjieshequ>"]),
        ("entity", "银小", [f"<{ID}School/500901-yinxing-xiaoxue>"]),
        ("entity", "云岭医联体", [f"<{ID}MedicalConsortium/500901-yiliaolianheti>"]),
        ("indicator", "养老床位数量", [f"<{ID}indicator/yanglao-chuangwei-shuliang>"]),
        ("document", "songxi/2024.txt", [f"<{ID}source/songxi-2024>"]),
        ("document", "松溪区的新变化", [f"<{ID}source/songxi-2024>"]),
        ("class", "School", [f"<{MS}School>"]),
        ("class", "ms:School", [f"<{MS}School>"]),
        ("class", "学校", [f"<{MS}School>"]),
        ("relation", "位于", [f"<{MS}locatedIn>"]),
        ("relation", "located in", [f"<{MS}locatedIn>"]),
        ("domain", "养老", [f"<{ONTOLOGY}domain/eldercare>"]),
        ("domain", "eldercare", [f"<{ONTOLOGY}domain/eldercare>"]),
        ("domain", "助餐", [f"<{ONTOLOGY}domain/eldercare>"]),
        ("status", "在建", [f"<{ONTOLOGY}status/underConstruction>"]),
        ("awardStatus", "appliedFor", [f"<{ONTOLOGY}awardStatus/appliedFor>"]),
    ],
)
def test_terms_of_a_value(kind: str, value: object, terms: list[str], store: Store) -> None:
    assert asked(kind, value, store) == terms


def test_default_and_choices(store: Store) -> None:
    assert asked("text", None, store, default="食堂") == ['"食堂"']
    assert asked("place", "", store, default="松溪区") == [f"<{ID}Place/500902>"]
    assert asked("text", "甲", store, choices=("甲", "乙")) == ['"甲"']


@pytest.mark.parametrize(
    ("kind", "value", "more", "key", "said"),
    [
        ("integer", "七", {}, "parameter-value", "whole number"),
        ("integer", "9" * 30, {}, "parameter-value", "whole number"),
        ("date", "2024-3-1", {}, "parameter-value", "2024-03-01"),
        ("date", "2024-02-30", {}, "parameter-value", "date"),
        ("text", "丙", {"choices": ("甲", "乙")}, "parameter-choice", "甲, 乙"),
        ("place", "", {"required": True}, "parameter-missing", "it"),
        ("place", "松溪", {}, "name-unknown", "松溪区"),
        ("place", "云岭区人民医院", {}, "name-unknown", "云岭区"),
        ("entity", "银杏小学集团", {}, "name-unknown", "银杏小学教育集团"),
        ("indicator", "老年食堂", {}, "name-unknown", "老年食堂数量"),
        ("document", "songxi/2024.md", {}, "name-unknown", "songxi/2024.txt"),
        ("class", "Scool", {}, "name-unknown", "School"),
        ("relation", "locatedAt", {}, "name-unknown", "locatedIn"),
        ("domain", "elder care", {}, "name-unknown", "eldercare"),
        ("place", f"{ID}Place/1", {}, "name-unknown", "…"),
    ],
)
def test_a_mistaken_value_is_told_with_what_may_be_meant(
    kind: str, value: str, more: dict[str, object], key: str, said: str, store: Store
) -> None:
    with pytest.raises(UsageError) as caught:
        asked(kind, value, store, **more)
    assert caught.value.key == key
    assert said in str(caught.value)


def test_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        parameters.bind(catalogue.load("awards"), {"who": "x"}, lambda text, bound: [])
    assert "status, recipient" in str(caught.value)


def test_a_name_of_too_many_things_is_told() -> None:
    def look_up(text: str, bound: object) -> list[tuple[Term | None, ...]]:
        return [(Literal(str(number)), None) for number in range(parameters.MAX_THINGS + 1)]

    with pytest.raises(UsageError) as caught:
        parameters.bind(catalogue.load("entity"), {"entity": "实验小学"}, look_up)
    assert caught.value.key == "name-ambiguous"


@pytest.mark.parametrize(
    ("name", "parameter", "offered"),
    [
        ("capacity-by-district", "topic", ("老年食堂", "床位", "学位")),
        ("group-members", "group", ("松溪教育集团", "银杏小学教育集团")),
        ("awards", "status", ("获得", "申报")),
        ("awards", "recipient", ()),
    ],
)
def test_values_worth_offering(name: str, parameter: str, offered: tuple[str, ...], store: Store) -> None:
    def look_up(text: str, bound: object) -> list[tuple[Term | None, ...]]:
        return [tuple(row) for row in store.query(text, use_default_graph_as_union=True)]  # type: ignore[union-attr]

    found = catalogue.load(name).parameter(parameter)
    assert found is not None
    assert parameters.offered(found, look_up) == offered
