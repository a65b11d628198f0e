"""A snapshot as a worker holds it: the store, and what was prepared from it before the fork."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn, TypeVar, cast

from pyoxigraph import RdfFormat, Store

from minsheng.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minsheng.graph import folder
    from minsheng.serve.settings import Settings

T = TypeVar("T")

#: Bytes that a triple takes in memory, with what is prepared from it.
TRIPLE: Final = 400
#: Part of the machine's memory that copies of the graph may fill.
SHARE: Final = 0.75


class Loaded:
    """One snapshot in this process; functions that run in workers take it as their first argument."""

    def __init__(self, snapshot: folder.Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self.manifest = snapshot.manifest()
        self.settings = settings
        #: what another generation of workers will share; no worker of this one begins to make it
        self.later: frozenset[Callable[[Loaded], object]] = frozenset()
        self._prepared: dict[Callable[[Loaded], object], object] = {}
        #: stays, for a store that is let go frees its memory bit by bit
        self._memory: Store | None = None
        self._disk: Store | None = None
        self._from_disk = False

    @property
    def store(self) -> Store:
        """The engine's store; documents are named graphs: query with `use_default_graph_as_union`.

        Raises:
            GraphError: `server-closed`: the snapshot has been deleted, for there are newer ones.
        """
        if self._memory is not None and not self._from_disk:
            return self._memory
        if self._disk is None:
            try:
                self._disk = Store.read_only(str(self.snapshot.store))
            except OSError as error:
                raise GraphError("server-closed", file=self.snapshot.store) from error
        return self._disk

    def hold(self) -> None:
        """Copies the store into memory, if neither the setting nor the machine is too small for that.

        Raises:
            OSError: it cannot be read.
        """
        if self._fits(self.settings.in_memory, ("questions",)):
            self._memory = copied(str(self.snapshot.store))

    def let_go(self) -> None:
        """Closes a store on disk: it has threads, and no fork must copy them."""
        self._disk = None

    def read_from_disk(self) -> None:
        """Reads from disk from now on, unless the graph is small.

        Reading marks every part of a store in memory as used, whereby a forked process comes to hold
        a copy of its own.
        """
        self._from_disk = not self._fits(self.settings.copied, ("pages", "questions", "queries", "exports"))

    def _fits(self, thousands: int, lanes: tuple[str, ...]) -> bool:
        """Whether the graph has no more triples, and memory for a copy in each process of some lanes.

        Pages are not counted: they read little of it.
        """
        triples = self.manifest.triples
        copies = 1 + sum(getattr(self.settings, lane) for lane in lanes)
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return triples <= thousands * 1000 and triples * TRIPLE * copies <= machine * SHARE

    def prepared(self, make: Callable[[Loaded], T]) -> T:
        """What `make` makes of this snapshot, made once.

        Functions that a route module lists in `PREPARED` are called before the workers are forked,
        which then share what they made.

        Raises:
            GraphError: `server-preparing`: it takes long, and will be there soon.
        """
        if make in self.later:
            raise GraphError("server-preparing")
        if make not in self._prepared:
            self._prepared[make] = make(self)
        return cast("T", self._prepared[make])


@dataclass(frozen=True, slots=True)
class Streamed:
    """What a function in a worker returns to send a body after its value."""

    value: object
    body: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """What a function in a worker returns to have a body written after its value."""

    value: object
    #: is called with a binary file to write to
    write: Callable[[BinaryIO], object]


def copied(path: str) -> Store:
    """A store on disk, copied into memory: answers come many times faster.

    Another process reads it, for an open store has threads, and a process with threads is no good to fork.

    Raises:
        OSError: it cannot be read.
    """
    end, start = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(end)
        _dump(path, start)
    os.close(start)
    store = Store()
    try:
        with os.fdopen(end, "rb") as file:
            # Every line comes from a store of ours, so its IRIs need no second check.
            store.bulk_load(file, RdfFormat.N_QUADS, lenient=True)
    finally:
        _, status = os.waitpid(reader, 0)
    if status:
        raise OSError(f"cannot read {path}")
    return store


def _dump(path: str, start: int) -> NoReturn:
    status = 1
    try:
        with os.fdopen(start, "wb") as file:
            Store.read_only(path).dump(file, RdfFormat.N_QUADS)
        status = 0
    finally:
        os._exit(status)
