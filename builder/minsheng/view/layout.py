"""Where each node stands: communities apart, names beside each other rather than on top.

The same graph gives the same places: nodes are numbered in a fixed order, chance is seeded, and
coordinates are rounded to whole units. Pure Python, so that a page needs no numpy.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Units of the canvas between two linked nodes.
SPACING = 90.0
#: Width and height of a cell for a node without links: a table, row by row, reads best.
CELL = (150.0, 62.0)
#: Half the width and height that a node keeps free for itself and its name.
BOX = (52.0, 26.0)
#: A node with so many links has a place of its own in its community.
_HUB = 5
_SEED = 20
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(slots=True)
class _Body:
    """Coordinates of all nodes, in two lists for speed."""

    x: list[float]
    y: list[float]


def places(number: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Coordinates of nodes 0 … number-1, in units of the canvas, around (0, 0).

    Args:
        number: of nodes.
        edges: pairs of node numbers; direction, repetition and loops make no difference.

    Example:
        >>> places(1, [])
        [(0, 0)]
    """
    if number == 0:
        return []
    links = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    groups = communities(number, links)
    body = _start(number, groups, links)
    home = {node: index for index, group in enumerate(groups) for node in group}
    # Links across communities pull a little only, so that communities stay apart.
    near = _rest_lengths(number, links)
    pulls = [
        (a, b, 1.0 if home[a] == home[b] else 0.08, rest) for (a, b), rest in zip(links, near, strict=True)
    ]
    _relax(body, pulls, steps=max(40, min(160, 120_000 // number)))
    _separate(body)
    return _centred(body)


def communities(number: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Nodes that hang together (Louvain), largest group first; single nodes make one group."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(number))
    graph.add_edges_from(links)
    found = nx.community.louvain_communities(graph, seed=_SEED)
    groups = [sorted(group) for group in found if len(group) > 1]
    single = sorted(node for group in found if len(group) == 1 for node in group)
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [*groups, single] if single else groups


def _start(number: int, groups: list[list[int]], links: Sequence[tuple[int, int]]) -> _Body:
    """Each community as a disc of its own, the discs packed by which has links to which."""
    chance = random.Random(_SEED)
    degree = _degrees(number, links)
    columns = max(1, round(math.sqrt(0.48 * sum(not one for one in degree))))
    radii = [
        SPACING * (0.7 * math.sqrt(len(group)) + 1.3) if degree[group[0]] else columns * CELL[0] * 0.66
        for group in groups
    ]
    centres = _pack(radii, groups, links)
    body = _Body([0.0] * number, [0.0] * number)
    beside: list[list[int]] = [[] for _ in range(number)]
    for a, b in links:
        beside[a].append(b)
        beside[b].append(a)
    for (cx, cy), group in zip(centres, groups, strict=True):
        if not degree[group[0]]:
            middle = (columns - 1) / 2, (len(group) - 1) // columns / 2
            for rank, node in enumerate(group):
                body.x[node] = cx + (rank % columns - middle[0]) * CELL[0]
                body.y[node] = cy + (rank // columns - middle[1]) * CELL[1]
            continue
        # Sunflowers on a sunflower: hubs around the middle, around each hub what hangs on it.
        settled = 0
        for rank, family in enumerate(_families(group, degree, beside)):
            hx, hy = _seed(settled, rank)
            for seat, node in enumerate(family):
                dx, dy = _seed(seat, seat)
                body.x[node] = cx + hx + dx + chance.uniform(-1, 1)
                body.y[node] = cy + hy + dy + chance.uniform(-1, 1)
            settled += len(family)
    return body


def _seed(area: int, rank: int) -> tuple[float, float]:
    """A place on a sunflower: so far out that `area` nodes have room within, turned for its rank."""
    far, turn = SPACING * 0.55 * math.sqrt(area), rank * _GOLDEN_ANGLE
    return far * math.cos(turn), far * math.sin(turn)


def _families(group: list[int], degree: list[int], beside: list[list[int]]) -> list[list[int]]:
    """Every hub with what hangs on it, directly or through others, the best connected hub first."""
    inside = set(group)
    root: dict[int, int] = {}
    families: dict[int, list[int]] = {}
    for node in sorted(group, key=lambda n: (-degree[n], n)):
        above = [other for other in beside[node] if other in inside and degree[other] > degree[node]]
        hub = max(above, key=lambda n: (degree[n], -n), default=node)
        # Neighbours above come earlier, so that theirs is known.
        root[node] = node if hub == node or degree[node] >= _HUB else root[hub]
        families.setdefault(root[node], []).append(node)
    return list(families.values())


def _pack(
    radii: list[float], groups: list[list[int]], links: Sequence[tuple[int, int]]
) -> list[tuple[float, float]]:
    """Centres of discs that do not overlap, each as near as it can be to those it has links with."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    ties: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for a, b in links:
        if home[a] != home[b]:
            ties[home[a]][home[b]] += 1
            ties[home[b]][home[a]] += 1
    centres: list[tuple[float, float]] = []
    begin = 0
    for number, radius in enumerate(radii):
        placed = [(centres[n], weight) for n, weight in sorted(ties[number].items()) if n < number]
        if placed:
            total = sum(weight for _, weight in placed)
            wish = sum(c[0] * w for c, w in placed) / total, sum(c[1] * w for c, w in placed) / total
            centres.append(_free_spot(wish, radius, centres, radii)[0])
        else:
            # Discs come largest first: where the last one found no room, the next need not try.
            spot, begin = _free_spot((0.0, 0.0), radius, centres, radii, begin)
            centres.append(spot)
    return centres


def _free_spot(
    wish: tuple[float, float],
    radius: float,
    centres: list[tuple[float, float]],
    radii: list[float],
    begin: int = 0,
) -> tuple[tuple[float, float], int]:
    """The first spot on a spiral around `wish` where a disc has room, and its number on the spiral."""
    for turn in count(begin):
        far, angle = SPACING / 2 * math.sqrt(turn), turn * _GOLDEN_ANGLE
        # Wider than high, as screens are.
        x, y = wish[0] + 1.1 * far * math.cos(angle), wish[1] + 0.9 * far * math.sin(angle)
        for (cx, cy), other in zip(centres, radii, strict=False):
            if (x - cx) * (x - cx) + (y - cy) * (y - cy) < (radius + other) * (radius + other):
                break
        else:
            return (x, y), turn
    raise AssertionError("a spiral has no end")


def _degrees(number: int, links: Sequence[tuple[int, int]]) -> list[int]:
    degree = [0] * number
    for a, b in links:
        degree[a] += 1
        degree[b] += 1
    return degree


def _rest_lengths(number: int, links: Sequence[tuple[int, int]]) -> list[float]:
    """How long each link may be before it pulls: around a hub, all its neighbours must find room."""
    degree = _degrees(number, links)
    return [SPACING * max(0.8, 0.44 * math.sqrt(max(degree[a], degree[b]))) for a, b in links]


def _relax(body: _Body, pulls: list[tuple[int, int, float, float]], steps: int) -> None:
    """Springs along the links, repulsion between neighbours on a grid, cooling down."""
    x, y = body.x, body.y
    size = len(x)
    linked = sorted({node for a, b, *_ in pulls for node in (a, b)})
    reach = 2.2 * SPACING
    strength = SPACING * SPACING * 0.55
    for step in range(steps):
        heat = SPACING * 0.5 * (1 - step / steps) ** 1.3
        fx, fy = [0.0] * size, [0.0] * size
        for a, b in _near(body, reach):
            dx, dy = x[a] - x[b], y[a] - y[b]
            square = dx * dx + dy * dy + 1.0
            if square < reach * reach:
                push = strength / square
                fx[a] += dx * push
                fy[a] += dy * push
                fx[b] -= dx * push
                fy[b] -= dy * push
        for a, b, weight, rest in pulls:
            dx, dy = x[b] - x[a], y[b] - y[a]
            pull = weight * (0.02 + 0.12 * max(0.0, math.sqrt(dx * dx + dy * dy) - rest) / SPACING)
            fx[a] += dx * pull
            fy[a] += dy * pull
            fx[b] -= dx * pull
            fy[b] -= dy * pull
        for node in linked:
            force = math.sqrt(fx[node] * fx[node] + fy[node] * fy[node])
            if force > 0:
                move = min(force * 0.2, heat) / force
                x[node] += fx[node] * move
                y[node] += fy[node] * move


def _separate(body: _Body) -> None:
    """Pushes apart, along the shorter way, nodes whose boxes overlap."""
    x, y = body.x, body.y
    wide, high = 2 * BOX[0], 2 * BOX[1]
    for _ in range(150):
        moved = False
        for a, b in _near(body, wide):
            dx, dy = x[b] - x[a], y[b] - y[a]
            over_x, over_y = wide - abs(dx), high - abs(dy)
            if over_x <= 0.5 or over_y <= 0.5:
                continue
            moved = True
            if over_x < over_y:
                shift = math.copysign(over_x / 2, dx)
                x[a] -= shift
                x[b] += shift
            else:
                shift = math.copysign(over_y / 2, dy)
                y[a] -= shift
                y[b] += shift
        if not moved:
            break


def _near(body: _Body, cell: float) -> Iterator[tuple[int, int]]:
    """Pairs of nodes in the same or adjoining squares of a grid, each pair once."""
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, (px, py) in enumerate(zip(body.x, body.y, strict=True)):
        grid[math.floor(px / cell), math.floor(py / cell)].append(node)
    for (column, row), nodes in grid.items():
        for index, a in enumerate(nodes):
            for b in nodes[index + 1 :]:
                yield a, b
        for beside in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
            for b in grid.get(beside, ()):
                for a in nodes:
                    yield a, b


def _centred(body: _Body) -> list[tuple[int, int]]:
    middle_x, middle_y = (max(body.x) + min(body.x)) / 2, (max(body.y) + min(body.y)) / 2
    return [(round(px - middle_x), round(py - middle_y)) for px, py in zip(body.x, body.y, strict=True)]
