"""What a page shows, free of any store: nodes, edges, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read; empty strings where it does not say."""

    iri: str
    title: str
    date: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document, word for word; offsets count code points of the original."""

    exact: str
    #: IRI of the document
    document: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of a node other than a relation, such as its kind or its status."""

    #: local name of the property: kind, status, audience
    name: str
    value: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A published number about a node, as the panel prints it."""

    indicator: str
    #: decimal in the base unit, without an exponent
    value: str
    unit: str = ""
    #: exact, approx, over, under, growth, decline
    qualifier: str = "exact"
    #: as published
    period: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """An entity."""

    iri: str
    label: str
    #: local name of its class in the ontology
    type: str
    aliases: tuple[str, ...] = ()
    #: syllables of the label without tones, separated by spaces
    pinyin: str = ""
    attributes: tuple[Attribute, ...] = ()
    observations: tuple[Number, ...] = ()
    quotes: tuple[Quote, ...] = ()
    #: relations that it has in the whole graph, shown or not
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes of the page."""

    source: str
    target: str
    #: local name of the property in the ontology
    relation: str
    quotes: tuple[Quote, ...] = ()
    #: 0 to 1, of the surest statement that makes it; None where none says
    confidence: float | None = None
    #: of `received`: received or appliedFor
    status: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """All that one page shows; nodes, edges and documents are sorted by IRI."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    documents: tuple[Document, ...] = ()
    #: IRIs that the page was asked for, empty for a whole graph
    foci: tuple[str, ...] = ()
    #: by class, how many entities belong on the page but found no room
    left_out: tuple[tuple[str, int], ...] = ()
