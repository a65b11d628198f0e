"""rdflib on a graph, in a process of its own: within a limit of memory, and one of seconds for a question."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from benchmarks.asking import bound
from minsheng.api import open_graph
from minsheng.queries import catalogue
from minsheng.queries.anatomy import dissect
from minsheng.queries.dialects import single_steps
from minsheng.queries.substitution import substituted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path

    from rdflib import Dataset

    from minsheng.queries.named import NamedQuery

#: Seconds that it may take for one question.
PATIENCE = 30
#: Bytes of address space that it may take: ten million triples do not fit.
_MOST = 12 * 2**30
#: Seconds beyond its own limit after which it is taken to hang, and that it may take to load a graph.
_GRACE, _LOADING = 30, 1200


class _LateError(Exception):
    """The seconds for a question are over."""


@dataclass(frozen=True, slots=True)
class Library:
    """rdflib that holds a graph, and takes questions."""

    pid: int
    end: Connection
    #: seconds for a question
    patience: float

    def ask(self, query: NamedQuery, given: Mapping[str, str], patience: float | None = None) -> int:
        """Asks one of our questions; gives the number of its rows.

        Args:
            query: the question.
            given: its values.
            patience: seconds for this question; the library's own if None.

        Raises:
            TimeoutError: it took longer than its seconds.
            RuntimeError: it failed, or there was no memory for it.
        """
        seconds = self.patience if patience is None else patience
        self.end.send((query.name, dict(given), seconds))
        return self._told(seconds + _GRACE)

    def loaded(self) -> None:
        """Waits until it holds the graph.

        Raises:
            TimeoutError, RuntimeError: it does not.
        """
        self._told(_LOADING)

    def _told(self, seconds: float) -> int:
        try:
            if not self.end.poll(seconds):
                raise TimeoutError
            told = self.end.recv()
        except EOFError as error:
            raise RuntimeError("rdflib has ended") from error
        if isinstance(told, int):
            return told
        raise TimeoutError if told is None else RuntimeError(told)


@contextmanager
def library(graph: Path, patience: float = PATIENCE, most: int = _MOST) -> Iterator[Library]:
    """Runs rdflib on a graph folder for as long as the block does.

    Args:
        graph: the folder.
        patience: seconds for a question.
        most: bytes of address space.

    Raises:
        TimeoutError, RuntimeError: it cannot load the graph.

    Example:
        >>> with library(Path("graph")) as rdflib:  # doctest: +SKIP
        ...     rdflib.ask(catalogue.load("groups"), {})
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(graph, theirs, most), daemon=True)
    process.start()
    theirs.close()
    try:
        assert process.pid is not None
        made = Library(process.pid, ours, patience)
        made.loaded()
        yield made
    finally:
        process.kill()
        process.join()
        ours.close()


def _answer(graph: Path, end: Connection, most: int) -> None:
    """What the process does: it loads the graph, then answers until it is ended."""
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    signal.signal(signal.SIGALRM, _stop)
    try:
        dataset = open_graph(graph).to_rdflib()
    except MemoryError:
        end.send("no memory")
        return
    end.send(len(dataset))
    while True:
        try:
            name, given, seconds = end.recv()
            query = catalogue.load(name)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            try:
                found = _rows(dataset, query, given)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            end.send(found)
        except EOFError:
            return
        except _LateError:
            end.send(None)
        except MemoryError:
            end.send("no memory")
        except Exception as error:  # whatever its parser or its algebra meets
            end.send(f"{type(error).__name__}: {error}")


def _rows(dataset: Dataset, query: NamedQuery, given: Mapping[str, str]) -> int:
    plain = single_steps(substituted(query.text, bound(query, given)))
    text = dissect(plain).select().whole(query.limit + 1)
    return sum(1 for _ in dataset.query(text))


def _stop(*_: object) -> NoReturn:
    raise _LateError
