"""Finished exports: they lie beside the snapshot that they were made of, which never changes."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from minsheng.export import FORMATS
from minsheng.serve.lasting import edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from minsheng.graph.folder import Snapshot
    from minsheng.serve.settings import Settings

#: Folder of a snapshot that holds a folder for each edition of the code.
FOLDER: Final = "exports"
#: What stands behind the name of a file that is compressed.
PACKED: Final = ".gz"
#: What stands before the name of a file that is not finished.
_DRAFT: Final = "."
#: Numbers of drafts: no two of a process have the same name.
_NUMBERS: Final = count()


class Pair(NamedTuple):
    """The files of an export: as it is, and compressed; None for what is no text and gains nothing."""

    plain: Path
    packed: Path | None

    def existing(self) -> Iterator[Path]:
        """Those that it has."""
        yield self.plain
        if self.packed is not None:
            yield self.packed


class Shelf:
    """The finished exports of a snapshot, up to a number of megabytes; the longest unused goes first.

    Those of other editions of the package are not found, and go when one is put. All of them go with
    the snapshot, for they lie in its folder.

    Example:
        >>> Shelf(folder.current(Path("graph")), Settings()).find("turtle", packed=False)  # doctest: +SKIP
    """

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self._whole = snapshot.path / FOLDER
        self._place = self._whole / edition()[:24]
        self._most = settings.export_disk * 2**20
        #: seconds after which a draft was left behind by a server that was killed
        self._left = settings.export_seconds

    def find(self, form: str, packed: bool) -> Path | None:
        """The file of a format, noted as used; None if there is none."""
        path = self._place / (_name(form) + PACKED * packed)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def draft(self, form: str) -> Pair:
        """New and empty files to write a format to.

        Raises:
            OSError: nothing can be written there.
        """
        if not self._place.is_dir():
            self._place.mkdir(parents=True, exist_ok=True)
            for other in self._whole.iterdir():
                if other != self._place:
                    shutil.rmtree(other, ignore_errors=True)
        self._sweep()
        plain = self._place / f"{_DRAFT}{os.getpid()}-{next(_NUMBERS)}-{_name(form)}"
        pair = Pair(plain, plain.with_name(plain.name + PACKED) if FORMATS[form].text else None)
        for path in pair.existing():
            path.touch()
        return pair

    def put(self, form: str, draft: Pair) -> bool:
        """Puts what was written in its place and lets others go for it; whether it was small enough.

        Raises:
            OSError: the snapshot has been deleted.
        """
        size = sum(path.stat().st_size for path in draft.existing())
        if size > self._most:
            return False
        self._make_room(size)
        for path in draft.existing():
            path.replace(self._place / (_name(form) + (PACKED if path == draft.packed else "")))
        return True

    def _make_room(self, size: int) -> None:
        """An export goes as a whole, with its compressed file."""
        kept: dict[str, list[tuple[float, int, Path]]] = {}
        for path in self._place.iterdir():
            if not path.name.startswith(_DRAFT):
                with suppress(FileNotFoundError):  # another has let it go
                    about = path.stat()
                    name = path.name.removesuffix(PACKED)
                    kept.setdefault(name, []).append((about.st_mtime, about.st_size, path))
        total = size + sum(each for files in kept.values() for _, each, _ in files)
        for files in sorted(kept.values(), key=lambda files: max(used for used, _, _ in files)):
            if total <= self._most:
                return
            for _, each, path in files:
                total -= each
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Removes what servers left behind that were killed while they wrote."""
        for path in self._place.glob(f"{_DRAFT}*"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - self._left:
                    path.unlink()


def _name(form: str) -> str:
    return form + FORMATS[form].suffix
