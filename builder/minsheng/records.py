"""The records that travel between the stages, each a small frozen value.

All offsets count Unicode code points, as Python's `str` and RFC 5147 do, and are half-open.
Two texts exist for a document: the *original* (the decoded file, untouched) and the *text* (in
reading order, wraps joined, stray spaces dropped, traditional characters read as simplified ones).
Stages up to `facts` work on the text; what leaves `facts` speaks of the original.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


# --- reading ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text with one role on the page."""

    start: int
    end: int
    #: title, heading, paragraph, caption, byline, boilerplate, notice (an advertisement, a notice of others)
    kind: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of the document's metadata, and where it is said.

    `span` (of the original) is None when the user gave the value or a front matter key did not
    quote it.
    """

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read."""

    #: posix path below the folder given, unique in a graph; identifies the document
    name: str
    #: sha-256 of the file's bytes, hexadecimal
    digest: str
    media_type: str
    encoding: str
    #: the decoded file, line breaks kept
    original: str
    #: in reading order, repaired, in simplified characters; blocks are separated by "\\n"
    text: str
    #: offsets[i] is the position in `original` of text[i]; a separator has its predecessor's
    offsets: Sequence[int]
    blocks: tuple[Block, ...]
    title: Stated | None = None
    publisher: Stated | None = None
    #: ISO date, possibly cut: 2023-07-11, 2023-07, 2023
    published: Stated | None = None
    #: name of the administrative area that the document is about
    area: Stated | None = None


# --- language --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text; `name` is normalised (no stray spaces), `type` an ontology class."""

    start: int
    end: int
    name: str
    type: str
    rule: str
    confidence: float
    #: notation of a facility kind concept, such as "primary-school"
    kind: str | None = None
    #: names that this mention says are the same thing (a quoted core, a shorter form)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure word, in the base unit: 近30亿元 is 3000000000 元, approx.

    `upper` is the other end of a range (3至5场) or of a hedged pair (三五场), of which `value` is the lower.
    A number without measure word (2万游客) has an empty unit.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    #: exact, approx, over, under, growth, decline
    qualifier: str = "exact"
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression, resolved against the date of publication where that is known."""

    start: int
    end: int
    text: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what was found in it, each list in text order."""

    start: int
    end: int
    #: kind of the block that it stands in
    block: str
    #: clauses: runs between commas, semicolons and colons
    clauses: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()

    @property
    def outermost(self) -> list[Mention]:
        """The mentions that lie in no other.

        Example:
            >>> clinic = Mention(0, 6, "青石镇卫生院", "HealthCentre", "", 1.0)
            >>> town = Mention(0, 3, "青石镇", "Place", "", 1.0)
            >>> sentence = Sentence(0, 9, "paragraph", mentions=(clinic, town))
            >>> [mention.name for mention in sentence.outermost]
            ['青石镇卫生院']
        """
        found: list[Mention] = []
        for mention in self.mentions:
            if not found or mention.start >= found[-1].end:
                found.append(mention)
        return found


# --- facts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotation:
    """Evidence: `exact` is original[start:end], private names masked by ＊ one to one."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class EntityFact:
    """A thing that a document names; `key` counts from 0 within the document."""

    key: int
    type: str
    #: the fullest name in the document
    name: str
    #: every other surface form, sorted
    aliases: tuple[str, ...]
    #: indices into `DocumentFacts.quotations`
    evidence: tuple[int, ...]
    rule: str
    confidence: float
    kind: str | None = None
    domain: str | None = None
    #: code of the administrative area that tells it from namesakes: "500104", "" if unknown
    area: str = ""
    #: own administrative code, places only
    code: str = ""
    #: misprinted forms that the text has, corrected in `name`
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationFact:
    """`subject` and `object` are entity keys; `predicate` the local name of an ms: property."""

    subject: int
    predicate: str
    object: int
    evidence: tuple[int, ...]
    rule: str
    confidence: float
    #: of `received`: received or appliedFor
    award_status: str | None = None


@dataclass(frozen=True, slots=True)
class AttributeFact:
    """A property of an entity whose value is a concept, such as status → planned."""

    subject: int
    #: local name of an ms: property: status, audience
    property: str
    #: notation of the concept
    value: str
    evidence: tuple[int, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """A published number about an entity (most often the document's area)."""

    about: int
    #: the indicator in the field's terms: 老年食堂数量
    indicator: str
    value: Decimal
    unit: str
    qualifier: str
    evidence: tuple[int, ...]
    rule: str
    confidence: float
    #: as published, "" if the document gives none
    period: str = ""
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that one document gives: what the facts stage hands on, and what the cache keeps."""

    name: str
    digest: str
    media_type: str
    encoding: str
    #: length of the original in code points
    length: int
    title: Stated | None
    publisher: Stated | None
    published: Stated | None
    area: Stated | None
    #: administrative code of the area, "" if unknown
    area_code: str
    quotations: tuple[Quotation, ...]
    entities: tuple[EntityFact, ...]
    relations: tuple[RelationFact, ...]
    attributes: tuple[AttributeFact, ...]
    observations: tuple[ObservationFact, ...]
    #: facts refused, by reason ("ungrounded", "generic name", "private person", …)
    dropped: dict[str, int] = field(default_factory=dict)
    #: private names, numbers and addresses masked, by kind; what they are is not kept
    masked: dict[str, int] = field(default_factory=dict)
