"""What the processes say to each other: frames of a kind and bytes, over a pair of sockets.

All ends are processes of this very package, one forked or started by the other.
"""

from __future__ import annotations

import pickle
import struct
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import asyncio
    import socket

_HEAD = struct.Struct("!BI")
#: Bytes of one piece of a body.
PIECE = 2**16


class Kind(IntEnum):
    """What the bytes of a frame are."""

    #: a pickled value, and nothing more
    VALUE = 1
    #: a pickled value, and a body after it
    HEAD = 2
    #: a piece of a body
    PIECE = 3
    #: the body is complete
    END = 4
    #: a pickled error of ours; nothing follows
    ERROR = 5


class Frame(NamedTuple):
    """One message."""

    kind: Kind
    data: bytes

    def value(self) -> object:
        """What a `VALUE`, `HEAD` or `ERROR` carries."""
        return pickle.loads(self.data)


def packed(kind: Kind, data: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return _HEAD.pack(kind, len(data)) + data


def unpacked(data: bytes) -> Frame | None:
    """The frame that bytes are, None while some of it is missing."""
    if len(data) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    return Frame(Kind(kind), body) if len(body) >= length else None


def send(sock: socket.socket, kind: Kind, data: bytes = b"") -> None:
    """Sends a frame, blocking."""
    sock.sendall(packed(kind, data))


def receive(sock: socket.socket) -> Frame | None:
    """Waits for a frame; None when the other end is closed."""
    head = _exactly(sock, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    data = _exactly(sock, length)
    return None if data is None else Frame(Kind(kind), data)


def _exactly(sock: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = sock.recv(length - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def write(writer: asyncio.StreamWriter, kind: Kind, data: bytes = b"") -> None:
    """Sends a frame from an event loop."""
    writer.write(packed(kind, data))


async def read(reader: asyncio.StreamReader) -> Frame:
    """Waits for a frame.

    Raises:
        asyncio.IncompleteReadError: the other end is closed.
    """
    kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return Frame(Kind(kind), await reader.readexactly(length))
