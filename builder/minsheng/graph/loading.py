"""Quads into the embedded store: streamed, in batches, through files only where threads share the work."""

from __future__ import annotations

import io
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

#: Lines that the store sorts at once: its memory grows with them (250 bytes each), its speed does not.
BATCH = 200_000
#: Lines handed to the store at once.
_PIECE = 200
#: From so many lines on, the store's files are merged after loading, at a tenth of the loading time.
MERGE_FROM = 2_000_000
#: Threads that load, more than there are cores at work: each waits for the disk at the end of a batch.
_LOADERS = 4


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


def load(path: Path, documents: Iterable[list[str]], threads: int = 1) -> int:
    """Makes a store in the folder `path` from the N-Quads lines of documents; counts the lines.

    Args:
        path: folder of the store.
        documents: the lines of each.
        threads: with more than one, the store sorts what it has while the next lines are made.

    Raises:
        OSError: the store cannot be written.

    Example:
        >>> load(Path("store"), [['<urn:a> <urn:b> "c" <urn:g> .\\n']])  # doctest: +SKIP
        1
    """
    store = Store(str(path))
    total = _beside(store, path, documents) if threads > 1 else _in_turn(store, documents)
    if total >= MERGE_FROM:
        store.optimize()
    store.flush()
    return total


def _in_turn(store: Store, documents: Iterable[list[str]]) -> int:
    """Loads lines as they are made."""
    total = 0
    for batch in _batches(documents, BATCH):
        # Every line is our own, so its IRIs need no second check.
        store.bulk_load(_Feed(iter(batch)), RdfFormat.N_QUADS, lenient=True)
        total += batch.lines
    return total


def _beside(store: Store, path: Path, documents: Iterable[list[str]]) -> int:
    """Loads lines while the next ones are made: from files, which the store reads without the interpreter."""
    total = 0
    loading: deque[Future[None]] = deque()
    with (
        TemporaryDirectory(dir=path.parent, prefix=f"{path.name}-") as folder,
        ThreadPoolExecutor(_LOADERS) as pool,
    ):
        for number, batch in enumerate(_batches(documents, BATCH // _LOADERS)):
            if len(loading) == _LOADERS:
                loading.popleft().result()
            file = Path(folder) / str(number)
            with file.open("wb") as out:
                out.writelines(text.encode() for text in batch)
            total += batch.lines
            loading.append(pool.submit(_load_file, store, file))
        while loading:
            loading.popleft().result()
    return total


def _load_file(store: Store, file: Path) -> None:
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS, lenient=True)
    file.unlink()


def _batches(documents: Iterable[list[str]], size: int) -> Iterator[_Batch]:
    waiting = iter(documents)
    for first in waiting:
        yield _Batch(first, waiting, size)


class _Batch:
    """Whole documents up to `size` lines, taken from an iterator as they are read."""

    def __init__(self, first: list[str], rest: Iterator[list[str]], size: int) -> None:
        self._documents = chain([first], rest)
        self._size = size
        self.lines = 0

    def __iter__(self) -> Iterator[str]:
        while self.lines < self._size:
            document = next(self._documents, None)
            if document is None:
                return
            self.lines += len(document)
            for start in range(0, len(document), _PIECE):
                yield "".join(document[start : start + _PIECE])
