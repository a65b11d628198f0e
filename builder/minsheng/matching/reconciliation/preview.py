"""What a small frame shows of an entity, for a person who decides whether it is the one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.graph.rows import rows
from minsheng.matching.reconciliation.describing import kind_of, where
from minsheng.vocabulary import classes, relations

if TYPE_CHECKING:
    from pyoxigraph import Store

    from minsheng.matching.index import Index

#: How much fits the frame.
_NAMES, _RELATIONS, _ENDS, _NUMBERS, _QUOTATIONS = 6, 4, 4, 3, 2
#: Characters of a quotation that says more than a name.
_TELLING = 12
_OBSERVED = """SELECT DISTINCT ?indicator ?value ?unit ?period {
    ?observation ms:about <%s> ; ms:indicator ?which ; ms:value ?value .
    ?which skos:prefLabel ?indicator FILTER(LANG(?indicator) != 'en')
    OPTIONAL { ?observation ms:unit/skos:prefLabel ?unit FILTER(LANG(?unit) != 'en') }
    OPTIONAL { ?observation ms:period ?period } }"""
_SAID = """SELECT DISTINCT ?title ?exact {
    <%s> prov:wasDerivedFrom ?evidence . ?evidence oa:exact ?exact ; prov:wasQuotedFrom ?document .
    ?document rdfs:label ?title }"""


@dataclass(frozen=True, slots=True)
class Preview:
    """An entity in brief."""

    iri: str
    label: str
    #: labels of its class and kind, as one text
    kind: str
    #: the places that it lies in, the widest first
    where: str
    others: tuple[str, ...]
    #: (label of the relation, names of its other ends)
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    #: (indicator, number with unit, period)
    numbers: tuple[tuple[str, str, str], ...]
    #: (title of the document, what it says)
    quotations: tuple[tuple[str, str], ...]


def preview(index: Index, store: Store, iri: str) -> Preview | None:
    """An entity in brief, None if the graph has none of that IRI.

    Example:
        >>> preview(index, store, iri).label  # doctest: +SKIP
        '青河小学'
    """
    number = index.number(iri)
    if number is None:
        return None
    entity = index.entities[number]
    class_, kind = classes()[entity.type].zh, kind_of(entity)
    return Preview(
        iri=iri,
        label=entity.label,
        kind=class_ if kind == class_ else f"{class_} · {kind}",
        where=where(index, entity),
        others=entity.others[:_NAMES],
        relations=_relations(index, number),
        numbers=_numbers(store, iri),
        quotations=_quotations(store, iri),
    )


def _relations(index: Index, number: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    entity = index.entities[number]
    found = []
    for name, relation in relations().items():
        if name == "locatedIn":  # said above by the places
            continue
        ends = [end for iri in entity.linked(name) if (end := index.number(iri)) is not None]
        if ends:
            found.append((relation.zh, tuple(index.entities[end].label for end in ends[:_ENDS])))
    return tuple(found[:_RELATIONS])


def _numbers(store: Store, iri: str) -> tuple[tuple[str, str, str], ...]:
    found = sorted(set(rows(store, _OBSERVED % iri)))
    return tuple(
        (indicator, _written(value) + unit, period) for indicator, value, unit, period in found[:_NUMBERS]
    )


def _quotations(store: Store, iri: str) -> tuple[tuple[str, str], ...]:
    said = ((title, " ".join(exact.split())) for title, exact in rows(store, _SAID % iri))
    shortest = sorted(set(said), key=lambda pair: (len(pair[1]) < _TELLING, len(pair[1]), pair))
    return tuple(shortest[:_QUOTATIONS])


def _written(value: str) -> str:
    """A decimal without the zeros behind its point."""
    return value.rstrip("0").rstrip(".") if "." in value else value
