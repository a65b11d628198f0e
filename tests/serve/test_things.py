"""Every IRI of a graph answers."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from minsheng.graph import folder
from minsheng.serve.loaded import Loaded
from minsheng.serve.settings import Settings
from minsheng.serve.things import found

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

BASE = "https://w3id.org/minsheng/id/"
RDF_FORMS = {
    ".ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    ".nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ".jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    ".rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
VOID_ELEMENTS = {"meta", "link", "input", "img", "br", "rect"}


class Balanced(HTMLParser):
    """Fails where an element is not closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(page)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs), attrs
        assert tag != "style"
        assert tag != "script" or (dict(attrs).get("src") or "").startswith("/assets/"), attrs
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID_ELEMENTS:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def loaded(graph: Path) -> Loaded:
    return Loaded(folder.current(graph), Settings())


def paths(loaded: Loaded) -> list[str]:
    """Everything below the base that is a subject or an object, quotations aside."""
    terms = {
        term.value
        for quad in loaded.store
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.NamedNode)
    }
    return sorted(iri[len(BASE) :] for iri in terms if iri.startswith(BASE) and "#" not in iri)


def test_every_iri_has_a_page(loaded: Loaded) -> None:
    for path in paths(loaded):
        made = found(loaded, path, "text/html", (None, 0))
        assert made is not None, path
        if made.status == 200:
            Balanced(made.body.decode())
        else:
            assert made.location.startswith("/documents/"), path


def one_of_each(loaded: Loaded) -> list[str]:
    return list({path.partition("/")[0]: path for path in paths(loaded)}.values())


@pytest.mark.parametrize("suffix", RDF_FORMS)
def test_rdf_forms_hold_the_same_triples(loaded: Loaded, suffix: str) -> None:
    media, form = RDF_FORMS[suffix]
    for path in one_of_each(loaded):
        plain, other = (
            found(loaded, f"{path}.nt", None, (None, 0)),
            found(loaded, path + suffix, None, (None, 0)),
        )
        assert plain is not None
        assert other is not None
        assert other.media == media
        told = [
            {str(quad.triple) for quad in ox.parse(made.body, kind)}
            for made, kind in ((plain, ox.RdfFormat.N_TRIPLES), (other, form))
        ]
        assert told[0] == told[1] != set(), path


