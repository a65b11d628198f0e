"""`minsheng reject`: proposals that people keep out of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.accept import decided
from minsheng.cli.command import command, pass_output

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("reject")
@click.argument("graph", type=click.Path())
@click.argument("proposals", nargs=-1, required=True, metavar="ID...")
@pass_output
def reject(output: Output, graph: str, proposals: tuple[str, ...]) -> None:
    """Keeps proposals out of the graph."""
    decided(output, graph, "rejected", proposals)
