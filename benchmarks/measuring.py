"""Seconds of processor, in this process and in fresh ones."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that something took."""

    cpu: float
    wall: float


def interleaved(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of processor of each piece of work in every round, after one round that does not count.

    All pieces take turns within a round, the order turned about from round to round, so that a machine
    that slows down slows all of them.

    Example:
        >>> sorted(interleaved({"a": list, "b": dict}, rounds=3))
        ['a', 'b']
    """
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for number in range(rounds + 1):
        for name in list(work)[:: 1 if number % 2 else -1]:
            start = process_time()
            work[name]()
            spent = process_time() - start
            if number:
                seconds[name].append(spent)
    return seconds


def ratio(seconds: Sequence[float], base: Sequence[float]) -> float:
    """How many times faster one is than another: the median over rounds.

    Example:
        >>> ratio([1.0, 1.0], [2.0, 4.0])
        3.0
    """
    return median(slow / fast for fast, slow in zip(seconds, base, strict=True))


def fresh(arguments: Sequence[str]) -> Spent:
    """A Python process of its own, its output thrown away.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    wall = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def told(program: str, *arguments: str) -> dict[str, Any]:
    """What a program that runs in a fresh process prints as JSON.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
