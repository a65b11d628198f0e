from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, Store

from minsheng.errors import UsageError
from minsheng.view.model import Attribute, Document, Edge, Number, Quote
from minsheng.view.naming import find_entity
from minsheng.view.selection import select
from minsheng.vocabulary import BASE, ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Callable

DISTRICT, TOWN, FAR = (f"{BASE}Place/{name}" for name in ("district", "town", "far"))
SCHOOL, TWIN, GROUP = f"{BASE}School/one", f"{BASE}School/two", f"{BASE}EducationGroup/group"
HOSPITAL, AWARD = f"{BASE}Hospital/one", f"{BASE}Award/one"
NOTICE = f"{BASE}source/notice"


@pytest.fixture
def town(writer: Any) -> Any:
    """far — district — town — school — group — twin, a hospital in the district, an award."""
    writer.entity(DISTRICT, "Place", "青溪区", "青溪区公布新进展。", "; ms:pinyin 'qing xi qu'")
    writer.entity(FAR, "Place", "云岭市", "云岭市下辖青溪区。")
    writer.entity(TOWN, "Place", "柳桥镇", "柳桥镇属青溪区。")
    writer.entity(
        SCHOOL,
        "School",
        "青溪区柳桥小学",
        "柳桥小学投入使用。",
        f"; skos:altLabel '柳桥小学'@zh-Hans ; skos:hiddenLabel '柳挢小学' "
        f"; ms:kind <{ONTOLOGY}kind/primary-school> ; ms:status <{ONTOLOGY}status/operating>",
    )
    writer.entity(TWIN, "School", "青溪区松谷小学", "松谷小学加入集团。")
    writer.entity(GROUP, "EducationGroup", "柳桥教育集团", "柳桥教育集团成立。")
    writer.entity(HOSPITAL, "Hospital", "青溪区人民医院", "区人民医院扩建。")
    writer.entity(AWARD, "Award", "文明校园", "学校申报文明校园。")
    writer.relation(DISTRICT, "locatedIn", FAR, "云岭市下辖青溪区。")
    writer.relation(TOWN, "locatedIn", DISTRICT, "柳桥镇属青溪区。")
    writer.relation(SCHOOL, "locatedIn", TOWN, "柳桥小学在柳桥镇。")
    writer.relation(SCHOOL, "memberOf", GROUP, "柳桥小学加入集团。")
    writer.relation(TWIN, "memberOf", GROUP, "松谷小学加入集团。")
    writer.relation(HOSPITAL, "locatedIn", DISTRICT, "医院在青溪区。")
    applied = f"; ms:awardStatus <{ONTOLOGY}awardStatus/appliedFor>"
    writer.relation(SCHOOL, "received", AWARD, "学校申报文明校园。", applied)
    writer.number(
        SCHOOL,
        "在校学生数",
        "1200",
        "人",
        "在校学生近1200人。",
        f"; ms:qualifier <{ONTOLOGY}qualifier/approx>",
    )
    return writer


def names(store: Store, **wanted: Any) -> set[str]:
    return {node.label for node in select(store, **wanted).nodes}


@pytest.mark.parametrize(
    ("focus", "depth", "expected"),
    [
        ("柳桥镇", 0, {"柳桥镇"}),
        ("柳桥镇", 1, {"柳桥镇", "青溪区", "青溪区柳桥小学"}),
        (
            "柳桥镇",
            2,
            {"柳桥镇", "青溪区", "青溪区柳桥小学", "云岭市", "青溪区人民医院", "柳桥教育集团", "文明校园"},
        ),
        (HOSPITAL, 1, {"青溪区人民医院", "青溪区"}),
        ("人民医院", 0, {"青溪区人民医院"}),
    ],
)
def test_surroundings(town: Any, focus: str, depth: int, expected: set[str]) -> None:
    assert names(town.store(), focus=focus, depth=depth) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SCHOOL], {"青溪区柳桥小学"}),
        ([SCHOOL, TOWN, "不是 IRI", "https://example.org/unknown"], {"青溪区柳桥小学", "柳桥镇"}),
        # A number stands for what it is about, a statement for its ends; a document is no entity.
        ([f"{BASE}observation/31", NOTICE], {"青溪区柳桥小学"}),
        ([f"{BASE}statement/17"], {"青溪区", "云岭市"}),
    ],
)
def test_rows(town: Any, rows: list[str], expected: set[str]) -> None:
    assert names(town.store(), rows=rows, depth=0) == expected


def test_a_whole_graph_has_every_entity_and_relation(town: Any) -> None:
    page = select(town.store())
    assert (len(page.nodes), len(page.edges), page.foci, page.left_out) == (8, 7, (), ())


def test_a_node_carries_all_that_is_known(town: Any) -> None:
    page = select(town.store(), focus="柳桥小学")
    (school,) = (node for node in page.nodes if node.iri == SCHOOL)
    assert (school.label, school.type, school.aliases) == ("青溪区柳桥小学", "School", ("柳桥小学",))
    assert school.pinyin == "qing xi qu liu qiao xiao xue"
    assert school.attributes == (Attribute("kind", "小学"), Attribute("status", "运营"))
    assert [quote.exact for quote in school.quotes] == ["柳桥小学投入使用。"]
    assert school.degree == 3
    (number,) = school.observations
    assert number.quotes[0].exact == "在校学生近1200人。"
    assert number == Number("在校学生数", "1200", "人", "approx", "", number.quotes)
    assert page.foci == (SCHOOL,)
    assert page.documents == (Document(NOTICE, "青溪区民生通报", "2024-03-05"),)


