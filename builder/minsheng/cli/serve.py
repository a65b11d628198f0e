"""`minsheng serve`: a graph over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.cli.values import values
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output


@command("serve")
@click.argument("graph", type=click.Path())
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N")
@click.option("--set", "words", multiple=True, metavar="NAME=VALUE")
@pass_output
def serve(output: Output, graph: str, host: str, port: int, words: tuple[str, ...]) -> None:
    """Serves a graph until it is stopped."""
    from minsheng.graph import open_graph
    from minsheng.serve.running import run
    from minsheng.serve.settings import changed

    settings = changed(values(words))
    opened = open_graph(graph)
    output.note(text("cli", "serve.loading"))

    def ready(url: str) -> None:
        if output.json:
            output.document({"url": url})
        else:
            output.note(text("cli", "serve.ready", url=url))

    run(opened.path, host, port, settings, ready)
