"""Building a graph: sources → facts → identities → quads → a new snapshot, swapped in whole."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from os.path import realpath
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from minsheng import vocabulary
from minsheng.errors import InputError, UsageError
from minsheng.facts.gate import checked
from minsheng.graph import fingerprint, withdrawal
from minsheng.graph.cache import FactsCache, Kept, open_cache
from minsheng.graph.collection import seldom
from minsheng.graph.extraction import Task, extract
from minsheng.graph.folder import DECISIONS, Manifest, writing
from minsheng.graph.loading import load
from minsheng.graph.proposing import propose
from minsheng.graph.quads import QuadWriter
from minsheng.graph.report import BuildReport, Counts, Failure, Tally, read_counts
from minsheng.graph.store import StoredGraph
from minsheng.identity import Resolver
from minsheng.proposals import Decisions, joined, listed
from minsheng.reading import find_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from minsheng.graph.folder import Draft, Snapshot
    from minsheng.graph.withdrawal import Withdrawal
    from minsheng.proposals import Proposer
    from minsheng.records import DocumentFacts

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")


def build(
    sources: Sequence[str | Path],
    graph: str | Path,
    area: str | None = None,
    date: str | None = None,
    workers: int = 1,
    base: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    proposer: Proposer | None = None,
    finish: Callable[[Snapshot, int], object] | None = None,
) -> BuildReport:
    """Reads texts into a graph folder, which is made, or added to.

    A source that is in the graph unchanged is not read again; one of the same name with other content
    takes its place; documents that are not among `sources` stay. A source that cannot be read is
    reported and left out (an older state of it in the graph stays). The graph is the same for any order
    of the sources and any number of workers.

    Args:
        sources: files and folders.
        graph: the graph folder.
        area: name of the administrative area, for texts that do not say it.
        date: date of publication (YYYY-MM-DD, YYYY-MM or YYYY), for texts that do not say it.
        workers: processes that read; with several, the store also sorts in threads what was made.
        base: prefix of the graph's IRIs (default: the graph's own, or `vocabulary.BASE`).
        progress: is called with the number of sources done, and of all.
        proposer: a language model that proposes more facts. They are kept apart, see `graph.proposals`;
            that it fails is among the report's failures, and costs none of the rules' facts.
        finish: is called with the new snapshot, and `workers`, before anybody sees it, and may add to it.

    Raises:
        InputError: none of the sources could be found.
        UsageError: `date` or `base` is not one, or the graph has another base.
        GraphError: the graph folder cannot be read or written, or is being written; it is as it was.

    Example:
        >>> report = build(["texts/"], "graph", workers=2)  # doctest: +SKIP
        >>> report.counts.entities  # doctest: +SKIP
        214
    """
    _check(date, base)
    target, clock = Path(graph), _Clock()
    tasks, failed, ignored = _find(sources, target)
    with seldom(), writing(target) as draft:
        chosen = _base(draft, target, base)
        with _draft_cache(draft) as cache:
            with clock("extraction"):
                built, skipped = _fill(cache, tasks, (area, date, workers), failed, progress)
            if not len(cache):
                raise failed[0].error if failed else InputError("no-sources", file=target)
            if proposer is not None:
                with clock("proposals"):
                    failed += propose(cache, tasks, proposer, (area, date), _accepted(target))
            kept = _write(draft, cache, target, chosen, clock, workers)
        kept.finish(draft, clock, finish, workers)
        ended = tuple(failed), tuple(map(str, ignored))
        asked = proposer.usage if proposer else None
        report = BuildReport(str(target), built, skipped, *ended, kept.counts, clock.seconds(), asked)
        kept.publish(draft, report)
    return report


def rebuild(graph: str | Path, change: Callable[[StoredGraph], None]) -> BuildReport:
    """Writes a graph again from the facts that it keeps, after a change of what it honours.

    Its sources are not read. `change` is called with the graph as it is, while nobody else can write it;
    if it fails, the graph stays as it was.

    Raises:
        GraphError: there is no graph, it is damaged, being written, or cannot be written.

    Example:
        >>> rebuild("graph", lambda graph: None).built  # doctest: +SKIP
        0
    """
    target, clock = Path(graph), _Clock()
    before = StoredGraph(target)
    with seldom(), writing(target) as draft:
        with _draft_cache(draft) as cache:
            change(before)
            kept = _write(draft, cache, target, before.manifest.base, clock)
            skipped = len(cache)
        report = BuildReport(str(target), 0, skipped, (), (), kept.counts, clock.seconds())
        kept.publish(draft, report)
    return report


@contextmanager
def _draft_cache(draft: Draft) -> Iterator[FactsCache]:
    """The draft's cache, which begins as that of the graph as it is."""
    if draft.previous is not None:
        shutil.copyfile(draft.previous.facts, draft.snapshot.facts)
    with open_cache(draft.snapshot.facts, writing=True) as cache:
        yield cache


