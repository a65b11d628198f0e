"""Writes results: a table for people, the W3C formats for programs."""

from __future__ import annotations

import io
import json
import unicodedata
from itertools import takewhile
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from minsheng.errors import UsageError
from minsheng.queries.results import distinct, value
from minsheng.vocabulary import compact, label_of, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minsheng.queries.results import Result, Term

_TABULAR: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
#: Formats of triples, as the engine names them.
RDF_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: Every format, by what it can carry.
FORMATS: Final = {
    "rows": ("table", *_TABULAR),
    "graph": ("table", *RDF_FORMATS),
    "boolean": ("table", "json", "xml"),
}
#: Columns of a terminal that one value may take before it is cut, in plain tables.
CELL_WIDTH: Final = 60


def write(
    result: Result, form: str, file: IO[bytes], *, language: str = "zh", terminal: bool = False
) -> None:
    """Writes a result in one of `FORMATS[result.kind]`; `terminal` draws the table with rich.

    Raises:
        UsageError: `result-format`, where the kind of result has no such format.

    Example:
        >>> from minsheng.queries.results import Result
        >>> out = io.BytesIO()
        >>> write(Result(("n",), ((ox.Literal(3),),)), "csv", out)
        >>> out.getvalue()
        b'n\\r\\n3\\r\\n'
    """
    known = FORMATS[result.kind]
    if form not in known:
        raise UsageError("result-format", format=form, known=", ".join(known))
    if form == "table":
        if terminal:
            _draw(result, file, language)
        else:
            file.write("".join(f"{line}\n" for line in _plain(result, language)).encode())
    elif result.kind == "graph":
        triples = [ox.Triple(*row) for row in result.rows]  # type: ignore[arg-type]
        file.write(serialized(triples, form, prefixes()))
    elif form == "json":
        file.write(_json(result))
    else:
        parsed = ox.parse_query_results(_json(result), format=ox.QueryResultsFormat.JSON)
        parsed.serialize(file, format=_TABULAR[form])


def serialized(triples: Iterable[ox.Triple], form: str, short: Mapping[str, str]) -> bytes:
    """Triples in one of `RDF_FORMATS`; prefixes stand in order, which the engine leaves to chance.

    Example:
        >>> triple = ox.Triple(ox.NamedNode("urn:a:x"), ox.NamedNode("urn:b:y"), ox.Literal("z"))
        >>> serialized([triple], "turtle", {"b": "urn:b:", "a": "urn:a:"}).splitlines()
        [b'@prefix a: <urn:a:> .', b'@prefix b: <urn:b:> .', b'a:x b:y "z" .']
    """
    written = ox.serialize(triples, format=RDF_FORMATS[form], prefixes=dict(short))
    assert written is not None
    if form != "turtle":
        return written
    lines = written.splitlines(keepends=True)
    heads = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join((*sorted(lines[:heads]), *lines[heads:]))


def _json(result: Result) -> bytes:
    """SPARQL 1.1 Query Results JSON, which the engine's own writers start from."""
    if result.truth is not None:
        return _dumped({"head": {}, "boolean": result.truth})
    bindings = [
        {name: _term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return _dumped({"head": {"vars": result.columns}, "results": {"bindings": bindings}})


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    written: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language is not None:
        written["xml:lang"] = term.language
    else:
        written["datatype"] = term.datatype.value
    return written


def _cells(result: Result, language: str) -> tuple[list[str], list[list[str]]]:
    """Headings and texts of the columns that a reader needs.

    Left out are IRIs whose label stands beside them, and what only repeats a parameter given.
    """
    if result.truth is not None:
        return ["ASK"], [["true" if result.truth else "false"]]
    places = shown(result)
    heads = [result.heading(result.columns[at], language) for at in places]
    return heads, [[_cell(row[at], language) for at in places] for row in result.rows]


def shown(result: Result) -> list[int]:
    """The places of the columns that a reader needs.

    Example:
        >>> from minsheng.queries.results import Result
        >>> shown(Result(("place", "placeLabel"), ()))
        [1]
    """
    return [
        at
        for at, name in enumerate(result.columns)
        if f"{name}Label" not in result.columns and (name not in result.given or distinct(result.rows, at))
    ]


def _cell(term: Term | None, language: str) -> str:
    """One line without control characters, for a quotation may hold line breaks; our terms by label."""
    if isinstance(term, ox.NamedNode):
        label = label_of(term.value)
        return compact(term.value) if label is None else label[language == "en"]
    item = value(term)
    words = "" if item is None else " ".join(str(item).split())
    return "".join(char for char in words if unicodedata.category(char)[0] != "C")


def _width(words: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _cut(words: str) -> str:
    if _width(words) <= CELL_WIDTH:
        return words
    taken = 0
    for at, char in enumerate(words):
        taken += _width(char)
        if taken >= CELL_WIDTH:
            return words[:at] + "…"
    return words


def _plain(result: Result, language: str) -> list[str]:
    heads, rows = _cells(result, language)
    table = [[_cut(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(_width(row[at]) for row in table) for at in range(len(heads))]
    padded = [
        [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        for row in table
    ]
    lines = ["  ".join(row).rstrip() for row in padded]
    rule = "  ".join("-" * width for width in widths)
    return [lines[0], rule, *lines[1:]]


def _draw(result: Result, file: IO[bytes], language: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as Words

    heads, rows = _cells(result, language)
    table = Table()
    for head in heads:
        table.add_column(Words(head))
    for row in rows:
        table.add_row(*(Words(cell) for cell in row))
    out = io.TextIOWrapper(file, encoding="utf-8", write_through=True)
    try:
        Console(file=out, force_terminal=True).print(table)
    finally:
        out.detach()
