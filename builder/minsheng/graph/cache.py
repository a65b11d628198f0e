"""The facts of every document of a graph, kept so that an unchanged source is not read again.

One SQLite file a snapshot: many small documents without a file each, read back one at a time in
the order of their names, so that memory does not grow with their number. The facts are JSON rows.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from minsheng.records import (
    AttributeFact,
    DocumentFacts,
    EntityFact,
    ObservationFact,
    Quotation,
    RelationFact,
    Span,
    Stated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS identity (key TEXT PRIMARY KEY, iri TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL,    -- of the file's bytes
    settings TEXT NOT NULL,  -- what else the facts depend on: see fingerprint.py
    path TEXT NOT NULL,      -- where the file was, to read it again
    facts BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS proposal (
    name TEXT PRIMARY KEY,   -- of the document
    digest TEXT NOT NULL,
    settings TEXT NOT NULL,  -- '' where a part of the text was not answered about
    facts BLOB NOT NULL
);
"""
#: Rows of a document's facts by the field that holds them.
_ROWS: tuple[tuple[str, type], ...] = (
    ("quotations", Quotation),
    ("entities", EntityFact),
    ("relations", RelationFact),
    ("attributes", AttributeFact),
    ("observations", ObservationFact),
)
_STATED = ("title", "publisher", "published", "area")
_PLAIN = ("name", "digest", "media_type", "encoding", "length", "area_code", "dropped", "masked")


def _reader(record: type) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(item.name for item in fields(record)))


_READERS = {name: _reader(record) for name, record in _ROWS}
#: Positions in a row of what is a tuple in the record; JSON has lists alone.
_LISTED = {
    name: tuple(place for place, item in enumerate(fields(record)) if str(item.type).startswith("tuple"))
    for name, record in _ROWS
}


def encode(facts: DocumentFacts) -> bytes:
    """A document's facts as UTF-8 JSON; `decode` gives back an equal value.

    Example:
        >>> decode(encode(facts)) == facts  # doctest: +SKIP
        True
    """
    packed: dict[str, Any] = {name: getattr(facts, name) for name in _PLAIN}
    for name in _STATED:
        stated = getattr(facts, name)
        packed[name] = stated and (stated.value, stated.span)
    for name, read in _READERS.items():
        packed[name] = list(map(read, getattr(facts, name)))
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def decode(data: bytes) -> DocumentFacts:
    """The facts that `encode` packed."""
    packed = json.loads(data)
    for name in _STATED:
        if packed[name] is not None:
            value, span = packed[name]
            packed[name] = Stated(value, span and Span(*span))
    packed["quotations"] = tuple(starmap(Quotation, packed["quotations"]))
    for name, record in _ROWS[1:-1]:
        rows, listed = packed[name], _LISTED[name]
        for row in rows:
            for position in listed:
                row[position] = tuple(row[position])
        packed[name] = tuple(starmap(record, rows))
    packed["observations"] = tuple(map(_observation, packed["observations"]))
    return DocumentFacts(**packed)


def _observation(row: list[Any]) -> ObservationFact:
    """JSON has neither exact decimals nor dates: they travel as text."""
    about, indicator, value, unit, qualifier, evidence, rule, sure, period, first, last = row
    said = about, indicator, Decimal(value), unit, qualifier
    return ObservationFact(*said, tuple(evidence), rule, sure, period, _day(first), _day(last))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


class Kept(NamedTuple):
    """What tells whether a source must be read again, and where it is."""

    digest: str
    settings: str
    path: str


