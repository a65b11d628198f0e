"""Pages of entities over HTTP: how many in a second, beside a file that the same server sends as it is."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from benchmarks.serving import serving
from benchmarks.speed import write
from benchmarks.tables import Table
from minsheng.graph import build, folder
from minsheng.vocabulary import MS, RDF, entity_classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Connections that ask at a time.
CONNECTIONS = 8
#: Pages of a round, and times that the file is asked for.
PAGES, FILES = 600, 1200
#: Tenths of a second that a server may take to listen: a bound on a hang.
_PATIENCE = 600
_PLAIN = "文件 file"
_FILE = "/assets/style.css"
FORMS = {"网页 page": "text/html", "Turtle": "text/turtle", "JSON": "application/json"}


def tables(texts: Sequence[str], rounds: int) -> list[Table]:
    """Builds a graph of the texts, serves it, and asks for its entities in turns with the file."""
    with tempfile.TemporaryDirectory() as scratch:
        write(Path(scratch, "texts"), texts)
        graph = Path(scratch, "graph")
        build([Path(scratch, "texts")], graph)
        paths = entities(graph)
        with serving(graph) as served:
            work = {name: (spread(paths, PAGES), media) for name, media in FORMS.items()}
            work |= plain_file()
            rates = measured(served.url, work, rounds)
    return [table(rates, len(paths), rounds)]


def plain_file() -> dict[str, tuple[list[str], str]]:
    """The work of asking for a file."""
    return {_PLAIN: ([_FILE] * FILES, "*/*")}


def table(rates: Mapping[str, Sequence[float]], things: int, rounds: int) -> Table:
    """Answers a second by form, and the share of the file's."""
    plain = rates[_PLAIN]
    rows = [
        (name, f"{median(each):.0f}", f"{median(a / b for a, b in zip(each, plain, strict=True)):.2f}")
        for name, each in rates.items()
    ]
    return Table(
        "网页 · Pages",
        ("形式 form", "每秒 a second", "与文件之比 of the file"),
        rows,
        (
            f"{things:,}个实体中的{PAGES}个，{CONNECTIONS}个连接，{rounds}轮的中位数；"
            "客户端在同一台机器上，占去一部分处理器。",
            f"{PAGES} of {things:,} entities over {CONNECTIONS} connections, median of {rounds} rounds; the "
            "client takes its part of the same processors.",
        ),
    )


def entities(graph: Path) -> list[str]:
    """The paths of all entities of a graph, sorted."""
    snapshot = folder.current(graph)
    base, store = snapshot.manifest().base, ox.Store.read_only(str(snapshot.store))
    found = {
        quad.subject.value
        for name in entity_classes()
        for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(MS[name]), None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    return [f"/id/{quote(iri[len(base) :])}" for iri in sorted(found)]


def spread(paths: Sequence[str], number: int) -> list[str]:
    """So many of the paths, evenly from all of them; all, if there are fewer.

    Example:
        >>> spread(["a", "b", "c", "d"], 2)
        ['a', 'c']
    """
    number = min(number, len(paths))
    return [paths[at * len(paths) // number] for at in range(number)]


def measured(url: str, work: Mapping[str, tuple[Sequence[str], str]], rounds: int) -> dict[str, list[float]]:
    """Answers a second of each piece of work in every round, after one that does not count."""
    rates: dict[str, list[float]] = {name: [] for name in work}
    for number in range(rounds + 1):
        for name, (paths, media) in work.items():
            start = time.perf_counter()
            asyncio.run(_asked(url, paths, media))
            if number:
                rates[name].append(len(paths) / (time.perf_counter() - start))
    return rates


async def _opened(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection; a server that has just begun may not listen yet."""
    host = urlsplit(url)
    for _ in range(_PATIENCE):
        try:
            return await asyncio.open_connection(host.hostname, host.port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.1)
    raise TimeoutError(url)


async def _asked(url: str, paths: Sequence[str], media: str) -> None:
    shares = (paths[at::CONNECTIONS] for at in range(CONNECTIONS))
    await asyncio.gather(*(_one_by_one(url, share, media) for share in shares))


async def _one_by_one(url: str, paths: Sequence[str], media: str) -> None:
    """Asks on one connection, kept open; an answer of another status than 200 is an error."""
    host, (reader, writer) = urlsplit(url), await _opened(url)
    for path in paths:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nAccept: {media}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            raise RuntimeError(f"{path}: {head.partition(chr(13))[0]}")
        length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
    writer.close()
    await writer.wait_closed()
