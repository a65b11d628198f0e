"""Proposals of a graph listed, and decided about by people.

They are kept in the cache of facts and nowhere in the store. Decisions are a file of the graph folder;
every build honours them, and writes the accepted ones into the graph with rule `llm`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.graph import folder, withdrawal
from minsheng.graph.building import rebuild
from minsheng.graph.cache import open_cache
from minsheng.identity import Resolver
from minsheng.proposals import Decisions, Proposal, joined, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from minsheng.graph.cache import FactsCache
    from minsheng.graph.report import BuildReport
    from minsheng.graph.store import StoredGraph
    from minsheng.graph.withdrawal import Withdrawal
    from minsheng.records import DocumentFacts


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal, and what was decided about it: accepted, rejected, or None."""

    proposal: Proposal
    decision: str | None

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {**asdict(self.proposal), "decision": self.decision}


def proposals(graph: str | Path) -> list[Judged]:
    """Every proposal of a graph, by document, with what was decided about it.

    Raises:
        GraphError: there is no graph, or it is damaged.
        InputError: the file of decisions cannot be read.

    Example:
        >>> [held.proposal.fact for held in proposals("graph") if held.decision is None]  # doctest: +SKIP
        ['青石镇老年食堂 —位于→ 青石镇']
    """
    target = Path(graph)
    snapshot, withdrawn = folder.current(target), withdrawal.read(target)
    decisions = Decisions.read(target / folder.DECISIONS)
    with open_cache(snapshot.facts) as cache:
        shown = _shown(cache, withdrawn, snapshot.manifest().base) if withdrawn else None
        every = [
            proposal
            for proposed in cache.proposals()
            for proposal in listed(proposed)
            if shown is None or shown[proposed.name].issuperset(proposal.quotations)
        ]
    return [Judged(proposal, decisions.of(proposal.id)) for proposal in every]


def _shown(cache: FactsCache, withdrawn: Sequence[Withdrawal], base: str) -> dict[str, set[str]]:
    """By document, the quotations that stay as they are without what was withdrawn."""

    def documents() -> Iterator[DocumentFacts]:
        for facts in cache:
            proposed = cache.proposed(facts.name)
            if proposed is not None:
                yield joined(facts, proposed, {proposal.id for proposal in listed(proposed)})

    resolver = Resolver(base, cache.identities())
    for facts in documents():
        resolver.add(facts)
    resolver.settle()
    withheld = withdrawal.Withheld(withdrawn, cache.redirects(), base)
    kept = ((facts.name, withheld(facts, resolver.of(facts.name))[0]) for facts in documents())
    return {name: {quotation.exact for quotation in facts.quotations} for name, facts in kept}


def decide(graph: str | Path, decision: str, names: Sequence[str]) -> BuildReport:
    """Accepts or rejects proposals, and writes the graph anew with those that are accepted.

    Args:
        graph: the graph folder.
        decision: `accepted` or `rejected`; a later decision takes the place of an earlier one.
        names: ids of proposals.

    Raises:
        UsageError: `proposal-unknown`.
        GraphError: there is no graph, it is damaged, being written, or cannot be written.
        InputError: the file of decisions cannot be read.
    """
    target = Path(graph)

    def change(_: StoredGraph) -> None:
        known = {held.proposal.id for held in proposals(target)}
        for name in names:
            if name not in known:
                raise UsageError("proposal-unknown", name=name, graph=target)
        path = target / folder.DECISIONS
        Decisions.read(path).with_(decision, names).write(path)

    return rebuild(target, change)
