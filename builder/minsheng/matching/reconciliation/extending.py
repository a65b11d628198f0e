"""Values of properties fetched for entities that were matched, and which properties there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from minsheng.errors import UsageError
from minsheng.matching.entities import ATTRIBUTES
from minsheng.matching.reconciliation.describing import property_of, typed
from minsheng.matching.reconciliation.limits import Limits
from minsheng.matching.reconciliation.shapes import expected, few, member, short
from minsheng.matching.terms import askable, labels, property_named
from minsheng.vocabulary import (
    MS,
    OA,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    classes,
    label_of,
    relations,
    subclasses,
)
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Store

    from minsheng.matching.entities import Entity
    from minsheng.matching.index import Index

_DEFAULT = Limits()
#: What can be fetched beside relations and attributes, each with its words in `wording/reconcile.toml`.
TEXTS = (RDFS.label, SKOS.altLabel, MS.pinyin, RDF.type, SCHEMA.identifier, OWL.sameAs, OA.exact)
#: Quotations of one entity that are fetched.
_QUOTATIONS = 3

_Cell = dict[str, str]


def extend(index: Index, store: Store, query: object, limits: Limits = _DEFAULT) -> dict[str, Any]:
    """The values of properties, for each entity under its IRI; things that are not in the graph have none.

    Args:
        index: the names of the graph.
        store: the graph.
        query: a data extension query as JSON gives it.
        limits: how much it may ask.

    Raises:
        UsageError: it is no such query, or asks too much.

    Example:
        >>> query = {"ids": [iri], "properties": [{"id": "locatedIn"}]}  # doctest: +SKIP
        >>> extend(index, store, query)["rows"][iri]  # doctest: +SKIP
        {'locatedIn': [{'id': 'https://w3id.org/minsheng/id/Place/990101', 'name': '青河区'}]}
    """
    fields = expected(query, dict, "extend")
    ids = member(fields, "ids", list, "extend")
    few(len(ids), limits.batch, "extend.ids")
    iris = [short(expected(iri, str, "extend.ids"), 10 * limits.name, "extend.ids") for iri in ids]
    asked = member(fields, "properties", list, "extend")
    few(len(asked), limits.columns, "extend.properties")
    given = [
        member(expected(each, dict, "extend.properties"), "id", str, "extend.properties") for each in asked
    ]
    known = [(name, _known(name)) for name in given]
    rows = {}
    for iri in iris:
        number = index.number(iri)
        entity = None if number is None else index.entities[number]
        rows[iri] = {
            name: [] if entity is None else list(_cells(index, store, entity, own)) for name, own in known
        }
    return {"meta": [_meta(name, own) for name, own in known], "rows": rows}


def propose(index: Index, type_: str, limit: int | None = None) -> dict[str, Any]:
    """The properties that things of a class have, the most frequent first; then the texts that all have.

    Args:
        index: the names of the graph.
        type_: local name of the class, "" for all.
        limit: how many at most.

    Example:
        >>> propose(index, "School", 1)["properties"]  # doctest: +SKIP
        [{'id': 'https://w3id.org/minsheng/ontology#locatedIn', 'name': '位于 · located in'}]
    """
    wanted = subclasses(type_) if type_ else frozenset(classes())
    counts = Counter(
        name
        for entity in index.entities
        if entity.type in wanted
        for name in {name for name, _ in entity.links}
    )
    names = sorted(counts, key=lambda name: (-counts[name], name))
    found = [property_of(name, labels(name)) for name in names]
    found += [{"id": iri, "name": _words(iri)} for iri in TEXTS]
    answer: dict[str, object] = {"properties": found if limit is None else found[:limit]}
    if type_:
        answer["type"] = MS[type_]
    if limit is not None:
        answer["limit"] = limit
    return answer


def _known(name: str) -> str:
    """The local name of a property that can be asked for, or the IRI of a text; else what was given."""
    if name in TEXTS:
        return name
    short(name, 500, "extend.properties")
    try:
        return property_named(name)
    except UsageError:
        return name


def _meta(given: str, own: str) -> dict[str, Any]:
    if own in TEXTS:
        return {"id": given, "name": _words(own)}
    if own not in askable():
        return {"id": given, "name": given}
    meta: dict[str, object] = {"id": given, "name": " · ".join(labels(own))}
    if own in relations() and len(ends := relations()[own].objects) == 1:
        meta["type"] = typed(next(iter(ends)))
    return meta


def _cells(index: Index, store: Store, entity: Entity, name: str) -> Iterator[_Cell]:
    if name in TEXTS:
        for value in _texts(store, entity, name):
            yield {"str": value}
        return
    for iri in entity.linked(name):
        if name in ATTRIBUTES:
            found = label_of(iri)
            yield {"str": found[0] if found else iri}
        elif (number := index.number(iri)) is not None:
            yield {"id": iri, "name": index.entities[number].label}


def _texts(store: Store, entity: Entity, prop: str) -> Sequence[str]:
    """The texts of an entity, in a fixed order."""
    own = {
        RDFS.label: (entity.label,),
        SKOS.altLabel: tuple(sorted(_values(store, entity.iri, SKOS.altLabel) - {entity.label})),
        RDF.type: (classes()[entity.type].zh,),
    }
    if prop in own:
        return own[prop]
    if prop == OA.exact:
        evidence = sorted(_values(store, entity.iri, PROV.wasDerivedFrom))[:_QUOTATIONS]
        return [text for each in evidence for text in sorted(_values(store, each, OA.exact))]
    return sorted(_values(store, entity.iri, prop))


def _values(store: Store, subject: str, prop: str) -> set[str]:
    from pyoxigraph import Literal, NamedNode

    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(prop), None, None)
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}


def _words(iri: str) -> str:
    return str(text("reconcile", f"text.{iri.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}"))
