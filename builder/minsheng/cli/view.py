"""`minsheng view`: a page that opens offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.cli.completion import query_names
from minsheng.cli.values import values
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.graph import Graph


@command("view")
@click.argument("graph", type=click.Path())
@click.argument("words", nargs=-1, metavar="[PARAM=VALUE]...")
@click.option("--focus", metavar="NAME")
@click.option("--depth", type=click.IntRange(0, 10), default=1, show_default=True, metavar="N")
@click.option("--query", metavar="NAME", shell_complete=query_names)
@click.option("--limit", type=click.IntRange(1), default=2000, show_default=True, metavar="N")
@click.option("-o", "--output", "file", required=True, type=click.Path(dir_okay=False), metavar="FILE.html")
@pass_output
def view(
    output: Output,
    graph: str,
    words: tuple[str, ...],
    focus: str | None,
    depth: int,
    query: str | None,
    limit: int,
    file: str,
) -> None:
    """Writes a page that opens offline."""
    from minsheng.graph import open_graph
    from minsheng.view import write_page

    opened = open_graph(graph)
    rows = None if query is None else _found(opened, query, values(words))
    report = write_page(opened.engine, file, focus, depth, rows, limit=limit)
    if output.json:
        output.document(report.as_dict())
        return
    done = {"file": report.output, "nodes": report.shown, "edges": report.relations}
    output.note(text("cli", "view.done", **done))
    if report.left_out:
        output.note(text("cli", "view.left-out", count=report.left_out))


def _found(graph: Graph, query: str, params: dict[str, str]) -> list[str]:
    """The IRIs among the result of a query."""
    return [str(value) for row in graph.ask(query, params) for value in row.values()]
