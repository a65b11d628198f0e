"""The drawing: pyvis makes the network's data and brings the vis-network library, no more.

What pyvis would write as a page is not used: it links style sheets from the web, leaves headings
unescaped and turns titles into markup. The page is our own, in `assets/`.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from minsheng.data import data
from minsheng.errors import UsageError
from minsheng.view.layout import places

if TYPE_CHECKING:
    from minsheng.view.model import Edge, Page

#: Above this many edges they are not drawn while the graph is dragged or zoomed.
_MANY_EDGES = 3000


@dataclass(frozen=True, slots=True)
class Drawing:
    """What vis-network takes, and its own source text."""

    library: str
    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]


def draw(page: Page) -> Drawing:
    """Nodes with their places and sizes, edges, and options, as vis-network's JSON has them.

    Node and edge ids are positions in `page.nodes` and `page.edges`; no text of the graph is
    handed to pyvis.

    Raises:
        UsageError: pyvis is not installed.
    """
    try:
        from pyvis.network import Network
    except ImportError as error:
        raise UsageError("view-extra") from error
    number = {node.iri: index for index, node in enumerate(page.nodes)}
    pairs = [(number[edge.source], number[edge.target]) for edge in page.edges]
    # Undirected, pyvis drops a second edge between a pair and takes quadratic time.
    network = Network(directed=True)
    network.set_options(_options(len(pairs)))
    for index, ((x, y), node) in enumerate(zip(places(len(page.nodes), pairs), page.nodes, strict=True)):
        network.add_node(index, label=" ", x=x, y=y, size=_size(node.degree))
    for index, ((source, target), bend) in enumerate(zip(pairs, _bends(page.edges), strict=True)):
        curve = {"smooth": {"enabled": True, "type": "curvedCW", "roundness": bend}} if bend else {}
        network.add_edge(source, target, id=index, **curve)
    nodes, edges, _, _, _, options = network.get_network_data()
    # Names are drawn by the page itself, which keeps them from covering each other.
    kept = [{key: node[key] for key in ("id", "x", "y", "size")} for node in nodes]
    return Drawing(_library(), kept, edges, json.loads(options))


def _library() -> str:
    """The vis-network that pyvis ships, without the pointer to a map that is not there."""
    bundle = files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return bundle.read_text(encoding="utf-8").rpartition("//# sourceMappingURL=")[0]


def _options(edges: int) -> str:
    options = json.loads(data("view", "assets", "options.json").read_text(encoding="utf-8"))
    # Lines shrink with the view: a large graph, seen from afar, needs wider ones.
    options["edges"]["width"] = 1 if edges < 100 else 1.6 if edges < 1000 else 2.6
    options["interaction"] |= {"hideEdgesOnDrag": edges > _MANY_EDGES, "hideEdgesOnZoom": edges > _MANY_EDGES}
    return json.dumps(options)


def _size(degree: int) -> float:
    """Radius in units of the canvas: 8 for a node without relations, at most 26."""
    return round(min(26.0, 8 + 3.2 * math.sqrt(degree)), 1)


def _bends(edges: tuple[Edge, ...]) -> list[float]:
    """How far each edge bows: none, but where several join the same two nodes."""
    total = Counter(frozenset((edge.source, edge.target)) for edge in edges)
    seen: Counter[frozenset[str]] = Counter()
    bends = []
    for edge in edges:
        pair = frozenset((edge.source, edge.target))
        bends.append(round(0.12 * (seen[pair] + 1), 2) if total[pair] > 1 else 0.0)
        seen[pair] += 1
    return bends
