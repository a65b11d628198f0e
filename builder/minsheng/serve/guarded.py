"""Connections that cannot be held open for nothing: what comes too slowly or is too long is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

#: Seconds for the head of a request to arrive, from the opening of the connection or its first byte.
ARRIVAL: Final = 20.0
#: Bytes of a head: a query of the greatest length, percent-encoded, and half as much again.
HEAD: Final = 1_500_000
#: Seconds in which a client must read something of an answer.
STALLED: Final = 60.0


class Guarded(HttpToolsProtocol):
    """uvicorn's protocol with limits on what a client may leave unsaid, say at length, or not read."""

    _arriving: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    #: bytes of the head that is arriving, None between heads
    _head: int | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a request."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing more."""
        for timer in (self._arriving, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes some bytes; the head that they belong to must not grow without end."""
        super().data_received(data)
        if self._head is None or self.transport.is_closing():
            return
        self._head += len(data)
        if self._head > HEAD:
            self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._head = 0
        self._await_head()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._head = None
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client reads more slowly than it is sent to."""
        super().pause_writing()
        self._stalled = self.loop.call_later(STALLED, self.transport.abort)

    def resume_writing(self) -> None:
        """It has read what was waiting."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _await_head(self) -> None:
        if self._arriving is None:
            self._arriving = self.loop.call_later(ARRIVAL, self._refuse, b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" % status)
            self.transport.close()