def test_an_edge_carries_its_sentence(town: Any) -> None:
    edges = {edge.target: edge for edge in select(town.store(), focus="柳桥小学").edges}
    start = town.text().index("学校申报文明校园。")
    assert start > 0
    (quote,) = edges[AWARD].quotes
    expected = Quote("学校申报文明校园。", NOTICE, quote.start, quote.start + 9)
    assert edges[AWARD] == Edge(SCHOOL, AWARD, "received", (expected,), 0.9, "appliedFor")


def test_the_same_fact_in_two_documents_is_one_edge_with_two_sentences(town: Any, writer: Any) -> None:
    second = type(writer)(document=f"{BASE}source/second")
    second.entity(TOWN, "Place", "柳桥镇", "柳桥镇是新区。")
    second.relation(TOWN, "locatedIn", DISTRICT, "柳桥镇位于青溪区。")
    second.relation(
        SCHOOL, "received", AWARD, "已获评。", f"; ms:awardStatus <{ONTOLOGY}awardStatus/received>"
    )
    approx = f"; ms:qualifier <{ONTOLOGY}qualifier/approx>"
    second.number(SCHOOL, "在校学生数", "1200", "人", "近1200名学生。", approx)
    text = second.text()
    for kind in ("statement", "observation", "indicator", "unit"):
        text = text.replace(f"{BASE}{kind}/", f"{BASE}{kind}/second-")
    store = town.store()
    store.load(text.encode(), format=RdfFormat.TRIG)
    page = select(store)
    (edge,) = (edge for edge in page.edges if (edge.source, edge.target) == (TOWN, DISTRICT))
    assert [quote.exact for quote in edge.quotes] == ["柳桥镇属青溪区。", "柳桥镇位于青溪区。"]
    (award,) = (edge for edge in page.edges if edge.target == AWARD)
    assert award.status == "received"
    (school,) = (node for node in page.nodes if node.iri == SCHOOL)
    (number,) = school.observations
    assert [quote.exact for quote in number.quotes] == ["在校学生近1200人。", "近1200名学生。"]
    assert len(page.nodes) == 8


def test_what_finds_no_room_is_counted(invented: Callable[[int], Store]) -> None:
    page = select(invented(120), limit=40)
    assert len(page.nodes) == 40
    assert sum(count for _, count in page.left_out) == 80
    # The districts that all hangs on stay, and what stays hangs together.
    assert {"Place/area-0", "Place/area-1"} <= {node.iri.removeprefix(BASE) for node in page.nodes}
    assert len(page.edges) >= 30


def test_the_nearest_stay(town: Any) -> None:
    page = select(town.store(), focus="柳桥镇", depth=2, limit=3)
    assert {node.label for node in page.nodes} == {"柳桥镇", "青溪区", "青溪区柳桥小学"}
    assert dict(page.left_out) == {"Place": 1, "Hospital": 1, "EducationGroup": 1, "Award": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (SCHOOL, SCHOOL),
        ("青溪区柳桥小学", SCHOOL),
        (" 柳桥小学 ", SCHOOL),
        ("柳挢小学", SCHOOL),
        ("松谷", TWIN),
        ("青溪区", DISTRICT),
    ],
)
def test_names_and_parts_of_names(town: Any, name: str, expected: str) -> None:
    assert find_entity(town.store(), name) == expected


@pytest.mark.parametrize(
    ("name", "key", "near"),
    [
        ("小学", "view-ambiguous", "青溪区柳桥小学、青溪区松谷小学"),
        ("青溪区柳桥中学", "view-unknown", "青溪区柳桥小学"),
        ("海港", "view-unknown", "—"),
        ('") } DROP ALL #', "view-unknown", "—"),
        ("", "view-ambiguous", "文明校园"),
        (f"{BASE}School/none", "view-unknown", "—"),
    ],
)
def test_no_single_entity_of_that_name(town: Any, name: str, key: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_entity(town.store(), name)
    assert caught.value.key == key
    assert near in str(caught.value)


def test_namesakes_are_told_apart_by_their_iris(writer: Any) -> None:
    writer.entity(SCHOOL, "School", "实验小学", "甲区实验小学。")
    writer.entity(TWIN, "School", "实验小学", "乙区实验小学。")
    with pytest.raises(UsageError) as caught:
        find_entity(writer.store(), "实验小学")
    assert f"{SCHOOL}、{TWIN}" in str(caught.value)


@pytest.mark.parametrize("wanted", [{}, {"rows": []}, {"rows": [NOTICE]}])
def test_nothing_to_draw(wanted: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as caught:
        select(Store(), **wanted)
    assert caught.value.key == "view-nothing"


def test_the_order_of_loading_makes_no_difference(town: Any) -> None:
    quads = list(town.store())
    random.Random(1).shuffle(quads)
    other = Store()
    other.extend(quads)
    assert select(other) == select(town.store())