@dataclass(frozen=True, slots=True)
class _Written:
    """What the draft's store holds, or would hold again."""

    base: str
    digest: str
    counts: Counts
    #: whether it is another than the one that is there
    changed: bool

    def manifest(self) -> Manifest:
        """What the snapshot says of itself."""
        counts = self.counts
        return Manifest(fingerprint.version(), self.base, self.digest, counts.documents, counts.triples)

    def finish(
        self, draft: Draft, clock: _Clock, finish: Callable[[Snapshot, int], object] | None, workers: int
    ) -> None:
        """Has something added to the draft, unless nothing changed."""
        if finish is not None and self.changed:
            with clock("finish"):
                finish(draft.describe(self.manifest()), workers)

    def publish(self, draft: Draft, report: BuildReport) -> None:
        """Makes the draft the current snapshot, unless nothing changed."""
        if self.changed:
            draft.publish(self.manifest(), report.as_dict())


class _Decided(NamedTuple):
    """What people said of the facts that are kept."""

    withdrawn: tuple[Withdrawal, ...]
    #: ids of proposals
    accepted: frozenset[str]

    def documents(self, cache: FactsCache) -> Iterator[DocumentFacts]:
        """The rules' facts, and of the proposals those that were accepted."""
        for facts in cache:
            proposed = cache.proposed(facts.name) if self.accepted else None
            yield facts if proposed is None else joined(facts, proposed, self.accepted)


def _accepted(graph: Path) -> frozenset[str]:
    return Decisions.read(graph / DECISIONS).accepted


def _write(
    draft: Draft, cache: FactsCache, graph: Path, base: str, clock: _Clock, workers: int = 1
) -> _Written:
    """Writes the store of the cache's documents and accepted proposals, less what was withdrawn."""
    decided = _Decided(withdrawal.read(graph), _accepted(graph))
    digest = _digest(cache, base, decided)
    counts = _counted(draft, digest)
    if counts is not None:
        return _Written(base, digest, counts, changed=False)
    counts = _write_store(draft, cache, base, decided, clock, workers)
    return _Written(base, digest, counts, changed=True)


def _check(date: str | None, base: str | None) -> None:
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError("date-invalid", given=date)
    if base is not None and not _BASE.fullmatch(base):
        raise UsageError("base-invalid", given=base)


def _base(draft: Draft, graph: Path, base: str | None) -> str:
    if draft.previous is None:
        return base or vocabulary.BASE
    found = draft.previous.manifest().base
    if base not in (None, found):
        raise UsageError("base-differs", file=graph, found=found, given=base)
    return found


def _find(sources: Sequence[str | Path], graph: Path) -> tuple[list[Task], list[Failure], list[Path]]:
    """What can be read, what cannot be found, and files of formats that are not read."""
    failed: list[Failure] = []
    ignored: list[Path] = []
    good: list[Path] = []
    for given in sources:
        path = Path(given)
        try:
            if not path.is_dir():
                find_sources([path])
            good.append(path)
        except InputError as error:
            failed.append(Failure(str(given), error))
    found = find_sources(good, ignored.append)
    own = graph.resolve()
    others = (path for path in ignored if not path.resolve().is_relative_to(own))
    return [Task(path, name) for path, name in found], failed, sorted(others)


