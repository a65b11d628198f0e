"""Counts of a graph, and measures of its network; the same graph gives the same figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from minsheng.graph.rows import rows
from minsheng.vocabulary import label_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from minsheng.graph import Graph

#: Nodes and edges that the search for shortest paths may pass, four seconds' worth: below, it starts from
#: every entity and is exact; above, from a sample with a fixed seed.
BETWEENNESS_STEPS = 1_500_000
_SEED = 20240301

_SIZES = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) {
    VALUES ?class { ms:SourceDocument ms:Evidence ms:Observation ms:Indicator }
    ?thing a ?class } GROUP BY ?class"""
_DOMAINS = "SELECT ?domain (COUNT(DISTINCT ?entity) AS ?count) { ?entity ms:domain ?domain } GROUP BY ?domain"
_NUMBERS = "SELECT ?about (COUNT(DISTINCT ?number) AS ?count) { ?number ms:about ?about } GROUP BY ?about"


@dataclass(frozen=True, slots=True)
class Area:
    """A place, with what is located in it, directly or in a place within it."""

    iri: str
    label: str
    #: entities other than places
    entities: int
    #: observations about the place itself
    observations: int


@dataclass(frozen=True, slots=True)
class Central:
    """An entity by its position: relations at it, and the share of shortest paths through it."""

    iri: str
    label: str
    type: str
    degree: int
    #: from 0 to 1
    betweenness: float


@dataclass(frozen=True, slots=True)
class Community:
    """Two or more entities more closely related to one another than to the rest (Louvain)."""

    size: int
    #: labels of those with most relations
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything `minsheng stats` tells; rankings are cut, most first."""

    #: documents, quotations, entities, relations, observations, indicators, triples
    sizes: dict[str, int]
    #: local name of the class → entities
    classes: dict[str, int]
    #: local name of the relation → statements
    relations: dict[str, int]
    #: Chinese label of the service domain → entities
    domains: dict[str, int]
    areas: tuple[Area, ...]
    #: connected components, and the size of the largest
    components: int
    largest: int
    communities: int
    #: from -0.5 to 1; above 0.3 the communities are distinct
    modularity: float
    top_communities: tuple[Community, ...]
    central: tuple[Central, ...]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def measure(graph: Graph, top: int = 10) -> Stats:
    """Counts and measures a graph.

    Args:
        graph: an opened graph.
        top: how many entries each ranking has at most.

    Example:
        >>> measure(open_graph("graph")).classes["School"]      # doctest: +SKIP
        12
    """
    import networkx as nx

    network = graph.to_networkx()
    # Integers, not IRIs: the order of a set of strings differs from run to run.
    plain = _plain(network)
    components = sorted(map(len, nx.connected_components(plain)), reverse=True)
    partition = _communities(plain)
    communities = [members for members in partition if len(members) > 1]
    sizes = {local_name(iri): count for iri, count in _counted(graph, _SIZES).items()}
    return Stats(
        sizes={
            "documents": sizes.get("SourceDocument", 0),
            "quotations": sizes.get("Evidence", 0),
            "entities": network.number_of_nodes(),
            "relations": network.number_of_edges(),
            "observations": sizes.get("Observation", 0),
            "indicators": sizes.get("Indicator", 0),
            "triples": len(graph),
        },
        classes=_ranked(node["class"] for _, node in network.nodes(data=True)),
        relations=_ranked(edge["relation"] for *_, edge in network.edges(data=True)),
        domains=_by_label(_counted(graph, _DOMAINS)),
        areas=_areas(network, _counted(graph, _NUMBERS))[:top],
        components=len(components),
        largest=components[0] if components else 0,
        communities=len(communities),
        modularity=round(nx.community.modularity(plain, partition), 4) if partition else 0.0,
        top_communities=tuple(_community(plain, members) for members in communities[:top]),
        central=_central(plain, network, top),
    )


def _plain(network: nx.MultiDiGraph[str]) -> nx.Graph[int]:
    """The network without directions and parallels.

    Its nodes are integers, not IRIs: the order of a set of strings differs from run to run.
    """
    import networkx as nx

    number = {iri: index for index, iri in enumerate(network)}
    plain: nx.Graph[int] = nx.Graph()
    for iri, index in number.items():
        plain.add_node(index, iri=iri, **network.nodes[iri])
    plain.add_edges_from((number[a], number[b]) for a, b in network.edges() if a != b)
    return plain


def _counted(graph: Graph, query: str) -> dict[str, int]:
    return {iri: int(count) for iri, count in rows(graph.engine, query) if iri}


def _ranked(items: Iterable[str]) -> dict[str, int]:
    """How often each occurs, most first, ties by name."""
    return dict(sorted(Counter(items).items(), key=lambda item: (-item[1], item[0])))


def _by_label(counts: Mapping[str, int]) -> dict[str, int]:
    named = Counter[str]()
    for iri, count in counts.items():
        known = label_of(iri)
        named[known[0] if known else local_name(iri)] += count
    return dict(sorted(named.items(), key=lambda item: (-item[1], item[0])))


def _areas(network: nx.MultiDiGraph[str], numbers: Mapping[str, int]) -> tuple[Area, ...]:
    """The places that hold anything, by what they hold."""
    import networkx as nx

    places = {iri for iri, attributes in network.nodes(data=True) if attributes["class"] == "Place"}
    located = [(a, b) for a, b, edge in network.edges(data=True) if edge["relation"] == "locatedIn"]
    outer: nx.DiGraph[str] = nx.DiGraph((a, b) for a, b in located if a in places and b in places)
    around = {place: {place, *(nx.descendants(outer, place) if place in outer else ())} for place in places}
    within: defaultdict[str, set[str]] = defaultdict(set)
    for entity, place in located:
        if entity not in places:
            within[entity] |= around.get(place, set())
    held = Counter(place for found in within.values() for place in found)
    areas = (
        Area(iri, network.nodes[iri]["label"], held[iri], numbers.get(iri, 0))
        for iri in places
        if held[iri] or numbers.get(iri)
    )
    return tuple(sorted(areas, key=lambda area: (-area.entities, -area.observations, area.iri)))


def _communities(plain: nx.Graph[int]) -> list[set[int]]:
    """Louvain's partition with a fixed seed, the largest first; entities without relations are none."""
    import networkx as nx

    if not plain.number_of_edges():
        return []
    found: list[set[int]] = nx.community.louvain_communities(plain, seed=_SEED)
    return sorted(found, key=lambda members: (-len(members), min(members)))


def _community(plain: nx.Graph[int], members: set[int]) -> Community:
    ranked = sorted(members, key=lambda node: (-plain.degree[node], node))
    return Community(len(members), tuple(plain.nodes[node]["label"] for node in ranked[:5]))


def _central(plain: nx.Graph[int], network: nx.MultiDiGraph[str], top: int) -> tuple[Central, ...]:
    import networkx as nx

    affordable = BETWEENNESS_STEPS // max(1, len(plain) + plain.number_of_edges())
    sample = min(len(plain), max(affordable, 10))
    between = nx.betweenness_centrality(plain, k=sample, seed=_SEED) if sample else {}
    related = (node for node in plain if plain.degree[node])
    ranked = sorted(related, key=lambda node: (-between[node], -plain.degree[node], node))
    nodes = ((plain.nodes[node], between[node]) for node in ranked[:top])
    return tuple(
        Central(node["iri"], node["label"], node["class"], network.degree[node["iri"]], round(share, 4))
        for node, share in nodes
    )