class FactsCache:
    """The documents of one snapshot; open it with `open_cache`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __len__(self) -> int:
        count: int = self._connection.execute("SELECT COUNT(*) FROM document").fetchone()[0]
        return count

    def kept(self, name: str) -> Kept | None:
        """What is known of the document `name`, None if the graph has none of that name."""
        query = "SELECT digest, settings, path FROM document WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return row and Kept(*row)

    def put(self, name: str, kept: Kept, facts: bytes) -> None:
        """Adds a document, or takes the place of the one of that name."""
        row = (name, *kept, facts)
        self._connection.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?)", row)
        # what was proposed for another text is not held against this one
        stale = "DELETE FROM proposal WHERE name = ? AND digest != ?"
        self._connection.execute(stale, (name, kept.digest))

    def moved(self, name: str, path: str) -> None:
        """Notes where the unchanged document `name` is now."""
        self._connection.execute("UPDATE document SET path = ? WHERE name = ?", (path, name))

    def sources(self) -> Iterator[tuple[str, Kept]]:
        """Every document's name with what is kept of it, sorted by name."""
        query = "SELECT name, digest, settings, path FROM document ORDER BY name"
        for name, *kept in self._connection.execute(query):
            yield name, Kept(*kept)

    def propose(self, name: str, digest: str, settings: str, facts: bytes) -> None:
        """Keeps the proposals for a document, in place of earlier ones."""
        row = name, digest, settings, facts
        self._connection.execute("INSERT OR REPLACE INTO proposal VALUES (?, ?, ?, ?)", row)

    def proposed_with(self, name: str) -> str | None:
        """The settings that a document's proposals were made with, None if it has none."""
        query = "SELECT settings FROM proposal WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return None if row is None else str(row[0])

    def proposals(self) -> Iterator[DocumentFacts]:
        """Every document's proposals, sorted by name, one in memory at a time."""
        known = "SELECT 1 FROM sqlite_master WHERE name = 'proposal'"
        if self._connection.execute(known).fetchone() is None:  # written before there were any
            return
        for (data,) in self._connection.execute("SELECT facts FROM proposal ORDER BY name"):
            yield decode(data)

    def proposed(self, name: str) -> DocumentFacts | None:
        """A document's proposals."""
        row = self._connection.execute("SELECT facts FROM proposal WHERE name = ?", (name,)).fetchone()
        return row and decode(row[0])

    def identities(self) -> dict[str, str]:
        """Key → IRI, as the last build assigned them."""
        return dict(self._connection.execute("SELECT key, iri FROM identity"))

    def redirects(self) -> dict[str, str]:
        """IRIs that are no longer used → those that took their place, in all builds so far; sorted."""
        return dict(self._connection.execute("SELECT old, new FROM redirect ORDER BY old"))

    def assign(self, identities: Mapping[str, str], redirects: Mapping[str, str]) -> None:
        """Keeps what a build assigned; a redirect to an IRI that has moved on leads to its new place."""
        moved = {**self.redirects(), **redirects}
        used = set(identities.values())
        final = {old: _followed(moved, old) for old in moved if old not in used}
        for table, rows in (("identity", identities), ("redirect", final)):
            self._connection.execute(f"DELETE FROM {table}")
            self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", sorted(rows.items()))

    def __iter__(self) -> Iterator[DocumentFacts]:
        """Every document's facts, sorted by name, one in memory at a time."""
        for (data,) in self._connection.execute("SELECT facts FROM document ORDER BY name"):
            yield decode(data)


def _followed(moved: Mapping[str, str], old: str) -> str:
    seen = {old}
    while (new := moved.get(old)) is not None and new not in seen:
        seen.add(new)
        old = new
    return old


@contextmanager
def open_cache(path: Path, *, writing: bool = False) -> Iterator[FactsCache]:
    """The cache in the file `path`; with `writing` it is made if absent, and committed at the end.

    Raises:
        sqlite3.Error: the file is damaged, or cannot be written.
    """
    target = str(path) if writing else f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(target, uri=not writing)
    try:
        if writing:
            # The snapshot that it belongs to is published whole or not at all: no journal is needed.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_TABLES)
        yield FactsCache(connection)
        if writing:
            connection.commit()
    finally:
        connection.close()
