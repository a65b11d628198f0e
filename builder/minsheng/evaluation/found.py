"""The facts of a graph, as far as they are compared: entities, relations, numbers, literals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.graph.rows import rows
from minsheng.vocabulary import MS, entity_classes, relations

if TYPE_CHECKING:
    import pyoxigraph as ox

_CITED = "SELECT DISTINCT ?entity { ?entity prov:wasDerivedFrom ?evidence }"
_LABELS = "SELECT DISTINCT ?entity ?name { ?entity rdfs:label ?name }"
_TYPES = "SELECT DISTINCT ?entity ?class { ?entity a ?class }"
_NAMES = """SELECT DISTINCT ?entity ?name {
    ?entity rdfs:label|skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name }"""
_RELATIONS = """SELECT DISTINCT ?subject ?predicate ?object {
    ?subject ?predicate ?object FILTER(ISIRI(?object) && STRSTARTS(STR(?predicate), STR(ms:))) }"""
_NUMBERS = """SELECT DISTINCT ?number ?value ?about ?unit ?indicator {
    ?number a ms:Observation ; ms:value ?value .
    OPTIONAL { ?number ms:about ?about }
    OPTIONAL { ?number ms:unit ?unit }
    OPTIONAL { ?number ms:indicator ?indicator } }"""
_LITERALS = "SELECT DISTINCT ?literal { ?s ?p ?literal FILTER(ISLITERAL(?literal)) }"


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """A thing in the graph: all its names, hidden ones included, and the local names of its classes."""

    names: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoundObservation:
    """A number in the graph, with the labels of its unit and its indicator."""

    value: float
    units: frozenset[str]
    texts: frozenset[str]
    #: IRIs of what it is about
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a graph, or one document of it, says; keys are IRIs, in order."""

    entities: dict[str, FoundEntity]
    relations: tuple[tuple[str, str, str], ...]
    observations: dict[str, FoundObservation]
    literals: frozenset[str]


def find(store: ox.Store, document: str | None = None) -> Found:
    """Reads the facts of a store, or those of one document's named graph.

    Classes and labels are read from all graphs: documents share them.
    """
    cited = {entity for (entity,) in rows(store, _CITED, document)}
    names: dict[str, set[str]] = {}
    for entity, name in (*rows(store, _NAMES, document), *rows(store, _LABELS)):
        names.setdefault(entity, set()).add(name)
    types: dict[str, set[str]] = {}
    for entity, class_ in rows(store, _TYPES):
        if entity in cited and (local := class_.removeprefix(str(MS))) in entity_classes():
            types.setdefault(entity, set()).add(local)
    between = (
        (subject, predicate.removeprefix(str(MS)), object_)
        for subject, predicate, object_ in rows(store, _RELATIONS, document)
        if predicate.removeprefix(str(MS)) in relations()
    )
    return Found(
        {iri: FoundEntity(frozenset(names.get(iri, ())), frozenset(types[iri])) for iri in sorted(types)},
        tuple(sorted(between)),
        _observations(store, document),
        frozenset(literal for (literal,) in rows(store, _LITERALS, document)),
    )


def _observations(store: ox.Store, document: str | None) -> dict[str, FoundObservation]:
    labels: dict[str, set[str]] = {}
    for iri, label in rows(store, _NAMES, None):
        labels.setdefault(iri, set()).add(label)
    parts: dict[str, tuple[float, set[str], set[str], set[str]]] = {}
    for number, value, about, unit, indicator in rows(store, _NUMBERS, document):
        _, units, texts, subjects = parts.setdefault(number, (float(value), set(), set(), set()))
        units |= labels.get(unit, {unit}) if unit else set()
        texts |= labels.get(indicator, set())
        subjects |= {about} if about else set()
    return {
        iri: FoundObservation(value, frozenset(units), frozenset(texts), frozenset(subjects))
        for iri, (value, units, texts, subjects) in sorted(parts.items())
    }
