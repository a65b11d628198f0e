"""`minsheng proposals`: what a language model proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("proposals")
@click.argument("graph", type=click.Path())
@click.option("--document", metavar="NAME")
@click.option("--all", "every", is_flag=True)
@pass_output
def proposals(output: Output, graph: str, document: str | None, every: bool) -> None:
    """Lists proposals, those not decided about unless all are asked for."""
    from minsheng.graph import proposals as proposals_of

    found = [
        held
        for held in proposals_of(graph)
        if (every or held.decision is None) and document in (None, held.proposal.document)
    ]
    if output.json:
        output.document([held.as_dict() for held in found])
        return
    rows = [
        (held.proposal.id, held.decision, held.proposal.document, held.proposal.fact, quoted)
        for held in found
        for quoted in ["……".join(held.proposal.quotations)]
    ]
    output.table(None, ("proposal", "decision", "document", "fact", "quoted"), rows)
    output.note(text("cli", "proposals.count", count=len(found)))
