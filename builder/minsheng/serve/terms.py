"""`/ontology…`: what the classes, properties and concepts of the graph mean."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.routing import Route

from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import read
from minsheng.serve.linking import linker
from minsheng.serve.names import names
from minsheng.serve.negotiation import accepted
from minsheng.serve.page import render
from minsheng.serve.representations import FORMS, SUFFIXES, TABLES, chosen, written
from minsheng.serve.things import reader
from minsheng.vocabulary import (
    CHINESE,
    MS,
    ONTOLOGY,
    RDF,
    RDFS,
    SCHEMA,
    SCHEMES,
    SKOS,
    context,
    files,
    local_name,
)  # fmt: skip
from minsheng.vocabulary.ontology import nodes, own_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from minsheng.describing import Reader
    from minsheng.describing.records import Named
    from minsheng.serve.loaded import Loaded
    from minsheng.vocabulary.ontology import Node

#: Things of a concept that its page lists.
MOST_LISTED: Final = 200
_OWN: Final = str(ONTOLOGY).rstrip("/")


class Term(NamedTuple):
    """A term of the ontology as its page shows it."""

    iri: str
    name: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    example: str
    #: what it is a kind of, and what its ends may be: local names and IRIs
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]


@cache
def ontology() -> ox.Store:
    """The project's ontology and concept schemes as a store."""
    store = ox.Store()
    for file in files():
        store.load(file.read_bytes(), ox.RdfFormat.TURTLE)
    return store


def terms(rdf_type: str) -> Iterator[Term]:
    """Our terms of a type, in the order of the ontology."""
    for iri, node in nodes().items():
        if iri.startswith(str(MS)) and rdf_type in node.links.get(RDF.type, ()):
            yield term_of(iri, node)


def term_of(iri: str, node: Node) -> Term:
    """What the ontology says of one of its terms.

    Example:
        >>> term_of(MS.School, nodes()[MS.School]).zh
        '学校'
    """
    return Term(
        iri=iri,
        name=local_name(iri),
        zh=node.text(SKOS.prefLabel, CHINESE) or node.text(RDFS.label, CHINESE),
        en=node.text(SKOS.prefLabel, "en") or node.text(RDFS.label, "en"),
        definition_zh=node.text(SKOS.definition, CHINESE),
        definition_en=node.text(SKOS.definition, "en"),
        example=node.text(SKOS.example, CHINESE),
        above=tuple(node.links.get(RDFS.subClassOf, []) + node.links.get(RDFS.subPropertyOf, [])),
        domain=tuple(own_names(node.links.get(SCHEMA.domainIncludes, []))),
        range=tuple(own_names(node.links.get(SCHEMA.rangeIncludes, []))),
    )


def whole(loaded: Loaded, form: str) -> bytes:
    """The ontology, as a page or as data."""
    if form != "html":
        return _data(ontology(), _OWN, form)
    page = render(
        "ontology.html", counts=loaded.prepared(names).counts(),
        classes=list(terms(RDFS.Class)), properties=list(terms(RDF.Property)),
        schemes=[term_of(ONTOLOGY[name], nodes()[ONTOLOGY[name]]) for name in SCHEMES],
        link=linker(loaded.manifest.base), path="/ontology", suffixes=SUFFIXES, iri=_OWN,
    )  # fmt: skip
    return page.encode()


def scheme(loaded: Loaded, path: str, form: str) -> bytes | None:
    """A scheme, or a concept with the things that have it; None if there is neither."""
    iri, held = ONTOLOGY[path], loaded.prepared(reader)
    node = nodes().get(iri)
    if node is None and not held.holds(iri):
        return None
    if form != "html":
        return _data(ontology(), iri, form, held)
    term = term_of(iri, node) if node is not None else _minted(held.named(iri))
    narrower = [term_of(each, nodes()[each]) for each in _concepts(iri)]
    total, things = _having(held, iri)
    page = render(
        "concept.html", term=term, narrower=narrower, things=things, total=total,
        scheme=path.partition("/")[0] if "/" in path else None, link=linker(loaded.manifest.base),
        path=f"/ontology/{path}", suffixes=SUFFIXES, iri=iri,
    )  # fmt: skip
    return page.encode()


def _minted(name: Named) -> Term:
    """A measure word that no scheme lists has its word alone."""
    return Term(name.iri, local_name(name.iri), name.zh, name.en, "", "", "", (), (), ())


def _concepts(iri: str) -> list[str]:
    """Those of a scheme, or the narrower ones of a concept."""
    return [
        each
        for each, node in nodes().items()
        if iri in (*node.links.get(SKOS.inScheme, ()), *node.links.get(SKOS.broader, ()))
    ]


def _having(held: Reader, iri: str) -> tuple[int, list[Named]]:
    """Number of the things that have a concept as kind, domain, status or unit, and the first of them."""
    scheme = iri.removeprefix(str(ONTOLOGY)).partition("/")[0]
    if scheme in ("unit", "qualifier"):  # numbers by the thousand, without names
        return 0, []
    return held.having(MS[scheme], iri, MOST_LISTED)


def _data(store: ox.Store, iri: str, form: str, held: Reader | None = None) -> bytes:
    """All of the ontology, or what it and the graph say of one IRI."""
    if iri == _OWN:
        wanted: Iterator[ox.Quad] = iter(store)
    else:
        node = ox.NamedNode(iri)
        stores = [store, *([held.store] if held is not None else [])]
        wanted = (quad for each in stores for quad in each.quads_for_pattern(node, None, None, None))
    small = ox.Store()
    small.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in wanted)
    return written(small, form)


async def _answer(request: Request, path: str = "", suffix: str = "") -> Response:
    """A scheme or concept, without a path all; the form is that of the suffix, else what the client wants."""
    accept = accepted(request)
    if kept := unchanged(request, accept):
        return kept
    form = SUFFIXES.get(suffix) if suffix else chosen(accept, tables=False)
    form = "jsonld" if form == "json" else form
    if form is None or form in TABLES:
        raise HTTPException(404, suffix)
    body = await (read(request, scheme, path, form) if path else read(request, whole, form))
    if body is None:
        raise HTTPException(404, path)
    return answer(request, body, FORMS[form], key=accept)


async def all_terms(request: Request) -> Response:
    """The whole ontology."""
    return await _answer(request)


async def concept(request: Request) -> Response:
    """A scheme or a concept; an ending chooses the form."""
    path = request.path_params["path"]
    if path == "context.jsonld":
        body = json.dumps({"@context": dict(context())}, ensure_ascii=False, indent=2)
        return answer(request, body, "application/ld+json")
    stem, dot, ending = path.rpartition(".")
    return await (_answer(request, stem, f".{ending}") if dot else _answer(request, path))


async def download(request: Request) -> Response:
    """The whole ontology in the form that the ending says."""
    return await _answer(request, suffix="." + request.path_params["ending"])


ROUTES = [
    Route("/ontology", all_terms),
    Route("/ontology.{ending}", download),
    Route("/ontology/{path:path}", concept),
]
