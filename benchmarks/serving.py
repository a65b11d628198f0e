"""A server in a process of its own, and the memory that it and its processes take."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.serve.zygote import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The process that speaks HTTP.
HTTP = "http"


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    url: str
    pid: int

    def memory(self) -> dict[str, float]:
        """Megabytes by what processes are for, `http` among them; what they share is counted once."""
        found = defaultdict[str, float](float)
        for pid in {self.pid, *below(self.pid)}:
            found[HTTP if pid == self.pid else _purpose(pid)] += _megabytes(pid)
        return dict(found)


@contextmanager
def serving(graph: Path, *arguments: str) -> Iterator[Served]:
    """Runs `minsheng serve` on a free port for as long as the block does."""
    command = [sys.executable, "-m", "minsheng", "serve", str(graph), "--port", "0", "--json", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if line == "}\n":
                    break
            yield Served(json.loads("".join(lines))["url"].rstrip("/"), process.pid)
        finally:
            process.terminate()


def below(pid: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    found: set[int] = set()
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = {int(child) for child in file.read_text(encoding="ascii").split()}
        except OSError:
            continue
        found |= children.union(*map(below, children))
    return found


def _purpose(pid: int) -> str:
    """What a process calls itself."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip().removeprefix(NAME)
    except OSError:
        return "?"


def _megabytes(pid: int) -> float:
    """Its proportional share of memory; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
