from __future__ import annotations

import networkx as nx
import pytest

from minsheng.analysis.paths import shortest_paths


def network(*edges: tuple[str, str, str, float]) -> nx.MultiDiGraph[str]:
    """Statements as (from, relation, to, confidence); nodes in alphabetical order."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in sorted({name for a, _, b, _ in edges for name in (a, b)}):
        graph.add_node(name, label=name.upper())
    for number, (a, relation, b, confidence) in enumerate(edges):
        words = {"label": relation, "quotation": f"{a}{b}", "document": "d"}
        graph.add_edge(a, b, f"s{number}", relation=relation, confidence=confidence, **words)
    return graph


def told(graph: nx.MultiDiGraph[str], start: str, end: str, limit: int = 3) -> list[str]:
    """Paths as text: an arrow shows which way each relation points."""
    return [
        " ".join(
            f"{step.start} {'>' if step.forward else '<'}{step.relation} {step.end}" for step in path.steps
        )
        for path in shortest_paths(graph, start, end, limit)
    ]


CHAIN = (("a", "r", "b", 0.9), ("c", "r", "b", 0.9))


@pytest.mark.parametrize(
    ("edges", "start", "end", "expected"),
    [
        (CHAIN, "a", "c", ["A >r B B <r C"]),
        (CHAIN, "a", "a", [""]),
        ((*CHAIN, ("x", "r", "y", 0.9)), "a", "x", []),
        # The surest of several statements is the step; the way's own direction breaks a tie.
        ((("a", "r", "b", 0.5), ("a", "q", "b", 0.9)), "a", "b", ["A >q B"]),
        ((("b", "r", "a", 0.9), ("a", "q", "b", 0.9)), "a", "b", ["A >q B"]),
        ((("b", "r", "a", 0.9), ("a", "q", "b", 0.9)), "b", "a", ["B >r A"]),
        # Every shortest way; a loop is none.
        (
            (
                ("a", "r", "b", 1),
                ("a", "r", "c", 1),
                ("b", "r", "d", 1),
                ("c", "r", "d", 1),
                ("a", "r", "a", 1),
            ),
            "a",
            "d",
            ["A >r B B >r D", "A >r C C >r D"],
        ),
    ],
)
def test_paths(
    edges: tuple[tuple[str, str, str, float], ...], start: str, end: str, expected: list[str]
) -> None:
    assert told(network(*edges), start, end) == expected


def test_a_limit_holds() -> None:
    many = [(("a"), "r", f"m{n}", 1.0) for n in range(9)] + [(f"m{n}", "r", "z", 1.0) for n in range(9)]
    assert len(told(network(*many), "a", "z", limit=4)) == 4


def test_a_step_quotes_its_document() -> None:
    [path] = shortest_paths(network(*CHAIN), "a", "b")
    assert path.entities == ("a", "b")
    assert (path.steps[0].quotation, path.steps[0].document) == ("ab", "d")
