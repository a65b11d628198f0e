"""`minsheng export`: a graph in other formats."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import UsageError
from minsheng.export import FORMATS
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.export import Exported


@command("export")
@click.argument("graph", type=click.Path())
@click.option("-f", "--format", "form", required=True, type=click.Choice(tuple(FORMATS)))
@click.option("-o", "--output", "file", type=click.Path(), metavar="FILE")
@click.option("--loss", "loss", type=click.Path(), metavar="FILE")
@pass_output
def export(output: Output, graph: str, form: str, file: str | None, loss: str | None) -> None:
    """Writes a graph in another format."""
    from minsheng.export import export as export_graph
    from minsheng.graph import open_graph

    if file is None and not FORMATS[form].text and sys.stdout.isatty():
        raise UsageError("terminal-bytes", format=form)
    opened = open_graph(graph)
    if file is None:
        with output.stream() as stream:
            exported = export_graph(opened, form, stream)
    else:
        exported = export_graph(opened, form, file)
        done = {"file": file, "format": form, "bytes": exported.size, "seconds": round(exported.seconds, 3)}
        if output.json:
            output.document(done)
        else:
            output.note(text("cli", "export.done", **done))
    if exported.lost:
        output.note(text("cli", "export.lost", count=exported.lost, terms=len(exported.losses)))
    if loss is not None:
        _report(form, exported, loss)
    if exported.replaced:
        output.note(text("cli", "export.replaced", count=exported.replaced))


def _report(form: str, exported: Exported, path: str) -> None:
    """The loss report as JSON, into a file, or to standard error for `-`."""
    import json

    report = {"format": form, "lost": exported.lost, "losses": exported.losses}
    words = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    if path == "-":
        click.echo(words, nl=False, err=True)
        return
    from pathlib import Path

    from minsheng.export.writing import replacing

    with replacing(Path(path)) as file:
        file.write(words.encode())
