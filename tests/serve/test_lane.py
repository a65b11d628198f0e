"""A worker's last words: one that has no memory to go on is not asked again."""

from __future__ import annotations

import asyncio
import pickle
from typing import cast

import pytest

from minsheng.errors import GraphError, MinshengError
from minsheng.serve import frames
from minsheng.serve.frames import Kind
from minsheng.serve.lane import Worker
from minsheng.serve.settings import Settings
from minsheng.serve.worker import ended


@pytest.mark.parametrize(
    ("error", "spent"),
    [(ended(Settings()), True), (GraphError("query-syntax", reason="?"), False)],
)
def test_who_ends_says_so(error: MinshengError, *, spent: bool) -> None:
    async def heard() -> bool:
        reader = asyncio.StreamReader()
        reader.feed_data(frames.packed(Kind.ERROR, pickle.dumps(error)))
        worker = Worker(0, reader, cast("asyncio.StreamWriter", None))
        with pytest.raises(MinshengError):
            await worker.value()
        return worker.spent

    assert asyncio.run(heard()) is spent
