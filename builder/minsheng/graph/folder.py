"""The graph folder on disk: whole snapshots, one of which is the current one.

    GRAPH/
      current                   two lines: the format of the folder, the name of the snapshot in use
      lock                      held by the one process that writes
      snapshots/000002-9f3a…/   manifest.json, report.json, facts.sqlite, store/; what a server
                                makes of it: answers/, exports/
      decisions.jsonl           what people decided about a language model's proposals
      withdrawn.json            what must not be shown, by this build and every later one
      pushed.jsonl              what other stores were sent
      .building/                a build on its way; left over only if it was killed

A build writes a new snapshot aside and then replaces `current` in one step, so that a reader sees
the old graph or the new one, and a build that dies changes nothing. The snapshot before the current
one stays until the next build, for readers that opened it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from minsheng.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Raised when an older package could not read what this one writes.
FORMAT = 1
_HEAD = "minsheng-graph"
_POINTER = "current"
_LOCK = "lock"
_SNAPSHOTS = "snapshots"
_DRAFT = ".building"
#: Stands beside the snapshots: people may carry it to a graph that is built anew.
DECISIONS = "decisions.jsonl"
#: What must not be shown.
WITHDRAWN = "withdrawn.json"
#: What other stores were sent of it.
PUSHED = "pushed.jsonl"
_KEPT = (DECISIONS, WITHDRAWN, PUSHED)
_OURS = frozenset(
    (_POINTER, _LOCK, _SNAPSHOTS, _DRAFT, *_KEPT, *(f"{name}.new" for name in (_POINTER, *_KEPT)))
)
#: What a full disk, a quota and a limit on the size of files answer.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of."""

    #: the package that wrote it
    version: str
    #: prefix of the graph's IRIs
    base: str
    #: digest of the documents, their settings and their identities: equal graphs have equal ones
    digest: str
    documents: int
    triples: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One whole state of a graph."""

    path: Path

    @property
    def store(self) -> Path:
        """Folder of the embedded store."""
        return self.path / "store"

    @property
    def facts(self) -> Path:
        """File of the facts cache."""
        return self.path / "facts.sqlite"

    @property
    def report(self) -> Path:
        """What the build that made it reported, as JSON."""
        return self.path / "report.json"

    def manifest(self) -> Manifest:
        """Reads `manifest.json`.

        Raises:
            GraphError: `graph-damaged`.
        """
        try:
            return Manifest(**json.loads((self.path / "manifest.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise damaged(self.path, error) from error


def damaged(path: Path, error: Exception) -> GraphError:
    """The error for a part of a graph that cannot be read as what it should be."""
    return GraphError("graph-damaged", file=path, reason=str(error) or type(error).__name__)


def current(graph: Path) -> Snapshot:
    """The snapshot in use.

    Raises:
        GraphError: `graph-missing`, `graph-foreign` (a folder of something else), `graph-empty`
            (no build has finished), `graph-format` (another version's) or `graph-damaged`.

    Example:
        >>> current(Path("graph")).manifest().documents  # doctest: +SKIP
        6
    """
    if not graph.exists():
        raise GraphError("graph-missing", file=graph)
    try:
        head, _, name = (graph / _POINTER).read_text(encoding="utf-8").strip().partition("\n")
    except (FileNotFoundError, NotADirectoryError):
        key = "graph-empty" if graph.is_dir() and (graph / _LOCK).exists() else "graph-foreign"
        raise GraphError(key, file=graph) from None
    except (OSError, ValueError) as error:
        raise damaged(graph / _POINTER, error) from error
    _check_head(graph, head)
    snapshot = Snapshot(graph / _SNAPSHOTS / name)
    if not name or "/" in name or not (snapshot.path / "manifest.json").is_file():
        raise GraphError("graph-damaged", file=graph, reason=f"{_SNAPSHOTS}/{name or '?'}")
    return snapshot


def _check_head(graph: Path, head: str) -> None:
    word, _, number = head.partition(" ")
    if word != _HEAD or not number.isdigit():
        raise GraphError("graph-damaged", file=graph / _POINTER, reason=head[:40])
    if int(number) != FORMAT:
        raise GraphError("graph-format", file=graph, found=number, known=FORMAT)


class Draft:
    """A snapshot being written; nothing of it is seen before `publish`."""

    def __init__(self, graph: Path, previous: Snapshot | None) -> None:
        self._graph = graph
        #: the snapshot in use when writing began, None in a new graph
        self.previous = previous
        self.snapshot = Snapshot(graph / _DRAFT)

    def describe(self, manifest: Manifest) -> Snapshot:
        """Writes what the draft is made of: from then on it can be read like any snapshot."""
        _write_json(self.snapshot.path / "manifest.json", asdict(manifest))
        return self.snapshot

    def publish(self, manifest: Manifest, report: dict[str, object]) -> Snapshot:
        """Makes the draft the current snapshot, and drops the ones that nobody needs any more."""
        draft = self.describe(manifest).path
        _write_json(self.snapshot.report, report)
        _synced(self.snapshot.facts)
        number = 1 + max(map(_number, _names(self._graph)), default=0)
        name = f"{number:06d}-{manifest.digest[:12]}"
        kept = Snapshot(self._graph / _SNAPSHOTS / name)
        kept.path.parent.mkdir(exist_ok=True)
        draft.rename(kept.path)
        _synced(kept.path.parent)
        pointer = self._graph / f"{_POINTER}.new"
        pointer.write_text(f"{_HEAD} {FORMAT}\n{name}\n", encoding="utf-8")
        _synced(pointer)
        pointer.replace(self._graph / _POINTER)
        _synced(self._graph)
        _keep(self._graph, {name, self.previous.path.name if self.previous else ""})
        return kept


@contextmanager
def writing(graph: Path) -> Iterator[Draft]:
    """Holds the graph for one writer, clears what a killed build left, and opens a draft.

    If the body fails, or does not publish, the graph stays as it was; a folder that was made for it
    goes again.

    Raises:
        GraphError: `graph-locked`, `graph-foreign`, `graph-format`, `graph-damaged`, `disk-full` or
            `graph-unwritable`.
    """
    made = not graph.exists()
    try:
        with _mapped(graph):
            graph.mkdir(parents=True, exist_ok=True)
            _check_ours(graph)
        with _locked(graph):
            previous = current(graph) if (graph / _POINTER).exists() else None
            draft = Draft(graph, previous)
            with _mapped(graph):
                _clear(graph, previous)
                draft.snapshot.path.mkdir()
            try:
                with _mapped(graph):
                    yield draft
            finally:
                shutil.rmtree(draft.snapshot.path, ignore_errors=True)
    except BaseException:
        if made and not (graph / _POINTER).exists():
            shutil.rmtree(graph, ignore_errors=True)
        raise


def _check_ours(graph: Path) -> None:
    if (graph / _POINTER).is_file():
        return
    if not graph.is_dir() or {entry.name for entry in graph.iterdir()} - _OURS:
        raise GraphError("graph-foreign", file=graph)


@contextmanager
def _mapped(graph: Path) -> Iterator[None]:
    """Turns the system's errors while writing into ours, with cause and cure."""
    try:
        yield
    except sqlite3.Error as error:
        key = "disk-full" if _disk_full(error) else "graph-unwritable"
        raise GraphError(key, file=graph, reason=str(error)) from error
    except OSError as error:
        key = "disk-full" if _disk_full(error) else "graph-unwritable"
        raise GraphError(key, file=graph, reason=error.strerror or str(error)) from error


def _disk_full(error: Exception) -> bool:
    """The store tells a full disk in words alone, SQLite by a code or as a failed write."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    words = str(error).lower()
    return "no space left" in words or "file too large" in words or "is full" in words or "quota" in words


@contextmanager
def _locked(graph: Path) -> Iterator[None]:
    """The system frees the lock when its holder ends, however it ends: none can be stale."""
    with _mapped(graph):
        descriptor = os.open(graph / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            raise GraphError("graph-locked", file=graph, process=holder or "?")
        with _mapped(graph):
            os.truncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _names(graph: Path) -> list[str]:
    snapshots = graph / _SNAPSHOTS
    return sorted(entry.name for entry in snapshots.iterdir()) if snapshots.is_dir() else []


def _number(name: str) -> int:
    digits = name.partition("-")[0]
    return int(digits) if digits.isdigit() else 0


def _keep(graph: Path, names: set[str]) -> None:
    """Removes all snapshots but those named."""
    for name in _names(graph):
        if name not in names:
            shutil.rmtree(graph / _SNAPSHOTS / name, ignore_errors=True)


def _clear(graph: Path, previous: Snapshot | None) -> None:
    """Removes what a build left that was killed on its way: the draft, an unpublished snapshot."""
    shutil.rmtree(graph / _DRAFT, ignore_errors=True)
    (graph / f"{_POINTER}.new").unlink(missing_ok=True)
    published = "" if previous is None else previous.path.name
    _keep(graph, {name for name in _names(graph) if name <= published})


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    _synced(path)


def _synced(path: Path) -> None:
    """Has the system write a file, or a folder's list of files, to the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
