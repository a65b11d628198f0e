"""What a graph keeps back: how much was masked and withdrawn, and whether any text still looks private."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from minsheng.facts.privacy import private_names, suspicious
from minsheng.graph import withdrawal
from minsheng.graph.report import read_counts
from minsheng.language.segmentation import segment
from minsheng.reading.traditional import simplified

if TYPE_CHECKING:
    from minsheng.graph.store import StoredGraph
    from minsheng.graph.withdrawal import Withdrawal

#: The texts that come from sources.
_QUERY = """SELECT DISTINCT ?document ?property ?text {
    VALUES ?property { rdfs:label skos:altLabel skos:hiddenLabel skos:prefLabel oa:exact dcterms:title }
    GRAPH ?document { ?thing ?property ?text } }"""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A text of the graph in which a private name, number or address seems to stand."""

    #: IRI of the document
    document: str
    #: IRI of the property that the text is the value of
    property: str
    #: the text, what looks private masked
    text: str
    #: what it looks like: kinds of `rules/privacy.toml`
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """What was kept back, and what should have been."""

    documents: int
    #: names, numbers and addresses masked in all documents, by kind
    masked: dict[str, int]
    withdrawn: tuple[Withdrawal, ...]
    suspects: tuple[Suspect, ...]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def audit(graph: StoredGraph) -> Audited:
    """Counts what was masked, lists what was withdrawn, and reads every text of the graph again.

    Example:
        >>> audit(open_graph("graph")).suspects  # doctest: +SKIP
        ()
    """
    counts = read_counts(graph.snapshot.report)
    masked = {} if counts is None else counts.masked
    return Audited(
        graph.manifest.documents, dict(masked), withdrawal.read(graph.path), tuple(_suspects(graph))
    )


def _suspects(graph: StoredGraph) -> list[Suspect]:
    found = set()
    for row in graph.select(_QUERY):
        document, name, text = (row[key].value for key in ("document", "property", "text"))  # type: ignore[union-attr]
        if suspicious(text):
            simple = simplified(text)
            private = private_names(simple, segment(simple), (), certain=True)
            if private.spans:
                found.add((document, name, private.hidden(text), tuple(private.kinds)))
    return [Suspect(*each) for each in sorted(found)]
