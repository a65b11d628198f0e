"""`minsheng build`: texts into a graph folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.graph import BuildReport


@command("build")
@click.argument("sources", nargs=-1, required=True, type=click.Path(), metavar="SOURCE...")
@click.option("-o", "--output", "graph", required=True, type=click.Path(file_okay=False), metavar="GRAPH")
@click.option("--area", metavar="NAME")
@click.option("--date", metavar="DATE")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N")
@click.option("--base", metavar="IRI")
@pass_output
def build(
    output: Output,
    sources: tuple[str, ...],
    graph: str,
    area: str | None,
    date: str | None,
    workers: int,
    base: str | None,
) -> None:
    """Reads texts into a graph folder."""
    from minsheng.graph import build as build_graph

    with output.progress(text("cli", "build.progress")) as progress:
        report = build_graph(
            sources, graph, area=area, date=date, workers=workers, base=base, progress=progress
        )
    for failure in report.failed:
        output.error(failure.error)
    for path in report.ignored:
        output.note(text("cli", "build.ignored", path=path))
    if output.json:
        output.document(report.as_dict())
    elif not output.quiet:
        _tell(output, report)
    if report.exit_code:
        raise click.exceptions.Exit(report.exit_code)


def _tell(output: Output, report: BuildReport) -> None:
    """The report in words: what was built, which rules found it, what was dropped and why."""
    counts = report.counts
    output.data(
        str(
            text(
                "cli",
                "build.done",
                graph=report.graph,
                sources=report.built,
                skipped=report.skipped,
                failed=len(report.failed),
                entities=counts.entities,
                relations=counts.relations,
                observations=counts.observations,
                seconds=report.seconds["total"],
            )
        )
    )
    for title, column, numbers in (
        ("build.rules", "rule", counts.rules),
        ("build.dropped", "reason", counts.dropped),
    ):
        if numbers:
            ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
            output.table(text("cli", title), (column, "count"), ranked)
    stages = [(stage, f"{seconds:.2f}") for stage, seconds in report.seconds.items()]
    if output.verbose:
        output.table(text("cli", "build.seconds"), ("stage", "seconds"), stages)
