"""Sheets of xlsx workbooks, read row by row and written row by row."""

from __future__ import annotations

import io
import warnings
import zlib
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from minsheng.errors import InputError, UsageError
from minsheng.matching.tables import Row
from minsheng.reading.files import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Rows of a sheet, as Excel has them; a file may number its rows higher.
_ROWS: Final = 1_048_576
#: Cells that are read, empty ones before a written one included: a small file can declare any number.
_CELLS: Final = 50_000_000
#: Characters of a cell, as Excel has them.
_CHARACTERS: Final = 32_767
#: A workbook tells when it was made; a fixed time keeps equal tables equal.
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
#: What the reader raises where a workbook is not as it should be.
_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


def rows(file: str, data: bytes, sheet: str | None = None) -> Iterator[Row]:
    """The rows of a sheet, with the values that stand in it; of a formula, the value that was last shown.

    Args:
        file: where the workbook was read, for errors.
        data: its bytes.
        sheet: the name of the sheet; the first one if None.

    Raises:
        InputError: it is no workbook, broken, or holds too much.
        UsageError: no sheet has that name, or openpyxl is not installed.
    """
    try:
        import defusedxml.ElementTree  # noqa: F401 - openpyxl takes it where it is there
        from openpyxl import load_workbook
    except ImportError as error:
        raise UsageError("workbook-extra") from error
    with _told(file):
        size = sum(entry.file_size for entry in ZipFile(io.BytesIO(data)).infolist())
    if size > MAX_BYTES:
        megabytes = {"size": -(-size // 1_000_000), "limit": MAX_BYTES // 1_000_000}
        raise InputError("file-too-large", file=file, **megabytes)
    with _told(file):
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets: dict[str, Any] = {each.title: each for each in book.worksheets}
    if not sheets:
        raise InputError("workbook-broken", file=file, reason="0 sheets")
    name = next(iter(sheets)) if sheet is None else sheet
    if name not in sheets:
        raise UsageError("sheet-unknown", file=file, name=name, known="、".join(sheets))
    return _rows(file, sheets[name])


def _rows(file: str, sheet: Any) -> Iterator[Row]:
    with _told(file):
        sheet.reset_dimensions()  # what a file says of its size need not be so
        found = iter(sheet.iter_rows(values_only=True))
    line = cells = 0
    while True:
        with _told(file, line + 1):
            values = next(found, None)
        if values is None:
            return
        line += 1
        cells += len(values)
        if line > _ROWS or cells > _CELLS:
            raise InputError("workbook-crowded", file=file, line=line, rows=_ROWS, cells=_CELLS)
        values = tuple(map(_unescaped, values))
        yield Row(line, tuple(map(_text, values)) if any(v is not None for v in values) else (), values)


@contextmanager
def _told(file: str, line: int | None = None) -> Iterator[None]:
    """Tells of whatever the library stumbles over; what it merely warns of does not matter here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        reason = f"{type(error).__name__}: {error}"[:200]
        raise InputError("workbook-broken", file=file, line=line, reason=reason) from error


def _unescaped(value: object) -> object:
    """The library leaves one escape of the format as it stands: of what would look like another."""
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def _text(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO has them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


class Writer:
    """A workbook with one sheet, written row by row; what looks like a formula stays text.

    Example:
        >>> file = io.BytesIO()
        >>> with Writer(file) as writer:
        ...     writer.add(["学校", 12])
        >>> [row.cells for row in rows("", file.getvalue())]
        [('学校', '12')]
    """

    def __init__(self, file: BinaryIO) -> None:
        from xlsxwriter import Workbook

        self._packed = io.BytesIO()
        self._file = file
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
        self._book = Workbook(self._packed, options)
        self._book.set_properties({"created": _MADE})
        self._sheet = self._book.add_worksheet()
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._row = 0

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._book.close()
        if kind is None:
            self._file.write(self._packed.getvalue())

    def add(self, values: Sequence[object]) -> None:
        """Writes the next row."""
        for column, value in enumerate(values):
            self._put(self._row, column, value)
        self._row += 1

    def _put(self, row: int, column: int, value: object) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value)
        elif isinstance(value, datetime) and value.time() != time():
            self._sheet.write_datetime(row, column, value, self._moment)
        elif isinstance(value, date | time | timedelta):
            self._sheet.write_datetime(row, column, value)
        elif value is not None and str(value):
            self._sheet.write_string(row, column, str(value)[:_CHARACTERS])
