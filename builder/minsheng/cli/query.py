"""`minsheng query`: a named query, a query file or SPARQL, run on a graph."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.cli.completion import query_names
from minsheng.cli.output import terminal
from minsheng.cli.values import values
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.queries import Result

_FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld", "rdfxml")
#: Without --format: what a program reads best, by the kind of the result.
_PIPED = {"rows": "csv", "graph": "turtle", "boolean": "json"}
_JSON = {"rows": "json", "graph": "jsonld", "boolean": "json"}


@command("query")
@click.argument("graph", type=click.Path())
@click.argument("words", nargs=-1, metavar="[NAME|FILE.rq] [PARAM=VALUE]...", shell_complete=query_names)
@click.option("-e", "sparql", metavar="SPARQL")
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS))
@click.option("--limit", "rows", type=click.IntRange(0), metavar="N")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS")
@pass_output
def query(
    output: Output,
    graph: str,
    words: tuple[str, ...],
    sparql: str | None,
    form: str | None,
    rows: int | None,
    timeout: float | None,
) -> None:
    """Runs a query."""
    from minsheng.graph import open_graph
    from minsheng.queries import write

    question, given = (words[0], words[1:]) if sparql is None and words else (sparql, words)
    if question is None:
        raise UsageError("query-missing")
    result = open_graph(graph).ask(question, values(given), limit=rows, timeout=timeout)
    form = form or _default(output, result)
    with output.stream() as stream:
        write(result, form, stream, terminal=terminal(sys.stdout))
    if result.truncated:
        output.note(text("cli", "query.truncated", count=len(result)))
    output.detail(text("cli", "query.done", count=len(result), seconds=result.elapsed))


def _default(output: Output, result: Result) -> str:
    if output.json:
        return _JSON[result.kind]
    return "table" if terminal(sys.stdout) else _PIPED[result.kind]
