"""What was withdrawn appears nowhere, and comes back when that is undone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat

from minsheng.errors import GraphError, UsageError
from minsheng.graph import build, open_graph, validate, verify
from minsheng.graph.auditing import audit
from minsheng.graph.withdrawal import Withdrawal, Withheld, digest_of, read, write
from minsheng.graph.withdrawing import restore, withdraw
from minsheng.identity import document_iri, evidence_iri
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from minsheng.identity import Identity
    from minsheng.records import DocumentFacts

TEXTS = {
    "a.txt": "昆明市柳溪小学加入柳溪教育集团。昆明市柳溪小学获评全国绿色学校。昆明市新建老年食堂12个。",
    "b.txt": "昆明市柳溪小学和昆明市望江小学开学。昆明市望江小学现有教师36名。",
}
SCHOOL = "昆明市柳溪小学"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def graph(texts: Path, tmp_path: Path) -> Path:
    build([texts], tmp_path / "graph")
    return tmp_path / "graph"


def lines(graph: Path) -> list[str]:
    data = open_graph(graph).store.dump(format=RdfFormat.N_QUADS)
    assert data is not None
    return sorted(data.decode().splitlines())


def named(graph: Path, label: str) -> str:
    """IRI of what is called so."""
    rows = open_graph(graph).select(f'SELECT ?s {{ ?s a ?c ; rdfs:label ?l FILTER(STR(?l) = "{label}") }}')
    return rows[0]["s"].value  # type: ignore[union-attr]


def quoted(graph: Path, words: str) -> str:
    """IRI of the first quotation that holds the words."""
    query = f'SELECT ?s {{ ?s oa:exact ?e ; oa:start ?i FILTER(CONTAINS(?e, "{words}")) }} ORDER BY ?i'
    return open_graph(graph).select(query)[0]["s"].value  # type: ignore[union-attr]


def sound(graph: Path, texts: Path) -> bool:
    found = open_graph(graph)
    blocking = [violation for violation in validate(found) if violation.blocking]
    return not blocking and not verify(found, [texts]).mismatches


def test_an_entity_goes_with_everything_said_of_it(graph: Path, texts: Path) -> None:
    iri, before = named(graph, SCHOOL), lines(graph)
    report = withdraw(graph, [iri], "重名")
    after = "\n".join(lines(graph))
    assert iri not in after
    assert SCHOOL not in after
    assert "望江小学" in after
    assert "＊" * len(SCHOOL) in after
    assert report.counts.dropped["withdrawn"] > 2
    assert report.counts.triples == len(open_graph(graph))
    assert sound(graph, texts)
    restore(graph, [iri])
    assert lines(graph) == before


def test_later_builds_honour_it(graph: Path, texts: Path) -> None:
    iri = named(graph, SCHOOL)
    withdraw(graph, [iri])
    once = lines(graph)
    assert build([texts], graph).skipped == 2
    assert lines(graph) == once
    (texts / "c.txt").write_text("昆明市柳溪小学的新校舍完工，昆明市望江小学参加。", encoding="utf-8")
    (texts / "a.txt").write_text("近日，" + TEXTS["a.txt"], encoding="utf-8")
    build([texts], graph)
    after = "\n".join(lines(graph))
    assert iri not in after
    assert SCHOOL not in after
    assert sound(graph, texts)


def test_a_quotation_goes_with_what_rests_on_it_alone(graph: Path, texts: Path) -> None:
    iri = quoted(graph, "老年食堂")
    withdraw(graph, [iri])
    after = "\n".join(lines(graph))
    assert iri not in after
    assert "老年食堂" not in after
    assert SCHOOL in after
    assert sound(graph, texts)


def test_a_withdrawn_quotation_is_known_again_where_its_text_moved(graph: Path, texts: Path) -> None:
    withdraw(graph, [quoted(graph, "老年食堂")])
    (texts / "a.txt").write_text("柳溪镇新闻。" + TEXTS["a.txt"], encoding="utf-8")
    build([texts], graph)
    assert "老年食堂" not in "\n".join(lines(graph))
    assert SCHOOL in "\n".join(lines(graph))


def test_the_list_is_data_in_the_folder(graph: Path) -> None:
    one, two = named(graph, SCHOOL), quoted(graph, "老年食堂")
    withdraw(graph, [two], "甲")
    withdraw(graph, [one], "乙")
    withdraw(graph, [two], "丙")
    kept = json.loads((graph / "withdrawn.json").read_text("utf-8"))
    assert [(each["iri"], each["reason"]) for each in kept] == sorted([(one, "乙"), (two, "丙")])
    assert "老年食堂" not in (graph / "withdrawn.json").read_text("utf-8")
    audited = audit(open_graph(graph))
    assert [each.iri for each in audited.withdrawn] == sorted([one, two])
    assert audited.suspects == ()


def test_what_the_graph_has_not_is_refused_and_changes_nothing(graph: Path, tmp_path: Path) -> None:
    before = lines(graph)
    for iri in ("https://w3id.org/minsheng/id/School/none", "不是 IRI", document_iri("a.txt", BASE)):
        with pytest.raises(UsageError) as caught:
            withdraw(graph, [named(graph, SCHOOL), iri])
        assert caught.value.key == "withdraw-unknown"
    with pytest.raises(UsageError) as caught:
        restore(graph, [named(graph, SCHOOL)])
    assert caught.value.key == "withdrawn-not"
    assert (lines(graph), read(graph)) == (before, ())
    with pytest.raises(GraphError):
        withdraw(tmp_path / "none", ["https://w3id.org/minsheng/id/School/none"])
    assert not (tmp_path / "none").exists()


def test_a_list_that_cannot_be_read_stops_the_build(graph: Path, texts: Path) -> None:
    (graph / "withdrawn.json").write_text("[{", encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        build([texts], graph)
    assert caught.value.key == "withdrawn-damaged"


def test_a_name_within_a_longer_one_is_left(
    facts: DocumentFacts, identities: Callable[[DocumentFacts], list[Identity]]
) -> None:
    """柳溪镇 goes, 柳溪镇卫生院 stays whole."""
    every = identities(facts)
    withheld = Withheld([Withdrawal(every[1].iri)], {}, BASE)
    shown, left = withheld(facts, every)
    assert [each.label for each in left] == [each.label for each in every if each != every[1]]
    assert shown.quotations[1].exact.startswith("柳溪镇卫生院位于＊＊＊，")
    assert all(relation.predicate != "locatedIn" for relation in shown.relations)


def test_redirects_are_followed_and_hidden(
    facts: DocumentFacts, identities: Callable[[DocumentFacts], list[Identity]]
) -> None:
    every = identities(facts)
    redirects = {"https://example.org/old": every[3].iri, "https://example.org/other": every[2].iri}
    withheld = Withheld([Withdrawal("https://example.org/old")], redirects, BASE)
    assert "青河小学" not in [each.label for each in withheld(facts, every)[1]]
    assert withheld.redirects(redirects) == {"https://example.org/other": every[2].iri}


def test_overlapping_quotations_go_while_the_file_is_the_same(
    facts: DocumentFacts, identities: Callable[[DocumentFacts], list[Identity]]
) -> None:
    quote = facts.quotations[1]
    iri = evidence_iri(document_iri(facts.name, BASE), quote.start + 1, quote.start + 3)
    for source, lost in ((facts.digest, True), ("another", False)):
        withheld = Withheld([Withdrawal(iri, "", source, digest_of("…"))], {}, BASE)
        assert (quote not in withheld(facts, identities(facts))[0].quotations) is lost


def test_lists_are_kept_sorted(tmp_path: Path) -> None:
    listed = [Withdrawal("urn:b", "乙"), Withdrawal("urn:a", "甲")]
    write(tmp_path, listed)
    assert read(tmp_path) == tuple(reversed(listed))
    assert read(tmp_path / "none") == ()


def test_facts_of_an_older_extractor_pass_the_gate(graph: Path, texts: Path) -> None:
    """The cache may hold what a build before would not have masked."""
    from minsheng.facts.gate import checked
    from minsheng.graph.cache import open_cache

    with open_cache(open_graph(graph).snapshot.facts) as cache:
        first = next(iter(cache))
    spoiled = replace(
        first, quotations=(replace(first.quotations[0], exact="居民陈婆婆说好"), *first.quotations[1:])
    )
    assert checked(first) is first
    assert checked(spoiled).quotations[0].exact == "居民＊＊＊说好"
