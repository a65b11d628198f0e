"""How good a graph is: its facts beside those that a careful reader expects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.errors import UsageError
from minsheng.evaluation.gold import Gold, read_gold
from minsheng.evaluation.matching import Score, match_entities, score_observations, score_relations

if TYPE_CHECKING:
    from pathlib import Path

    from minsheng.evaluation.found import Found
    from minsheng.graph import Graph

__all__ = ["Gold", "Report", "Score", "compare", "evaluate", "read_gold"]


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of one document."""

    document: str
    entities: Score
    relations: Score
    observations: Score
    #: right observations that are about the expected entity or area
    about_right: int
    #: names of private people, given by the expected facts, that the graph shows
    leaks: tuple[str, ...]

    def scores(self) -> dict[str, Score]:
        """The three scores by kind of fact."""
        return {"entities": self.entities, "relations": self.relations, "observations": self.observations}

    def as_dict(self, errors: int = 0) -> dict[str, object]:
        """For JSON, with at most `errors` mistakes of each kind."""
        kinds: dict[str, object] = {}
        for kind, score in self.scores().items():
            kinds[kind] = {
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "right": score.right,
                "spurious": score.spurious,
                "missed": score.missed,
            }
            if errors:
                mistakes = {what: list(lines[:errors]) for what, lines in score.mistakes.items()}
                kinds[kind] = {**kinds[kind], "mistakes": mistakes}  # type: ignore[dict-item]
        return {
            "document": self.document,
            **kinds,
            "about_right": self.about_right,
            "private_names": list(self.leaks),
        }


def evaluate(graph: Graph, gold: Gold | str | Path, document: str | None = None) -> Report:
    """Compares the facts of a graph with those expected of a document.

    Args:
        graph: an opened graph folder.
        gold: the expected facts, or the JSON file that holds them.
        document: name or IRI of the document to look at; all documents if None.

    Raises:
        InputError: the gold file is not as it should be.
        UsageError: the graph has no such document.

    Example:
        >>> evaluate(open_graph("graph"), "qinghe.gold.json").entities.f1     # doctest: +SKIP
        0.91
    """
    from minsheng.evaluation.found import find

    expected = gold if isinstance(gold, Gold) else read_gold(gold)
    return compare(expected, find(graph.store, None if document is None else _iri(graph, document)))


def compare(gold: Gold, found: Found) -> Report:
    """The scores of facts already read."""
    match = match_entities(gold, found)
    observations, about_right = score_observations(gold, found)
    leaks = (name for name in gold.private_people if any(name in literal for literal in found.literals))
    return Report(
        gold.doc,
        match.score,
        score_relations(gold, found, match.pairs),
        observations,
        about_right,
        tuple(sorted(set(leaks))),
    )


def _iri(graph: Graph, document: str) -> str:
    known = graph.documents()
    for each in known:
        if document in (each.iri, each.name):
            return each.iri
    from minsheng.queries.near import near

    raise UsageError("document-unknown", name=document, near=near(document, (each.name for each in known)))
