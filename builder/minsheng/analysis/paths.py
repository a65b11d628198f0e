"""How two entities are connected: the shortest ways along relations, each step with its words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way, read in its own direction or against it."""

    #: labels of the two ends, in the direction of the way
    start: str
    end: str
    #: local name of the relation, and its Chinese label
    relation: str
    label: str
    #: whether the relation points along the way
    forward: bool
    quotation: str
    #: title of the document that says so
    document: str


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one entity to another; `entities` are the IRIs that it passes, both ends included."""

    entities: tuple[str, ...]
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def shortest_paths(network: nx.MultiDiGraph[str], start: str, end: str, limit: int = 3) -> list[Path]:
    """The shortest ways between two entities, directions aside; none if they are not connected.

    Where several statements connect two entities, the surest one is the step.

    Example:
        >>> shortest_paths(graph.to_networkx(), school, district)[0].steps[0].relation   # doctest: +SKIP
        'locatedIn'
    """
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(network)
    plain.add_edges_from((a, b) for a, b in network.edges() if a != b)
    try:
        found = list(islice(nx.all_shortest_paths(plain, start, end), limit))
    except nx.NetworkXNoPath:
        return []
    return [Path(tuple(nodes), tuple(_step(network, a, b) for a, b in pairwise(nodes))) for nodes in found]


def _step(network: nx.MultiDiGraph[str], start: str, end: str) -> Step:
    ways = [(True, start, end), (False, end, start)]
    candidates = [
        (-edge["confidence"], not forward, key, edge)
        for forward, a, b in ways
        for key, edge in (network.get_edge_data(a, b) or {}).items()
    ]
    _, against, _, edge = min(candidates, key=lambda candidate: candidate[:3])
    return Step(
        start=network.nodes[start]["label"],
        end=network.nodes[end]["label"],
        relation=edge["relation"],
        label=edge["label"],
        forward=not against,
        quotation=edge["quotation"],
        document=edge["document"],
    )
