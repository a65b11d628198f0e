"""A body from a worker to a client: gathered first, so that a failure is an error and no broken answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, TypeVar, cast

from starlette.requests import ClientDisconnect
from starlette.responses import Response, StreamingResponse

from minsheng.serve.answers import validators
from minsheng.serve.asking import generation
from minsheng.serve.frames import PIECE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from starlette.requests import Request

    from minsheng.serve.lane import Lane
    from minsheng.serve.loaded import Streamed
    from minsheng.serve.querying import Head

    Spool = SpooledTemporaryFile[bytes]

T = TypeVar("T")

#: Bytes of a result that are held in memory while the client reads it; a longer one is held on disk.
HELD = 2**18


async def relayed(
    request: Request, lane: Lane, function: Callable[..., Streamed], *args: object, key: str
) -> Response:
    """What a function in a worker of `lane` streams, as an answer; `key` tells its form apart.

    Raises:
        MinshengError: what the function raised, or `server-busy`, `query-timeout`, `query-ended`.
        ClientDisconnect: the client has left; so does the worker, if it is not done at once.
    """
    head, spool = await while_connected(request, _gathered(request, lane, function, args))
    headers = {**validators(request, key), **told(head)}
    if head.size <= HELD:
        with spool:
            return Response(spool.read(), headers=headers, media_type=head.media)
    headers["Content-Length"] = str(head.size)
    return StreamingResponse(_pieces(spool), headers=headers, media_type=head.media)


def told(head: Head) -> dict[str, str]:
    """Headers that say that a result was cut, as Virtuoso's clients know them too."""
    return {} if head.limit is None else {"X-Truncated": "true", "X-SPARQL-MaxRows": str(head.limit)}


async def _gathered(
    request: Request, lane: Lane, function: Callable[..., Streamed], args: tuple[object, ...]
) -> tuple[Head, Spool]:
    spool = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 - closed by whoever reads it
    try:
        async with lane.call(function, args, generation(request).settings.seconds) as worker:
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
