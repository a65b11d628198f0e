"""What a build did: the second product beside the graph, for people and for `report.json`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from minsheng.errors import MinshengError
    from minsheng.proposals import Usage
    from minsheng.records import DocumentFacts


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that was left out, and why."""

    #: name of the source, or the path as given if it was never found
    source: str
    error: MinshengError


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts of a whole graph, summed over its documents (a thing named by two counts twice)."""

    documents: int = 0
    entities: int = 0
    relations: int = 0
    attributes: int = 0
    observations: int = 0
    quotations: int = 0
    #: statements of the graph
    triples: int = 0
    #: private names, numbers and addresses masked, by kind
    masked: dict[str, int] = field(default_factory=dict)
    #: facts by the rule that found them
    rules: dict[str, int] = field(default_factory=dict)
    #: facts refused, by reason
    dropped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What `build` gives back, and what `report.json` in the graph folder keeps.

    Example:
        >>> report = build(["texts/"], "graph")  # doctest: +SKIP
        >>> report.built, report.skipped, len(report.failed)  # doctest: +SKIP
        (6, 0, 0)
    """

    #: path of the graph folder
    graph: str
    #: sources read and extracted by this call
    built: int
    #: sources that were in the graph already, unchanged
    skipped: int
    failed: tuple[Failure, ...]
    #: files below the given folders whose format is not read
    ignored: tuple[str, ...]
    counts: Counts
    #: wall-clock seconds by stage: extraction, proposals, identity, store, finish, total
    seconds: dict[str, float]
    #: what asking a language model took, None if none was asked
    usage: Usage | None = None

    @property
    def exit_code(self) -> int:
        """0 if every source is in the graph, else the code of an invalid input."""
        return max((failure.error.exit_code for failure in self.failed), default=0)

    def as_dict(self) -> dict[str, object]:
        """For `--json` and `report.json`."""
        failed = [{"source": failure.source, **failure.error.as_dict()} for failure in self.failed]
        asked = {} if self.usage is None else {"usage": self.usage.as_dict()}
        return {
            "graph": self.graph,
            "built": self.built,
            "skipped": self.skipped,
            "failed": failed,
            "ignored": list(self.ignored),
            "counts": asdict(self.counts),
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            **asked,
        }


def read_counts(path: Path) -> Counts | None:
    """The counts in a `report.json`, None if it has none that this version knows."""
    try:
        return Counts(**json.loads(path.read_text(encoding="utf-8"))["counts"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Tally:
    """Sums `Counts` over the documents of a graph."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._masked: Counter[str] = Counter()

    def add(self, facts: DocumentFacts) -> None:
        """Counts what one document gave."""
        sums = self._sums
        sums["documents"] += 1
        self._masked.update(facts.masked)
        for kind in ("entities", "relations", "attributes", "observations", "quotations"):
            sums[kind] += len(getattr(facts, kind))
        for found in (facts.entities, facts.relations, facts.attributes, facts.observations):
            self._rules.update(fact.rule for fact in found)
        self._dropped.update(facts.dropped)

    def drop(self, reasons: Mapping[str, int]) -> None:
        """Counts facts that fell away after their document was read."""
        self._dropped.update(reasons)

    def counts(self, triples: int) -> Counts:
        """The sums so far, for a graph of so many triples."""
        return Counts(
            **{kind: self._sums[kind] for kind in _SUMMED},
            triples=triples,
            masked=dict(sorted(self._masked.items())),
            rules=dict(sorted(self._rules.items())),
            dropped=dict(sorted(self._dropped.items())),
        )


_SUMMED = ("documents", "entities", "relations", "attributes", "observations", "quotations")
