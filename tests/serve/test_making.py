"""An export while it is written, and when it has just been finished."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from minsheng.errors import GraphError, MinshengError
from minsheng.graph.folder import Snapshot
from minsheng.serve.lane import Lane
from minsheng.serve.making import Making, Makings
from minsheng.serve.settings import Settings
from minsheng.serve.zygote import LOTS

if TYPE_CHECKING:
    import socket
    from pathlib import Path

FORM, TEXT = "turtle", b"0123456789"


async def _fork(_: socket.socket) -> int:
    raise AssertionError("nothing is asked of a worker")


@pytest.fixture
def makings(tmp_path: Path) -> Makings:
    lane = Lane(LOTS[-1], Settings(), _fork, lambda _: None)
    return Makings(Snapshot(tmp_path), Settings(), lane)


def written(makings: Makings) -> Making:
    draft = makings.shelf.draft(FORM)
    for path in draft.existing():
        path.write_bytes(TEXT)
    return Making(draft)


def test_what_is_there_is_read_and_the_rest_awaited(makings: Makings) -> None:
    async def read() -> list[bytes]:
        making = written(makings)
        making.sizes = (4, 0)
        pieces = makings.followed(FORM, making, packed=False)
        assert pieces is not None
        found = [await anext(pieces)]
        making.sizes = (len(TEXT), 3)
        making.done = True
        making.tell()
        return [*found, *[piece async for piece in pieces]]

    assert asyncio.run(read()) == [TEXT[:4], TEXT[4:]]


@pytest.mark.parametrize("packed", [False, True])
def test_what_was_finished_at_this_moment_is_read_in_its_place(makings: Makings, packed: bool) -> None:
    async def read() -> bytes:
        making = written(makings)
        making.sizes, making.done = (len(TEXT), len(TEXT)), True
        assert makings.shelf.put(FORM, making.draft)
        pieces = makings.followed(FORM, making, packed)
        assert pieces is not None
        return b"".join([piece async for piece in pieces])

    assert asyncio.run(read()) == TEXT


def test_what_has_gone_is_not_followed(makings: Makings) -> None:
    making = written(makings)
    for path in making.draft.existing():
        path.unlink()
    assert makings.followed(FORM, making, packed=False) is None


def test_a_failure_is_told_to_all_who_follow(makings: Makings) -> None:
    async def read() -> None:
        making = written(makings)
        both = [makings.followed(FORM, making, packed=False) for _ in range(2)]
        making.error = GraphError("server-closed", file=making.draft.plain)
        for pieces in both:
            assert pieces is not None
            with pytest.raises(MinshengError):
                await anext(pieces)

    asyncio.run(read())


def test_requests_that_wait_are_counted(makings: Makings) -> None:
    async def read() -> None:
        makings.waiting = Settings().export_waiting
        pieces = makings.followed(FORM, written(makings), packed=False)
        assert pieces is not None
        with pytest.raises(GraphError) as caught:
            await anext(pieces)
        assert caught.value.key == "export-busy"

    asyncio.run(read())
