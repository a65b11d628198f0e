"""Tables for `neo4j-admin database import`: nodes and relationships, headers as it reads them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from minsheng.export.entities import OfEntities, first, iri_of
from minsheng.export.losses import NO_END
from minsheng.export.packing import Packed
from minsheng.vocabulary import DCTERMS, MS, OA, PROV, RDF, RDFS, SKOS, local_name, superclasses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from minsheng.export.content import Content
    from minsheng.export.descriptions import Description

#: Lists within a cell are parted by this: the import's own default.
_PART = ";"
_HEADERS = {
    "entities": (
        "iri:ID", "name", "names:string[]", "pinyin", "kinds:string[]", "domains:string[]",
        "statuses:string[]", ":LABEL",
    ),
    "observations": (
        "iri:ID", "indicator", "value:double", "unit", "qualifier", "period", "start:date", "end:date",
        "confidence:double", ":LABEL",
    ),
    "documents": ("iri:ID", "title", "name", "publisher", "issued", ":LABEL"),
    "evidence": ("iri:ID", "exact", "start:int", "end:int", ":LABEL"),
    "relations": (":START_ID", ":END_ID", "iri", "confidence:double", "rule", "quotation", ":TYPE"),
    "links": (":START_ID", ":END_ID", ":TYPE"),
}  # fmt: skip
_ENTITY = frozenset({RDF.type, SKOS.altLabel, MS.kind, MS.domain, MS.status})
_ENTITY_ONE = frozenset({RDFS.label, MS.pinyin})
_STATEMENT = frozenset(
    {RDF.type, RDF.subject, RDF.predicate, RDF.object, MS.confidence, MS.extractedBy, PROV.wasDerivedFrom}
)


class Neo4j(OfEntities):
    """A zip archive of six tables; every label is a class, superclasses included."""

    def __init__(self, file: BinaryIO, content: Content) -> None:
        super().__init__(file, content)
        self._packed = Packed(f"{name}.csv" for name in _HEADERS)
        for name, header in _HEADERS.items():
            self._row(name, header)

    def feed(self, description: Description) -> None:
        """Adds the rows of a subject; what has no table is counted."""
        types, iri = description.values(RDF.type), iri_of(description)
        class_ = self.class_of(description)
        if class_ is not None:
            self._entity(description, iri, class_)
        elif RDF.Statement in types:
            self._relation(description, iri)
        elif MS.Observation in types:
            self._observation(description, iri)
        elif MS.SourceDocument in types:
            said = (DCTERMS.title, DCTERMS.identifier, DCTERMS.publisher, DCTERMS.issued)
            self._row("documents", (iri, *(first(description, term) for term in said), "SourceDocument"))
            self.lose(description, {RDF.type, RDFS.label}, said)
        elif MS.Evidence in types:
            start, end = first(description, OA.start), first(description, OA.end)
            self._row("evidence", (iri, first(description, OA.exact), start, end, "Evidence"))
            self._links(iri, description.values(PROV.wasQuotedFrom), "QUOTED_FROM")
            self.lose(description, {RDF.type, OA.exact, OA.start, OA.end, PROV.wasQuotedFrom})
        else:
            self.lose_whole(description)

    def finish(self) -> None:
        """Packs the tables."""
        self.size = self._packed.into(self.file)

    def _entity(self, entity: Description, iri: str, class_: str) -> None:
        labels = _PART.join((class_, *superclasses(class_)))
        names = _PART.join(_cell(name) for name in entity.values(SKOS.altLabel))
        concepts = (
            _PART.join(_cell(self.label(value)) for value in entity.values(MS[name]))
            for name in ("kind", "domain", "status")
        )
        row = (iri, first(entity, RDFS.label), names, first(entity, MS.pinyin), *concepts, labels)
        self._row("entities", row)
        self._links(iri, entity.values(PROV.wasDerivedFrom), "DERIVED_FROM")
        stated = {predicate for predicate, _ in entity.properties if predicate.startswith(str(MS))}
        # relations are in their own table, by their statements
        carried = _ENTITY | {PROV.wasDerivedFrom} | (stated - _UNSTATED - _ENTITY_ONE)
        self.lose(entity, carried, _ENTITY_ONE)

    def _relation(self, statement: Description, iri: str) -> None:
        subject, predicate, value = (
            first(statement, part) for part in (RDF.subject, RDF.predicate, RDF.object)
        )
        if not (self.is_entity(subject) and self.is_entity(value)):
            self.lose_whole(statement, NO_END)
            return
        exact = [self.cited(each).exact for each in statement.values(PROV.wasDerivedFrom)]
        rule = " ".join(self.label(each) for each in statement.values(MS.extractedBy))
        kind = _screaming(local_name(predicate))
        row = (subject, value, iri, first(statement, MS.confidence), rule, "\n".join(exact), kind)
        self._row("relations", row)
        self.lose(statement, _STATEMENT)

    def _observation(self, number: Description, iri: str) -> None:
        said = (MS.period, MS.periodStart, MS.periodEnd, MS.confidence)
        labels = (
            self.label(first(number, term)) if first(number, term) else "" for term in (MS.unit, MS.qualifier)
        )
        row = (
            iri, self.label(first(number, MS.indicator)), first(number, MS.value), *labels,
            *(first(number, term) for term in said), "Observation",
        )  # fmt: skip
        self._row("observations", row)
        self._links(iri, [about for about in number.values(MS.about) if self.is_entity(about)], "ABOUT")
        self._links(iri, number.values(PROV.wasDerivedFrom), "DERIVED_FROM")
        single = {MS.indicator, MS.value, MS.unit, MS.qualifier, *said}
        self.lose(number, {RDF.type, MS.about, PROV.wasDerivedFrom}, single)

    def _links(self, start: str, ends: Iterable[str], kind: str) -> None:
        for end in ends:
            self._row("links", (start, end, kind))

    def _row(self, table: str, cells: Iterable[str]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        self._packed.write(f"{table}.csv", line.getvalue())


#: Properties of entities that no statement is about and no column holds.
_UNSTATED = frozenset({MS.confidence, MS.extractedBy})


def _cell(item: str) -> str:
    """An item of a list: what parts the items cannot stand in one."""
    return item.replace(_PART, "；")


def _screaming(name: str) -> str:
    """`locatedIn` as LOCATED_IN, the custom for types of relationships.

    Example:
        >>> _screaming("locatedIn")
        'LOCATED_IN'
    """
    return "".join(f"_{c}" if c.isupper() else c for c in name).upper()
