"""A number of workers of one kind, and the requests that wait for one of them."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import socket
from collections import deque
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from minsheng.errors import GraphError, MinshengError, QueryTimeout
from minsheng.serve import frames
from minsheng.serve.frames import Kind
from minsheng.serve.worker import ended

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from minsheng.serve.settings import Settings
    from minsheng.serve.zygote import Lot

_LOG = logging.getLogger("minsheng.serve")
#: Seconds that a query whose client has left may still take: most end by themselves, and a fork is saved.
GRACE: Final = 0.2
#: Seconds after which a call lets all others go first: what takes so long may take longer, and one that
#: runs away must not hold up those that do not.
SLOW: Final = 2.0
#: Seconds between two attempts to fork.
PAUSE: Final = 1.0


class Queue(NamedTuple):
    """Where requests wait for a worker."""

    #: how many may
    waiting: int
    #: seconds that one may
    patience: float
    #: key of the error for those that may not
    full: str = "server-busy"

    def busy(self) -> GraphError:
        """The error for a request that waited in vain."""
        return GraphError(self.full, waiting=self.waiting, seconds=f"{self.patience:g}")


class Worker:
    """One process, and the connection to it."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        #: calls so far
        self.answered = 0
        #: whether some of an answer is still to come
        self.pending = False
        #: whether the answer was its last: it has no memory to go on, and ends
        self.spent = False
        #: whether it stands back behind others of its lane, which cannot be undone
        self.slow = False
        self._reader = reader
        self._writer = writer

    @property
    def dead(self) -> bool:
        """Whether the process has ended by itself."""
        return self._reader.at_eof()

    def ask(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Sends a call."""
        self.answered += 1
        self.pending = True
        frames.write(self._writer, Kind.VALUE, pickle.dumps((function, arguments)))

    async def value(self) -> object:
        """What the call returned.

        Raises:
            MinshengError: what it raised.
            asyncio.IncompleteReadError: the process ended.
        """
        return self._taken(await frames.read(self._reader)).value()

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body that follows the value, if there is one."""
        while self.pending:
            frame = self._taken(await frames.read(self._reader))
            if frame.kind == Kind.PIECE:
                yield frame.data

    async def finish(self) -> None:
        """Reads what is left of an answer, for nobody."""
        while self.pending:
            with suppress(MinshengError):
                self._taken(await frames.read(self._reader))

    def _taken(self, frame: frames.Frame) -> frames.Frame:
        self.pending = frame.kind in (Kind.HEAD, Kind.PIECE)
        if frame.kind == Kind.ERROR:
            error = frame.value()
            assert isinstance(error, MinshengError)
            self.spent = error.key == "query-ended"
            raise error
        return frame

    def step_back(self, niceness: int) -> None:
        """Lets others go first from now on."""
        self.slow = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, niceness)

    def end(self) -> None:
        """Kills the process and closes the connection."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._writer.transport.abort()


class Lane:
    """Workers that are alike; as soon as one is lost, another takes its place.

    Args:
        lot: what its workers may take.
        settings: how many there are, how many requests may wait, and how long.
        fork: makes a process on the other end of a socket, gives its pid.
        reap: is told of a process that was killed.
    """

    def __init__(
        self,
        lot: Lot,
        settings: Settings,
        fork: Callable[[socket.socket], Awaitable[int]],
        reap: Callable[[int], None],
    ) -> None:
        self.queue = Queue(getattr(settings, lot.waiting), getattr(settings, lot.patience), lot.full)
        self._lot, self._settings = lot, settings
        self._fork, self._reap = fork, reap
        self._idle: deque[Worker] = deque()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Forks the workers."""
        for _ in range(getattr(self._settings, self._lot.name)):
            await self._add()

    async def close(self) -> None:
        """Kills all workers; whoever still waits is told that the server is busy."""
        self._closed = True
        begun = tuple(self._tasks)
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        for worker in tuple(self._all):
            self._drop(worker)
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_exception(self.queue.busy())

    def renew(self) -> None:
        """Has fresh workers take the place of all: of those that are busy, when they have answered."""
        for worker in self._all:
            worker.answered = self._lot.life
        while self._idle:
            self._put_back(self._idle.popleft())

    @asynccontextmanager
    async def call(
        self, function: Callable[..., object], arguments: tuple[object, ...], seconds: float
    ) -> AsyncIterator[Worker]:
        """A worker that was asked; the process ends if its answer is not read to the end in time.

        Raises:
            GraphError: `server-busy` or `export-busy`, or `query-ended` when the process died.
            QueryTimeout: the answer took longer than `seconds`.
        """
        worker = await self._take()
        slow = asyncio.get_running_loop().call_later(SLOW, worker.step_back, self._lot.slow)
        left = False
        try:
            async with asyncio.timeout(seconds):
                worker.ask(function, arguments)
                yield worker
        except TimeoutError as error:
            raise QueryTimeout("query-timeout", seconds=f"{seconds:g}") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise ended(self._settings) from error
        except asyncio.CancelledError:
            left = True
            raise
        finally:
            slow.cancel()
            if left and worker.pending:
                self._begin(self._wait_for(worker))
            else:
                self._put_back(worker)

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.popleft()
            if not worker.dead:
                return worker
            self._put_back(worker, lost=True)
        if self._closed or len(self._waiting) >= self.queue.waiting:
            raise self.queue.busy()
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            async with asyncio.timeout(self.queue.patience):
                return await waiter
        except BaseException as error:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._free(waiter.result())
            if isinstance(error, TimeoutError):
                raise self.queue.busy() from error
            raise
        finally:
            with suppress(ValueError):
                self._waiting.remove(waiter)

    async def _wait_for(self, worker: Worker) -> None:
        with suppress(TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            async with asyncio.timeout(GRACE):
                await worker.finish()
        self._put_back(worker)

    def _put_back(self, worker: Worker, lost: bool = False) -> None:
        used = worker.pending or worker.spent or worker.slow or worker.answered >= self._lot.life
        if not (lost or used or self._closed):
            self._free(worker)
            return
        self._drop(worker)
        if not self._closed:
            self._begin(self._replace())

    def _free(self, worker: Worker) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)

    def _drop(self, worker: Worker) -> None:
        if worker in self._all:
            self._all.remove(worker)
            worker.end()
            self._reap(worker.pid)

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self) -> None:
        """Forks one worker, again and again until there is memory for it.

        If it is the zygote that has ended, the server sees that too, and starts another.
        """
        told = False
        while not self._closed:
            try:
                await self._add()
            except GraphError as error:
                if not told:
                    _LOG.warning("%s", error)
                told = True
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _add(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = await self._fork(theirs)
        except BaseException:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours)
        worker = Worker(pid, reader, writer)
        self._all.add(worker)
        if self._closed:
            self._drop(worker)
        else:
            self._free(worker)
