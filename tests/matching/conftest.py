"""An invented town to match names with: two districts, with namesakes in both."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from minsheng.matching import Entity, Index, Matcher
from minsheng.vocabulary import BASE, ONTOLOGY

QINGHE, BAISHUI = f"{BASE}Place/990101", f"{BASE}Place/990102"
LIUXI = f"{BASE}Place/990101-liu-xi-zhen"
GROUP = f"{BASE}EducationGroup/990101-qing-he"
#: Of the small graph of `tests/export`.
SCHOOL = f"{BASE}School/990101-qinghe-xiaoxue"
LIBRARY = f"{BASE}CulturalSite/990101-qinghe-tushuguan"
_SAMPLE = Path(__file__).parents[1] / "export" / "sample.trig"


def thing(type_: str, slug: str, label: str, *others: str, place: str = QINGHE, **links: str) -> Entity:
    """An entity in a place, as it would be read from a graph."""
    found = {("locatedIn", place), *links.items()} if place else set(links.items())
    area = slug.partition("-")[0]
    places = {place.rpartition("/")[2] if place in (QINGHE, BAISHUI) else place, area} - {"", "x"}
    iri = f"{BASE}{type_}/{slug}"
    if type_ == "Place":
        places = {*places, area if area == slug else iri}
    return Entity(iri, label, tuple(sorted(others)), type_, tuple(sorted(places)), tuple(sorted(found)))


ENTITIES = tuple(
    sorted(
        (
            thing("Place", "990101", "青河区", "青河", place=""),
            thing("Place", "990102", "白水县", "白水", place=""),
            thing("Place", "990101-liu-xi-zhen", "柳溪镇", "柳溪"),
            thing("EducationGroup", "990101-qing-he", "青河小学教育集团"),
            thing("School", "990101-qing-he-xiao-xue", "青河小学", memberOf=GROUP),
            thing("School", "990101-di-yi-xiao-xue", "青河区第一小学", memberOf=GROUP),
            thing("School", "990101-di-er-xiao-xue", "青河区第二小学"),
            thing("School", "990101-95-zhong", "第九十五中学"),
            thing("School", "990101-he-ping", "和平小学", kind=f"{ONTOLOGY['kind']}/primary-school"),
            thing("School", "990102-he-ping", "和平小学", place=BAISHUI),
            thing("School", "990101-wai-guo-yu", "桂川外国语大学", "桂外大"),
            thing("School", "990101-liu-xi-fu-xiao", "柳溪师范学院附属小学"),
            thing("CulturalSite", "990101-wen-hua-guan", "青河区文化馆", "区文化馆"),
            thing("CulturalSite", "990102-wen-hua-guan", "白水县文化馆", place=BAISHUI),
            thing("CulturalSite", "990101-liu-xi-shu-fang", "“柳溪”书房（东区）", place=LIUXI),
            thing("HealthCentre", "990101-liu-xi-wei-sheng-yuan", "柳溪镇卫生院", place=LIUXI),
            thing("Hospital", "990101-ren-min", "青河区人民医院"),
            thing("Hospital", "990102-ren-min", "白水县人民医院", place=BAISHUI),
            thing("HealthCentre", "990101-gui-hua", "桂花社区卫生服务中心"),
            thing("ElderlyCanteen", "990101-gui-hua-shi-tang", "桂花社区老年食堂"),
        ),
        key=lambda entity: entity.iri,
    )
)


@pytest.fixture(scope="session")
def index() -> Index:
    return Index(ENTITIES)


@pytest.fixture(scope="session")
def matcher(index: Index) -> Matcher:
    return Matcher(index)


@pytest.fixture(scope="session")
def store() -> ox.Store:
    found = ox.Store()
    found.load(path=str(_SAMPLE), format=ox.RdfFormat.TRIG)
    return found


@pytest.fixture(scope="session")
def sample(store: ox.Store) -> Index:
    return Index.of(store)
