"""Named questions, answered before anybody asks: once for each snapshot, behind everything else."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, cast

from minsheng.errors import MinshengError
from minsheng.queries import catalogue
from minsheng.serve.kept import Answered
from minsheng.serve.questioning import ADVANCE, Question, foreseen, in_advance

if TYPE_CHECKING:
    from collections.abc import Callable

    from minsheng.serve.generation import Generation
    from minsheng.serve.querying import Head
    from minsheng.serve.server import Server

    Values = tuple[tuple[str, str], ...]

_LOG = logging.getLogger("minsheng.serve")


async def warm(server: Server) -> None:
    """Answers all questions that can be foreseen, and keeps the answers beside the snapshot.

    What lies there already is not asked again. One that takes longer than the setting `warm` is left to
    those who ask it.
    """
    told: set[str] = set()
    for name in catalogue.names():
        try:
            listed = cast("list[Values]", await _called(server, foreseen, name))
        except MinshengError as error:
            _LOG.warning("%s: %s", name, error)
            continue
        for values in listed:
            try:
                await _answered(server, name, values)
            except MinshengError as error:
                _LOG.warning("%s %s: %s", name, dict(values), error)
            except OSError as error:  # they are kept in memory all the same
                if error.strerror not in told:
                    _LOG.warning("%s", error)
                told.add(str(error.strerror))


async def _answered(server: Server, name: str, values: Values) -> None:
    current = server.current
    questions = [Question(name, values, form) for form in ADVANCE]
    if all(current.lasting.get(asked) is not None for asked in questions):
        return
    async with AsyncExitStack() as stack:
        for asked in questions:  # who asks the same meanwhile waits for it
            key = (current.manifest.digest, asked)
            await stack.enter_async_context(server.kept.turn(key, current.settings.warm))
        answers = cast("dict[Question, tuple[Head, bytes]]", await _called(server, in_advance, name, values))
        for asked, (head, body) in answers.items():
            answered = Answered(head, body)
            if not values:
                server.kept.put((current.manifest.digest, asked), answered)
            await asyncio.to_thread(current.lasting.put, asked, answered)


async def _called(server: Server, function: Callable[..., object], *args: object) -> object:
    """What a function gives in a worker that stands back behind those who answer people."""
    current: Generation = server.current
    current.enter()
    try:
        async with current.queries.call(function, args, current.settings.warm) as worker:
            return await worker.value()
    finally:
        await current.leave()
