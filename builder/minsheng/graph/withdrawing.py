"""Withdrawing entities and quotations from a graph, and undoing it: at once, and for every later build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from minsheng.errors import UsageError
from minsheng.graph import withdrawal
from minsheng.graph.building import rebuild
from minsheng.graph.withdrawal import Withdrawal, digest_of
from minsheng.vocabulary import MS, OA, PROV, RDF, SCHEMA, entity_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.graph.report import BuildReport
    from minsheng.graph.store import StoredGraph


def withdraw(graph: str | Path, iris: Sequence[str], reason: str = "") -> BuildReport:
    """Withdraws entities and quotations by IRI, and writes the graph again without them.

    Args:
        graph: the graph folder.
        iris: of entities, or of quotations (`…/document/…#char=10,25`).
        reason: why, kept with them; of one withdrawn before, the new reason takes the old one's place.

    Raises:
        UsageError: `withdraw-unknown`: an IRI is no entity or quotation of the graph.
        GraphError: there is no graph, it is damaged, being written, or cannot be written.

    Example:
        >>> withdraw("graph", ["https://w3id.org/minsheng/id/School/…"], "重名")  # doctest: +SKIP
    """
    target = Path(graph)

    def change(before: StoredGraph) -> None:
        kept = {each.iri: each for each in withdrawal.read(target)}
        for iri in iris:
            known = kept.get(iri)
            if known is None:
                known = _withdrawal(before, iri)
            kept[iri] = Withdrawal(iri, reason or known.reason, known.source, known.text)
        withdrawal.write(target, kept.values())

    return rebuild(target, change)


def restore(graph: str | Path, iris: Sequence[str]) -> BuildReport:
    """Undoes withdrawals, and writes the graph again with what they hid.

    Raises:
        UsageError: `withdrawn-not`: an IRI was not withdrawn.
        GraphError: there is no graph, it is damaged, being written, or cannot be written.
    """
    target = Path(graph)

    def change(_: StoredGraph) -> None:
        kept = {each.iri: each for each in withdrawal.read(target)}
        for iri in iris:
            if kept.pop(iri, None) is None:
                raise UsageError("withdrawn-not", file=target, iri=iri)
        withdrawal.write(target, kept.values())

    return rebuild(target, change)


def _withdrawal(graph: StoredGraph, iri: str) -> Withdrawal:
    """What is to be kept of an entity or a quotation of the graph."""
    said = _about(graph, iri)
    types = {value for name, value in said if name == RDF.type}
    if MS.Evidence in types:
        found = dict(said)
        source = dict(_about(graph, found[PROV.wasQuotedFrom]))
        return Withdrawal(iri, "", source[SCHEMA.sha256], digest_of(found[OA.exact]))
    if types & {MS[name] for name in entity_classes()}:
        return Withdrawal(iri)
    raise UsageError("withdraw-unknown", file=graph.path, iri=iri)


def _about(graph: StoredGraph, iri: str) -> list[tuple[str, str]]:
    """IRI of a property, and its value, of all that is said of a thing."""
    try:
        node = NamedNode(iri)
    except ValueError:
        raise UsageError("withdraw-unknown", file=graph.path, iri=iri) from None
    rows = graph.select("SELECT ?subject ?property ?value { ?subject ?property ?value }", {"subject": node})
    return [(str(row["property"].value), str(row["value"].value)) for row in rows]  # type: ignore[union-attr]
