"""Tables whose cells are matched: CSV and TSV in any encoding that Chinese tables come in."""

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
#: Stands for the standard input.
STANDARD = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, as many cells as the table has columns."""

    #: its line in the file, from 1; of several lines the last
    line: int
    cells: tuple[str, ...]


class Table:
    """The rows of a table, read as they are asked for, once.

    Args:
        file: path of a CSV or TSV file, `-` for the standard input.

    Raises:
        InputError: no such file, no text, no row, or no table.

    Example:
        >>> table = Table("schools.csv")  # doctest: +SKIP
        >>> table.columns, table.place("学校")  # doctest: +SKIP
        (('学校', '区县'), 0)
    """

    def __init__(self, file: str) -> None:
        self.file = file
        text, self.encoding = decode(_bytes(file), file)
        text = text.removeprefix("\ufeff")
        self.delimiter = _delimiter(file, text)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        first = next(self._lines(), None)
        if first is None or not any(cell.strip() for cell in first.cells):
            raise InputError("table-headless", file=file)
        #: the cells of the first row
        self.columns = tuple(cell.strip() for cell in first.cells)

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
            InputError: a row has more cells than there are columns, or quotation marks do not close.
        """
        width = len(self.columns)
        for row in self._lines():
            if not row.cells:
                continue
            if len(row.cells) > width and any(cell.strip() for cell in row.cells[width:]):
                counts = {"found": len(row.cells), "columns": width}
                raise InputError("table-ragged", file=self.file, line=row.line, **counts)
            yield Row(row.line, (*row.cells, *[""] * (width - len(row.cells)))[:width])

    def _lines(self) -> Iterator[Row]:
        try:
            for cells in self._reader:
                yield Row(self._reader.line_num, tuple(cells))
        except csv.Error as error:
            line = self._reader.line_num
            raise InputError("table-broken", file=self.file, line=line, reason=error) from None


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
