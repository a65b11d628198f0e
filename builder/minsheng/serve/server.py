"""What all requests share: the snapshot of the moment, and the look-out for a new one."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from minsheng.errors import GraphError, MinshengError
from minsheng.graph import folder
from minsheng.serve.generation import Generation
from minsheng.serve.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from minsheng.graph.folder import Snapshot
    from minsheng.serve.settings import Settings

_LOG = logging.getLogger("minsheng.serve")
#: Seconds between two looks, at most, while each of them fails.
_LONGEST: Final = 30.0


class Server:
    """Serves the current snapshot of a graph folder, and its successor as soon as it is there.

    Example:
        >>> server = Server("graph", Settings())  # doctest: +SKIP
        >>> await server.open()                         # doctest: +SKIP
    """

    def __init__(self, graph: str | Path, settings: Settings) -> None:
        self.graph = Path(graph)
        self.settings = settings
        #: answers to named questions
        self.kept = Kept(settings.cache * 2**20)
        #: is called for each new snapshot, and cancelled when the next one comes
        self.warm: Callable[[Server], Coroutine[None, None, None]] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._current: Generation | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def current(self) -> Generation:
        """The generation that new requests go to.

        Raises:
            GraphError: `server-closed`, before `open` and after `close`.
        """
        if self._current is None:
            raise GraphError("server-closed", file=self.graph)
        return self._current

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Loads the current snapshot; does nothing if that is done.

        Raises:
            GraphError: there is none, or it is damaged.
        """
        if self._current is not None:
            return
        await self._begin(folder.current(self.graph))
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Ends everything."""
        for task in (self._watching, self._warming):
            await _ended(task)
        self._watching = self._warming = None
        if self._current is not None:
            await self._current.close()
            self._current = None

    async def look(self) -> None:
        """Loads the snapshot that the folder now points to, if it is another one than is served."""
        current = self.current
        found = folder.current(self.graph)
        if current.lost:
            await self._begin(found)
        elif found.path != current.snapshot.path or not current.prepared:
            await self._take(await Generation.start(found, self.settings))
        else:
            return
        await current.retire()

    async def _begin(self, snapshot: Snapshot) -> None:
        """Answers from a snapshot at once; if it is large, `look` prepares it afterwards."""
        await self._take(await Generation.start(snapshot, self.settings, not large(snapshot, self.settings)))

    async def _take(self, generation: Generation) -> None:
        """Sends new requests to a generation."""
        before, self._current = self._current, generation
        if before is not None and before.manifest.digest == generation.manifest.digest:
            return
        await _ended(self._warming)
        self.kept.clear()
        if self.warm is not None and self.settings.warm:
            self._warming = asyncio.create_task(self.warm(self))

    async def _watch(self) -> None:
        told, pause = "", self.settings.watch
        while True:
            await asyncio.sleep(pause)
            try:
                await self.look()
                told, pause = "", self.settings.watch
            except (MinshengError, OSError) as error:
                # a folder that is being replaced, or damaged; what is served stays
                if str(error) != told:
                    told = str(error)
                    _LOG.warning("%s", error)
                pause = max(pause, min(2 * pause, _LONGEST))


def large(snapshot: Snapshot, settings: Settings) -> bool:
    """Whether a snapshot is read from disk, and takes long to prepare."""
    return snapshot.manifest().triples > settings.in_memory * 1000


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
