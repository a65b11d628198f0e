"""What goes on a page: a whole graph, the surroundings of an entity, or a query's result."""

from __future__ import annotations

from collections import Counter
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

    from pyoxigraph import Store

#: Steps from a relation to both of its ends, for the things asked about.
_BESIDE = """SELECT ?e ?other {{ VALUES ?e {{ $THINGS }}
    {{ ?e ?p ?other }} UNION {{ ?other ?p ?e }} FILTER({relation}) }}"""
_STANDS_FOR = """SELECT ?e ?class {{ VALUES ?x {{ $THINGS }}
    {{ ?x a ?any BIND(?x AS ?e) }} UNION {{ ?x ms:about ?e }} UNION {{ ?x rdf:subject|rdf:object ?e }}
    {entity} }}"""
_DEGREES = """SELECT ?e (COUNT(*) AS ?count) {{
    {{ SELECT DISTINCT ?e ?p ?other ?out {{ {things}
        {{ ?e ?p ?other BIND(1 AS ?out) }} UNION {{ ?other ?p ?e BIND(0 AS ?out) }} FILTER({relation}) }} }}
    }} GROUP BY ?e"""


def select(
    store: Store,
    *,
    focus: str | None = None,
    depth: int = 1,
    rows: Iterable[str] | None = None,
    title: str | None = None,
    limit: int = 2000,
) -> Page:
    """The page that `write_page` writes; arguments and errors are described there."""
    foci: dict[str, str] = {}
    if focus is not None:
        foci = _entities(store, [find_entity(store, focus)])
    elif rows is not None:
        foci = _entities(store, rows)
    if focus is None and rows is None:
        classes = dict(sorted(ask(store, f"SELECT ?e ?class {{ {is_entity('?e')} }}"), reverse=True))
        distances = dict.fromkeys(classes, 0)
        degrees = _degrees(store, None)
    else:
        distances = _surroundings(store, foci, depth)
        classes = _entities(store, distances)
        degrees = _degrees(store, classes)
    if not classes:
        raise UsageError("view-nothing")
    ranked = sorted(classes, key=lambda iri: (distances.get(iri, 0), -degrees.get(iri, 0), iri))
    kept = sorted(ranked[:limit])
    nodes = nodes_of(store, {iri: local_name(classes[iri]) for iri in kept}, degrees)
    edges = edges_between(store, kept)
    return Page(
        title=title or _title(focus, depth, rows, {node.iri: node.label for node in nodes}, foci),
        nodes=nodes,
        edges=edges,
        documents=documents_of(store, nodes, edges),
        foci=tuple(iri for iri in sorted(foci) if iri in set(kept)),
        left_out=_by_class(local_name(classes[iri]) for iri in ranked[limit:]),
    )


def _entities(store: Store, things: Iterable[str]) -> dict[str, str]:
    """IRI → class of the entities that IRIs are, or are about; what is no IRI is passed over."""
    named = sorted({thing for thing in things if is_iri(thing)})
    # Of several classes the first in the alphabet: the same in every run.
    found = ask_about(store, _STANDS_FOR.format(entity=is_entity("?e")), named)
    return dict(sorted(found, reverse=True))


def _surroundings(store: Store, foci: Iterable[str], depth: int) -> dict[str, int]:
    """IRI → number of relations to the nearest focus, up to `depth`."""
    distances = dict.fromkeys(sorted(foci), 0)
    rim = list(distances)
    for step in range(1, depth + 1):
        beside = ask_about(store, _BESIDE.format(relation=is_relation("?p")), rim)
        rim = sorted({other for _, other in beside} - distances.keys())
        distances.update(dict.fromkeys(rim, step))
    return distances


def _degrees(store: Store, things: Iterable[str] | None) -> dict[str, int]:
    """IRI → number of relations in the whole graph; of everything if `things` is None."""
    relation = is_relation("?p")
    if things is None:
        found = ask(store, _DEGREES.format(things="", relation=relation))
    else:
        found = ask_about(store, _DEGREES.format(things="VALUES ?e { $THINGS }", relation=relation), things)
    return {iri: int(count) for iri, count in found}


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
