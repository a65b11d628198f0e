"""A thing as a page shows it: small frozen records, ready for a template or for JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal  # noqa: TC003 - read at run time by whoever asks for a record's types


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An IRI with what people call it."""

    zh: str
    iri: str
    #: the English label, where there is one
    en: str = ""
    #: local name of the class of an entity, "" for concepts and the like
    type: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A source, as a quotation cites it."""

    iri: str
    title: str
    publisher: str = ""
    #: ISO date, possibly cut, "" if unknown
    issued: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a document: `exact` stands at `start`..`end`, in code points."""

    document: Document
    start: int
    end: int
    exact: str
    iri: str


@dataclass(frozen=True, slots=True)
class Stated:
    """How a fact is known."""

    #: of the statement, observation or entity
    iri: str
    quotes: tuple[Quote, ...]
    #: 0 to 1
    confidence: float | None = None
    rule: Named | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation to another thing, or a value of an attribute, with all that state it."""

    other: Named
    stated: tuple[Stated, ...]
    #: what holds of the statement alone: received, applied for
    note: Named | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one predicate, in one direction."""

    #: local name of the predicate
    predicate: str
    name: Named
    #: whether the thing described is the subject
    outgoing: bool
    total: int
    #: the first of them by class and label
    facts: tuple[Fact, ...]
    #: number by class, largest first
    classes: tuple[tuple[Named, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One published number."""

    value: Decimal
    unit: Named | None
    #: notation: exact, approx, over, under, growth, decline
    qualifier: str
    #: as published, "" if none is given
    period: str
    #: ISO dates, "" if unknown
    first: str
    last: str
    stated: Stated
    #: whether another number says something else of the same period
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """All numbers of one indicator about the thing, by period."""

    indicator: Named
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that a graph says of an entity."""

    iri: str
    label: str
    type: Named
    pinyin: str = ""
    #: other names
    aliases: tuple[str, ...] = ()
    kinds: tuple[Named, ...] = ()
    domains: tuple[Named, ...] = ()
    #: status, audience …
    attributes: tuple[Group, ...] = ()
    #: what the thing lies in, the widest first
    areas: tuple[Named, ...] = ()
    #: relations, outgoing ones first
    groups: tuple[Group, ...] = ()
    series: tuple[Series, ...] = ()
    #: number of indicators, of which `series` may be some
    indicators: int = 0
    #: where the thing itself is named
    named: Stated | None = None
    identifiers: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    documents: tuple[Document, ...] = field(default=())
