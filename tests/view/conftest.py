"""An invented graph of any size: districts, towns, schools, clinics, groups, each fact quoted."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIXES = """
@prefix ms: <https://w3id.org/minsheng/ontology#> .
@prefix id: <https://w3id.org/minsheng/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_ID = "https://w3id.org/minsheng/id/"
_FIRST = "云青白石松柳兰竹梅桃清长新永和安宁福东西南北"
_SECOND = "溪塘桥湾岭坪谷泉渡港原林洲台井滩"
_KINDS = (
    ("School", ("中学", "小学", "幼儿园", "实验学校")),
    ("HealthCentre", ("社区卫生服务中心", "卫生院")),
    ("Hospital", ("人民医院", "中医院")),
    ("ElderlyCanteen", ("老年食堂",)),
    ("EldercareFacility", ("养老服务中心", "养老院")),
    ("ChildcareFacility", ("托育园",)),
    ("CulturalSite", ("图书馆", "书房", "文化馆")),
    ("HeritageSite", ("旧址", "古寨")),
    ("ScenicSpot", ("湿地公园",)),
    ("Programme", ("暖心行动", "书香工程")),
    ("Event", ("读书节",)),
    ("Award", ("示范单位",)),
)


@dataclass
class Writer:
    """Collects TriG, a statement at a time, with the sentence that says it."""

    document: str = f"{_ID}source/notice"
    body: list[str] = field(default_factory=list)
    position: int = 0

    def quote(self, exact: str) -> str:
        start, end = self.position, self.position + len(exact)
        self.position = end
        evidence = f"<{self.document}#char={start},{end}>"
        self.body.append(
            f"{evidence} a ms:Evidence ; prov:wasQuotedFrom <{self.document}> ; "
            f"oa:start {start} ; oa:end {end} ; oa:exact {literal(exact)} ."
        )
        return evidence

    def entity(self, iri: str, kind: str, label: str, exact: str, more: str = "") -> None:
        evidence = self.quote(exact)
        self.body.append(
            f"<{iri}> a ms:{kind} ; rdfs:label {literal(label)}@zh-Hans ; "
            f"prov:wasDerivedFrom {evidence} {more} ."
        )

    def relation(self, source: str, name: str, target: str, exact: str, more: str = "") -> None:
        evidence = self.quote(exact)
        statement = f"<{_ID}statement/{len(self.body)}>"
        self.body.append(
            f"<{source}> ms:{name} <{target}> . {statement} a rdf:Statement ; "
            f"rdf:subject <{source}> ; rdf:predicate ms:{name} ; rdf:object <{target}> ; "
            f"prov:wasDerivedFrom {evidence} ; ms:confidence 0.9 {more} ."
        )

    def number(self, about: str, indicator: str, value: str, unit: str, exact: str, more: str = "") -> None:
        evidence = self.quote(exact)
        slug = f"{len(self.body)}"
        self.body.append(
            f"<{_ID}indicator/{slug}> a ms:Indicator ; skos:prefLabel {literal(indicator)}@zh-Hans . "
            f"<{_ID}unit/{slug}> a skos:Concept ; skos:prefLabel {literal(unit)}@zh-Hans . "
            f"<{_ID}observation/{slug}> a ms:Observation ; ms:about <{about}> ; "
            f"ms:indicator <{_ID}indicator/{slug}> ; ms:value {value} ; ms:unit <{_ID}unit/{slug}> "
            f"{more} ; prov:wasDerivedFrom {evidence} ."
        )

    def text(self) -> str:
        head = (
            f"<{self.document}> a ms:SourceDocument ; dcterms:title {literal('青溪区民生通报')}@zh-Hans ; "
            f'dcterms:issued "2024-03-05"^^xsd:date .'
        )
        return PREFIXES + f"<{self.document}> {{\n" + "\n".join([head, *self.body]) + "\n}\n"

    def store(self) -> Store:
        store = Store()
        store.load(self.text().encode(), format=RdfFormat.TRIG)
        return store


def literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def invent(size: int) -> Writer:
    """`size` entities around districts and towns; the same for the same size."""
    chance = random.Random(size)
    writer = Writer()
    names = [a + b for a in _FIRST for b in _SECOND]
    chance.shuffle(names)
    areas = [names.pop() for _ in range(max(1, size // 60))]
    towns: list[tuple[str, str, int]] = []
    for number, area in enumerate(areas):
        iri = f"{_ID}Place/area-{number}"
        writer.entity(iri, "Place", f"{area}区", f"{area}区公布了一年来的民生工作。")
        writer.number(iri, "老年食堂数量", str(3 + number), "个", f"{area}区现有{3 + number}个老年食堂。")
        body = f"{_ID}PublicBody/{number}"
        writer.entity(body, "PublicBody", f"{area}区教育局", f"{area}区教育局负责这项工作。")
        writer.relation(body, "locatedIn", iri, f"{area}区教育局设在{area}区。")
        for town_number in range(max(1, size // len(areas) // 12)):
            town = names[(number * 7 + town_number) % len(names)] + "镇"
            town_iri = f"{_ID}Place/town-{number}-{town_number}"
            writer.entity(town_iri, "Place", town, f"{town}是{area}区的一个镇。")
            writer.relation(town_iri, "locatedIn", iri, f"{town}是{area}区的一个镇。")
            towns.append((town, town_iri, number))
    groups: dict[int, str] = {}
    made = 2 * len(areas) + len(towns)
    while made < size:
        town, town_iri, number = chance.choice(towns)
        if number not in groups and size - made > 3:
            groups[number] = f"{_ID}EducationGroup/{number}"
            writer.entity(
                groups[number], "EducationGroup", f"{areas[number]}教育集团", "集团化办学全面铺开。"
            )
            made += 1
        kind, tails = chance.choices(_KINDS, weights=[12, 4, 3, 4, 3, 1, 3, 2, 1, 2, 1, 1])[0]
        label = town[:2] + chance.choice(["", "第一", "第二", "春晖", "育才", "康宁"]) + chance.choice(tails)
        iri = f"{_ID}{kind}/{made}"
        _add(writer, iri, kind, label, (town, town_iri), groups.get(number, ""), chance)
        made += 1
    return writer


def _add(
    writer: Writer,
    iri: str,
    kind: str,
    label: str,
    town: tuple[str, str],
    group: str,
    chance: random.Random,
) -> None:
    writer.entity(
        iri, kind, label, f"{label}今年迎来了新变化。", f"; skos:altLabel {literal('新' + label)}@zh-Hans"
    )
    if kind in ("Award", "Event", "Programme"):
        writer.relation(town[1], "received" if kind == "Award" else "hosts", iri, f"{town[0]}与{label}有关。")
        return
    writer.relation(iri, "locatedIn", town[1], f"{label}位于{town[0]}。")
    if kind == "School" and group and chance.random() < 0.6:
        writer.relation(iri, "memberOf", group, f"{label}加入教育集团。")
    if chance.random() < 0.25:
        writer.number(iri, "床位数", str(chance.randrange(20, 400)), "张", f"{label}设有若干张床位。")


@pytest.fixture(scope="session")
def invented() -> Callable[[int], Store]:
    """Call with a number of entities; gives a store that holds them."""
    return lambda size: invent(size).store()


@pytest.fixture
def writer() -> Writer:
    """An empty graph to write a few facts into."""
    return Writer()
