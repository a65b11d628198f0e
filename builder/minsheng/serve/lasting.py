"""Answers that outlive the server: they lie beside the snapshot that they came from, which never changes."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from threading import get_ident
from typing import TYPE_CHECKING, Final

import pyoxigraph

from minsheng.data import data
from minsheng.graph.fingerprint import version
from minsheng.serve.kept import Answered
from minsheng.serve.querying import Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from minsheng.graph.folder import Snapshot
    from minsheng.serve.questioning import Question
    from minsheng.serve.settings import Settings

#: Folder of a snapshot that holds a folder for each edition of the code and its limits.
FOLDER: Final = "answers"


class Lasting:
    """Answers to named questions in files, one each, compressed.

    Those of other editions of the package, or of other limits, are not found, and go when one is put.

    Example:
        >>> Lasting(folder.current(Path("graph")), Settings()).get(Question("groups"))  # doctest: +SKIP
    """

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._whole = snapshot.path / FOLDER
        limits = f"{edition()} {settings.rows} {settings.size}"
        self._place = self._whole / blake2b(limits.encode(), digest_size=12).hexdigest()

    def get(self, asked: Question) -> Answered | None:
        """The answer, None if there is none, or none that can be read."""
        try:
            with gzip.open(self._path(asked)) as file:
                head = Head(*json.loads(file.readline()))
                body = file.read()
        except (OSError, EOFError, ValueError, TypeError):
            return None
        return Answered(head, body) if len(body) == head.size else None

    def put(self, asked: Question, answered: Answered) -> None:
        """Writes an answer, whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        if not self._place.is_dir():
            self._place.mkdir(parents=True, exist_ok=True)
            for other in self._whole.iterdir():
                if other != self._place:
                    shutil.rmtree(other, ignore_errors=True)
        path = self._path(asked)
        draft = path.with_suffix(f".{os.getpid()}-{get_ident()}")
        try:
            with gzip.open(draft, "wb", compresslevel=5) as file:
                file.write(json.dumps(answered.head).encode() + b"\n" + answered.body)
            draft.replace(path)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()

    def _path(self, asked: Question) -> Path:
        return self._place / f"{blake2b(repr(asked).encode(), digest_size=16).hexdigest()}.gz"


@cache
def edition() -> str:
    """A digest of the code and the words that make answers: with them, answers change too."""
    digest = blake2b(f"{version()} {pyoxigraph.__version__}".encode())
    code = (
        files(f"minsheng.{stage}") for stage in ("queries", "export", "describing", "vocabulary", "serve")
    )
    places = (*code, *map(data, ("ontology", "queries", "wording")))
    for file in (file for place in places for file in _files(place)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file():
            yield entry
        elif entry.name != "__pycache__":
            yield from _files(entry)
