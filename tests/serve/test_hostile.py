"""Things with hostile names and odd addresses, old addresses, renamed things, and hubs of thousands."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox
import pytest
from tests.serve.test_things import Balanced

from minsheng.describing import Reader, describe
from minsheng.describing.hubs import LARGE
from minsheng.serve.documents import page
from minsheng.serve.terms import scheme
from minsheng.serve.things import PAGE, found, reader
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    from minsheng.serve.loaded import Loaded

BASE = "https://example.org/id/"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7*7 }}"
PREFIXES = f"""
@base <{BASE}> .
@prefix ms: <https://w3id.org/minsheng/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix unit: <https://w3id.org/minsheng/ontology/unit/> .
"""
HOSTILE_TURTLE = f"""
<School/a> a ms:School ; rdfs:label '''{HOSTILE}''' ; ms:locatedIn <地/青%2F河?x="#1> ;
    owl:sameAs <javascript:alert(1)>, <urn:x:1> ; prov:wasDerivedFrom <source/b.html#char=0,4> .
<地/青%2F河?x="#1> a ms:Place ; rdfs:label "青河区" .
<s1> a rdf:Statement ; rdf:subject <School/a> ; rdf:predicate ms:locatedIn ; rdf:object <地/青%2F河?x="#1> ;
    prov:wasDerivedFrom <source/b.html#char=0,4> .
<o1> a ms:Observation ; ms:about <School/a> ; ms:indicator <beds> ; ms:value -1250.50 ; ms:unit unit:person ;
    prov:wasDerivedFrom <source/b.html#char=0,4> .
<beds> a ms:Indicator ; rdfs:label '''=cmd()''' .
<source/b.html> a ms:SourceDocument ; dcterms:title '''{HOSTILE}''' ; ms:length 4 .
<source/b.html#char=0,4> a ms:Evidence ; prov:wasQuotedFrom <source/b.html> ; oa:start 0 ; oa:end 4 ;
    oa:exact '''<b>&''' .
