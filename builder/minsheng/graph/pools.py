"""Processes that share the work of a build, and end with it, however it ends."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.process import BaseProcess


@contextmanager
def pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """So many fresh interpreters; what they have not begun is dropped when the block is left by an error.

    The caller's script must be importable without side effects (the usual `if __name__ == "__main__"`).

    Example:
        >>> with pool(2) as processes:  # doctest: +SKIP
        ...     list(processes.map(len, ["ab", "c"]))
        [2, 1]
    """
    # A forked child would hold the graph's lock and whatever threads the parent had.
    made = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_parent)
    with made:
        try:
            yield made
        except BaseException:
            made.shutdown(wait=False, cancel_futures=True)
            raise


def _follow_parent() -> None:
    """Leaves Ctrl-C to the build that started this worker, and ends with it should it be killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    connection.wait([parent.sentinel])
    os._exit(1)
