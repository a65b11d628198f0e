"""Every error that a user can meet: what happened, where, why, and what helps.

The words stand in `wording/errors.toml`; each entry has a stable code (`M101`), so that an error
can be searched for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from minsheng.wording import _section, field, text

if TYPE_CHECKING:
    from pathlib import Path


class MinshengError(Exception):
    """Root of all errors of this package; `exit_code` is what the command line ends with.

    Args:
        key: entry of `wording/errors.toml`.
        file: the file or folder concerned.
        line: line in that file, from 1.
        values: what fills the places of the entry's texts.

    Example:
        >>> print(InputError("empty-file", file="a.txt"))
        [M101] a.txt: 文件是空的 · the file is empty
          → 删去它，或放入正文 · remove it, or put text into it
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, key: str, *, file: str | Path | None = None, line: int | None = None, **values: object
    ) -> None:
        self.key = key
        self.code = _section("errors")[key]["code"]
        self.file = None if file is None else str(file)
        self.line = line
        self.values = values
        self.cause = text("errors", key, **values)
        self.cure = field("errors", key, "cure", **values)
        super().__init__(key)

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (type(self), self.key, self.file, self.line, self.values)

    def __str__(self) -> str:
        where = "" if self.file is None else self.file + ("" if self.line is None else f":{self.line}") + ": "
        return f"[{self.code}] {where}{self.cause}\n  → {self.cure}"

    def as_dict(self) -> dict[str, object]:
        """For `--json`: code, file, line, cause and cure."""
        return {
            "code": self.code,
            "error": self.key,
            "file": self.file,
            "line": self.line,
            "cause": self.cause._asdict(),
            "cure": self.cure._asdict(),
        }


def _revive(
    kind: type[MinshengError], key: str, file: str | None, line: int | None, values: dict[str, object]
) -> MinshengError:
    """Pickling across worker processes; `Exception` would call the class with `args` alone."""
    return kind(key, file=file, line=line, **values)


class UsageError(MinshengError):
    """The call itself is off: an unknown name, a wrong combination of options."""

    exit_code = 2


class InputError(MinshengError):
    """A source, a gold file, the ontology or a query file cannot be read as what it should be."""

    exit_code = 3


class GraphError(MinshengError):
    """A graph folder or endpoint cannot be opened or written."""

    exit_code = 1


class GateError(MinshengError):
    """The graph was built, but breaks its shapes, its quotations or the privacy rule."""

    exit_code = 4


class ModelError(MinshengError):
    """The language model that proposes facts refuses, or cannot be reached or understood."""

    exit_code = 1


class QueryTimeout(MinshengError):
    """A query was stopped at its time limit."""

    exit_code = 5
