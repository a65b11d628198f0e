"""`minsheng verify`: every quotation against its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import GateError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("verify")
@click.argument("graph", type=click.Path())
@click.argument("sources", nargs=-1, type=click.Path(), metavar="[SOURCE]...")
@pass_output
def verify(output: Output, graph: str, sources: tuple[str, ...]) -> None:
    """Checks every quotation against its source."""
    from minsheng.graph import open_graph
    from minsheng.graph import verify as verify_graph

    verified = verify_graph(open_graph(graph), sources or None)
    wrong = len(verified.mismatches)
    if output.json:
        output.document(verified.as_dict())
    elif wrong:
        columns = ("document", "reason", "start", "end", "quoted", "found")
        rows = [(m.document, m.reason, m.start, m.end, m.quoted, m.found) for m in verified.mismatches]
        output.table(None, columns, rows)
    numbers = {"documents": verified.documents, "count": verified.quotations, "wrong": wrong}
    output.note(text("cli", "verify.broken" if wrong else "verify.fine", **numbers))
    if wrong:
        raise click.exceptions.Exit(GateError.exit_code)
