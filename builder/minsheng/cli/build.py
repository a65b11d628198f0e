"""`minsheng build`: texts into a graph folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.graph import BuildReport
    from minsheng.graph.folder import Snapshot
    from minsheng.proposals import Proposer, Usage


@command("build")
@click.argument("sources", nargs=-1, required=True, type=click.Path(), metavar="SOURCE...")
@click.option("-o", "--output", "graph", required=True, type=click.Path(file_okay=False), metavar="GRAPH")
@click.option("--area", metavar="NAME")
@click.option("--date", metavar="DATE")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N")
@click.option("--base", metavar="IRI")
@click.option("--extractor", type=click.Choice(["rules", "llm"]), default="rules", show_default=True)
@click.option("--llm-url", metavar="URL")
@click.option("--llm-model", metavar="NAME")
@click.option("--llm-calls", type=click.IntRange(1, 64), default=4, show_default=True, metavar="N")
@click.option(
    "--llm-timeout", type=click.FloatRange(1, 3600), default=120, show_default=True, metavar="SECONDS"
)
@click.option("--llm-prices", metavar="IN,OUT")
@click.option("--llm-cache", type=click.Path(file_okay=False), metavar="FOLDER")
@pass_output
def build(
    output: Output,
    /,
    sources: tuple[str, ...],
    graph: str,
    area: str | None,
    date: str | None,
    workers: int,
    base: str | None,
    extractor: str,
    **asked: Any,
) -> None:
    """Reads texts into a graph folder."""
    from minsheng.graph import build as build_graph

    proposer = _proposer(area, date, **asked) if extractor == "llm" else None
    with output.progress(text("cli", "build.progress")) as progress:
        report = build_graph(
            sources,
            graph,
            area=area,
            date=date,
            workers=workers,
            base=base,
            progress=progress,
            proposer=proposer,
            finish=_answered,
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


def _answered(snapshot: Snapshot, workers: int) -> None:
    """Answers the named questions of a large snapshot for a server, if one is installed."""
    try:
        from minsheng.serve.preparing import prepare
    except ModuleNotFoundError:
        return
    prepare(snapshot, workers)


def _proposer(
    area: str | None,
    date: str | None,
    *,
    llm_url: str | None,
    llm_model: str | None,
    llm_calls: int,
    llm_timeout: float,
    llm_prices: str | None,
    llm_cache: str | None,
) -> Proposer:
    """The language model that the options name; its key comes from the environment alone."""
    from minsheng.proposals import KEY_VARIABLE, Answers, Prices, Proposer, Service, default_folder, key_given

    if not (llm_url and llm_model):
        raise UsageError("model-options", variable=KEY_VARIABLE)
    prices = Prices.read(llm_prices) if llm_prices else None
    service = Service(llm_url, llm_model, key_given(), timeout=llm_timeout, calls=llm_calls, prices=prices)
    answers = Answers(Path(llm_cache) if llm_cache else default_folder())
    return Proposer(service, answers, area, date)


def _tell_usage(output: Output, usage: Usage) -> None:
    """What was asked and proposed, what it took, and what was refused and why."""
    cost = "" if usage.cost is None else f"{usage.cost.normalize():f}"
    rows = [(name, value) for name, value in usage.as_dict().items() if name not in ("cost", "refused")]
    output.table(text("cli", "build.usage"), ("what", "count"), [*rows, ("cost", cost)])
    if usage.refused:
        ranked = sorted(usage.refused.items(), key=lambda item: (-item[1], item[0]))
        output.table(text("cli", "build.refused"), ("reason", "count"), ranked)
    if usage.proposed:
        output.note(text("cli", "build.proposed", count=usage.proposed))


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
        ("build.masked", "rule", counts.masked),
    ):
        if numbers:
            ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
            output.table(text("cli", title), (column, "count"), ranked)
    if report.usage is not None:
        _tell_usage(output, report.usage)
    stages = [(stage, f"{seconds:.2f}") for stage, seconds in report.seconds.items()]
    if output.verbose:
        output.table(text("cli", "build.seconds"), ("stage", "seconds"), stages)
