"""What is sent for an IRI: RDF, JSON or CSV about it, the same as its page tells people."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from minsheng.describing import describe, describe_thing, triples_about
from minsheng.describing.records import Stated
from minsheng.errors import UsageError
from minsheng.export import FORMATS
from minsheng.export.content import Content
from minsheng.serve.negotiation import preferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.describing import Reader
    from minsheng.describing.records import Description
    from minsheng.describing.thing import Thing
    from minsheng.export.exporter import Exporter

#: Form → media type; the first is what a client gets that has no wish.
FORMS: Final = {
    "html": "text/html",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "json": "application/json",
    "csv": "text/csv",
}
#: Forms that tell of facts, not of triples.
TABLES: Final = frozenset({"json", "csv"})
#: Form by the ending of a path.
SUFFIXES: Final = {
    ".html": "html",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
    ".json": "json",
    ".csv": "csv",
}
#: Facts of a predicate in JSON and CSV: all of them.
_ALL: Final = 1 << 30


def chosen(accept: str | None, *, tables: bool = True) -> str:
    """The form that an Accept header likes best; JSON and CSV are on offer only with `tables`.

    Raises:
        UsageError: `not-acceptable`, with what there is.

    Example:
        >>> chosen("text/turtle, text/html;q=0.5")
        'turtle'
    """
    offered = {media: form for form, media in FORMS.items() if tables or form not in TABLES}
    media = preferred(accept, list(offered))
    if media is None:
        raise UsageError("not-acceptable", wanted=(accept or "")[:200], known=", ".join(offered))
    return offered[media]


def rdf(held: Reader, iri: str, form: str) -> bytes:
    """The triples about a thing, in the order and with the prefixes of an export."""
    small = ox.Store()
    small.extend(
        ox.Quad(about.subject, ox.NamedNode(predicate), value)
        for about in triples_about(held.store, iri, held.readable)
        for predicate, value in about.properties
    )
    return written(small, form)


def written(store: ox.Store, form: str) -> bytes:
    """A small store in one of the RDF forms, as an export of it would be.

    Example:
        >>> written(ox.Store(), "ntriples")
        b''
    """
    file = io.BytesIO()
    module, name = FORMATS[form].home
    kind: type[Exporter] = getattr(import_module(f"minsheng.export.{module}"), name)
    with Content(store) as content:
        kind(file, content).run()
    return file.getvalue()


def as_json(reader: Reader, iri: str) -> bytes:
    """The description of an entity, or of any other thing, as JSON, with numbers as numbers."""
    found = describe(reader, iri, most=_ALL) or describe_thing(reader, iri)
    assert found is not None, iri
    return json.dumps(asdict(found), ensure_ascii=False, indent=1, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


_COLUMNS: Final = (
    "subject", "subjectLabel", "predicate", "object", "objectLabel", "value", "unit", "qualifier", "period",
    "confidence", "rule", "quotation", "start", "end", "document", "documentTitle", "published",
)  # fmt: skip


def as_csv(reader: Reader, iri: str) -> bytes:
    """A row for each quotation of each fact, with a heading; formulas of spreadsheets are disarmed."""
    entity = describe(reader, iri, most=_ALL)
    thing = None if entity is not None else describe_thing(reader, iri)
    file = io.StringIO()
    writer = csv.DictWriter(file, _COLUMNS, restval="")
    writer.writeheader()
    for row in _entity_rows(entity) if entity is not None else _thing_rows(thing):
        writer.writerow({key: _safe(value) for key, value in row.items()})
    return file.getvalue().encode()


def _safe(value: Any) -> Any:
    """Spreadsheets run text that begins so; an apostrophe before it keeps it text. Numbers stay numbers."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _entity_rows(entity: Description) -> Iterator[dict[str, object]]:
    here = {"subject": entity.iri, "subjectLabel": entity.label}
    yield from _quoted(
        {**here, "predicate": "label", "value": entity.label}, entity.named or Stated(entity.iri, ())
    )
    for group in (*entity.attributes, *entity.groups):
        for fact in group.facts:
            there = {"object": fact.other.iri, "objectLabel": fact.other.zh}
            if not group.outgoing:
                there = {"object": entity.iri, "objectLabel": entity.label}
            ends = here if group.outgoing else {"subject": fact.other.iri, "subjectLabel": fact.other.zh}
            for stated in fact.stated:
                yield from _quoted({**ends, "predicate": group.predicate, **there}, stated)
    for series in entity.series:
        for number in series.numbers:
            row = {
                **here,
                "predicate": series.indicator.zh,
                "value": number.value,
                "unit": number.unit.zh if number.unit else "",
                "qualifier": number.qualifier,
                "period": number.period,
            }
            yield from _quoted(row, number.stated)


def _quoted(row: dict[str, Any], stated: Stated) -> Iterator[dict[str, Any]]:
    row["confidence"] = "" if stated.confidence is None else stated.confidence
    row["rule"] = stated.rule.zh if stated.rule else ""
    for quote in stated.quotes:
        yield {
            **row,
            "quotation": quote.exact,
            "start": quote.start,
            "end": quote.end,
            "document": quote.document.iri,
            "documentTitle": quote.document.title,
            "published": quote.document.issued,
        }
    if not stated.quotes:
        yield row


def _thing_rows(thing: Thing | None) -> Iterator[dict[str, Any]]:
    if thing is None:
        return
    here = {"subject": thing.iri, "subjectLabel": thing.name.zh}
    for each in thing.properties:
        for other in each.things:
            yield {**here, "predicate": each.name.iri, "object": other.iri, "objectLabel": other.zh}
        for words in each.words:
            yield {**here, "predicate": each.name.iri, "value": words}
        for quote in each.quotes:
            yield {**here, "predicate": each.name.iri, "object": quote.iri, "quotation": quote.exact}
