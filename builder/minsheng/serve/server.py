"""What all requests share: the snapshot of the moment, and the look-out for a new one."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from minsheng.errors import GraphError, MinshengError
from minsheng.graph import folder
from minsheng.serve.generation import Generation
from minsheng.serve.kept import Kept

if TYPE_CHECKING:
    from minsheng.serve.settings import Settings

_LOG = logging.getLogger("minsheng.serve")


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
        self._current = await Generation.start(folder.current(self.graph), self.settings)
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Ends everything."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
            self._watching = None
        if self._current is not None:
            await self._current.close()
            self._current = None

    async def look(self) -> None:
        """Loads the snapshot that the folder now points to, if it is another one than is served."""
        current = self.current
        found = folder.current(self.graph)
        if found.path == current.snapshot.path and not current.lost:
            return
        self._current = await Generation.start(found, self.settings)
        self.kept.clear()
        await current.retire()

    async def _watch(self) -> None:
        told = ""
        while True:
            await asyncio.sleep(self.settings.watch)
            try:
                await self.look()
                told = ""
            except (MinshengError, OSError) as error:
                # a folder that is being replaced, or damaged; what is served stays
                if str(error) != told:
                    told = str(error)
                    _LOG.warning("%s", error)
