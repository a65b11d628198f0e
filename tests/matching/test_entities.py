from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from minsheng.matching import Entity, Index
from minsheng.matching.entities import areas_of, place_key, read_entities
from minsheng.vocabulary import BASE

SAMPLE = Path(__file__).parents[1] / "export" / "sample.trig"


@pytest.fixture(scope="module")
def entities() -> dict[str, Entity]:
    store = ox.Store()
    store.load(path=str(SAMPLE), format=ox.RdfFormat.TRIG)
    return {entity.iri.removeprefix(BASE): entity for entity in read_entities(store)}


def test_entities_alone_are_read(entities: dict[str, Entity]) -> None:
    assert list(entities) == sorted(entities)
    assert {entity.type for entity in entities.values()} == {
        "Place",
        "School",
        "EducationGroup",
        "CulturalSite",
    }


def test_what_is_read_of_one(entities: dict[str, Entity]) -> None:
    school = entities["School/990101-qinghe-xiaoxue"]
    assert (school.label, school.others, school.type) == ("青河小学", (), "School")
    assert school.pinyin == "qing he xiao xue"
    assert school.places == ("990101",)
    assert school.linked("memberOf") == (f"{BASE}EducationGroup/990101-qinghe",)
    group = entities["EducationGroup/990101-qinghe"]
    assert group.names == ("“青禾”教育集团", "@青禾", "青禾教育集团")


def test_places_by_name(entities: dict[str, Entity]) -> None:
    assert areas_of(list(entities.values())).keys("青河区") == ("990101",)


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        (f"{BASE}Place/500104", "500104"),
        (f"{BASE}Place/500000", "50"),
        (f"{BASE}Place/500104-liu-xi", f"{BASE}Place/500104-liu-xi"),
    ],
)
def test_keys_of_places(iri: str, key: str) -> None:
    assert place_key(iri) == key


def test_an_empty_graph_answers_nothing() -> None:
    index = Index.of(ox.Store())
    index.complete()
    assert list(index.beginning("青")) == []
    assert index.candidates(index.form("青河小学"), ()) == []
