"""Tables whose cells are matched: CSV and TSV in any encoding that Chinese tables come in, and xlsx."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.errors import InputError, UsageError
from minsheng.reading.decoding import decode
from minsheng.reading.files import MAX_BYTES, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What parts the cells of a row, the likeliest first.
_DELIMITERS = (",", "\t", ";")
#: How a zip archive begins, which a workbook is, and how a workbook of old or with a password does.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Stands for the standard input.
STANDARD = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, as many cells as the table has columns."""

    #: its line in the file, from 1; of several lines the last
    line: int
    cells: tuple[str, ...]
    #: what stands in the cells of a workbook: numbers, dates, text
    values: tuple[object, ...] = ()


class Table:
    """The rows of a table, read as they are asked for, once.

    Args:
        file: where it was read.
        lines: its rows, with that of the columns' names.
        delimiter: what parts the cells; "" in a workbook.

    Raises:
        InputError: no row, or a first one that names nothing.

    Example:
        >>> table = read_table("schools.csv")  # doctest: +SKIP
        >>> table.columns, table.place("学校")  # doctest: +SKIP
        (('学校', '区县'), 0)
    """

    def __init__(self, file: str, lines: Iterator[Row], delimiter: str = "") -> None:
        self.file = file
        self.delimiter = delimiter
        self._lines = lines
        first = next(lines, None)
        if first is None or not any(cell.strip() for cell in first.cells):
            raise InputError("table-headless", file=file)
        cells = first.cells
        if not delimiter:  # a sheet is as wide as its widest formatted row
            cells = cells[: max(at for at, cell in enumerate(cells, 1) if cell.strip())]
        #: the cells of the first row
        self.columns = tuple(cell.strip() for cell in cells)

    def place(self, column: str) -> int:
        """Which column has a name, from 0.

        Raises:
            UsageError: there is none, or there are several.
        """
        found = [at for at, name in enumerate(self.columns) if name == column.strip()]
        if len(found) != 1:
            key = "column-twice" if found else "column-unknown"
            raise UsageError(key, file=self.file, name=column, known="、".join(filter(None, self.columns)))
        return found[0]

    def __iter__(self) -> Iterator[Row]:
        """The rows below the first; lines without anything are passed over, short rows filled up.

        Raises:
            InputError: a row has more cells than there are columns, or the file is broken there.
        """
        width = len(self.columns)
        for row in self._lines:
            if not row.cells:
                continue
            if len(row.cells) > width and any(cell.strip() for cell in row.cells[width:]):
                counts = {"found": len(row.cells), "columns": width}
                raise InputError("table-ragged", file=self.file, line=row.line, **counts)
            short = width - len(row.cells)
            cells, values = (*row.cells, *[""] * short)[:width], (*row.values, *[None] * short)[:width]
            yield Row(row.line, cells, values)


def read_table(file: str, sheet: str | None = None) -> Table:
    """A table in a file: CSV, TSV, or a sheet of an xlsx workbook.

    Args:
        file: its path, `-` for the standard input.
        sheet: the name of the sheet; the first one if None.

    Raises:
        InputError: no such file, no text, no row, or no table.
        UsageError: no sheet has that name, or a file without sheets was given one.
    """
    data = _bytes(file)
    if data.startswith(_ZIP):
        from minsheng.matching.workbooks import rows

        return Table(file, rows(file, data, sheet))
    if data.startswith(_OLE):
        raise InputError("workbook-old", file=file)
    if sheet is not None:
        raise UsageError("sheetless", file=file, name=sheet)
    text = decode(data, file)[0].removeprefix("\ufeff")
    delimiter = _delimiter(file, text)
    return Table(file, _lines(file, text, delimiter), delimiter)


def _lines(file: str, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield Row(reader.line_num, tuple(cells))
    except csv.Error as error:
        raise InputError("table-broken", file=file, line=reader.line_num, reason=error) from None


def _bytes(file: str) -> bytes:
    if file != STANDARD:
        return read_bytes(Path(file))
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        megabytes = {"size": len(data) // 1_000_000, "limit": MAX_BYTES // 1_000_000}
        raise InputError("file-too-large", file=file, **megabytes)
    return data


def _delimiter(file: str, text: str) -> str:
    """What parts most cells of the first line; a `.tsv` file has tabs."""
    if file.lower().endswith((".tsv", ".tab")):
        return "\t"
    first = text.lstrip().partition("\n")[0]
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)
