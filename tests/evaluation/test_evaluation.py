"""Expected facts of an invented town beside what a graph found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from minsheng.errors import InputError
from minsheng.evaluation import Gold, compare, read_gold
from minsheng.evaluation.alike import plain, same_class, same_unit
from minsheng.evaluation.found import Found, FoundEntity, FoundObservation
from minsheng.evaluation.gold import GoldEntity, GoldObservation

if TYPE_CHECKING:
    from pathlib import Path

AREA = GoldEntity("e1", ("Place",), ("青河区", "全区"))
SCHOOL = GoldEntity("e2", ("School",), ("青河小学",))
GROUP = GoldEntity("e3", ("EducationGroup", "Programme"), ("“青禾”教育集团",))
DOUBTFUL = GoldEntity("e4", ("Programme",), ("青苗计划",), core=False)
ENTITIES = (AREA, SCHOOL, GROUP, DOUBTFUL)


def entity(types: str, *names: str) -> FoundEntity:
    return FoundEntity(frozenset(names), frozenset(types.split()))


def number(value: float, unit: str, text: str, about: str = "a") -> FoundObservation:
    return FoundObservation(value, frozenset({unit}), frozenset({text}), frozenset({about}))


def gold(
    relations: tuple[tuple[str, str, str], ...] = (), observations: tuple[GoldObservation, ...] = ()
) -> Gold:
    return Gold(
        "qinghe",
        "青河区",
        ENTITIES,
        relations,
        observations,
        optional_relations=(("e4", "coverageArea", "e1"),),
        optional_observations=(GoldObservation("青河区", ("班",), 30.0),),
        private_people=("孙大娘",),
    )


def found(
    entities: dict[str, FoundEntity],
    relations: tuple[tuple[str, str, str], ...] = (),
    observations: dict[str, FoundObservation] | None = None,
    literals: tuple[str, ...] = (),
) -> Found:
    return Found(entities, relations, observations or {}, frozenset(literals))


#: what was found → right, spurious, missed
@pytest.mark.parametrize(
    ("entities", "scores"),
    [
        ({}, (0, 0, 3)),
        ({"a": entity("Place", "全区"), "s": entity("School", "青河小学")}, (2, 0, 1)),
        # Quotation marks do not matter, a second accepted class is right.
        ({"g": entity("Programme", "青禾教育集团")}, (1, 0, 2)),
        # A class that a careful reader might choose is right, another is spurious and missed.
        ({"g": entity("Organization", "青禾教育集团")}, (1, 0, 2)),
        ({"g": entity("Work", "青禾教育集团")}, (1, 0, 2)),
        ({"g": entity("Award", "青禾教育集团")}, (1, 0, 2)),
        ({"g": entity("Place", "青禾教育集团")}, (0, 1, 3)),
        # A doubtful one is neither right nor spurious, a duplicate is spurious.
        ({"p": entity("Programme", "青苗计划")}, (0, 0, 3)),
        ({"s": entity("School", "青河小学"), "t": entity("School", "青河小学")}, (1, 1, 2)),
        # The right class wins over a shared name of the wrong one.
        ({"s": entity("Place", "青河小学"), "t": entity("School", "青河小学")}, (1, 1, 2)),
        ({"x": entity("School", "青河中学")}, (0, 1, 3)),
    ],
)
def test_entities(entities: dict[str, FoundEntity], scores: tuple[int, int, int]) -> None:
    score = compare(gold(), found(entities)).entities
    assert (score.right, score.spurious, score.missed) == scores


KNOWN = {
    "a": entity("Place", "青河区"),
    "s": entity("School", "青河小学"),
    "g": entity("EducationGroup", "青禾教育集团"),
    "p": entity("Programme", "青苗计划"),
    "t": entity("Place", "柳溪镇"),
}
WANTED = (("e2", "memberOf", "e3"), ("e2", "partnerOf", "e3"))


@pytest.mark.parametrize(
    ("relations", "scores"),
    [
        ((), (0, 0, 2)),
        ((("s", "memberOf", "g"),), (1, 0, 1)),
        ((("g", "memberOf", "s"),), (0, 1, 2)),
        # The other way round is neither right nor wrong for partners.
        ((("g", "partnerOf", "s"),), (0, 0, 2)),
        # Allowed, but not wanted.
        ((("p", "coverageArea", "a"),), (0, 0, 2)),
        # What a gazetteer may add: towards the document's area, towards the unexpected, from a place.
        ((("s", "locatedIn", "a"), ("s", "locatedIn", "t"), ("t", "locatedIn", "g")), (0, 0, 2)),
        ((("s", "locatedIn", "g"),), (0, 1, 2)),
        ((("s", "operatedBy", "t"),), (0, 1, 2)),
    ],
)
def test_relations(relations: tuple[tuple[str, str, str], ...], scores: tuple[int, int, int]) -> None:
    score = compare(gold(relations=WANTED), found(KNOWN, relations)).relations
    assert (score.right, score.spurious, score.missed) == scores


NUMBERS = (
    GoldObservation("e1", ("小学",), 7.0, "所"),
    GoldObservation("青河区", ("学位", "座位"), 2500.0, "个"),
)


@pytest.mark.parametrize(
    ("observations", "scores", "about"),
    [
        ({}, (0, 0, 2), 0),
        ({"1": number(7, "家", "小学数量"), "2": number(2500, "个", "新增学位")}, (2, 0, 0), 2),
        # Another unit, another value, another indicator.
        ({"1": number(7, "元", "小学数量")}, (0, 1, 2), 0),
        ({"1": number(8, "所", "小学数量")}, (0, 1, 2), 0),
        ({"1": number(7, "所", "中学数量")}, (0, 1, 2), 0),
        # Each expected number takes one that was found; an optional one is not spurious.
        (
            {
                "1": number(7, "所", "小学数量"),
                "2": number(7, "所", "小学总数"),
                "3": number(30, "个", "班级"),
            },
            (1, 1, 1),
            1,
        ),
        ({"1": number(7, "所", "小学数量", about="s")}, (1, 0, 1), 0),
        # What two expected numbers could take is left to the one that has no other.
        ({"1": number(2500, "个", "学位、座位"), "2": number(2500, "个", "座位")}, (1, 1, 1), 1),
    ],
)
def test_observations(
    observations: dict[str, FoundObservation], scores: tuple[int, int, int], about: int
) -> None:
    report = compare(gold(observations=NUMBERS), found(KNOWN, observations=observations))
    score = report.observations
    assert (score.right, score.spurious, score.missed) == scores
    assert report.about_right == about


def test_rates() -> None:
    score = compare(gold(), found({"s": SCHOOL_FOUND, "x": entity("School", "别的学校")})).entities
    assert (score.precision, score.recall, score.f1) == (0.5, 1 / 3, 0.4)
    empty = compare(gold(), found({})).entities
    assert (empty.precision, empty.recall, empty.f1) == (0.0, 0.0, 0.0)


SCHOOL_FOUND = entity("School", "青河小学")


def test_mistakes_are_told_in_words() -> None:
    report = compare(gold(), found({"s": SCHOOL_FOUND, "g": entity("Place", "青禾教育集团")}))
    assert report.entities.mistakes == {
        "missed": ("Place 青河区",),
        "mistyped": ("“青禾”教育集团: Place ≠ EducationGroup",),
        "spurious": (),
    }
    told = report.as_dict(errors=1)["entities"]
    assert isinstance(told, dict)
    assert told["mistakes"]["missed"] == ["Place 青河区"]


def test_private_names_that_come_through_are_told() -> None:
    assert compare(gold(), found({}, literals=("孙大娘说",))).leaks == ("孙大娘",)
    assert compare(gold(), found({}, literals=("＊＊＊说",))).leaks == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("“青河 · 书房”（新馆）", "青河书房新馆"), ("ＡＢ－1+4", "ab14"), ("《方案》", "方案"), ("", "")],
)
def test_plain_names(name: str, expected: str) -> None:
    assert plain(name) == expected


def test_alike() -> None:
    assert same_class("Hospital", "HealthCentre")
    assert not same_class("Hospital", "School")
    assert same_unit("％", "%")
    assert same_unit("位", "名")
    assert same_unit("次", "人次") and same_unit("人次", "次")
    assert not same_unit("元", "个")


VALID = {
    "doc": "qinghe",
    "area": None,
    "entities": [
        {"id": "e1", "type": "Place", "name": "青河区", "aliases": ["全区"], "alt_types": ["ScenicSpot"]}
    ],
    "relations": [],
    "observations": [{"about": "e1", "keywords": ["小学"], "value": 7, "unit": "所"}],
}


def test_gold_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(VALID), encoding="utf-8")
    read = read_gold(path)
    assert read.entities == (GoldEntity("e1", ("Place", "ScenicSpot"), ("青河区", "全区")),)
    assert read.observations == (GoldObservation("e1", ("小学",), 7.0, "所"),)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"doc": "a"}',
        json.dumps({**VALID, "relations": [{"s": "e1", "p": "partOf", "o": "e9"}]}),
        json.dumps({**VALID, "observations": [{"about": "e1", "keywords": ["班"], "value": "many"}]}),
    ],
)
def test_other_files_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_gold(path)
    assert caught.value.code == "M906"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_gold(tmp_path / "none.json")


def test_as_many_numbers_as_possible_are_paired() -> None:
    wanted = (GoldObservation("e1", ("座位", "学位"), 90.0), GoldObservation("e1", ("学位",), 90.0))
    both = {"1": number(90, "个", "学位"), "2": number(90, "个", "座位")}
    assert compare(gold(observations=wanted), found(KNOWN, observations=both)).observations.right == 2
