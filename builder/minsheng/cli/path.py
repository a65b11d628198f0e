"""`minsheng path`: how two entities are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.analysis.paths import Path
    from minsheng.cli.output import Output


@command("path")
@click.argument("graph", type=click.Path())
@click.argument("start")
@click.argument("end")
@click.option("--limit", type=click.IntRange(1, 100), default=3, show_default=True, metavar="N")
@pass_output
def path(output: Output, graph: str, start: str, end: str, limit: int) -> None:
    """Shows how two entities are connected."""
    from minsheng.analysis.paths import shortest_paths
    from minsheng.graph import open_graph
    from minsheng.view.naming import find_entity

    opened = open_graph(graph)
    ends = find_entity(opened.engine, start), find_entity(opened.engine, end)
    paths = shortest_paths(opened.to_networkx(), *ends, limit)
    if output.json:
        output.document({"start": ends[0], "end": ends[1], "paths": [path.as_dict() for path in paths]})
        return
    if not paths:
        output.note(text("cli", "path.none", start=start, end=end))
    for number, path in enumerate(paths, 1):
        output.data(f"{text('cli', 'path.title', number=number, steps=len(path.steps))}\n{_lines(path)}\n")


def _lines(path: Path) -> str:
    lines = []
    for step in path.steps:
        arrow = f"—{step.label}→" if step.forward else f"←{step.label}—"
        lines.append(f"  {step.start} {arrow} {step.end}")
        lines.append(f"      “{' '.join(step.quotation.split())}” 《{step.document}》")
    return "\n".join(lines)
