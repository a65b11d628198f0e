"""Answers that were given and are still good, up to a number of bytes; the one longest unused goes first."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Hashable

    from minsheng.serve.querying import Head

#: An answer that would take more than this part of the room is not kept.
_SHARE: Final = 8


class Answered(NamedTuple):
    """An answer as it is kept."""

    head: Head
    body: bytes


class Kept:
    """Answers by key, of which the digest of the snapshot is a part.

    Example:
        >>> kept = Kept(1000)
        >>> kept.get("a") is None
        True
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answered] = OrderedDict()
        #: bytes of all bodies
        self.size = 0
        self._turns: dict[Hashable, _Turn] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answered | None:
        """The answer of that key, None if it is not kept."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def takes(self, size: int) -> bool:
        """Whether a body of so many bytes would be kept."""
        return size <= self._most // _SHARE

    def put(self, key: Hashable, answer: Answered) -> None:
        """Keeps an answer, and lets others go for it."""
        if not self.takes(len(answer.body)):
            return
        old = self._answers.pop(key, None)
        self.size += len(answer.body) - (0 if old is None else len(old.body))
        self._answers[key] = answer
        while self.size > self._most:
            _, gone = self._answers.popitem(last=False)
            self.size -= len(gone.body)

    def clear(self) -> None:
        """Lets all go: the graph has changed."""
        self._answers.clear()
        self.size = 0

    @asynccontextmanager
    async def turn(self, key: Hashable, patience: float) -> AsyncIterator[None]:
        """One request after another for the same answer: the first makes it, the others find it kept.

        Raises:
            TimeoutError: it was not its turn within `patience` seconds.
        """
        turn = self._turns.setdefault(key, _Turn())
        turn.wanted += 1
        try:
            async with asyncio.timeout(patience):
                await turn.lock.acquire()
            try:
                yield
            finally:
                turn.lock.release()
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                self._turns.pop(key, None)


class _Turn:
    """Who makes an answer, and how many want it."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.wanted = 0
