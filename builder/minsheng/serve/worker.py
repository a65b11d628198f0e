"""The loop of a worker: takes a function and its arguments, calls it on the snapshot, sends what it gives."""

from __future__ import annotations

import io
import pickle
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.errors import GraphError, MinshengError
from minsheng.serve import frames
from minsheng.serve.frames import Kind
from minsheng.serve.loaded import Streamed, Written

if TYPE_CHECKING:
    import socket

    from _typeshed import ReadableBuffer

    from minsheng.serve.loaded import Loaded
    from minsheng.serve.settings import Settings


def work(sock: socket.socket, loaded: Loaded, memory: int) -> None:
    """Answers until the other end is closed, with `memory` bytes beside the snapshot."""
    _limit_memory(memory)
    sock.setblocking(True)
    while (request := frames.receive(sock)) is not None:
        try:
            function, arguments = pickle.loads(request.data)
            answer = function(loaded, *arguments)
            _send(sock, answer)
        except MinshengError as error:
            frames.send(sock, Kind.ERROR, pickle.dumps(error))
        except BrokenPipeError:
            return
        except MemoryError:
            # what is left of it is nothing to go on with
            frames.send(sock, Kind.ERROR, pickle.dumps(ended(loaded.settings)))
            return
        except Exception as error:  # whatever a request meets, the worker goes on
            frames.send(sock, Kind.ERROR, pickle.dumps(unforeseen(error)))


def _send(sock: socket.socket, answer: object) -> None:
    if not isinstance(answer, Streamed | Written):
        frames.send(sock, Kind.VALUE, pickle.dumps(answer))
        return
    frames.send(sock, Kind.HEAD, pickle.dumps(answer.value))
    if isinstance(answer, Written):
        with io.BufferedWriter(_Pieces(sock), frames.PIECE) as file:
            answer.write(file)
    else:
        for piece in answer.body:
            frames.send(sock, Kind.PIECE, piece)
    frames.send(sock, Kind.END)


class _Pieces(io.RawIOBase):
    """A file whose bytes go to the other end of a socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Sends some bytes."""
        piece = bytes(data)
        frames.send(self._sock, Kind.PIECE, piece)
        return len(piece)


def ended(settings: Settings) -> MinshengError:
    """The error for a worker that had no more memory, or stack, to go on."""
    return GraphError("query-ended", limit=f"{settings.memory / 1024:g}")


def unforeseen(error: Exception) -> MinshengError:
    """An error that is none of ours, as one that can travel; where it arose travels along, for the log."""
    message = " ".join(str(error).split())[:300]
    trace = "".join(traceback.format_exception(error))
    return MinshengError("internal", kind=type(error).__name__, message=message, trace=trace)


def _limit_memory(beside: int) -> None:
    """Limits private memory to what the snapshot takes and `beside` bytes more."""
    if sys.platform != "linux":
        return
    import resource

    # the sixth field: pages of data and stack, the snapshot's included
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + beside
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
