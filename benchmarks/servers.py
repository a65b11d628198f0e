"""Other stores, started on this machine's loopback for as long as they are needed: Oxigraph and Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Seconds that a server may take to answer its first call: a bound on a hang.
_PATIENCE = 120.0
_VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
FileExtend = 200
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 2G
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    #: of queries
    url: str
    #: of the Graph Store Protocol
    graph_store: str
    #: of updates
    update: str
    process: subprocess.Popen[bytes]
    #: port of SQL, 0 if there is none
    sql: int = 0


def oxigraph_binary() -> str | None:
    """The server of the package `oxigraph`, None if it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def virtuoso_binary() -> str | None:
    """The server of Debian's `virtuoso-opensource-7`, None if it is not installed."""
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph(location: Path | None = None, *, read_only: bool = False) -> Iterator[Running]:
    """An Oxigraph server, in memory or on the store of a folder.

    Example:
        >>> with oxigraph() as server:  # doctest: +SKIP
        ...     print(server.url)
    """
    binary = oxigraph_binary()
    assert binary, "pip install oxigraph"
    port = free_port()
    place = [] if location is None else ["--location", str(location)]
    words = [binary, "serve-read-only" if read_only else "serve", *place, "--bind", f"127.0.0.1:{port}"]
    with _started(words, f"http://127.0.0.1:{port}/") as process:
        root = f"http://127.0.0.1:{port}"
        yield Running(f"{root}/query", f"{root}/store", f"{root}/update", process)


@contextmanager
def virtuoso(folder: Path, buffers: int = 20_000) -> Iterator[Running]:
    """A Virtuoso whose files are all in one folder; its user is `dba`, with the password `dba`.

    Args:
        folder: an empty folder, or one from an earlier start.
        buffers: pages of 8 kB that it may hold in memory.
    """
    binary = virtuoso_binary()
    assert binary, "apt install virtuoso-opensource-7"
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    numbers = {"sql": sql, "http": http, "buffers": buffers, "dirty": buffers * 3 // 4}
    settings.write_text(_VIRTUOSO.format(folder=folder, **numbers), encoding="ascii")
    root = f"http://127.0.0.1:{http}"
    with _started([binary, "+foreground", "+configfile", str(settings)], f"{root}/sparql") as process:
        update = f"{root}/sparql-auth"
        yield Running(f"{root}/sparql", f"{root}/sparql-graph-crud-auth", update, process, sql)


def bulk_load(server: Running, folder: Path) -> None:
    """Loads the N-Quads files of a folder into a Virtuoso that may read it, by its own loader.

    Raises:
        CalledProcessError: the loader failed.
    """
    step = f"ld_dir('{folder}', '*.nq', 'urn:x'); rdf_loader_run(); checkpoint;"
    words = ["isql-vt", f"127.0.0.1:{server.sql}", "dba", "dba", f"exec={step}"]
    subprocess.run(words, check=True, capture_output=True)


def free_port() -> int:
    """A port of the loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _started(words: Sequence[str], url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that answers at a URL; it is ended at once when it is no longer needed."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, url)
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError as error:
            error.close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")
