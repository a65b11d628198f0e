"""`minsheng validate`: a graph against its shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import GateError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("validate")
@click.argument("graph", type=click.Path())
@pass_output
def validate(output: Output, graph: str) -> None:
    """Checks a graph against its shapes."""
    from minsheng.graph import open_graph
    from minsheng.graph import validate as validate_graph

    violations = validate_graph(open_graph(graph))
    blocking = sum(violation.blocking for violation in violations)
    if output.json:
        output.document(
            {"valid": not blocking, "violations": [violation.as_dict() for violation in violations]}
        )
    elif violations:
        rows = [(v.severity, v.shape, v.focus, v.path, v.value, v.message) for v in violations]
        columns = ("severity", "shape", "focus", "property", "value", "message")
        output.table(None, columns, rows)
    output.note(text("cli", "validate.broken", count=blocking) if blocking else text("cli", "validate.fine"))
    if blocking:
        raise click.exceptions.Exit(GateError.exit_code)
