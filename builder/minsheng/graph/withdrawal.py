"""What was withdrawn from a graph: kept as data in its folder, honoured by every later build.

    GRAPH/withdrawn.json    a list of {"iri", "reason", "source", "text"}, sorted by IRI

An entity goes with everything said of it, and its names are masked in what is still quoted. A quotation
goes with every other that overlaps it, and with the facts that nothing else supports. The texts of
withdrawn quotations are not kept: digests tell them when their document comes back changed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from minsheng.errors import GraphError
from minsheng.facts.masking import MASK
from minsheng.facts.pruning import without
from minsheng.graph.folder import WITHDRAWN
from minsheng.identity import document_iri, evidence_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from minsheng.identity import Identity
    from minsheng.records import DocumentFacts, EntityFact, Quotation

#: Under which facts that were withdrawn are counted.
REASON = "withdrawn"
_RANGE = re.compile(r"(?P<document>.+)#char=(?P<start>\d+),(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One entity or quotation that must not be shown."""

    iri: str
    #: why, in the words of who withdrew it
    reason: str = ""
    #: of a quotation: digest of the document's file as it was
    source: str = ""
    #: of a quotation: digest of its text
    text: str = ""

    def as_dict(self) -> dict[str, str]:
        """For `--json` and `withdrawn.json`."""
        return asdict(self)

    @property
    def document(self) -> str:
        """IRI of a quotation's document, "" for an entity."""
        found = _RANGE.fullmatch(self.iri)
        return found["document"] if found else ""


def read(graph: Path) -> tuple[Withdrawal, ...]:
    """The withdrawals of a graph, sorted by IRI.

    Raises:
        GraphError: `withdrawn-damaged`.

    Example:
        >>> read(Path("graph"))  # doctest: +SKIP
        (Withdrawal(iri='https://w3id.org/minsheng/id/School/…', reason='重名', source='', text=''),)
    """
    path = graph / WITHDRAWN
    try:
        return tuple(Withdrawal(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        reason = str(error) or type(error).__name__
        raise GraphError("withdrawn-damaged", file=path, reason=reason) from error


def write(graph: Path, withdrawals: Iterable[Withdrawal]) -> None:
    """Keeps the withdrawals, in place of the ones kept before."""
    entries = [each.as_dict() for each in sorted(withdrawals, key=lambda each: each.iri)]
    new = graph / f"{WITHDRAWN}.new"
    new.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    new.replace(graph / WITHDRAWN)


def digest_of(text: str) -> str:
    """What tells a withdrawn quotation's text again."""
    return sha256(text.encode()).hexdigest()


class Withheld:
    """Keeps what was withdrawn out of the facts of one document after another.

    Args:
        withdrawals: what was withdrawn.
        redirects: former IRIs → the ones that took their place.
        base: prefix of the graph's IRIs.
    """

    def __init__(self, withdrawals: Sequence[Withdrawal], redirects: Mapping[str, str], base: str) -> None:
        iris = {each.iri for each in withdrawals if not each.document}
        #: IRIs of entities, their present ones included
        self.entities = frozenset(iris | {redirects[iri] for iri in iris if iri in redirects})
        self._quotations: dict[str, list[Withdrawal]] = {}
        for each in withdrawals:
            if each.document:
                self._quotations.setdefault(each.document, []).append(each)
        self._base = base

    def __call__(
        self, facts: DocumentFacts, identities: Sequence[Identity]
    ) -> tuple[DocumentFacts, Sequence[Identity]]:
        """The facts that may be shown, and the identities of their entities."""
        if not self.entities and not self._quotations:
            return facts, identities
        named = [fact for fact in facts.entities if identities[fact.key].iri in self.entities]
        lost = self._lost(facts)
        if not named and not lost:
            return facts, identities
        forms = {form for fact in named for form in _forms(fact)}
        kept, keys = without(facts, {fact.key for fact in named}, lost)
        observations = tuple(o for o in kept.observations if not any(form in o.indicator for form in forms))
        kept = _without_names(replace(kept, observations=observations), forms)
        gone = _size(facts) - _size(kept)
        dropped = {**facts.dropped, REASON: gone} if gone else facts.dropped
        return replace(kept, dropped=dropped), [identities[key] for key in keys]

    def redirects(self, redirects: Mapping[str, str]) -> dict[str, str]:
        """Those that do not lead to, or come from, what was withdrawn."""
        hidden = self.entities
        return {old: new for old, new in redirects.items() if old not in hidden and new not in hidden}

    def _lost(self, facts: DocumentFacts) -> set[int]:
        """Indices of the quotations that were withdrawn, or overlap one that was."""
        iri = document_iri(facts.name, self._base)
        withdrawn = self._quotations.get(iri)
        if not withdrawn:
            return set()
        spans = {(q.start, q.end) for q in facts.quotations if _is_one_of(q, iri, withdrawn)}
        spans |= {_span(each) for each in withdrawn if each.source in ("", facts.digest)}
        return {
            index
            for index, quotation in enumerate(facts.quotations)
            if any(start < quotation.end and end > quotation.start for start, end in spans)
        }


def _is_one_of(quotation: Quotation, document: str, withdrawn: Iterable[Withdrawal]) -> bool:
    iri = evidence_iri(document, quotation.start, quotation.end)
    return any(iri == each.iri or digest_of(quotation.exact) == each.text for each in withdrawn)


def _span(withdrawal: Withdrawal) -> tuple[int, int]:
    found = _RANGE.fullmatch(withdrawal.iri)
    return (int(found["start"]), int(found["end"])) if found else (0, 0)


def _size(facts: DocumentFacts) -> int:
    found = (facts.entities, facts.relations, facts.attributes, facts.observations)
    return sum(len(each) for each in found)


def _forms(fact: EntityFact) -> Iterator[str]:
    yield from (name for name in (fact.name, *fact.aliases, *fact.hidden) if len(name) > 1)


def _without_names(facts: DocumentFacts, forms: Iterable[str]) -> DocumentFacts:
    """The facts with these names masked in what is quoted; longer names of what stays are left whole."""
    hidden = set(forms)
    if not hidden:
        return facts
    longer = {
        form
        for fact in facts.entities
        for form in _forms(fact)
        if form not in hidden and any(name in form for name in hidden)
    }
    ordered = sorted(hidden | longer, key=lambda form: (-len(form), form))
    pattern = re.compile("|".join(map(re.escape, ordered)))

    def masked(text: str) -> str:
        return pattern.sub(lambda m: MASK * len(m[0]) if m[0] in hidden else m[0], text)

    title = facts.title and replace(facts.title, value=masked(facts.title.value))
    quotations = tuple(replace(each, exact=masked(each.exact)) for each in facts.quotations)
    return replace(facts, title=title, quotations=quotations)
