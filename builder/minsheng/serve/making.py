"""An export while it is written: once, for all who want it, who read what is there already."""

from __future__ import annotations

import asyncio
import gzip
import io
import struct
from contextlib import ExitStack, aclosing, suppress
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from minsheng.errors import GraphError, MinshengError
from minsheng.export import export
from minsheng.serve.frames import PIECE
from minsheng.serve.loaded import Written
from minsheng.serve.shelf import Pair, Shelf

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from _typeshed import ReadableBuffer

    from minsheng.graph import Graph
    from minsheng.graph.folder import Snapshot
    from minsheng.serve.lane import Lane
    from minsheng.serve.loaded import Loaded
    from minsheng.serve.settings import Settings

#: Bytes that can be read of both files of an export.
_SIZES: Final = struct.Struct("!QQ")
#: How hard to compress: harder takes longer than the export itself, and gains a tenth.
_LEVEL: Final = 3
#: Key of the error where the disk takes no more.
_UNWRITABLE: Final = "system"


def whole(loaded: Loaded, form: str) -> Written:
    """The graph in a format of `minsheng export`, the same bytes as there."""
    # The exporters need of a graph what a loaded snapshot has too.
    return Written(None, partial(export, cast("Graph", loaded), form))


def kept(loaded: Loaded, form: str, draft: Pair) -> Written:
    """The same in files; what is sent is how much of them can be read."""
    return Written(None, partial(_write, loaded, form, draft))


def _write(loaded: Loaded, form: str, draft: Pair, told: BinaryIO) -> None:
    try:
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("r+b")) for path in draft.existing()]
            with io.BufferedWriter(_Both(files, told), PIECE) as file:
                export(cast("Graph", loaded), form, cast("BinaryIO", file))
    except BrokenPipeError:
        raise
    except FileNotFoundError as error:
        raise GraphError("server-closed", file=draft.plain) from error
    except OSError as error:
        raise GraphError(_UNWRITABLE, file=draft.plain, message=error.strerror or str(error)) from error


class _Both(io.RawIOBase):
    """A stream into both files, which tells how long they have become; it cannot go back."""

    def __init__(self, files: Sequence[BinaryIO], told: BinaryIO) -> None:
        self._files, self._told = files, told
        # without name and time: the same graph gives the same bytes
        self._zips = [gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) for packed in files[1:]]

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Writes to both."""
        piece = memoryview(data)
        self._files[0].write(piece)
        for packed in self._zips:
            packed.write(piece)
        self._tell()
        return len(piece)

    def close(self) -> None:
        """Ends the compressed file."""
        if not self.closed:
            for packed in self._zips:
                packed.close()
            self._tell()
        super().close()

    def _tell(self) -> None:
        for file in self._files:
            file.flush()
        sizes = [file.tell() for file in self._files]
        self._told.write(_SIZES.pack(*(sizes if len(sizes) > 1 else (*sizes, 0))))
        self._told.flush()


class Making:
    """One export that is being written, and how far it has come."""

    def __init__(self, draft: Pair) -> None:
        self.draft = draft
        self.sizes = (0, 0)
        self.done = False
        self.error: MinshengError | None = None
        #: is set when there is more to read, or no more to come; then another takes its place
        self.news = asyncio.Event()
        #: whose task writes it
        self.task: asyncio.Task[None] | None = None

    def tell(self) -> None:
        """Wakes all who read it."""
        news, self.news = self.news, asyncio.Event()
        news.set()

    async def follow(self, file: BinaryIO, packed: bool) -> AsyncGenerator[bytes]:
        """What the file has and will have, to its end.

        Raises:
            MinshengError: it could not be written.
        """
        at = 0
        while True:
            news, length = self.news, self.sizes[packed]
            while at < length:
                piece = file.read(min(PIECE, length - at))
                at += len(piece)
                yield piece
            if self.error is not None:
                raise self.error
            if self.done and at >= self.sizes[packed]:
                return
            if not self.done:
                await news.wait()


class Makings:
    """The exports of a snapshot that are being written: each once, however many want it."""

    def __init__(self, snapshot: Snapshot, settings: Settings, lane: Lane) -> None:
        self.shelf = Shelf(snapshot, settings)
        self._settings, self._lane = settings, lane
        self._makings: dict[str, Making] = {}
        #: formats that cannot be kept: too large, or there is nowhere to keep them
        self._unkept = set[str]()
        #: requests of which nothing has been answered
        self.waiting = 0

    def of(self, form: str) -> Making | None:
        """The export of a format, which is begun if it is not; None if it cannot be kept."""
        if form in self._unkept or not self._settings.export_disk:
            return None
        making = self._makings.get(form)
        if making is None:
            try:
                making = Making(self.shelf.draft(form))
            except OSError:
                self._unkept.add(form)
                return None
            self._makings[form] = making
            making.task = asyncio.ensure_future(self._make(form, making))
        return making

    def followed(self, form: str, making: Making, packed: bool) -> AsyncGenerator[bytes] | None:
        """The pieces of one of its files, for a request that waits its turn; None if it has just gone.

        They raise `export-busy`, and all that writing it raises.
        """
        path = making.draft.packed if packed else making.draft.plain
        assert path is not None
        try:
            file = path.open("rb")
        except OSError:
            # it was finished at this moment, and lies in its place
            found = self.shelf.find(form, packed)
            if found is None:
                return None
            file = found.open("rb")
        return self._followed(making, file, packed)

    async def _followed(self, making: Making, file: BinaryIO, packed: bool) -> AsyncGenerator[bytes]:
        queue = self._lane.queue
        with file:
            async with aclosing(making.follow(file, packed)) as pieces:
                if self.waiting >= queue.waiting:
                    raise queue.busy()
                self.waiting += 1
                try:
                    async with asyncio.timeout(queue.patience):
                        first = await anext(pieces, b"")
                except TimeoutError as error:
                    raise queue.busy() from error
                finally:
                    self.waiting -= 1
                yield first
                async for piece in pieces:
                    yield piece

    async def close(self) -> None:
        """Ends what is being written."""
        tasks = [making.task for making in self._makings.values() if making.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, form: str, making: Making) -> None:
        try:
            seconds = self._settings.export_seconds
            async with self._lane.call(kept, (form, making.draft), seconds) as worker:
                await worker.value()
                async for told in worker.pieces():
                    making.sizes = _SIZES.unpack(told[-_SIZES.size :])
                    making.tell()
            try:
                fits = await asyncio.to_thread(self.shelf.put, form, making.draft)
            except OSError:  # the snapshot has been deleted meanwhile
                fits = False
            if not fits:
                self._unkept.add(form)
            making.done = True
        except MinshengError as error:
            making.error = error
            if error.key == _UNWRITABLE:
                self._unkept.add(form)
        except BaseException:
            making.error = GraphError("server-closed", file=making.draft.plain)
            raise
        finally:
            del self._makings[form]
            for path in making.draft.existing():
                with suppress(OSError):
                    path.unlink()
            making.tell()
