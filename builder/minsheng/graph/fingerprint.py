"""What a document's facts depend on beside its bytes: when this changes, it is read again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from typing import TYPE_CHECKING

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

#: The stages that make facts of a file, the records they hand on, and the schemes they name.
_EXTRACTION = ("reading", "language", "facts", "vocabulary", "ontology")
#: The stages that make quads of facts.
_MODEL = ("proposals", "identity", "graph", "vocabulary", "ontology")
_SKIPPED = ("__pycache__",)


def settings(area: str | None, date: str | None) -> str:
    """A digest of what the user said and of the code, rules, lexicons and ontology in use.

    Example:
        >>> settings("青河区", None) == settings(None, None)
        False
    """
    stated = f"{area!r} {date!r} {_digest(_EXTRACTION)}"
    return sha256(stated.encode()).hexdigest()[:32]


def proposing(area: str | None, date: str | None, proposer: str) -> str:
    """A digest of what proposals depend on: the same, and `Proposer.settings`."""
    stated = f"{settings(area, date)} {proposer} {_digest(('proposals',))}"
    return sha256(stated.encode()).hexdigest()[:32]


def model() -> str:
    """A digest of the code and the ontology that make quads of facts."""
    return _digest(_MODEL)


def version() -> str:
    """The package's version; "0" in a checkout that was never installed."""
    try:
        return metadata.version("minsheng")
    except metadata.PackageNotFoundError:
        return "0"


@cache
def _digest(parts: tuple[str, ...]) -> str:
    digest = sha256(version().encode())
    digest.update((files("minsheng") / "records.py").read_bytes())
    for part in parts:
        for name, file in _files(data(part), part):
            digest.update(f"\0{name}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        below = f"{name}/{entry.name}"
        if entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _files(entry, below)
        else:
            yield below, entry
