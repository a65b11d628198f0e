"""The entities of a graph as they are matched: names, class, kind, places, relations, read in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.graph.pairs import pairs
from minsheng.identity.areas import core
from minsheng.matching.areas import Areas
from minsheng.matching.spelling import plain
from minsheng.vocabulary import MS, RDF, RDFS, SKOS, entity_classes, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

#: The end of an entity's IRI begins with the code of its area, where that is known.
_AREA = re.compile(r"/(\d{2,12})(?:-[^/]*)?$")
#: Local name of the class of places.
PLACE = "Place"
#: Attributes that a table may have beside the name, as local names.
ATTRIBUTES = ("kind", "domain", "status", "audience")


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the graph."""

    iri: str
    label: str
    #: every other name, misprinted ones included, sorted
    others: tuple[str, ...]
    #: local name of its class
    type: str
    #: keys of the places that it is said to lie in
    places: tuple[str, ...]
    #: (local name of a property, IRI), sorted: relations and attributes
    links: tuple[tuple[str, str], ...]
    #: of the label, "" if the graph has none
    pinyin: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the other names."""
        return self.label, *self.others

    def linked(self, property_: str) -> tuple[str, ...]:
        """The IRIs that a property leads to."""
        return tuple(iri for name, iri in self.links if name == property_)


def read_entities(store: Store) -> list[Entity]:
    """The entities of all documents of a graph, sorted by IRI.

    Example:
        >>> read_entities(open_graph("graph").store)[0].label  # doctest: +SKIP
        '柳溪小学'
    """
    types = dict(_types(store))
    labels = _texts(store, RDFS.label, types)
    others = [_texts(store, prop, types) for prop in (SKOS.altLabel, SKOS.hiddenLabel)]
    pinyin = _texts(store, MS.pinyin, types)
    links = _links(store, types)
    found = []
    for iri in sorted(types):
        named = sorted(labels.get(iri, ()))
        label = named[0] if named else iri
        more = {name for texts in others for name in texts.get(iri, ())}.union(named[1:]) - {label}
        linked = tuple(sorted(links.get(iri, ())))
        found.append(
            Entity(
                iri=iri,
                label=label,
                others=tuple(sorted(more)),
                type=types[iri],
                places=_places(iri, types[iri], linked),
                links=linked,
                pinyin=min(pinyin.get(iri, ()), default=""),
            )
        )
    return found


def areas_of(entities: Sequence[Entity]) -> Areas:
    """The places among entities, by name, and what each of them lies in."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    parents: dict[str, tuple[str, ...]] = {}
    for entity in entities:
        if entity.type == PLACE:
            key = place_key(entity.iri)
            for name in map(plain, entity.names):
                if len(name) > 1:
                    names[name].add(key)
            if above := tuple(place for place in entity.places if place != key):
                parents[key] = above
    return Areas(names, parents)


def place_key(iri: str) -> str:
    """How a place is known: by the administrative code at the end of its IRI, else by its IRI.

    Example:
        >>> place_key("https://w3id.org/minsheng/id/Place/500000"), place_key("urn:a")
        ('50', 'urn:a')
    """
    last = iri[iri.rfind("/") + 1 :]
    return core(last) if last.isdigit() else iri


def _places(iri: str, type_: str, links: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    found = {place_key(value) for name, value in links if name == "locatedIn"}
    if area := _AREA.search(iri):
        found.add(core(area[1]))
    if type_ == PLACE:
        found.add(place_key(iri))
    return tuple(sorted(found))


def _types(store: Store) -> Iterator[tuple[str, str]]:
    from pyoxigraph import NamedNode

    a = NamedNode(RDF.type)
    # later classes of the ontology are the narrower ones
    for name in entity_classes():
        for quad in store.quads_for_pattern(None, a, NamedNode(MS[name]), None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, name


def _texts(store: Store, prop: str, types: Mapping[str, str]) -> dict[str, set[str]]:
    from pyoxigraph import Literal

    found: defaultdict[str, set[str]] = defaultdict(set)
    for iri, value in pairs(store, prop):
        if isinstance(value, Literal) and iri in types:
            found[iri].add(value.value)
    return found


def _links(store: Store, types: Mapping[str, str]) -> dict[str, set[tuple[str, str]]]:
    from pyoxigraph import NamedNode

    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for name in (*relations(), *ATTRIBUTES):
        for iri, value in pairs(store, MS[name]):
            if isinstance(value, NamedNode) and iri in types:
                found[iri].add((name, value.value))
    return found
