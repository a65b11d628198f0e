"""Quads into the embedded store: streamed, in batches, without a file between."""

from __future__ import annotations

import io
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Lines that the store sorts at once: its memory grows with them (250 bytes each), its speed does not.
BATCH = 200_000
#: Lines handed to the store at once.
_PIECE = 200
#: From so many lines on, the store's files are merged after loading, at a tenth of the loading time.
MERGE_FROM = 2_000_000


class _Feed(io.BytesIO):
    """Texts as a binary file, made as it is read; the store asks for `read` alone."""

    def __init__(self, texts: Iterator[str]) -> None:
        super().__init__()
        self._texts = texts
        self._rest = b""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        if not self._rest:
            self._rest = next(self._texts, "").encode()
        most = len(self._rest) if size is None or size < 0 else size
        taken, self._rest = self._rest[:most], self._rest[most:]
        return taken


def load(path: Path, documents: Iterable[list[str]]) -> int:
    """Makes a store in the folder `path` from the N-Quads lines of documents; counts the lines.

    Raises:
        OSError: the store cannot be written.

    Example:
        >>> load(Path("store"), [['<urn:a> <urn:b> "c" <urn:g> .\\n']])  # doctest: +SKIP
        1
    """
    store = Store(str(path))
    total = 0
    waiting = iter(documents)
    for first in waiting:
        batch = _Batch(first, waiting)
        # Every line is our own, so its IRIs need no second check.
        store.bulk_load(_Feed(iter(batch)), RdfFormat.N_QUADS, lenient=True)
        total += batch.lines
    if total >= MERGE_FROM:
        store.optimize()
    store.flush()
    return total


class _Batch:
    """Whole documents up to `BATCH` lines, taken from an iterator as they are read."""

    def __init__(self, first: list[str], rest: Iterator[list[str]]) -> None:
        self._documents = chain([first], rest)
        self.lines = 0

    def __iter__(self) -> Iterator[str]:
        while self.lines < BATCH:
            document = next(self._documents, None)
            if document is None:
                return
            self.lines += len(document)
            for start in range(0, len(document), _PIECE):
                yield "".join(document[start : start + _PIECE])
