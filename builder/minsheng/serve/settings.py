"""The limits of a server, each with a name, a default and a line of help in `wording/serve.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.wording import Text


#: Settings of which 0 makes sense.
_MAY_BE_NONE = frozenset(("cache", "warm", "in_memory", "copied", "export_disk"))


@dataclass(frozen=True, slots=True)
class Settings:
    """How much one request may take; `minsheng serve --set NAME=VALUE` changes them.

    Example:
        >>> Settings(seconds=5.0).rows
        10000
    """

    #: wall-clock seconds of a query
    seconds: float = 10.0
    #: rows or triples of a result
    rows: int = 10_000
    #: megabytes that a query may take beside the graph itself
    memory: int = 512
    #: megabytes of a result as it is sent
    size: int = 32
    #: kilobytes of what a client may post
    body: int = 1024
    #: processes for pages and lookups
    pages: int = 2
    #: processes for named questions
    questions: int = 2
    #: wall-clock seconds of a named question
    question_seconds: float = 30.0
    #: processes for queries of clients
    queries: int = 6
    #: requests that may wait for a process
    waiting: int = 64
    #: seconds that one may wait
    patience: float = 15.0
    #: processes for exports
    exports: int = 2
    #: seconds of an export
    export_seconds: float = 900.0
    #: megabytes that an export may take beside the graph itself
    export_memory: int = 4096
    #: requests for exports of which nothing has been sent yet
    export_waiting: int = 200
    #: seconds that one may wait
    export_patience: float = 900.0
    #: megabytes of finished exports that are kept beside a snapshot; 0 keeps none
    export_disk: int = 4096
    #: names in a request of `/reconcile`
    batch: int = 200
    #: characters of such a name
    name: int = 500
    #: megabytes of answers to named questions that are kept
    cache: int = 64
    #: seconds that answering a named question in advance may take; 0 answers none in advance
    warm: float = 600.0
    #: seconds between two looks for a new snapshot
    watch: float = 1.0
    #: thousands of triples up to which pages and named questions are answered from memory
    in_memory: int = 300
    #: thousands of triples up to which queries of clients are, each process with a copy in the end
    copied: int = 300


def names() -> tuple[str, ...]:
    """The names of all settings, in their order.

    Example:
        >>> names()[:2]
        ('seconds', 'rows')
    """
    return tuple(field.name for field in fields(Settings))


def meaning(name: str) -> Text:
    """What a setting limits, and why its default is what it is."""
    return text("serve", f"setting.{name}")


def changed(values: Mapping[str, str]) -> Settings:
    """The defaults, with some of them replaced.

    Raises:
        UsageError: an unknown name, or a value that is no positive number (for some: nor 0).

    Example:
        >>> changed({"rows": "500"}).rows
        500
    """
    settings = Settings()
    for name, written in values.items():
        if name not in names():
            raise UsageError("setting-unknown", name=name, known=", ".join(names()))
        kind = type(getattr(settings, name))
        try:
            number = kind(written)
        except ValueError:
            number = -1
        if not 0 <= number < 10**9 or (number == 0 and name not in _MAY_BE_NONE):
            raise UsageError("setting-value", name=name, value=written[:40])
        settings = replace(settings, **{name: number})
    return settings
