"""Four tables for spreadsheets: entities, relations, observations, documents, with their quotations.

UTF-8 with a byte order mark, which Excel and WPS need to show Chinese; a cell that a spreadsheet
would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, BinaryIO

from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.packing import Packed
from minsheng.vocabulary import DCTERMS, MS, OA, PROV, RDF, RDFS, SCHEMA, SKOS, entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

_QUOTED = ("quotation", "document", "evidence")
#: The columns of each table; the last ones are what the sources say, where there are any.
COLUMNS = {
    "entities": (
        "iri", "class", "label", "other_names", "kind", "domain", "status", "audience", "identifier",
        "located_in", *_QUOTED,
    ),
    "relations": (
        "iri", "subject", "subject_label", "relation", "object", "object_label", "award_status", "confidence",
        "rule", *_QUOTED,
    ),
    "observations": (
        "iri", "about", "about_label", "indicator", "qualifier", "value", "unit", "period", "period_start",
        "period_end", "confidence", "rule", *_QUOTED,
    ),
    "documents": ("iri", "name", "title", "publisher", "issued", "area", "format", "sha256", "length"),
}  # fmt: skip
_DOCUMENT = (
    DCTERMS.identifier, DCTERMS.title, DCTERMS.publisher, DCTERMS.issued, DCTERMS.coverage,
    DCTERMS.format, SCHEMA.sha256, MS.length,
)  # fmt: skip
_FACT = frozenset({RDF.type, MS.extractedBy, PROV.wasDerivedFrom})
#: Properties all of whose values a row of a table holds, and those of which it holds the first.
_HELD: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "entities": (
        # relations have rows of their own
        frozenset({RDF.type, RDFS.label, SKOS.altLabel, SCHEMA.identifier, PROV.wasDerivedFrom})
        | {MS[name] for name in ("kind", "domain", "status", "audience")}
        | {relation.iri for relation in relations().values()},
        frozenset(),
    ),
    "relations": (
        _FACT | {MS.awardStatus},
        frozenset({RDF.subject, RDF.predicate, RDF.object, MS.confidence}),
    ),
    "observations": (
        _FACT | {MS.indicator, MS.qualifier, MS.unit},
        frozenset({MS.about, MS.value, MS.period, MS.periodStart, MS.periodEnd, MS.confidence}),
    ),
    "documents": (frozenset({RDF.type, RDFS.label}), frozenset(_DOCUMENT)),
}
#: The same of what stands in cells of other things: quotations, with their place in the IRI, and names.
_BESIDE: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    MS.Evidence: (frozenset({RDF.type, OA.exact, OA.start, OA.end, PROV.wasQuotedFrom}), frozenset()),
    **dict.fromkeys(
        (MS.Indicator, MS.Rule, SKOS.Concept),
        (frozenset({RDF.type}), frozenset({RDFS.label, SKOS.prefLabel})),
    ),
}
#: What a spreadsheet takes for the beginning of a formula, or of something that becomes one.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


class Tables(OfEntities):
    """A zip archive of `<table>.csv`, a row a fact; several quotations of one fact stand in one cell."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._packed = Packed(f"{name}.csv" for name in COLUMNS)
        self._rows: dict[str, Callable[[Description], Iterable[str]]] = {
            **dict.fromkeys(self._classes, self._entity),
            RDF.Statement: self._relation,
            MS.Observation: self._observation,
            MS.SourceDocument: self._document,
        }
        self._table = {
            RDF.Statement: "relations",
            MS.Observation: "observations",
            MS.SourceDocument: "documents",
        }
        for name, columns in COLUMNS.items():
            self._packed.write(f"{name}.csv", "\ufeff")
            self._add(name, columns)

    def feed(self, description: Description) -> None:
        """Adds a row to the table of the subject's class; what no cell holds is counted."""
        for class_ in description.values(RDF.type):
            if class_ in self._rows:
                table = self._table.get(class_, "entities")
                self._add(table, self._rows[class_](description))
                self.lose(description, *_HELD[table])
                return
            if class_ in _BESIDE:
                self.lose(description, *_BESIDE[class_])
                return
        self.lose_whole(description)

    def finish(self) -> None:
        """Packs the tables."""
        self.size = self._packed.into(self.file)

    def _add(self, table: str, cells: Iterable[str]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow([safe(cell) for cell in cells])
        self._packed.write(f"{table}.csv", line.getvalue())

    def _entity(self, entity: Description) -> tuple[str, ...]:
        class_ = next(name for name in entity_classes() if MS[name] in entity.values(RDF.type))
        concepts = (
            self._labels(entity.values(MS[name])) for name in ("kind", "domain", "status", "audience")
        )
        return (
            iri_of(entity),
            class_,
            "；".join(entity.values(RDFS.label)),
            "；".join(entity.values(SKOS.altLabel)),
            *concepts,
            "；".join(entity.values(SCHEMA.identifier)),
            self._labels(entity.values(MS.locatedIn)),
            *self._quoted(entity),
        )

    def _relation(self, statement: Description) -> tuple[str, ...]:
        ends = [first(statement, term) for term in (RDF.subject, RDF.predicate, RDF.object)]
        return (
            iri_of(statement),
            ends[0],
            self.label(ends[0]),
            ends[1].removeprefix(str(MS)),
            ends[2],
            self.label(ends[2]),
            self._labels(statement.values(MS.awardStatus)),
            *self._origin(statement),
        )

    def _observation(self, number: Description) -> tuple[str, ...]:
        about = first(number, MS.about)
        return (
            iri_of(number),
            about,
            self.label(about),
            self._labels(number.values(MS.indicator)),
            self._labels(number.values(MS.qualifier)),
            first(number, MS.value),
            self._labels(number.values(MS.unit)),
            *(first(number, term) for term in (MS.period, MS.periodStart, MS.periodEnd)),
            *self._origin(number),
        )

    def _document(self, document: Description) -> tuple[str, ...]:
        return iri_of(document), *(first(document, term) for term in _DOCUMENT)

    def _origin(self, fact: Description) -> tuple[str, ...]:
        """Confidence, rule and quotations of a relation or observation."""
        return first(fact, MS.confidence), self._labels(fact.values(MS.extractedBy)), *self._quoted(fact)

    def _quoted(self, fact: Description) -> tuple[str, str, str]:
        """Quotations, titles of their documents, IRIs of the evidence: each in one cell, a line each."""
        evidence = fact.values(PROV.wasDerivedFrom)
        found = [self.cited(iri) for iri in evidence]
        quotations = "\n".join(each.exact for each in found)
        documents = "\n".join(dict.fromkeys(each.title for each in found))
        return quotations, documents, "\n".join(evidence)

    def _labels(self, iris: Iterable[str]) -> str:
        return "；".join(self.label(iri) for iri in iris)

    def unlabelled(self, iri: str) -> str:
        """Its IRI."""
        return iri


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs; numbers stay numbers.

    Example:
        >>> safe("=1+1"), safe("-3.5")
        ("'=1+1", '-3.5')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
