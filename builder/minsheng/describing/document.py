"""A source with what it says: its quotations in their order, and the facts that rest on each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from minsheng.describing.reader import Reader, text_of
from minsheng.vocabulary import DCTERMS, MS, PROV, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

    from minsheng.describing.records import Document, Named, Quote


@dataclass(frozen=True, slots=True)
class Supported:
    """A fact as a line: a thing, a relation between two, or a number."""

    #: of the statement, observation or entity
    iri: str
    #: entity, relation or observation
    sort: str
    subject: Named
    predicate: Named | None = None
    object: Named | None = None
    #: value, unit and period of a number
    value: str = ""
    unit: Named | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a passage in which the same quotations hold."""

    text: str
    #: IRIs of the quotations that it belongs to, those that begin here first
    quotes: tuple[str, ...]
    #: those that begin with it
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Quotations that overlap or touch, as one run of the document's text."""

    start: int
    end: int
    #: characters of the document since the passage before
    gap: int
    pieces: tuple[Piece, ...]
    quotes: tuple[Quote, ...]
    facts: tuple[Supported, ...]


@dataclass(frozen=True, slots=True)
class DocumentDescription:
    """A source and what is quoted of it."""

    document: Document
    identifier: str
    areas: tuple[Named, ...]
    #: code points of the whole, 0 if unknown
    length: int
    passages: tuple[Passage, ...]
    #: characters after the last passage
    rest: int


def describe_document(store: ox.Store | Reader, iri: str) -> DocumentDescription | None:
    """What a source says; None where the graph has no such source.

    Example:
        >>> import pyoxigraph as ox
        >>> describe_document(ox.Store(), "urn:nothing") is None
        True
    """
    reader = store if isinstance(store, Reader) else Reader(store)
    if reader.type_of(iri) != "SourceDocument":
        return None
    evidence = reader.subjects(PROV.wasQuotedFrom, iri)
    quotes = sorted(quote for each in evidence if (quote := reader.quote(each)) is not None)
    length = int(reader.text(iri, MS.length) or 0)
    passages, at = [], 0
    for group in _overlapping(quotes):
        start, end = group[0].start, max(quote.end for quote in group)
        facts = tuple(fact for quote in group for fact in _facts(reader, quote.iri))
        passages.append(Passage(start, end, max(0, start - at), _pieces(group), tuple(group), _once(facts)))
        at = end
    return DocumentDescription(
        document=reader.document(iri),
        identifier=reader.text(iri, DCTERMS.identifier),
        areas=tuple(reader.named(text_of(term)) for term in reader.values(iri, DCTERMS.spatial)),
        length=length,
        passages=tuple(passages),
        rest=max(0, length - at),
    )


def _overlapping(quotes: list[Quote]) -> list[list[Quote]]:
    groups: list[list[Quote]] = []
    end = -1
    for quote in sorted(quotes, key=lambda each: (each.start, -each.end)):
        if quote.start > end:
            groups.append([])
        groups[-1].append(quote)
        end = max(end, quote.end)
    return groups


def _pieces(group: list[Quote]) -> tuple[Piece, ...]:
    """The text of a passage, cut wherever a quotation begins or ends."""
    edges = sorted({edge for quote in group for edge in (quote.start, quote.end)})
    pieces = []
    for start, end in pairwise(edges):
        holding = [quote for quote in group if quote.start <= start and quote.end >= end]
        if holding:
            text = holding[0].exact[start - holding[0].start : end - holding[0].start]
            begins = tuple(quote.iri for quote in holding if quote.start == start)
            pieces.append(Piece(text, tuple(quote.iri for quote in holding), begins))
    return tuple(pieces)


def _facts(reader: Reader, evidence: str) -> list[Supported]:
    """What is derived from a quotation, things first."""
    found = [fact for each in reader.subjects(PROV.wasDerivedFrom, evidence) if (fact := _fact(reader, each))]
    return sorted(found, key=lambda fact: (fact.sort, fact.subject.zh, fact.iri))


def _fact(reader: Reader, iri: str) -> Supported | None:
    about = reader.properties(iri)

    def first(predicate: str) -> str:
        return next((text_of(term) for term in about.get(predicate, ())), "")

    if first(RDF.subject):
        subject, predicate, value = (
            reader.named(first(end)) for end in (RDF.subject, RDF.predicate, RDF.object)
        )
        return Supported(iri, "relation", subject, predicate, value)
    if first(MS.indicator) and first(MS.about):
        unit = first(MS.unit)
        return Supported(
            iri, "observation", reader.named(first(MS.about)), reader.named(first(MS.indicator)),
            value=first(MS.value), unit=reader.named(unit) if unit else None, period=first(MS.period),
        )  # fmt: skip
    name = reader.named(iri)
    if not name.type or name.type == "Indicator":
        return None
    return Supported(iri, "entity", name)


def _once(facts: tuple[Supported, ...]) -> tuple[Supported, ...]:
    return tuple({fact.iri: fact for fact in facts}.values())
