"""The gate of privacy: no literal of a document's facts leaves with a private name in it.

It stands at the end of extraction, where the names are known, and again before facts become quads, where
they are not kept any more: there the words themselves are looked at.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.facts.privacy import private_names, suspicious
from minsheng.facts.pruning import without
from minsheng.language.segmentation import segment
from minsheng.reading.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.masking import PrivateNames
    from minsheng.records import DocumentFacts, Stated

#: Under which facts that the gate holds back are counted.
REASON = "private person"


def passed(facts: DocumentFacts, private: PrivateNames) -> DocumentFacts:
    """The facts without what holds a private name: titles and quotations masked, names and numbers dropped.

    Example:
        >>> passed(facts, private).dropped  # doctest: +SKIP
        {'private person': 1}
    """
    if not any(private.within(literal) for literal in literals(facts)):
        return facts
    named = {entity.key for entity in facts.entities if private.within(entity.name)}
    kept, _ = without(facts, named)
    observations = tuple(o for o in kept.observations if not private.within(o.indicator + o.period))
    stopped = len(named) + len(kept.observations) - len(observations)
    dropped = {**kept.dropped, REASON: kept.dropped.get(REASON, 0) + stopped} if stopped else kept.dropped
    return replace(
        kept,
        title=_masked(kept.title, private),
        publisher=_masked(kept.publisher, private),
        quotations=tuple(replace(q, exact=private.masked(q.exact)) for q in kept.quotations),
        entities=tuple(
            replace(
                entity,
                aliases=tuple(name for name in entity.aliases if not private.within(name)),
                hidden=tuple(name for name in entity.hidden if not private.within(name)),
            )
            for entity in kept.entities
        ),
        observations=observations,
        dropped=dict(sorted(dropped.items())),
    )


def checked(facts: DocumentFacts) -> DocumentFacts:
    """The facts once more through the gate, by what their own words show: any extractor's, and old ones."""
    every = dict.fromkeys(literals(facts))
    if not suspicious("\n".join(every)):
        return facts
    text = simplified("\n".join(filter(suspicious, every)))
    return passed(facts, private_names(text, segment(text), (), certain=True))


def literals(facts: DocumentFacts) -> Iterator[str]:
    """Every text of a document's facts that its source or a rule gave."""
    for stated in (facts.title, facts.publisher, facts.area):
        if stated is not None:
            yield stated.value
    for quotation in facts.quotations:
        yield quotation.exact
    for entity in facts.entities:
        yield entity.name
        yield from entity.aliases
        yield from entity.hidden
    for observation in facts.observations:
        yield observation.indicator
        yield observation.period


def _masked(stated: Stated | None, private: PrivateNames) -> Stated | None:
    return stated and replace(stated, value=private.masked(stated.value))
