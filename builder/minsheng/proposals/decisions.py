"""What people decided about proposals: a file of JSON lines that they may read, edit and carry along."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from minsheng.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ACCEPTED, REJECTED = "accepted", "rejected"


class Decisions:
    """Proposal → decision; the last one about a proposal stands.

    Example:
        >>> Decisions({"p-1": "accepted"}).with_("rejected", ["p-1"]).of("p-1")
        'rejected'
    """

    def __init__(self, held: Mapping[str, str]) -> None:
        self._held = dict(held)

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """The decisions in a file; none if there is no file.

        Raises:
            InputError: `decisions-damaged`, with the line.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return cls({})
        except ValueError:
            raise InputError("decisions-damaged", file=path) from None
        held: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                name, decision = entry["id"], entry["decision"]
            except (ValueError, TypeError, KeyError, RecursionError):
                raise InputError("decisions-damaged", file=path, line=number) from None
            if not isinstance(name, str) or decision not in (ACCEPTED, REJECTED):
                raise InputError("decisions-damaged", file=path, line=number)
            held[name] = decision
        return cls(held)

    def with_(self, decision: str, proposals: Iterable[str]) -> Decisions:
        """These, with one decision about some proposals."""
        return Decisions({**self._held, **dict.fromkeys(proposals, decision)})

    def write(self, path: Path) -> None:
        """Writes the file whole, a proposal a line, sorted; a reader sees the old file or the new one."""
        lines = (json.dumps({"id": name, "decision": self._held[name]}) for name in sorted(self._held))
        aside = path.with_name(path.name + ".new")
        with aside.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)

    def of(self, proposal: str) -> str | None:
        """accepted, rejected, or None where nobody has decided."""
        return self._held.get(proposal)

    @property
    def accepted(self) -> frozenset[str]:
        """The proposals accepted."""
        return frozenset(name for name, decision in self._held.items() if decision == ACCEPTED)
