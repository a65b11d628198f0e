"""Whatever a model says, what is proposed of it stands in the text."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from minsheng.facts import Extractor
from minsheng.facts.things import plain
from minsheng.language.quantities import find_quantities
from minsheng.proposals.assembling import RULE, Assembly
from minsheng.proposals.chunks import cut
from minsheng.proposals.schema import Answer, Counted, Linked, Named, Quoted
from minsheng.reading import read_text
from minsheng.vocabulary import classes, relations

if TYPE_CHECKING:
    from minsheng.facts.document import Reading
    from minsheng.facts.masking import PrivateNames
    from minsheng.records import DocumentFacts, Source

TEXT = (
    "青河区柳溪镇的惠民举措\n\n"
    "　　青河区推出阳光伴读，由柳溪镇中心小学牵头，青河文旅公司出资近30亿元。"
    "居民陈婆婆说，阳光伴读让孩子放学有去处。\n\n"
    "　　阳光伴读去年以来的成绩单：近1.2万人次，都是学童；柳溪镇敬老院另有床位320张，入住率97.3%。\n"
)
NAMES = (
    "阳光伴读",
    "柳溪镇中心小学",
    "青河文旅公司",
    "柳溪镇敬老院",
    "柳溪镇",
    "青河区",
    "陈婆婆",
    "黑山医院",
    "小学",
    "",
)
NUMBERS = ("近1.2万人次", "320张", "97.3%", "近30亿元", "2万", "900张")
VALUES = ("12000", "320", "97.3", "3000000000", "20000", "900", "1.2")


@cache
def document() -> tuple[Source, Reading, PrivateNames, DocumentFacts]:
    source, extractor = read_text(TEXT, "a.txt"), Extractor()
    return source, *extractor.read(source), extractor.extract(source)


@st.composite
def quotations(draw: st.DrawFn) -> Quoted:
    """Runs of the text, some of them with a character changed."""
    text = document()[0].text
    start = draw(st.integers(0, len(text) - 1))
    quote = text[start : draw(st.integers(start + 1, len(text)))]
    if draw(st.booleans()):
        at = draw(st.integers(0, len(quote) - 1))
        quote = quote[:at] + draw(st.sampled_from("甲，1 ")) + quote[at + 1 :]
    return Quoted(draw(st.integers(-1, 6)), quote)


NAME = st.sampled_from(NAMES)
ENTITY = st.builds(Named, NAME, st.sampled_from([*classes(), "Person"]), quotations())
LINK = st.builds(
    Linked,
    NAME,
    st.sampled_from([*relations(), "knows"]),
    NAME,
    st.sampled_from(["", "received", "gone"]),
    st.lists(quotations(), min_size=1, max_size=3).map(tuple),
)
COUNT = st.builds(
    Counted,
    NAME,
    st.sampled_from(["学童人次", "床位数量", "入住率", "满意度", "出资金额"]),
    st.sampled_from(NUMBERS),
    st.sampled_from(VALUES).map(Decimal),
    st.sampled_from(["", "去年以来", "今年"]),
    quotations(),
)
ANSWER = st.builds(
    Answer,
    st.lists(ENTITY, max_size=6).map(tuple),
    st.lists(LINK, max_size=6).map(tuple),
    st.lists(COUNT, max_size=6).map(tuple),
)


@settings(max_examples=150)
@given(st.lists(ANSWER, min_size=1, max_size=3))
def test_what_is_proposed_stands_in_the_text(answers: list[Answer]) -> None:
    source, reading, private, known = document()
    assembly = Assembly(source, reading, private, known)
    [chunk] = cut(assembly.text, reading.sentences, source.blocks).chunks
    for answer in answers:
        assembly.add(chunk, answer)
    facts = assembly.facts()
    said = {index: quotation.exact for index, quotation in enumerate(facts.quotations)}
    for quotation in facts.quotations:
        there = source.original[quotation.start : quotation.end]
        assert len(there) == len(quotation.exact)
        assert all(a in (b, "＊") for a, b in zip(quotation.exact, there, strict=True))
    assert "陈婆婆" not in repr(facts)

    def stands(key: int, evidence: tuple[int, ...]) -> bool:
        entity = facts.entities[key]
        forms = {plain(form) for form in (entity.name, *entity.aliases)}
        return any(form in plain(said[index]) for form in forms for index in evidence)

    for entity in facts.entities:
        assert stands(entity.key, entity.evidence)
        assert entity.rule != RULE or entity.name in NAMES[:6]
    for link in facts.relations:
        ends = facts.entities[link.subject].type, facts.entities[link.object].type
        assert relations()[link.predicate].allows(*ends)
        assert stands(link.subject, link.evidence)
        assert stands(link.object, link.evidence)
    for number in facts.observations:
        read = {(q.value, q.unit) for index in number.evidence for q in find_quantities(said[index])}
        assert (number.value, number.unit) in read
        assert stands(number.about, number.evidence)


COUNTED = Quoted(4, "阳光伴读去年以来的成绩单：近1.2万人次，都是学童")


def test_a_number_about_nothing_named_is_about_the_area() -> None:
    extractor = Extractor(area="青河区柳溪镇")
    source = document()[0]
    assembly = Assembly(source, *extractor.read(source), extractor.extract(source))
    [chunk] = cut(assembly.text, extractor.read(source)[0].sentences, source.blocks).chunks
    assembly.add(chunk, Answer((), (), (Counted("", "学童人次", "1.2万", Decimal(12000), "", COUNTED),)))
    [number] = assembly.facts().observations
    quoted = [assembly.facts().quotations[index].exact for index in number.evidence]
    assert (assembly.facts().entities[number.about].name, len(quoted)) == ("青河区柳溪镇", 2)
    assert any("青河区柳溪镇" in exact for exact in quoted)


def test_the_search_is_not_in_vain() -> None:
    source, reading, private, known = document()
    assembly = Assembly(source, reading, private, known)
    [chunk] = cut(assembly.text, reading.sentences, source.blocks).chunks
    quoted = Quoted(2, "青河区推出阳光伴读，由柳溪镇中心小学牵头，青河文旅公司出资近30亿元")
    right = Answer(
        (Named("阳光伴读", "Programme", quoted), Named("青河文旅公司", "Organization", quoted)),
        (Linked("阳光伴读", "builtBy", "青河文旅公司", "", (quoted,)),),
        (Counted("阳光伴读", "学童人次", "1.2万人次", Decimal(12000), "", COUNTED),),
    )
    assembly.add(chunk, right)
    facts = assembly.facts()
    assert "阳光伴读" in {entity.name for entity in facts.entities}
    assert [link.predicate for link in facts.relations] == ["builtBy"]
    assert [str(number.value) for number in facts.observations] == ["12000"]
