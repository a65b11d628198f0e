"""One thing, one IRI: by name and area, by alias, by code; in any order of the documents; for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.identity import Identity, Resolver
from minsheng.records import DocumentFacts, EntityFact
from minsheng.vocabulary import BASE


@dataclass(frozen=True)
class Named:
    """An entity in short."""

    type: str
    name: str
    area: str = "110105"
    aliases: tuple[str, ...] = ()
    code: str = ""


def document(name: str, *entities: Named) -> DocumentFacts:
    facts = tuple(
        EntityFact(key, e.type, e.name, e.aliases, (0,), "rule", 0.9, area=e.area, code=e.code)
        for key, e in enumerate(entities)
    )
    return DocumentFacts(
        name, "", "text/plain", "utf-8", 0, None, None, None, None, "", (), facts, (), (), ()
    )


def resolved(*documents: DocumentFacts, known: dict[str, str] | None = None) -> Resolver:
    resolver = Resolver(known=known)
    for each in documents:
        resolver.add(each)
    resolver.settle()
    return resolver


def identities(*groups: tuple[Named, ...] | Named) -> list[list[Identity]]:
    """Of documents a, b, … each given as its entities, whatever their order."""
    given = [group if isinstance(group, tuple) else (group,) for group in groups]
    documents = [document(chr(97 + i), *group) for i, group in enumerate(given)]
    seen = []
    for order in permutations(documents):
        resolver = resolved(*order)
        seen.append([list(resolver.of(each.name)) for each in documents])
    assert all(other == seen[0] for other in seen)
    return seen[0]


AREA = Named("Place", "清源区", "110100", ("清源", "江州市清源区"), code="110105")
CITY = Named("Place", "江州市", "110000", code="110100")
PROVINCE = Named("Place", "远山省", "", code="110000")
OTHER = Named("Place", "柳溪镇", "110105", code="110105002")

SAME: dict[str, tuple[tuple[Named, ...] | Named, ...]] = {
    "the same name": (Named("School", "柳溪小学"), Named("School", "柳溪小学")),
    "marks and width": (Named("Programme", "“护苗”Ａ行动"), Named("Programme", "护苗A行动")),
    "near classes": (Named("CulturalSite", "柳溪书院"), Named("HeritageSite", "柳溪书院")),
    "a body and an organisation": (Named("PublicBody", "清源区妇联"), Named("Organization", "清源区妇联")),
    "a programme and an event": (Named("Programme", "清源读书节"), Named("Event", "清源读书节")),
    "an alias": (
        Named("School", "清源区第三实验小学", aliases=("实验三小",)),
        Named("School", "实验三小"),
    ),
    "an alias of no area": (
        Named("Programme", "柳溪暖心行动", "", aliases=("柳溪暖心",)),
        Named("Programme", "柳溪暖心", ""),
    ),
    "the area spelled out": (
        (AREA, Named("CulturalSite", "江州市清源区图书馆")),
        (Named("CulturalSite", "区图书馆"),),
    ),
    "the city before the district": (
        (CITY, AREA, Named("CulturalSite", "清源区图书馆")),
        (Named("CulturalSite", "江州市清源区图书馆"),),
    ),
    "a city's text about one district": (Named("School", "柳溪小学", "110100"), Named("School", "柳溪小学")),
    "a place with and without code": ((OTHER,), (Named("Place", "柳溪镇"),)),
    "a place by its code": (
        Named("Place", "柳溪镇", code="110105002"),
        Named("Place", "柳溪", "", code="110105002"),
    ),
    "every wider area before the name": (
        (PROVINCE, CITY, AREA, Named("CulturalSite", "清源区图书馆")),
        (Named("CulturalSite", "远山省江州市清源区图书馆"),),
    ),
    "a long name of no known area": (
        Named("School", "江州大学附属柳溪小学", ""),
        Named("School", "江州大学附属柳溪小学", ""),
    ),
    "a common alias within one area": (
        Named("School", "清源区实验小学", aliases=("实验小学",)),
        Named("School", "实验小学"),
    ),
    "a national award": (Named("Award", "全国文明城市"), Named("Award", "全国文明城市", "120101")),
}

DIFFERENT: dict[str, tuple[tuple[Named, ...] | Named, ...]] = {
    "names": (Named("School", "柳溪小学"), Named("School", "桂花小学")),
    "areas": (Named("School", "柳溪小学"), Named("School", "柳溪小学", "120101")),
    "classes": (Named("Award", "书香社区"), Named("Place", "书香社区")),
    "a form that every area has, no area known": (
        Named("CulturalSite", "区文化馆", ""),
        Named("CulturalSite", "区文化馆", ""),
    ),
    "such a form in two areas": (
        Named("CulturalSite", "区文化馆"),
        Named("CulturalSite", "区文化馆", "120101"),
    ),
    "such a form in a city and its district": (
        Named("Hospital", "人民医院", "110100"),
        Named("Hospital", "人民医院"),
    ),
    "a short name of no known area": (Named("School", "和平小学", ""), Named("School", "和平小学", "")),
    "a community of no known area": (Named("Place", "和平社区", ""), Named("Place", "和平社区", "")),
    "a common alias of no known area": (
        Named("Programme", "柳溪暖心平台", "", aliases=("平台",)),
        Named("Programme", "平台", ""),
    ),
    "a short alias of no known area": (
        Named("Programme", "柳溪暖心行动", "", aliases=("暖心",)),
        Named("Programme", "暖心", ""),
    ),
    "a common alias of a place": (
        Named("Place", "桂花老旧小区", aliases=("老旧小区",)),
        Named("Place", "老旧小区"),
    ),
    "a place name that two places with codes have": (
        Named("Place", "柳溪镇", code="110105002"),
        Named("Place", "柳溪镇", code="110105003"),
        Named("Place", "柳溪镇"),
    ),
    "an alias in another area": (
        Named("School", "清源区第三实验小学", aliases=("实验三小",)),
        Named("School", "实验三小", "120101"),
    ),
    "an alias of two": (
        Named("School", "实验三小"),
        Named("School", "清源区第三实验小学", aliases=("实验三小",)),
        Named("School", "清源区实验第三小学", aliases=("实验三小",)),
    ),
    "homophones": (Named("School", "育才小学"), Named("School", "玉财小学")),
    "places of one name by their codes": (
        Named("Place", "柳溪镇", code="110105002"),
        Named("Place", "柳溪镇", code="110106003"),
    ),
    "a name that two districts have": (
        Named("School", "柳溪小学", "110100"),
        Named("School", "柳溪小学"),
        Named("School", "柳溪小学", "110106"),
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_one_thing(case: str) -> None:
    first, second = identities(*SAME[case])
    assert first[-1] == second[-1]


@pytest.mark.parametrize("case", DIFFERENT)
def test_different_things(case: str) -> None:
    found = identities(*DIFFERENT[case])
    assert len({of[-1].iri for of in found}) == len(found)


def test_two_things_of_one_document_are_not_joined_by_an_alias() -> None:
    full, short = Named("School", "清源区柳溪小学", aliases=("柳小",)), Named("School", "柳小")
    (apart,) = identities((full, short))
    assert apart[0].iri != apart[1].iri
    (one,), (two,), (three, four) = identities(full, short, (full, short))
    assert (one, two) == (three, four)


def test_the_fullest_name_is_the_label_and_the_majority_the_class() -> None:
    full = Named("HeritageSite", "清源区柳溪书院", aliases=("柳溪书院",))
    short = Named("CulturalSite", "柳溪书院")
    found = identities(full, short, short)
    assert {identity for of in found for identity in of} == {
        Identity(f"{BASE}CulturalSite/110105-qing-yuan-qu-liu-xi-shu-yuan", "清源区柳溪书院", "CulturalSite")
    }


def test_of_equal_names_the_one_with_fewest_marks_and_of_equal_votes_the_narrower_class() -> None:
    marked, plain = Named("Organization", "“柳溪”志愿队"), Named("PublicBody", "柳溪志愿队")
    for first, *_ in identities(marked, plain):
        assert (first.label, first.type) == ("柳溪志愿队", "PublicBody")


def test_places_of_two_codes_stay_two_whatever_they_are_called() -> None:
    one = (Named("Place", "柳溪镇", code="110105002"), Named("Place", "柳溪新镇", code="110105003"))
    bridge = (Named("Place", "柳溪镇", aliases=("柳溪新镇",)),)
    named = (Named("Place", "柳溪新镇"),)
    found = identities((one[0],), (one[1],), bridge, named)
    assert found[0][0].iri == found[2][0].iri == f"{BASE}Place/110105002"
    assert found[1][0].iri == found[3][0].iri == f"{BASE}Place/110105003"


def test_the_documents_area_stands_in_for_one_not_given() -> None:
    facts = document("a", Named("Place", "和平社区", ""))
    resolver = resolved(replace(facts, area_code="110105"), document("b", Named("Place", "和平社区")))
    assert resolver.of("a") == resolver.of("b")


def test_iris_are_readable_and_collide_only_into_a_hash() -> None:
    assert identities(OTHER)[0][0].iri == f"{BASE}Place/110105002"
    (first,), (second,) = identities(Named("School", "育才小学"), Named("School", "玉财小学"))
    assert second.iri == f"{BASE}School/110105-yu-cai-xiao-xue"
    assert first.iri.startswith(second.iri + "-")
    assert first.iri != second.iri


def test_published_iris_stay_when_the_graph_grows() -> None:
    before = resolved(document("a", Named("School", "育才小学")))
    after = resolved(
        document("a", Named("School", "育才小学")),
        document("b", Named("School", "玉财小学")),
        document("c", Named("School", "清源区育才小学", aliases=("育才小学",))),
        known=before.assignments(),
    )
    assert after.of("a")[0].iri == before.of("a")[0].iri == after.of("c")[0].iri
    assert after.of("c")[0].label == "清源区育才小学"
    assert after.of("b")[0].iri != before.of("a")[0].iri
    assert after.redirects() == {}


def test_things_found_to_be_one_redirect() -> None:
    apart = (Named("School", "育才小学"), Named("School", "清源区育才小学"))
    before = resolved(document("a", apart[0]), document("b", apart[1]))
    full = Named("School", "清源区育才小学", aliases=("育才小学",))
    after = resolved(document("a", apart[0]), document("b", full), known=before.assignments())
    assert after.of("a") == after.of("b") == before.of("b")
    assert after.redirects() == {before.of("a")[0].iri: before.of("b")[0].iri}


def test_of_several_published_iris_that_of_the_fullest_name_stays() -> None:
    names = ("艾青小学", "清源区艾青小学", "清源区艾青第一小学")
    before = resolved(*(document(name, Named("School", name)) for name in names))
    full = Named("School", names[2], aliases=names[:2])
    short = (document(name, Named("School", name)) for name in names[:2])
    after = resolved(*short, document(names[2], full), known=before.assignments())
    stays = before.of(names[2])[0].iri
    assert {after.of(name)[0].iri for name in names} == {stays}
    assert after.redirects() == {before.of(name)[0].iri: stays for name in sorted(names[:2])}


def test_things_found_to_be_two_part_without_sharing_an_iri() -> None:
    full = Named("School", "清源区育才小学", aliases=("育才小学",))
    before = resolved(document("a", Named("School", "育才小学")), document("b", full))
    after = resolved(
        document("a", Named("School", "育才小学")),
        document("b", Named("School", "清源区育才小学")),
        known=before.assignments(),
    )
    assert after.of("a")[0].iri != after.of("b")[0].iri
    assert before.of("a")[0].iri in {after.of("a")[0].iri, after.of("b")[0].iri}


def test_a_published_iri_is_never_given_to_another_thing() -> None:
    before = resolved(document("a", Named("School", "育才小学")))
    after = resolved(document("b", Named("School", "玉财小学")), known=before.assignments())
    assert after.of("b")[0].iri != before.of("a")[0].iri


def test_an_unknown_document_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolved().of("a")


NAME = st.sampled_from(
    [
        "育才小学",
        "玉财小学",
        "清源区育才小学",
        "区文化馆",
        "江州市清源区文化馆",
        "柳溪书院",
        "柳溪",
        "全国文明城市",
    ]
)
ENTITY = st.builds(
    Named,
    st.sampled_from(["School", "CulturalSite", "HeritageSite", "Programme", "Event", "Award", "Place"]),
    NAME,
    st.sampled_from(["", "110100", "110105", "120101"]),
    st.lists(NAME, max_size=2, unique=True).map(tuple),
)
ENTITIES = st.one_of(ENTITY, st.sampled_from([AREA, CITY, OTHER]))
DOCUMENTS = st.lists(st.lists(ENTITIES, max_size=4), min_size=1, max_size=6)


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(groups: list[list[Named]], random: object) -> None:
    documents = [document(str(i), *group) for i, group in enumerate(groups)]
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = resolved(*documents), resolved(*shuffled)
    assert one.assignments() == other.assignments()
    assert all(one.of(each.name) == other.of(each.name) for each in documents)


@given(DOCUMENTS)
def test_resolving_again_with_what_is_known_changes_nothing(groups: list[list[Named]]) -> None:
    documents = [document(str(i), *group) for i, group in enumerate(groups)]
    first = resolved(*documents)
    again = resolved(*documents, known=first.assignments())
    assert all(first.of(each.name) == again.of(each.name) for each in documents)
    assert again.redirects() == {}


@given(DOCUMENTS)
def test_an_iri_has_one_label_and_a_thing_one_iri(groups: list[list[Named]]) -> None:
    documents = [document(str(i), *group) for i, group in enumerate(groups)]
    resolver = resolved(*documents)
    found = {identity for each in documents for identity in resolver.of(each.name)}
    assert len({identity.iri for identity in found}) == len(found)
    assert all(identity.iri.isascii() for identity in found)
