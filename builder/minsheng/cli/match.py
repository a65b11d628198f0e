"""`minsheng match`: the names in a column of a table, matched with the entities of a graph."""

from __future__ import annotations

import csv
import io
import json
import sys
from codecs import BOM_UTF8
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.cli.values import values
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from minsheng.cli.output import Output
    from minsheng.matching import Candidate, Matcher, Question
    from minsheng.matching.tables import Row, Table

#: The columns that are added; one that the table has already gets `minsheng_` before it.
ADDED = ("iri", "name", "class", "score", "match")
#: Candidates of a cell at most.
_MOST = 50


@command("match")
@click.argument("graph", type=click.Path())
@click.argument("table", type=click.Path(allow_dash=True), metavar="TABLE")
@click.option("--column", required=True, metavar="NAME")
@click.option("--type", "types", multiple=True, metavar="CLASS")
@click.option("--property", "beside", multiple=True, metavar="COLUMN=PROPERTY")
@click.option("--sheet", metavar="NAME")
@click.option("--limit", type=click.IntRange(1, _MOST), default=1, show_default=True, metavar="N")
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False), metavar="FILE")
@pass_output
def match(
    output: Output,
    graph: str,
    table: str,
    column: str,
    types: tuple[str, ...],
    beside: tuple[str, ...],
    sheet: str | None,
    limit: int,
    file: str | None,
) -> None:
    """Matches the names in a column of a table with the entities of a graph."""
    from minsheng.graph import open_graph
    from minsheng.matching import Matcher
    from minsheng.matching.tables import read_table
    from minsheng.matching.terms import type_named

    rows = read_table(table, sheet)
    workbook = not output.json and _is_workbook(rows, file)
    if workbook and file is None and sys.stdout.isatty():
        raise UsageError("terminal-bytes", format="xlsx")
    asking = _Asking(rows, column, tuple(map(type_named, types)), values(beside), limit)
    matcher = Matcher.of(open_graph(graph).store)
    written = _json if output.json else _workbook if workbook else _table
    with _target(output, file, marked=written is _table) as stream:
        counts = Counter(written(stream, rows, _matched(matcher, rows, asking)))
    told = {key: counts[key] for key in ("matched", "open", "none")}
    output.note(text("cli", "match.done", rows=sum(told.values()), **told))


def _is_workbook(table: Table, file: str | None) -> bool:
    """Whether xlsx is written: where the file's name says so, and for a sheet where it says nothing else."""
    suffix = Path(file or "").suffix.lower()
    return suffix == ".xlsx" or (not table.delimiter and suffix not in (".csv", ".tsv"))


class _Asking:
    """Which cells of a row make the question."""

    def __init__(
        self,
        table: Table,
        column: str,
        types: tuple[str, ...],
        beside: Mapping[str, str],
        limit: int,
    ) -> None:
        from minsheng.matching.terms import property_named

        self._name = table.place(column)
        self._beside = [(table.place(name), property_named(prop)) for name, prop in beside.items()]
        self._types, self._limit = types, limit

    def question(self, row: Row) -> Question:
        """What a row asks; empty cells ask nothing."""
        from minsheng.matching import Question, Value

        cells = row.cells
        known = tuple(Value(prop, cells[at].strip()) for at, prop in self._beside if cells[at].strip())
        return Question(cells[self._name].strip(), self._types, known, self._limit)


_Matched = tuple["Row", "Question", "Sequence[Candidate]"]


def _matched(matcher: Matcher, rows: Table, asking: _Asking) -> Iterator[_Matched]:
    """Each row with its candidates; a cell that is empty has none, whatever stands beside it."""
    for row in rows:
        question = asking.question(row)
        yield row, question, matcher.match(question) if question.text else ()


def _outcome(found: Sequence[Candidate]) -> str:
    if not found:
        return "none"
    return "matched" if found[0].match else "open"


def _table(stream: BinaryIO, table: Table, matched: Iterator[_Matched]) -> Iterator[str]:
    """Writes the table with the columns added, a row a candidate; tells the outcome of each cell."""
    from minsheng.export.tables import safe

    def write(cells: Sequence[str]) -> None:
        line = io.StringIO()
        csv.writer(line, delimiter=table.delimiter or ",", lineterminator="\n").writerow(cells)
        stream.write(line.getvalue().encode())

    write([*table.columns, *_added(table)])
    for row, _, found in matched:
        for candidate in found or (None,):
            write([*row.cells, *map(safe, _cells(candidate))])
        yield _outcome(found)


def _workbook(stream: BinaryIO, table: Table, matched: Iterator[_Matched]) -> Iterator[str]:
    """The same as a workbook: numbers and dates stay what they are, text is never a formula."""
    from minsheng.matching.workbooks import Writer

    with Writer(stream) as writer:
        writer.add([*table.columns, *_added(table)])
        for row, _, found in matched:
            for candidate in found or (None,):
                *words, _, _ = _cells(candidate)
                score = None if candidate is None else candidate.score
                match = candidate is not None and candidate.match
                writer.add([*(row.cells if table.delimiter else row.values), *words, score, match])
            yield _outcome(found)


def _added(table: Table) -> list[str]:
    return [f"minsheng_{name}" if name in table.columns else name for name in ADDED]


def _cells(candidate: Candidate | None) -> tuple[str, ...]:
    if candidate is None:
        return "", "", "", "", "false"
    entity = candidate.entity
    return entity.iri, entity.label, entity.type, f"{candidate.score:.2f}", str(candidate.match).lower()


def _json(stream: BinaryIO, _: Table, matched: Iterator[_Matched]) -> Iterator[str]:
    """Writes an array with an object a row; tells the outcome of each cell."""
    parted = "[\n"
    for row, question, found in matched:
        candidates = [candidate.as_dict() for candidate in found]
        line = {"line": row.line, "query": question.text, "candidates": candidates}
        stream.write((parted + json.dumps(line, ensure_ascii=False)).encode())
        parted = ",\n"
        yield _outcome(found)
    stream.write(("\n]\n" if parted.startswith(",") else "[]\n").encode())


@contextmanager
def _target(output: Output, file: str | None, *, marked: bool) -> Iterator[BinaryIO]:
    """Where the table goes: the file, which stays as it was if anything fails, or stdout."""
    if file is None:
        with output.stream() as stream:
            yield stream
        return
    from minsheng.export.writing import replacing

    with replacing(Path(file)) as stream:
        if marked:
            stream.write(BOM_UTF8)  # without it spreadsheets show no Chinese
        yield stream
