"""`minsheng audit`: what a graph keeps back, and whether any of its texts still looks private."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import GateError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("audit")
@click.argument("graph", type=click.Path())
@pass_output
def audit(output: Output, graph: str) -> None:
    """Counts what was masked, lists what was withdrawn, and reads every text of the graph again."""
    from minsheng.facts.catalogue import entry
    from minsheng.graph import audit as audit_graph
    from minsheng.graph import open_graph

    audited = audit_graph(open_graph(graph))
    if output.json:
        output.document(audited.as_dict())
    else:
        rules = {kind: entry(kind) for kind in audited.masked}
        meanings = {kind: f"{rule.zh} · {rule.en}" for kind, rule in rules.items() if rule}
        rows = [(kind, count, meanings.get(kind, "")) for kind, count in audited.masked.items()]
        output.table(text("cli", "audit.masked"), ("rule", "count", "meaning"), rows)
        if audited.withdrawn:
            listed = [(each.iri, each.reason) for each in audited.withdrawn]
            output.table(text("cli", "audit.withdrawn"), ("iri", "reason"), listed)
        if audited.suspects:
            seen = [(each.document, "、".join(each.kinds), each.text) for each in audited.suspects]
            output.table(text("cli", "audit.suspects"), ("document", "rule", "words"), seen)
    numbers = {"masked": sum(audited.masked.values()), "suspects": len(audited.suspects)}
    key = "audit.suspicious" if audited.suspects else "audit.fine"
    output.note(text("cli", key, documents=audited.documents, **numbers))
    if audited.suspects:
        raise click.exceptions.Exit(GateError.exit_code)