def _fill(
    cache: FactsCache,
    tasks: list[Task],
    how: tuple[str | None, str | None, int],
    failed: list[Failure],
    progress: Callable[[int, int], None] | None,
) -> tuple[int, int]:
    """Brings the cache up to date; gives the numbers of sources read and of sources left as they were."""
    area, date, workers = how
    settings = fingerprint.settings(area, date)
    changed = [task for task in tasks if not _unchanged(cache, task, settings)]
    skipped = done = len(tasks) - len(changed)
    built = 0
    for outcome in extract(changed, area, date, workers):
        done += 1
        name, path = outcome.task.name, realpath(outcome.task.path)
        if outcome.error is None:
            cache.put(name, Kept(outcome.digest, settings, path), outcome.facts)
            built += 1
        else:
            failed.append(Failure(name, outcome.error))
        if progress is not None:
            progress(done, len(tasks))
    failed.sort(key=lambda failure: failure.source)
    return built, skipped


def _unchanged(cache: FactsCache, task: Task, settings: str) -> bool:
    kept = cache.kept(task.name)
    if kept is None or kept.settings != settings:
        return False
    try:
        same = sha256(task.path.read_bytes()).hexdigest() == kept.digest
    except OSError:
        return False  # reading it says what is wrong
    if same and kept.path != (path := realpath(task.path)):
        cache.moved(task.name, path)
    return same


def _digest(cache: FactsCache, base: str, decided: _Decided) -> str:
    """Equal for equal graphs: the documents, what their facts depend on, and how they are written."""
    digest = sha256(f"{base}\0{fingerprint.model()}".encode())
    for name, kept in cache.sources():
        digest.update("\0".join((name, *kept, "")).encode())
    for each in decided.withdrawn:
        digest.update(f"{each.iri}\0{each.source}\0{each.text}\0".encode())
    for proposed in cache.proposals():
        for proposal in listed(proposed):
            digest.update(f"{proposal.id} {proposal.id in decided.accepted}\0".encode())
    return digest.hexdigest()


def _counted(draft: Draft, digest: str) -> Counts | None:
    """The counts of the graph as it is, if that is what this build would write again."""
    if draft.previous is None or draft.previous.manifest().digest != digest:
        return None
    return read_counts(draft.previous.report)


def _write_store(
    draft: Draft, cache: FactsCache, base: str, decided: _Decided, clock: _Clock, workers: int
) -> Counts:
    """Writes the draft's store from the facts of all documents.

    They pass the gate of privacy once more, as older extractors may have made them; what was withdrawn is
    left out at the end, so that it keeps its identity.
    """
    tally, writer = Tally(), QuadWriter(base)
    resolver = Resolver(base, cache.identities())
    stopped: set[str] = set()
    with clock("identity"):
        for facts in decided.documents(cache):
            passed = checked(facts)
            if passed is not facts:
                stopped.add(facts.name)
            resolver.add(passed)
        resolver.settle()
        cache.assign(resolver.assignments(), resolver.redirects())
    redirects = cache.redirects()
    withheld = withdrawal.Withheld(decided.withdrawn, redirects, base)

    def graphs() -> Iterator[list[str]]:
        for facts in decided.documents(cache):
            passed = checked(facts) if facts.name in stopped else facts
            shown, identities = withheld(passed, resolver.of(facts.name))
            tally.add(shown)
            yield writer.document(shown, identities) + writer.things()
        yield writer.shared(withheld.redirects(redirects))

    with clock("store"):
        triples = load(draft.snapshot.store, graphs(), workers)
    tally.drop(writer.dropped)
    return tally.counts(triples)


class _Clock:
    """Wall-clock seconds of the stages of a build."""

    def __init__(self) -> None:
        self._start = perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = perf_counter()
        yield
        self._stages[stage] = perf_counter() - start

    def seconds(self) -> dict[str, float]:
        return {**self._stages, "total": perf_counter() - self._start}