<School/old> dcterms:isReplacedBy <School/older> . <School/older> dcterms:isReplacedBy <地/青%2F河?x="#1> .
<School/x> a ms:School ; rdfs:label "环" ; dcterms:isReplacedBy <School/y> .
<School/y> a ms:School ; rdfs:label "环" ; dcterms:isReplacedBy <School/x> .
<School/then> a ms:School ; rdfs:label "柳溪小学" . <School/now> a ms:School ; rdfs:label "柳溪实验小学" .
<s2> a rdf:Statement ; rdf:subject <School/then> ; rdf:predicate ms:renamedTo ; rdf:object <School/now> .
<School/then> ms:renamedTo <School/now> .
""".replace('<地/青%2F河?x="#1>', "<地/青%2F河?x=~#1>")
PLACE = "%E5%9C%B0/%E9%9D%92%252F%E6%B2%B3%3Fx=~%231"


class Held:
    """A snapshot in memory, as far as pages read one."""

    later = frozenset[object]()

    class manifest:  # noqa: N801 - stands for the attribute
        base = BASE

    def __init__(self, turtle: str) -> None:
        self.store = ox.Store()
        self.store.load(f"{PREFIXES}{turtle}".encode(), ox.RdfFormat.TURTLE)
        self._made: dict[object, object] = {}

    def prepared(self, make: object) -> object:
        if make not in self._made:
            self._made[make] = make(self)  # type: ignore[operator]
        return self._made[make]


@pytest.fixture(scope="module")
def hostile() -> Loaded:
    return cast("Loaded", Held(HOSTILE_TURTLE))


def shown(loaded: Loaded, path: str, asked: tuple[str | None, int] = (None, 0)) -> str:
    made = found(loaded, path, "text/html", asked)
    assert made is not None
    return made.body.decode()


@pytest.mark.parametrize("path", ["School/a", "o1", "beds", "s1", "地/青%2F河?x=~#1"])
def test_names_are_text(hostile: Loaded, path: str) -> None:
    page = shown(hostile, path)
    Balanced(page)
    assert "<script" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert 'href="None"' not in page


def test_a_document_with_a_hostile_title(hostile: Loaded) -> None:
    made = page(hostile, "b.html")
    assert made is not None
    path, body = made
    Balanced(body.decode())
    assert path == "/id/source/b.html"
    assert "<script>alert" not in body.decode()
    assert "&lt;b&gt;&amp;</mark>" in body.decode()


def test_links_keep_odd_addresses(hostile: Loaded) -> None:
    assert f'href="/id/{PLACE}"' in shown(hostile, "School/a")
    assert f'href="/id/{PLACE}.ttl"' in shown(hostile, "地/青%2F河?x=~#1")


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("School/old", 308, f"/id/{PLACE}"),
        ("School/old.ttl", 308, f"/id/{PLACE}.ttl"),
        ("School/older", 308, f"/id/{PLACE}"),
        ("School/x", 200, ""),
        ("School/then", 200, ""),
        ("source/b.html", 303, "/documents/b.html"),
        ("source/b.html.html", 303, "/documents/b.html"),
        ("source/b.html.ttl", 200, ""),
        ("source/b.html#char=0,4", 303, "/documents/b.html#char=0,4"),
    ],
)
def test_where_addresses_lead(hostile: Loaded, path: str, status: int, location: str) -> None:
    made = found(hostile, path, "text/html", (None, 0))
    assert made is not None
    assert (made.status, made.location) == (status, location)


def test_what_was_renamed_says_so(hostile: Loaded) -> None:
    notice = shown(hostile, "School/then").partition('class="notice"')[2].partition("</p>")[0]
    assert 'href="/id/School/now"' in notice
    now = shown(hostile, "School/now")
    assert 'class="notice"' not in now
    assert 'href="/id/School/then"' in now


def test_tables_disarm_words_and_leave_numbers(hostile: Loaded) -> None:
    made = found(hostile, "School/a.csv", None, (None, 0))
    assert made is not None
    rows = list(csv.DictReader(io.StringIO(made.body.decode())))
    numbers = [row for row in rows if row["unit"]]
    assert [(row["predicate"], row["value"]) for row in numbers] == [("'=cmd()", "-1250.5")]


def hub(size: int) -> str:
    """A district of as many schools, each in it by a statement, with a kind and an indicator of its own."""
    lines = ['<Place/1> a ms:Place ; rdfs:label "青河区" .', "<beds> a ms:Indicator ; rdfs:label '床位' ."]
    for number in range(size):
        lines.append(
            f"<School/{number}> a ms:{'School' if number % 3 else 'Hospital'} ; "
            f"rdfs:label '第{number:05}所' ; "
            f"ms:kind <https://w3id.org/minsheng/ontology/kind/primary-school> ; ms:locatedIn <Place/1> . "
            f"<t{number}> a rdf:Statement ; rdf:subject <School/{number}> ; rdf:predicate ms:locatedIn ; "
            f"rdf:object <Place/1> . <i{number}> a ms:Indicator ; rdfs:label '数{number:05}' . "
            f"<n{number}> a ms:Observation ; ms:about <Place/1> ; ms:indicator <i{number}> ; ms:value 5 . "
            f"<m{number}> a ms:Observation ; ms:about <School/{number}> ; ms:indicator <beds> ; "
            f"ms:value {number} ."
        )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def crowded() -> Loaded:
    return cast("Loaded", Held(hub(LARGE * 2)))


def test_a_hub_lists_some_and_counts_all(crowded: Loaded) -> None:
    page = shown(crowded, "Place/1")
    Balanced(page)
    assert page.count("<li>") == 2 * PAGE
    assert f'<span class="total">{LARGE * 2}</span>' in page
    assert 'href="/id/Place/1?relation=locatedIn"' in page
    assert 'href="/id/Place/1?relation=about"' in page


@pytest.mark.parametrize(("relation", "label"), [("locatedIn", "第{:05}所"), ("about", "数{:05}")])
def test_pages_of_a_hub_hold_everything_once(crowded: Loaded, relation: str, label: str) -> None:
    pages = [shown(crowded, "Place/1", (relation, skip)) for skip in range(0, LARGE * 2, PAGE)]
    for number in range(LARGE * 2):
        assert sum(f">{label.format(number)}</a>" in page for page in pages) == 1
    assert ['rel="next"' in page for page in pages] == [True] * (len(pages) - 1) + [False]
    assert ['rel="prev"' in page for page in pages] == [False] + [True] * (len(pages) - 1)


def test_what_is_put_in_order_beforehand_is_what_is_read(crowded: Loaded) -> None:
    ready = crowded.prepared(reader)
    fresh = Reader(crowded.store)
    assert ready.hubs.ends(f"{BASE}Place/1", outgoing=False) is not None
    for only, skip in ((None, 0), ("locatedIn", 17)):
        told = [describe(held, f"{BASE}Place/1", most=9, only=only, skip=skip) for held in (ready, fresh)]
        assert told[0] == told[1] is not None
    concept = "https://w3id.org/minsheng/ontology/kind/primary-school"
    assert ready.having(MS.kind, concept, 9) == fresh.having(MS.kind, concept, 9)


def test_an_indicator_of_a_crowd_turns_pages(crowded: Loaded) -> None:
    first, last = shown(crowded, "beds"), shown(crowded, "beds", ("about", LARGE * 2 - 1))
    Balanced(first)
    assert (first.count("<tr>"), last.count("<tr>")) == (PAGE + 1, 2)
    assert "?relation=about&amp;from=30" in first


def test_a_concept_lists_some_and_counts_all(crowded: Loaded) -> None:
    body = scheme(crowded, "kind/primary-school", "html")
    assert body is not None
    assert f'<span class="total">{LARGE * 2}</span>' in body.decode()
