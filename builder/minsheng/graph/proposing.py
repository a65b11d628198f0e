"""Proposals of a language model asked for by a build: kept beside the facts, and nowhere in the store.

No query, page or export can show one that nobody accepted; see `deciding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.errors import ModelError
from minsheng.graph import fingerprint
from minsheng.graph.cache import encode
from minsheng.graph.report import Failure
from minsheng.proposals import joined, listed
from minsheng.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minsheng.graph.cache import FactsCache
    from minsheng.graph.extraction import Task
    from minsheng.proposals import Proposer
    from minsheng.records import DocumentFacts, Source


def propose(
    cache: FactsCache,
    tasks: Sequence[Task],
    proposer: Proposer,
    how: tuple[str | None, str | None],
    accepted: frozenset[str],
) -> list[Failure]:
    """Asks about the documents of `tasks` that have not been asked about as they are; gives the failures.

    What people accepted of an earlier answer about the same text stays, whatever another model says; so
    does all of it where the new answer has gaps.
    """
    settings = fingerprint.proposing(*how, proposer.settings)
    failed: list[Failure] = []

    def sources() -> Iterator[tuple[str, Source]]:
        for task in tasks:
            kept = cache.kept(task.name)
            if kept is None or cache.proposed_with(task.name) == settings:
                continue
            source = read(task.path, task.name)
            if source.digest == kept.digest:
                yield task.name, source

    for name, proposed in proposer.propose(sources()):
        complete = not proposed.unanswered
        facts = _with_earlier(proposed.facts, cache.proposed(name), accepted if complete else None)
        cache.propose(name, facts.digest, settings if complete else "", encode(facts))
        if not complete and proposer.ended is None:
            count, reason = proposed.unanswered, proposed.reason
            error = ModelError("model-unanswered", file=name, count=count, reason=reason)
            failed.append(Failure(name, error))
    if proposer.ended is not None:
        failed.append(Failure(str(proposer.ended.file), proposer.ended))
    return failed


def _with_earlier(
    facts: DocumentFacts, earlier: DocumentFacts | None, kept: frozenset[str] | None
) -> DocumentFacts:
    """Proposals with the earlier ones that are kept, all of them if `kept` is None."""
    if earlier is None:
        return facts
    names = {proposal.id for proposal in listed(earlier)} - {proposal.id for proposal in listed(facts)}
    return joined(facts, earlier, names if kept is None else names & kept)
