"""From files to facts, in this process or in several: whatever goes wrong with a source stays with it."""

from __future__ import annotations

import traceback
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from minsheng.errors import InputError, MinshengError
from minsheng.graph.cache import encode
from minsheng.graph.collection import seldom
from minsheng.graph.pools import pool
from minsheng.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from minsheng.facts import Extractor

#: Documents that travel to a worker at once: enough that the way costs nothing beside the work.
CHUNK = 50
#: Chunks on the way for each worker; more would only hold memory.
_AHEAD = 2


class Task(NamedTuple):
    """A source to read."""

    path: Path
    name: str


class Outcome(NamedTuple):
    """What came of a task: the facts as the cache keeps them and the file's digest, or an error."""

    task: Task
    digest: str = ""
    facts: bytes = b""
    error: MinshengError | None = None


def extract(tasks: Sequence[Task], area: str | None, date: str | None, workers: int = 1) -> Iterator[Outcome]:
    """The outcome of every task, in any order, one in memory at a time.

    With more than one worker the caller's script must be importable without side effects (the usual
    `if __name__ == "__main__"`), since fresh interpreters are started.

    Example:
        >>> for outcome in extract([Task(Path("a.txt"), "a.txt")], None, None):  # doctest: +SKIP
        ...     print(outcome.error or decode(outcome.facts).entities)
    """
    if workers > 1 and len(tasks) > 1:
        # Few documents go out one by one, so that every worker has some.
        size = max(1, min(CHUNK, len(tasks) // (workers * _AHEAD)))
        chunks = [tasks[start : start + size] for start in range(0, len(tasks), size)]
        yield from _in_processes(chunks, area, date, workers)
    else:
        for task in tasks:
            yield _outcome(task, area, date)


@cache
def _extractor(area: str | None, date: str | None) -> Extractor:
    from minsheng.facts import Extractor

    return Extractor(area=area, date=date)


def _outcome(task: Task, area: str | None, date: str | None) -> Outcome:
    try:
        source = read(task.path, task.name)
        return Outcome(task, source.digest, encode(_extractor(area, date).extract(source)))
    except MinshengError as error:
        return Outcome(task, error=error)
    except Exception as error:
        # The boundary where a fault met with one text is kept from losing the others. The error's own
        # words may hold words of the text, private names among them: the place in the code is told.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        failed = InputError("extraction-failed", file=task.path, kind=type(error).__name__, reason=where)
        return Outcome(task, error=failed)


def _work(tasks: Sequence[Task], area: str | None, date: str | None) -> list[Outcome]:
    with seldom():
        return [_outcome(task, area, date) for task in tasks]


def _in_processes(
    chunks: Iterable[Sequence[Task]], area: str | None, date: str | None, workers: int
) -> Iterator[Outcome]:
    """Chunks in flight when a worker dies are tried again one document at a time, to find which it was."""
    waiting = iter(chunks)
    suspects: list[Task] = []
    while True:
        left: dict[Future[list[Outcome]], Sequence[Task]] = {}
        lost: Sequence[Task] = ()
        try:
            with pool(workers) as processes:
                while True:
                    for chunk in islice(waiting, workers * _AHEAD - len(left)):
                        lost = chunk
                        left[processes.submit(_work, chunk, area, date)] = chunk
                        lost = ()
                    if not left:
                        break
                    for future in wait(left, return_when=FIRST_COMPLETED).done:
                        outcomes = future.result()
                        del left[future]
                        yield from outcomes
            break
        except BrokenProcessPool:
            suspects += [*lost, *(task for chunk in left.values() for task in chunk)]
    for task in suspects:
        yield _alone(task, area, date)


def _alone(task: Task, area: str | None, date: str | None) -> Outcome:
    try:
        with pool(1) as processes:
            return processes.submit(_work, [task], area, date).result()[0]
    except BrokenProcessPool:
        return Outcome(task, error=InputError("worker-died", file=task.path))
