"""`minsheng evaluate`: a graph beside expected facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.evaluation import Report


@command("evaluate")
@click.argument("graph", type=click.Path())
@click.option("--gold", required=True, type=click.Path(dir_okay=False), metavar="FILE")
@click.option("--document", metavar="NAME")
@click.option("--errors", type=click.IntRange(0), default=0, show_default=True, metavar="N")
@pass_output
def evaluate(output: Output, graph: str, gold: str, document: str | None, errors: int) -> None:
    """Compares a graph with expected facts."""
    from minsheng.evaluation import evaluate as evaluate_graph
    from minsheng.graph import open_graph

    report = evaluate_graph(open_graph(graph), gold, document)
    if output.json:
        output.document(report.as_dict(errors))
    else:
        _tell(output, report, errors)


def _tell(output: Output, report: Report, errors: int) -> None:
    columns = ("facts", "precision", "recall", "f1", "right", "spurious", "missed")
    rows = [
        (
            text("cli", f"column.{kind}").zh,
            *(f"{share:.3f}" for share in (score.precision, score.recall, score.f1)),
            score.right,
            score.spurious,
            score.missed,
        )
        for kind, score in report.scores().items()
    ]
    output.table(text("cli", "evaluate.scores"), columns, rows)
    output.note(text("cli", "evaluate.about", right=report.about_right, count=report.observations.right))
    output.note(text("cli", "evaluate.leaks", names="、".join(report.leaks) or "0"))
    mistakes = [
        (text("cli", f"column.{kind}").zh, text("cli", f"column.{what}").zh, line)
        for kind, score in report.scores().items()
        for what, lines in score.mistakes.items()
        for line in lines[:errors]
    ]
    if mistakes:
        output.table(text("cli", "evaluate.mistakes"), ("facts", "mistake", "what"), mistakes)
