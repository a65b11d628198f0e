"""`minsheng stats`: counts and measures of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.analysis.measures import Stats
    from minsheng.cli.output import Output


@command("stats")
@click.argument("graph", type=click.Path())
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N")
@pass_output
def stats(output: Output, graph: str, top: int) -> None:
    """Counts and measures a graph."""
    from minsheng.analysis.measures import measure
    from minsheng.graph import open_graph

    stats = measure(open_graph(graph), top)
    if output.json:
        output.document(stats.as_dict())
    else:
        _tell(output, stats)


def _tell(output: Output, stats: Stats) -> None:
    from minsheng.vocabulary import classes, relations

    shape = {
        "components": stats.components,
        "largest": stats.largest,
        "communities": stats.communities,
        "modularity": stats.modularity,
    }
    what = ("what", "count")
    output.table(text("cli", "stats.counts"), what, _named({**stats.sizes, **shape}))
    for title, terms, counts in (
        ("stats.classes", classes(), stats.classes),
        ("stats.relations", relations(), stats.relations),
    ):
        rows = [(terms[name].zh, name, count) for name, count in counts.items()]
        output.table(text("cli", title), ("label", "name", "count"), rows)
    if stats.domains:
        output.table(text("cli", "stats.domains"), what, stats.domains.items())
    areas = [(area.label, area.entities, area.observations) for area in stats.areas]
    output.table(text("cli", "stats.areas"), ("area", "entities", "observations"), areas)
    central = [(c.label, classes()[c.type].zh, c.degree, f"{c.betweenness:.3f}") for c in stats.central]
    columns = ("entity", "class", "degree", "betweenness")
    output.table(text("cli", "stats.central"), columns, central)
    groups = [(community.size, "、".join(community.members)) for community in stats.top_communities]
    output.table(text("cli", "stats.communities"), ("count", "members"), groups)


def _named(numbers: dict[str, int | float]) -> list[tuple[str, int | float]]:
    return [(text("cli", f"column.{name}").zh, number) for name, number in numbers.items()]
