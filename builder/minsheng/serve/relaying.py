"""A body from a worker to a client: gathered first, so that a failure is an error and no broken answer."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, TypeVar, cast

from starlette.requests import ClientDisconnect
from starlette.responses import Response, StreamingResponse

from minsheng.serve.answers import validators
from minsheng.serve.asking import generation, server
from minsheng.serve.frames import PIECE
from minsheng.serve.kept import Answered

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Hashable, Mapping

    from starlette.requests import Request
    from starlette.types import Message, Receive, Scope, Send

    from minsheng.serve.lane import Lane
    from minsheng.serve.loaded import Streamed
    from minsheng.serve.querying import Head

    Spool = SpooledTemporaryFile[bytes]

T = TypeVar("T")

#: Bytes of a result that are held in memory while the client reads it; a longer one is held on disk.
HELD = 2**20


async def relayed(
    request: Request,
    lane: Lane,
    function: Callable[..., Streamed],
    *args: object,
    key: str,
    seconds: float,
    keep: Hashable | None = None,
    media: str | None = None,
) -> Response:
    """What a function in a worker of `lane` streams, as an answer.

    Args:
        request: what is answered.
        lane: the workers to ask.
        function: at the top of a module; takes a `Loaded` and `args`.
        args: small, for they are pickled.
        seconds: that the answer may take.
        key: tells this form of the answer apart from others at the same address.
        media: the media type; None takes that of the head.
        keep: under which the server keeps the answer and finds it again; None for what is not kept.

    Raises:
        MinshengError: what the function raised, or `server-busy`, `query-timeout`, `query-ended`.
        ClientDisconnect: the client has left; so does the worker, if it is not done at once.
    """
    if keep is None:
        head, spool = await while_connected(request, _gathered(lane, seconds, function, args))
        return _sent(request, head, spool, key, media)
    kept = server(request).kept
    answered = kept.get(keep)
    if answered is None:
        async with _turn(request, keep):
            answered = kept.get(keep)
            if answered is None:
                head, spool = await while_connected(request, _gathered(lane, seconds, function, args))
                if head.status != 200 or not kept.takes(head.size):
                    return _sent(request, head, spool, key, media)
                with spool:
                    answered = Answered(head, spool.read())
                kept.put(keep, answered)
    return given(request, answered, key, media)


def given(request: Request, answered: Answered, key: str, media: str | None = None) -> Response:
    """An answer that was kept."""
    headers = _headers(request, answered.head, key)
    return Response(answered.body, headers=headers, media_type=media or answered.head.media)


@asynccontextmanager
async def _turn(request: Request, keep: Hashable) -> AsyncIterator[None]:
    """Clients do not ask the same twice at once: it would be answered twice."""
    current = generation(request)
    # whoever asked first may wait for a worker, and then for the answer
    patience = current.settings.patience + current.settings.question_seconds
    try:
        async with server(request).kept.turn(keep, patience):
            yield
    except TimeoutError as error:
        raise current.questions.queue.busy() from error


def _sent(request: Request, head: Head, spool: Spool, key: str, media: str | None) -> Response:
    headers = {**_headers(request, head, key), "Content-Length": str(head.size)}
    if head.size > HELD:
        return StreamingResponse(_pieces(spool), head.status, headers, media or head.media)
    with spool:
        return Response(spool.read(), head.status, headers, media or head.media)


def _headers(request: Request, head: Head, key: str) -> dict[str, str]:
    if head.status != 200:
        return {"Cache-Control": "no-store"}
    return {**validators(request, key), **told(head)}


def told(head: Head) -> dict[str, str]:
    """Headers that say that a result was cut, as Virtuoso's clients know them too."""
    return {} if head.limit is None else {"X-Truncated": "true", "X-SPARQL-MaxRows": str(head.limit)}


async def _gathered(
    lane: Lane, seconds: float, function: Callable[..., Streamed], args: tuple[object, ...]
) -> tuple[Head, Spool]:
    spool = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 - closed by whoever reads it
    try:
        async with lane.call(function, args, seconds) as worker:
            head = cast("Head", await worker.value())
            async for piece in worker.pieces():
                spool.write(piece)
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return head, spool


async def _pieces(spool: Spool) -> AsyncIterator[bytes]:
    with spool:
        while piece := spool.read(PIECE):
            yield piece


async def called(
    lane: Lane, function: Callable[..., object], *args: object, seconds: float
) -> AsyncGenerator[bytes]:
    """The pieces that a function in a worker of `lane` writes, while it writes them.

    Raises:
        MinshengError: what the function raised, or what `Lane.call` raises.
    """
    async with lane.call(function, args, seconds) as worker:
        await worker.value()
        async for piece in worker.pieces():
            yield piece


class Stream(Response):
    """A long body, sent while it is written; if that breaks off, so does the connection."""

    def __init__(
        self, request: Request, pieces: AsyncGenerator[bytes], headers: Mapping[str, str], media: str
    ) -> None:
        self.body_iterator = None
        self.background = None
        self.status_code = 200
        self.media_type = media
        self.init_headers(headers)
        self._request, self._pieces = request, pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends all."""
        if scope["method"] == "HEAD":
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await while_connected(self._request, self._send(send))

    async def _send(self, send: Send) -> None:
        start: Message = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        started = False
        async with aclosing(self._pieces) as pieces:
            async for piece in pieces:
                if not started:
                    # Until there is something to send, a failure can still be told as one.
                    await send(start)
                    started = True
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        if not started:
            await send(start)
        await send({"type": "http.response.body", "body": b""})


async def while_connected(request: Request, work: Coroutine[None, None, T]) -> T:
    """What `work` gives, which is cancelled when the client leaves before that.

    Raises:
        ClientDisconnect: it did.
    """
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, gone), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect
    finally:
        for task in (working, gone):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
