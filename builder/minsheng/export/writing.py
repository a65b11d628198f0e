"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from minsheng.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` that takes its place when the block ends well, and vanishes when not.

    Raises:
        GraphError: the folder of `path` does not exist, or the disk is full.
    """
    folder = path.parent
    if not folder.is_dir():
        raise GraphError("output-folder", file=folder)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise GraphError("system", file=path, message=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def unpacking(folder: Path) -> Iterator[BinaryIO]:
    """A temporary zip archive, whose files are put into `folder` when the block ends well.

    Raises:
        GraphError: the parent of `folder` does not exist.
    """
    import zipfile

    if not folder.parent.is_dir():
        raise GraphError("output-folder", file=folder.parent)
    with tempfile.TemporaryFile() as archive:
        yield archive
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(archive) as tables:
            for name in tables.namelist():
                with tables.open(name) as table, replacing(folder / name) as file:
                    while block := table.read(1 << 20):
                        file.write(block)


def _umask() -> int:
    """The process's mask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
