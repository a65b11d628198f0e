"""A graph behind an endpoint, copied into a folder: for what the embedded engine alone can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.errors import GraphError
from minsheng.graph import paging
from minsheng.graph.folder import Manifest, writing
from minsheng.graph.loading import load
from minsheng.graph.quads import SHARED
from minsheng.graph.rows import rows, terms
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minsheng.graph.endpoint import Endpoint

_DOCUMENTS = """SELECT ?graph (COUNT(*) AS ?count) {
    GRAPH ?graph { ?graph a ms:SourceDocument . ?s ?p ?o } } GROUP BY ?graph"""
_SHARED = f"SELECT (COUNT(*) AS ?count) {{ GRAPH <{SHARED}> {{ ?s ?p ?o }} }}"


def copy(endpoint: Endpoint, graph: Path) -> None:
    """Makes a graph folder of all documents of an endpoint.

    Small named graphs come several at a time, large ones page by page. The folder can be asked, validated,
    drawn and exported like any other; it knows no sources, so `build` cannot add to it.

    Raises:
        GraphError: the endpoint failed, or keeps rows back.
    """
    counts = sizes(endpoint)
    with writing(graph) as draft:
        draft.snapshot.facts.touch()
        triples = load(draft.snapshot.store, (_lines(endpoint, counts, part) for part in _parts(counts)))
        documents = len(set(counts) - {SHARED})
        draft.publish(Manifest("", BASE, "0" * 64, documents, triples), {"copied": endpoint.url})


def sizes(endpoint: Endpoint) -> dict[str, int]:
    """Number of triples by IRI of the named graph: the documents', and what they share.

    Raises:
        GraphError: the endpoint failed.
    """
    found = sorted((graph, int(count)) for graph, count in rows(endpoint, _DOCUMENTS))
    shared = sum(int(count) for (count,) in rows(endpoint, _SHARED))
    return dict(found) | ({SHARED: shared} if shared else {})


def _parts(counts: dict[str, int]) -> Iterator[list[str]]:
    """The graphs, those together that one answer can hold."""
    part: list[str] = []
    held = 0
    for graph, count in counts.items():
        if part and held + count >= paging.PAGE:
            yield part
            part, held = [], 0
        part.append(graph)
        held += count
    if part:
        yield part


def _lines(endpoint: Endpoint, counts: dict[str, int], graphs: list[str]) -> list[str]:
    listed = " ".join(f"<{graph}>" for graph in graphs)
    query = f"SELECT ?s ?p ?o ?g {{ VALUES ?g {{ {listed} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    lines = [f"{s} {p} {o} {g} .\n" for s, p, o, g in terms(endpoint, query)]
    count = sum(counts[graph] for graph in graphs)
    if len(lines) != count:
        raise GraphError("endpoint-cut", file=endpoint.url, graph=graphs[0], found=len(lines), count=count)
    return lines
