"""What the processes say to each other arrives as it was said."""

from __future__ import annotations

import asyncio
import pickle
import socket

from hypothesis import given
from hypothesis import strategies as st

from minsheng.serve import frames
from minsheng.serve.frames import Frame, Kind

FRAMES = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=200)), max_size=6)


@given(FRAMES)
def test_frames_arrive_in_order(sent: list[tuple[Kind, bytes]]) -> None:
    here, there = socket.socketpair()
    with here, there:
        for kind, data in sent:
            frames.send(here, kind, data)
        here.close()
        received = []
        while (frame := frames.receive(there)) is not None:
            received.append(frame)
    assert received == [Frame(*each) for each in sent]


@given(FRAMES)
def test_an_event_loop_reads_the_same(sent: list[tuple[Kind, bytes]]) -> None:
    async def read() -> list[Frame]:
        reader = asyncio.StreamReader()
        reader.feed_data(b"".join(frames.packed(*each) for each in sent))
        return [await frames.read(reader) for _ in sent]

    assert asyncio.run(read()) == [Frame(*each) for each in sent]


@given(st.binary(max_size=50), st.integers(0, 60))
def test_half_a_frame_is_none(data: bytes, length: int) -> None:
    packed = frames.packed(Kind.VALUE, data)
    found = frames.unpacked(packed[:length])
    assert found == (Frame(Kind.VALUE, data) if length >= len(packed) else None)


def test_values() -> None:
    assert Frame(Kind.VALUE, pickle.dumps(("青河", 1))).value() == ("青河", 1)
