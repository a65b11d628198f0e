"""The process that loads a snapshot once and forks workers that share it.

It is a fresh interpreter with one thread, so that a fork copies no lock that is held. It speaks over
one socket: first it is told what to load, then it takes commands of eight bytes, and it ends when
the other end does.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from minsheng.errors import MinshengError
from minsheng.graph import folder
from minsheng.serve import frames
from minsheng.serve.frames import Kind
from minsheng.serve.loaded import Loaded
from minsheng.serve.worker import unforeseen, work

if TYPE_CHECKING:
    from minsheng.serve.settings import Settings

#: A command: its letter, and a number.
COMMAND: Final = struct.Struct("!c3xi")
#: Fork a worker onto the socket that comes along; the number is that of its lane. Answered with its pid,
#: or with 0 where there is no memory for it.
FORK: Final = b"f"
#: The worker of that pid was killed, or has ended: take note of it, so that its pid may be used again.
REAP: Final = b"r"

#: What the names of all processes that hold a snapshot begin with, in `ps` and `top`.
NAME: Final = "serve:"


class Lot(NamedTuple):
    """What the workers of a lane may take."""

    #: setting that tells their number
    name: str
    #: how far they stand back behind others when processors are short
    niceness: int
    #: setting that tells their memory
    memory: str
    #: how far when they have been at it for a while: what takes so long may take longer, and one that
    #: runs away must not hold up those that do not
    slow: int
    #: whether they read a large graph from disk
    from_disk: bool = False
    #: calls after which a worker makes place for a fresh one, so that nothing it gathers grows
    life: int = 5_000
    #: settings that tell how many requests may wait for one of them, and how many seconds
    waiting: str = "waiting"
    patience: str = "patience"
    #: key of the error for those that may not
    full: str = "server-busy"


#: The lanes, in the order of their numbers.
LOTS: Final = (
    Lot("pages", 0, "memory", slow=19),
    # our own texts: they do not stand back behind what runs away, however long they take
    Lot("questions", 2, "memory", slow=2),
    Lot("queries", 5, "memory", slow=19, from_disk=True),
    # an export leaves much memory behind, and is written once for all
    Lot(
        "exports",
        5,
        "export_memory",
        slow=8,
        from_disk=True,
        life=1,
        waiting="export_waiting",
        patience="export_patience",
        full="export-busy",
    ),
)


def main() -> None:
    """What the fresh interpreter does."""
    _call_itself("snapshot")
    control = socket.socket(fileno=int(sys.argv[1]))
    control.setblocking(True)
    first = frames.receive(control)
    if first is None:
        return
    path, settings, prepared = pickle.loads(first.data)
    try:
        loaded = _load(Path(path), settings, prepared)
    except MinshengError as error:
        frames.send(control, Kind.ERROR, pickle.dumps(error))
        return
    except (OSError, RuntimeError) as error:  # the engine has both for a store that is broken
        frames.send(control, Kind.ERROR, pickle.dumps(folder.damaged(Path(path), error)))
        return
    except Exception as error:  # whatever a preparation met
        frames.send(control, Kind.ERROR, pickle.dumps(unforeseen(error)))
        return
    # What is there now is shared and never freed: collecting it would only copy its pages.
    gc.collect()
    gc.freeze()
    frames.send(control, Kind.VALUE, pickle.dumps(loaded.manifest))
    _serve(control, loaded)


def _load(path: Path, settings: Settings, prepared: bool) -> Loaded:
    from minsheng.serve.routes import preparations

    made = preparations()
    loaded = Loaded(folder.Snapshot(path), settings)
    loaded.hold()
    if prepared:
        for make in made:
            loaded.prepared(make)
    else:
        loaded.later = frozenset(made)
    loaded.let_go()
    return loaded


def _serve(control: socket.socket, loaded: Loaded) -> None:
    workers: set[int] = set()
    dying: set[int] = set()
    while True:
        command, descriptors, _, _ = socket.recv_fds(control, COMMAND.size, 1)
        if len(command) < COMMAND.size:
            break
        letter, number = COMMAND.unpack(command)
        if letter == REAP:
            dying.add(number)
        # One that has much memory takes a while to end: nobody waits for it.
        gone = {pid for pid in dying & workers if os.waitpid(pid, os.WNOHANG)[0]}
        workers -= gone
        dying &= workers
        if letter == REAP:
            continue
        try:
            pid = os.fork()
        except OSError:  # no memory at this moment
            pid = 0
        else:
            if not pid:
                control.close()
                _work(descriptors[0], LOTS[number], loaded)
            workers.add(pid)
        os.close(descriptors[0])
        control.sendall(COMMAND.pack(FORK, pid))
    # One that is in the middle of a long query would not notice that nobody waits for it.
    for pid in workers:
        os.kill(pid, signal.SIGKILL)


def _work(descriptor: int, lot: Lot, loaded: Loaded) -> NoReturn:
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.nice(lot.niceness)
        _call_itself(lot.name)
        if lot.from_disk:
            loaded.read_from_disk()
        work(socket.socket(fileno=descriptor), loaded, getattr(loaded.settings, lot.memory) * 2**20)
    finally:
        os._exit(0)


def _call_itself(name: str) -> None:
    """Has `ps` and `top` tell what the process is for, on systems that let it say so."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(f"{NAME}{name}", encoding="ascii")


if __name__ == "__main__":
    main()
