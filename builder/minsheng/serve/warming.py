"""Named questions, answered before anybody asks: once for each snapshot, behind everything else."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar, cast

from minsheng.errors import GraphError, MinshengError
from minsheng.queries import catalogue
from minsheng.serve.kept import Answered
from minsheng.serve.questioning import ADVANCE, Question, foreseen, in_advance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minsheng.serve.generation import Generation
    from minsheng.serve.loaded import Loaded
    from minsheng.serve.server import Server

    Values = tuple[tuple[str, str], ...]

P = ParamSpec("P")
T = TypeVar("T")

_LOG = logging.getLogger("minsheng.serve")
#: Questions that are answered in advance at a time; clients have the other workers of the lane.
_AT_ONCE: Final = 2
#: Seconds until another attempt, when clients need all workers.
_PAUSE: Final = 1.0


async def warm(server: Server) -> None:
    """Answers all questions that can be foreseen, and keeps the answers beside the snapshot.

    Those without values come first. What lies there already is not asked again. One that takes longer
    than the setting `warm` is left to those who ask it.
    """
    listed: list[tuple[str, Values]] = []
    for name in catalogue.names():
        with _told(name):
            listed += [(name, values) for values in await _called(server, foreseen, name)]
    waiting = iter(sorted(listed, key=lambda each: bool(each[1])))
    await asyncio.gather(*(_one_by_one(server, waiting) for _ in range(_AT_ONCE)))
    # what they have read of the graph stays in their memory
    server.current.queries.renew()


async def _one_by_one(server: Server, waiting: Iterator[tuple[str, Values]]) -> None:
    for name, values in waiting:
        with _told(f"{name} {dict(values)}"):
            await _answered(server, name, values)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """A failure is logged, and all else goes on: what cannot be written is kept in memory all the same."""
    try:
        yield
    except (MinshengError, OSError) as error:
        _LOG.warning("%s: %s", what, error)


async def _answered(server: Server, name: str, values: Values) -> None:
    current = server.current
    questions = [Question(name, values, form) for form in ADVANCE]
    if all(current.lasting.get(asked) is not None for asked in questions):
        return
    # who asks the same meanwhile does not wait for it, for whoever answers people goes first
    answers = await _called(server, in_advance, name, values)
    for asked, (head, body) in answers.items():
        answered = Answered(head, body)
        if not values:
            server.kept.put((current.manifest.digest, asked), answered)
        await asyncio.to_thread(current.lasting.put, asked, answered)


async def _called(
    server: Server, function: Callable[Concatenate[Loaded, P], T], *args: P.args, **_: P.kwargs
) -> T:
    """What a function gives in a worker that stands back behind those who answer people."""
    while True:
        current: Generation = server.current
        current.enter()
        try:
            async with current.queries.call(function, args, current.settings.warm) as worker:
                return cast("T", await worker.value())
        except GraphError as error:
            if error.key != "server-busy":
                raise
        finally:
            await current.leave()
        await asyncio.sleep(_PAUSE)
