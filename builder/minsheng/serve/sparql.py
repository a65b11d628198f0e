"""`/sparql`: the SPARQL 1.1 Protocol, a description of the service, and a form to write queries in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from starlette.routing import Route

from minsheng.errors import UsageError
from minsheng.queries.formats import serialized
from minsheng.serve.answers import answer, unchanged
from minsheng.serve.asking import generation
from minsheng.serve.editor import editor
from minsheng.serve.forms import chosen
from minsheng.serve.negotiation import accepted
from minsheng.serve.protocol import asked
from minsheng.serve.querying import query
from minsheng.serve.relaying import relayed
from minsheng.vocabulary import FILE_FORMATS, RDF, SD, VOID, XSD

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


async def sparql(request: Request) -> Response:
    """Answers a query; without one, says what can be asked."""
    question = await asked(request)
    if question is None:
        return _description(request)
    # Which form Accept leads to is known only when the query has been read.
    key = f"{question.accept} {question.form}"
    if kept := unchanged(request, key):
        return kept
    current = generation(request)
    return await relayed(request, current.queries, query, question, key=key, seconds=current.settings.seconds)


def _description(request: Request) -> Response:
    media, form = chosen("graph", accepted(request))
    if kept := unchanged(request, media):
        return kept
    if form == "html":
        return answer(request, editor(), media)
    short = {"sd": str(SD), "void": str(VOID), "format": str(FILE_FORMATS)}
    return answer(request, serialized(_triples(request), form, short), media)


def _triples(request: Request) -> list[Triple]:
    """The service in the terms of SPARQL 1.1 Service Description."""
    try:
        service = NamedNode(str(request.url.replace(query="", fragment="")))
    except ValueError as error:  # whatever the client sent as Host
        raise UsageError("encoding") from error
    dataset, graph = BlankNode("dataset"), BlankNode("default")
    kind = NamedNode(RDF.type)
    count = Literal(str(generation(request).manifest.triples), datatype=NamedNode(XSD.integer))
    return [
        Triple(service, kind, NamedNode(SD.Service)),
        Triple(service, NamedNode(SD.endpoint), service),
        Triple(service, NamedNode(SD.supportedLanguage), NamedNode(SD.SPARQL11Query)),
        Triple(service, NamedNode(SD.feature), NamedNode(SD.UnionDefaultGraph)),
        *(Triple(service, NamedNode(SD.resultFormat), NamedNode(FILE_FORMATS[name])) for name in _RESULTS),
        Triple(service, NamedNode(SD.defaultDataset), dataset),
        Triple(dataset, kind, NamedNode(SD.Dataset)),
        Triple(dataset, NamedNode(SD.defaultGraph), graph),
        Triple(graph, kind, NamedNode(SD.Graph)),
        Triple(graph, NamedNode(VOID.triples), count),
    ]


ROUTES = [Route(path, sparql, methods=["GET", "POST"]) for path in ("/sparql", "/sparql/")]
