"""`minsheng explain`: what is found in a sentence by which rule, and what is refused and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import InputError, UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.facts.explanation import Explanation
    from minsheng.records import Source, Span


@command("explain")
@click.argument("sentence", required=False)
@click.option("--file", type=click.Path(dir_okay=False), metavar="FILE")
@click.option("--line", type=click.IntRange(min=1), metavar="N")
@click.option("--area", metavar="NAME")
@click.option("--date", metavar="DATE")
@pass_output
def explain(
    output: Output,
    sentence: str | None,
    file: str | None,
    line: int | None,
    area: str | None,
    date: str | None,
) -> None:
    """Explains one sentence, a line of a file, or what comes in."""
    from minsheng.facts.explanation import explain as explain_source

    source = _source(sentence, file)
    told = explain_source(source, area, date, _line(source, line) if line else None)
    if output.json:
        output.document(told.as_dict())
    else:
        _tell(output, told)


def _source(sentence: str | None, file: str | None) -> Source:
    """The text that is meant, read as a build reads it."""
    from minsheng.reading import read, read_text

    if file is not None:
        return read(Path(file), Path(file).name)
    if sentence is None and not sys.stdin.isatty():
        sentence = sys.stdin.read()
    if not (sentence or "").strip():
        raise UsageError("explain-nothing")
    return read_text(sentence or "", "sentence.txt")


def _line(source: Source, number: int) -> Span:
    """The part of the text that stands in a line of the file, by its first and last character."""
    from minsheng.records import Span

    lines = source.original.splitlines(keepends=True)
    if number > len(lines):
        raise InputError("line-missing", file=source.name, number=number, count=len(lines))
    start = sum(map(len, lines[: number - 1]))
    held = [i for i, at in enumerate(source.offsets) if start <= at < start + len(lines[number - 1])]
    return Span(held[0], held[-1] + 1) if held else Span(0, 0)


def _tell(output: Output, told: Explanation) -> None:
    about = f"（{told.area}）" if told.area else ""
    output.data(f"{told.text}{about}")
    found = [
        (
            text("cli", f"explain.{each.what}").zh,
            each.words,
            each.value,
            each.rule,
            "" if each.confidence is None else f"{each.confidence:.2f}",
            each.meaning or "",
        )
        for each in told.found
    ]
    if found:
        columns = ("what", "words", "value", "rule", "confidence", "meaning")
        output.table(text("cli", "explain.found"), columns, found)
    refused = [(text("cli", f"explain.{each.what}").zh, each.words, each.why) for each in told.refused]
    if refused:
        output.table(text("cli", "explain.refused"), ("what", "words", "reason"), refused)
