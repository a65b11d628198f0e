"""A snapshot that is served: its zygote, and the lanes of workers that it forks."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from subprocess import DEVNULL
from typing import TYPE_CHECKING, Self

from minsheng.errors import GraphError, MinshengError
from minsheng.serve import frames, zygote
from minsheng.serve.lane import Lane
from minsheng.serve.lasting import Lasting
from minsheng.serve.making import Makings

if TYPE_CHECKING:
    from minsheng.graph.folder import Manifest, Snapshot
    from minsheng.serve.settings import Settings


class Generation:
    """One snapshot, and the processes that answer from it; `start` makes it.

    It ends when it was retired and no request is left that began on it.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings, prepared: bool = True) -> None:
        self.snapshot = snapshot
        self.settings = settings
        #: whether its workers share what takes long to make; if not, each makes what it is asked for
        self.prepared = prepared
        self.manifest: Manifest = snapshot.manifest()
        #: answers to its questions, on disk
        self.lasting = Lasting(snapshot, settings)
        #: seconds since 1970 at which the snapshot was made
        self.made = int((snapshot.path / "manifest.json").stat().st_mtime)
        #: pages and lookups: our own code, short; named questions, which may take long; queries of
        #: clients, which may be anything; whole exports
        self.pages, self.questions, self.queries, self.exports = self._lanes = tuple(
            Lane(lot, settings, partial(self._fork, number), self._reap)
            for number, lot in enumerate(zygote.LOTS)
        )
        #: exports that are finished or being written
        self.makings = Makings(snapshot, settings, self.exports)
        self._control, self._theirs = socket.socketpair()
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._requests = 0
        self._retired = False

    @classmethod
    async def start(cls, snapshot: Snapshot, settings: Settings, prepared: bool = True) -> Self:
        """Loads a snapshot, prepares what its workers are to share, if wanted, and forks them.

        Raises:
            GraphError: the snapshot cannot be read.
        """
        made = cls(snapshot, settings, prepared)
        try:
            await made._load()
            for lane in made._lanes:
                await lane.open()
        except BaseException:
            await made.close()
            raise
        return made

    @property
    def lost(self) -> bool:
        """Whether the zygote has ended: no worker could be replaced."""
        return self._process is None or self._process.returncode is not None

    async def _load(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry or os.curdir for entry in sys.path)}
        with self._theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", zygote.__name__, str(self._theirs.fileno()),
                stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=environment,
                pass_fds=(self._theirs.fileno(),), start_new_session=True,
            )  # fmt: skip
        self._control.setblocking(False)
        loop = asyncio.get_running_loop()
        head = pickle.dumps((str(self.snapshot.path), self.settings, self.prepared))
        await loop.sock_sendall(self._control, frames.packed(frames.Kind.VALUE, head))
        value = await self._first_word()
        if isinstance(value, MinshengError):
            raise value
        if value is None:
            raise GraphError("server-ended", file=self.snapshot.path)

    async def _first_word(self) -> object:
        """What the zygote says when it has loaded the snapshot; None if it ended."""
        data = b""
        while (frame := frames.unpacked(data)) is None:
            part = await asyncio.get_running_loop().sock_recv(self._control, 2**16)
            if not part:
                return None
            data += part
        return frame.value()

    async def _fork(self, lane: int, end: socket.socket) -> int:
        answer = b""
        async with self._turn:
            with suppress(OSError):
                socket.send_fds(self._control, [zygote.COMMAND.pack(zygote.FORK, lane)], [end.fileno()])
                answer = await asyncio.get_running_loop().sock_recv(self._control, zygote.COMMAND.size)
        pid = zygote.COMMAND.unpack(answer)[1] if len(answer) == zygote.COMMAND.size else 0
        if not pid:
            raise GraphError("server-ended", file=self.snapshot.path)
        return int(pid)

    def _reap(self, pid: int) -> None:
        with suppress(OSError):
            self._control.send(zygote.COMMAND.pack(zygote.REAP, pid))

    def enter(self) -> None:
        """A request begins that stays on this snapshot."""
        self._requests += 1

    async def leave(self) -> None:
        """It has ended."""
        self._requests -= 1
        if self._retired and not self._requests:
            await self.close()

    async def retire(self) -> None:
        """Another snapshot takes over; what has begun here ends here."""
        self._retired = True
        if not self._requests:
            await self.close()

    async def close(self) -> None:
        """Ends all processes."""
        await self.makings.close()
        for lane in self._lanes:
            await lane.close()
        self._control.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            await self._process.wait()
