"""`minsheng accept`: proposals that people take into the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("accept")
@click.argument("graph", type=click.Path())
@click.argument("proposals", nargs=-1, required=True, metavar="ID...")
@pass_output
def accept(output: Output, graph: str, proposals: tuple[str, ...]) -> None:
    """Takes proposals into the graph."""
    decided(output, graph, "accepted", proposals)


def decided(output: Output, graph: str, decision: str, proposals: tuple[str, ...]) -> None:
    """Keeps a decision about proposals, and tells what the graph is then."""
    from minsheng.graph import decide

    report = decide(graph, decision, proposals)
    if output.json:
        output.document(report.as_dict())
        return
    counts = report.counts
    output.note(
        text(
            "cli",
            f"{decision}.done",
            count=len(set(proposals)),
            entities=counts.entities,
            relations=counts.relations,
            observations=counts.observations,
        )
    )
