"""Named questions, answered when a snapshot is made: a server that begins on it has the answers at once."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TYPE_CHECKING

from minsheng.errors import MinshengError
from minsheng.graph.folder import Snapshot
from minsheng.graph.pools import pool
from minsheng.queries import catalogue
from minsheng.serve.kept import Answered
from minsheng.serve.lasting import FOLDER, Lasting
from minsheng.serve.loaded import Loaded
from minsheng.serve.questioning import foreseen, in_advance
from minsheng.serve.server import large
from minsheng.serve.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    Values = tuple[tuple[str, str], ...]

_LOG = logging.getLogger("minsheng.serve")


def prepare(snapshot: Snapshot, workers: int = 1, settings: Settings | None = None) -> int:
    """Answers what can be foreseen of a large snapshot, and puts the answers beside it; counts them.

    They are those of `Lasting`, for a server with these settings. A small snapshot is left as it is, for
    any question on it takes little time. An answer that fails is logged and left to the server. Where the
    disk takes no more, none is kept.

    Args:
        snapshot: a snapshot that can be read.
        workers: processes that answer.
        settings: of the server (default: its own defaults).

    Example:
        >>> prepare(folder.current(Path("graph")), workers=2)  # doctest: +SKIP
        98
    """
    settings = settings or Settings()
    if not large(snapshot, settings):
        return 0
    try:
        return _prepared(snapshot.path, settings, workers)
    except BrokenProcessPool as error:
        _LOG.warning("%s: %s", snapshot.path, error)
    except OSError as error:
        _LOG.warning("%s: %s", snapshot.path, error)
        shutil.rmtree(snapshot.path / FOLDER, ignore_errors=True)
    return 0


def _prepared(path: Path, settings: Settings, workers: int) -> int:
    number = 0
    with pool(workers) as processes:
        listed = [processes.submit(_listed, path, settings, name) for name in catalogue.names()]
        waiting = [
            processes.submit(_put, path, settings, name, values)
            for name, found in zip(catalogue.names(), listed, strict=True)
            for values in found.result()
        ]
        for each in as_completed(waiting):
            try:
                each.result()
                number += 1
            except MinshengError as error:
                _LOG.warning("%s: %s", path, error)
    return number


@cache
def _loaded(path: Path, settings: Settings) -> Loaded:
    return Loaded(Snapshot(path), settings)


def _listed(path: Path, settings: Settings, name: str) -> list[Values]:
    return foreseen(_loaded(path, settings), name)


def _put(path: Path, settings: Settings, name: str, values: Values) -> None:
    loaded = _loaded(path, settings)
    lasting = Lasting(loaded.snapshot, settings)
    for asked, (head, body) in in_advance(loaded, name, values).items():
        lasting.put(asked, Answered(head, body))
