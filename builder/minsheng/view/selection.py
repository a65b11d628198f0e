"""What goes on a page: a whole graph, the surroundings of an entity, or a query's result."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.view.asking import ask, ask_about, is_entity, is_iri, is_relation
from minsheng.view.gathering import documents_of, edges_between, nodes_of
from minsheng.view.model import Page
from minsheng.view.naming import find_entity
from minsheng.vocabulary import entity_classes, local_name
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minsheng.graph.rows import Engine

#: Steps from a relation to both of its ends, for the things asked about.
_BESIDE = """SELECT ?e ?other {{ VALUES ?e {{ $THINGS }}
    {{ ?e ?p ?other }} UNION {{ ?other ?p ?e }} FILTER({relation}) }}"""
_STANDS_FOR = """SELECT ?e ?class {{ VALUES ?x {{ $THINGS }}
    {{ ?x a ?any BIND(?x AS ?e) }} UNION {{ ?x ms:about ?e }} UNION {{ ?x rdf:subject|rdf:object ?e }}
    {entity} }}"""
_RELATIONS = "SELECT ?s ?p ?o {{ ?s ?p ?o FILTER({relation}) }}"
_RELATIONS_OF = """SELECT ?s ?p ?o {{ VALUES ?e {{ $THINGS }}
    {{ ?e ?p ?o BIND(?e AS ?s) }} UNION {{ ?s ?p ?e BIND(?e AS ?o) }} FILTER({relation}) }}"""


def select(
    store: Engine,
    *,
    focus: str | None = None,
    depth: int = 1,
    rows: Iterable[str] | None = None,
    title: str | None = None,
    limit: int = 2000,
) -> Page:
    """The page that `write_page` writes; arguments and errors are described there."""
    foci: dict[str, str] = {}
    if focus is None and rows is None:
        classes = _first_class(ask(store, f"SELECT ?e ?class {{ {is_entity('?e')} }}"))
        distances = dict.fromkeys(classes, 0)
    else:
        foci = _entities(store, rows or () if focus is None else [find_entity(store, focus)])
        distances = _surroundings(store, foci, depth)
        classes = _entities(store, distances)
    if not classes:
        raise UsageError("view-nothing")
    relations = _relations(store, None if focus is None and rows is None else classes)
    degrees = Counter(chain.from_iterable((source, target) for source, _, target in relations))
    reach = _reach(relations, degrees)
    ranked = sorted(classes, key=lambda iri: (distances[iri], -reach[iri], iri))
    kept = sorted(ranked[:limit])
    nodes = nodes_of(store, {iri: local_name(classes[iri]) for iri in kept}, degrees)
    edges = edges_between(store, relations, set(kept))
    return Page(
        title=title or _title(focus, depth, rows, {node.iri: node.label for node in nodes}, foci),
        nodes=nodes,
        edges=edges,
        documents=documents_of(store, nodes, edges),
        foci=tuple(iri for iri in kept if iri in foci),
        left_out=_by_class(local_name(classes[iri]) for iri in ranked[limit:]),
    )


def _entities(store: Engine, things: Iterable[str]) -> dict[str, str]:
    """IRI → class of the entities that IRIs are, or are about; what is no IRI is passed over."""
    named = sorted({thing for thing in things if is_iri(thing)})
    return _first_class(ask_about(store, _STANDS_FOR.format(entity=is_entity("?e")), named))


def _first_class(found: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """IRI → class; of several classes the first in the alphabet, the same in every run."""
    return dict(sorted(((iri, kind) for iri, kind in found), reverse=True))


def _surroundings(store: Engine, foci: Iterable[str], depth: int) -> dict[str, int]:
    """IRI → number of relations to the nearest focus, up to `depth`."""
    distances = dict.fromkeys(sorted(foci), 0)
    rim = list(distances)
    for step in range(1, depth + 1):
        beside = ask_about(store, _BESIDE.format(relation=is_relation("?p")), rim)
        rim = sorted({other for _, other in beside} - distances.keys())
        distances.update(dict.fromkeys(rim, step))
    return distances


def _relations(store: Engine, things: Iterable[str] | None) -> list[tuple[str, str, str]]:
    """The relations that have one of the things at an end, sorted; all if `things` is None."""
    relation = is_relation("?p")
    if things is None:
        found = ask(store, _RELATIONS.format(relation=relation))
    else:
        found = ask_about(store, _RELATIONS_OF.format(relation=relation), things)
    return sorted({(source, prop, target) for source, prop, target in found})


def _reach(relations: Iterable[tuple[str, str, str]], degrees: Mapping[str, int]) -> Counter[str]:
    """How much hangs on each entity: its own relations and those of what it is related to.

    By its own alone, a district that all is linked to through its towns would be left out.
    """
    reach = Counter(degrees)
    for source, _, target in relations:
        reach[source] += degrees[target]
        reach[target] += degrees[source]
    return reach


def _by_class(classes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    order = {name: rank for rank, name in enumerate(entity_classes())}
    return tuple(sorted(Counter(classes).items(), key=lambda item: (-item[1], order[item[0]])))


def _title(
    focus: str | None,
    depth: int,
    rows: Iterable[str] | None,
    labels: Mapping[str, str],
    foci: Iterable[str],
) -> str:
    if focus is not None:
        name = labels[next(iter(foci))]
        return str(text("view", "title-focus", name=name, depth=depth))
    return str(text("view", "title-whole" if rows is None else "title-rows"))
