"""Lines in order, each once, however many there are: what memory has no room for waits on disk."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Bytes of text that are held in memory; as lines they need about twice as much.
ROOM = 8 << 20
#: Files that are open at once; more are first merged into one.
_RUNS = 64


class Sorter:
    r"""A file to write lines to, in pieces of any length, that gives them back sorted by their bytes.

    Example:
        >>> with Sorter() as lines:
        ...     _ = lines.write(b"b\na")
        ...     _ = lines.write(b"\nb\n")
        ...     list(lines)
        [b'a\n', b'b\n']
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._pieces: list[bytes] = []
        self._size = 0
        self._runs: list[BinaryIO] = []
        self._files = ExitStack()

    def __enter__(self) -> Sorter:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def write(self, data: bytes) -> int:
        """Takes the next piece."""
        self._pieces.append(bytes(data))
        self._size += len(data)
        if self._size > self._room:
            self._spill()
        return len(data)

    def flush(self) -> None:
        """Nothing: what is written is only read in the end."""

    def __iter__(self) -> Iterator[bytes]:
        """All lines; nothing can be written afterwards."""
        last = sorted(self._taken())
        lines = merge(self._merged(), last) if self._runs else last
        return (line for line, _ in groupby(lines))

    def _taken(self) -> list[bytes]:
        # N-Triples escapes carriage returns within lines, so that only line feeds part them.
        text = b"".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return text.splitlines(keepends=True)

    def _spill(self) -> None:
        lines = self._taken()
        if not lines[-1].endswith(b"\n"):
            self._pieces.append(lines.pop())
            self._size = len(self._pieces[0])
        self._runs.append(self._run(sorted(lines)))
        if len(self._runs) == _RUNS:
            merged = self._run(self._merged())
            for run in self._runs:
                run.close()
            self._runs = [merged]

    def _run(self, lines: Iterable[bytes]) -> BinaryIO:
        run = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed on exit
        run.writelines(line for line, _ in groupby(lines))
        return run

    def _merged(self) -> Iterator[bytes]:
        for run in self._runs:
            run.seek(0)
        return merge(*self._runs)
