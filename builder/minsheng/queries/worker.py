"""A query in a process of its own, which is killed at the time limit.

A store on disk is opened read-only by a fresh interpreter; a store in memory is there in a fork.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import subprocess
import sys
import warnings
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from minsheng.errors import GraphError, MinshengError, QueryTimeout
from minsheng.queries.runner import answer, open_store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from minsheng.queries.results import Result
    from minsheng.queries.runner import Request

#: Bytes of memory that a query's process may take: sorting a million rows stays below a tenth of it.
MEMORY_LIMIT: Final = 4 * 2**30


def ask(graph: Store | str | Path, request: Request, timeout: float) -> Result:
    """The answer of another process, within `timeout` seconds of wall-clock time.

    Raises:
        QueryTimeout: it took longer; the process is dead.
        GraphError: the process ended without an answer (out of memory, or of stack).
        MinshengError: whatever the query met there.
    """
    if isinstance(graph, Store):
        outcome = _forked(graph, request, timeout)
    else:
        outcome = _spawned(graph, request, timeout)
    if isinstance(outcome, MinshengError):
        raise outcome
    return outcome


def _spawned(path: str | Path, request: Request, timeout: float) -> Result | MinshengError:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry or os.curdir for entry in sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    with process:
        try:
            answered, _ = process.communicate(pickle.dumps((str(Path(path).resolve()), request)), timeout)
        except subprocess.TimeoutExpired as error:
            raise QueryTimeout("query-timeout", seconds=f"{timeout:g}") from error
        finally:
            process.kill()
    return _outcome(answered) if process.returncode == 0 else _ended()


def _forked(store: Store, request: Request, timeout: float) -> Result | MinshengError:
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve_fork, args=(store, request, sender))
    with warnings.catch_warnings():
        # The engine's threads are what Python warns of here; the child only reads, and is killed if it hangs.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        if not receiver.poll(timeout):
            raise QueryTimeout("query-timeout", seconds=f"{timeout:g}")
        return _outcome(receiver.recv_bytes())
    except EOFError:
        return _ended()
    finally:
        process.kill()
        process.join()
        receiver.close()


def _outcome(answered: bytes) -> Result | MinshengError:
    # The bytes come from a process of this very package, not from outside.
    outcome: Result | MinshengError = pickle.loads(answered)
    return outcome


def _ended() -> MinshengError:
    return GraphError("query-ended", limit=MEMORY_LIMIT // 2**30)


def _serve_fork(store: Store, request: Request, sender: Connection) -> None:
    # What an engine says as it ends is no words for the user: they get `query-ended`.
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sender.send_bytes(pickle.dumps(_attempt(store, request)))


def _attempt(graph: Store | str, request: Request) -> Result | MinshengError:
    try:
        return answer(graph if isinstance(graph, Store) else open_store(graph), request)
    except MinshengError as error:
        return error


def _limit_memory() -> None:
    """Only private memory counts: the store's mapped files may be of any size."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))


def main() -> None:
    """What the fresh interpreter does: one request in on stdin, one outcome out on stdout."""
    _limit_memory()
    path, request = pickle.load(sys.stdin.buffer)
    pickle.dump(_attempt(path, request), sys.stdout.buffer)


if __name__ == "__main__":
    main()
