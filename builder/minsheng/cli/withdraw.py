"""`minsheng withdraw`: what a graph must not show, now and in every later build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("withdraw")
@click.argument("graph", type=click.Path())
@click.argument("iris", nargs=-1, metavar="[IRI]...")
@click.option("--reason", default="", metavar="WORDS")
@click.option("--list", "listed", is_flag=True)
@click.option("--undo", is_flag=True)
@pass_output
def withdraw(
    output: Output, graph: str, iris: tuple[str, ...], reason: str, listed: bool, undo: bool
) -> None:
    """Withdraws entities or quotations, lists what was withdrawn, or undoes it."""
    from minsheng.graph import folder, withdrawal, withdrawing

    if not (iris or listed):
        raise UsageError("withdraw-nothing")
    if iris:
        done = withdrawing.restore(graph, iris) if undo else withdrawing.withdraw(graph, iris, reason)
        key = "withdraw.undone" if undo else "withdraw.done"
        output.note(text("cli", key, count=len(iris), triples=done.counts.triples))
    folder.current(Path(graph))
    kept = withdrawal.read(Path(graph))
    if output.json:
        output.document([each.as_dict() for each in kept])
    elif listed:
        output.table(None, ("iri", "reason"), [(each.iri, each.reason) for each in kept])
