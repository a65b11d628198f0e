"""Which files are sources, what each is called, and their bytes."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from minsheng.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Media type of each suffix that can be read.
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}

#: Largest file read, in bytes. A text takes about ten times its size in memory while it is read; no
#: single document comes near this, a file that does is a dump of many.
MAX_BYTES = 200_000_000


def find_sources(
    paths: Iterable[str | Path], skipped: Callable[[Path], None] | None = None
) -> list[tuple[Path, str]]:
    """The source files at and below `paths`, each with its name, sorted by name.

    A file below a folder is named by its posix path below that folder, a file given directly by its
    file name. Where two files would share a name, all of that name get as many of their parent
    folders in front as tell them apart. A file reached twice is listed once. Hidden files and
    folders are passed over, and so is a folder's README, which describes the folder; name it
    directly to have it read.

    Args:
        paths: files and folders.
        skipped: is called with each file below a folder whose suffix is unknown.

    Raises:
        InputError: no such path, or a file given directly has an unknown suffix.

    Example:
        >>> find_sources(["seeds/texts"])  # doctest: +SKIP
        [(PosixPath('seeds/texts/education.txt'), 'education.txt')]
    """
    found: dict[Path, tuple[Path, str]] = {}
    for given in paths:
        path = Path(given)
        for file, name in _below(path, skipped) if path.is_dir() else _single(path):
            found.setdefault(file.resolve(), (file, name))
    return sorted(_told_apart(found), key=lambda pair: (pair[1], str(pair[0])))


def _single(path: Path) -> list[tuple[Path, str]]:
    if not path.exists():
        raise InputError("no-such-file", file=path)
    if path.suffix.lower() not in MEDIA_TYPES:
        known = " ".join(MEDIA_TYPES)
        raise InputError("unknown-suffix", file=path, suffix=path.suffix, known=known)
    return [(path, path.name)]


def _below(folder: Path, skipped: Callable[[Path], None] | None) -> list[tuple[Path, str]]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if name.startswith(".") or file.stem.lower() == "readme":
                continue
            if file.suffix.lower() in MEDIA_TYPES:
                found.append((file, file.relative_to(folder).as_posix()))
            elif skipped is not None:
                skipped(file)
    return found


def _told_apart(found: dict[Path, tuple[Path, str]]) -> list[tuple[Path, str]]:
    """The files with unique names; depends on where they are, not on the order given."""
    names = {resolved: name for resolved, (_, name) in found.items()}
    while True:
        same: defaultdict[str, list[Path]] = defaultdict(list)
        for resolved, name in names.items():
            same[name].append(resolved)
        clashes = [resolved for group in same.values() if len(group) > 1 for resolved in group]
        if not clashes:
            return [(file, names[resolved]) for resolved, (file, _) in found.items()]
        for resolved in clashes:
            depth = names[resolved].count("/") + 2
            names[resolved] = "/".join(part.strip("/") for part in resolved.parts[-depth:])


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The file's content.

    Raises:
        InputError: no such file, a folder, larger than `limit` bytes, or not readable.
    """
    try:
        found = path.stat()
        size = found.st_size
        if S_ISDIR(found.st_mode):
            raise InputError("is-folder", file=path)
        if size > limit:
            megabytes = {"size": -(-size // 1_000_000), "limit": limit // 1_000_000}
            raise InputError("file-too-large", file=path, **megabytes)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("no-such-file", file=path) from None
    except OSError as error:
        raise InputError("unreadable-file", file=path, reason=error.strerror or str(error)) from None