def test_json_and_csv(loaded: Loaded) -> None:
    for path in one_of_each(loaded):
        made = found(loaded, f"{path}.json", None, (None, 0))
        assert made is not None
        assert json.loads(made.body)["iri"] == BASE + path
        made = found(loaded, f"{path}.csv", None, (None, 0))
        assert made is not None
        rows = list(csv.DictReader(io.StringIO(made.body.decode())))
        assert rows, path
        assert not any(value[:1] in ("=", "+", "@") for row in rows for value in row.values())


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json, text/html;q=0.5", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_negotiation(client: httpx.Client, accept: str, media: str) -> None:
    answer = client.get("/id/Place/500104", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    kept = client.get("/id/Place/500104", headers={"Accept": accept, "If-None-Match": answer.headers["etag"]})
    assert kept.status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/Place/500104", 200),
        ("/id/Place/500104?relation=locatedIn&from=30", 200),
        ("/id/Place/500104?from=x", 400),
        ("/id/Place/500104?from=99999999999", 400),
        ("/id/Place/0", 404),
        ("/id/Place/500104.exe", 404),
        ("/id/", 404),
        ("/id/%00%20<>", 404),
        ("/id/source/dadukou-youth.html", 303),
        ("/documents/dadukou-youth.html", 200),
        ("/documents/nothing", 404),
        ("/documents/%3C%3E", 404),
        ("/ontology", 200),
        ("/ontology/kind", 200),
        ("/ontology/kind/primary-school", 200),
        ("/ontology/kind/nothing", 404),
        ("/ontology.exe", 404),
        ("/ontology/context.jsonld", 200),
        ("/dataset", 200),
        ("/dataset.ttl", 200),
        ("/dataset.exe", 404),
        ("/.well-known/void", 200),
    ],
)
def test_statuses(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    if status == 200 and "html" in answer.headers["content-type"]:
        Balanced(answer.text)


@pytest.mark.parametrize("path", ["/dataset.ttl", "/.well-known/void"])
def test_the_dataset_names_its_server(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    told = {str(quad.object) for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    assert f"<{client.base_url}/sparql>" in told
    assert f"<{client.base_url}/export/turtle.ttl>" in told


@pytest.mark.parametrize("path", ["/ontology", "/ontology/kind", "/dataset", "/.well-known/void"])
@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_what_is_triples_alone_has_no_tables(client: httpx.Client, path: str, accept: str) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == 406


def test_no_form_that_is_wanted(client: httpx.Client) -> None:
    assert client.get("/id/Place/500104", headers={"Accept": "image/png"}).status_code == 406


def test_a_page_says_who_said_so(client: httpx.Client) -> None:
    page = client.get("/id/Place/500104", headers={"Accept": "text/html"}).text
    assert "<blockquote" in page
    assert '<link rel="canonical" href="https://w3id.org/minsheng/id/Place/500104">' in page


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".rdf"])
def test_the_ontology_as_data(client: httpx.Client, suffix: str) -> None:
    answer = client.get(f"/ontology{suffix}")
    assert answer.status_code == 200
    assert b"ontology#School" in answer.content or b"ms:School" in answer.content


@pytest.mark.parametrize(
    ("path", "accept", "status", "media"),
    [
        ("/ontology", "application/json", 406, "application/problem+json"),
        ("/ontology", "application/json, text/turtle;q=0.5", 200, "text/turtle; charset=utf-8"),
        ("/ontology", "text/csv, */*;q=0.1", 200, "text/html; charset=utf-8"),
        ("/ontology/kind/primary-school.json", "*/*", 200, "application/ld+json"),
        ("/ontology/kind/primary-school.csv", "*/*", 404, "application/problem+json"),
        ("/ontology/%3C%3E", "*/*", 404, "application/problem+json"),
        ("/dataset", "text/csv, text/turtle;q=0.5", 200, "text/turtle; charset=utf-8"),
        ("/dataset", "text/csv", 406, "application/problem+json"),
        ("/documents/dadukou-youth.html", "text/turtle", 200, "text/turtle; charset=utf-8"),
        ("/documents/dadukou-youth.html", "image/png", 406, "application/problem+json"),
    ],
)
def test_forms_that_there_are(client: httpx.Client, path: str, accept: str, status: int, media: str) -> None:
    answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
    assert (answer.status_code, answer.headers["content-type"]) == (status, media)


@pytest.mark.parametrize(
    "path", ["/id/Place/500104", "/documents/dadukou-youth.html", "/ontology", "/dataset"]
)
def test_heads(client: httpx.Client, path: str) -> None:
    accept = {"Accept": "text/html"}
    asked, told = client.get(path, headers=accept), client.head(path, headers=accept)
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["etag"] == asked.headers["etag"]
    assert told.headers["content-type"] == asked.headers["content-type"]


def test_data_of_a_document(client: httpx.Client) -> None:
    told = client.get("/documents/dadukou-youth.html", headers={"Accept": "text/turtle"})
    assert (told.status_code, told.headers["location"]) == (303, "/id/source/dadukou-youth.html")


def test_classes_of_the_ontology_lead_to_their_things(client: httpx.Client) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    assert 'href="/search?class=School"' in page


def test_properties_of_other_vocabularies_have_words(loaded: Loaded) -> None:
    path = next(path for path in paths(loaded) if path.startswith("statement/"))
    made = found(loaded, path, "text/html", (None, 0))
    assert made is not None
    assert "主语" in made.body.decode()
    assert "wasDerivedFrom</a>" not in made.body.decode()
