"""One document built alone: its text, its facts, and the graph that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, Store

from minsheng.evaluation import Report, compare
from minsheng.evaluation.found import find
from minsheng.facts import Extractor
from minsheng.graph.quads import QuadWriter
from minsheng.graph.rows import rows
from minsheng.identity import Resolver, document_iri
from minsheng.reading import read
from minsheng.vocabulary import MS

if TYPE_CHECKING:
    from benchmarks.corpus import Expected
    from minsheng.evaluation.found import Found
    from minsheng.records import DocumentFacts

_ORIGINS = """SELECT DISTINCT ?fact ?confidence ?name {
    ?fact ms:confidence ?confidence ; ms:extractedBy ?rule . GRAPH ?any { ?rule skos:prefLabel ?name } }"""
_STATEMENTS = """SELECT DISTINCT ?statement ?subject ?predicate ?object { ?statement a rdf:Statement ;
    rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object }"""


class Origin(NamedTuple):
    """How sure a fact is, and the rule that found it."""

    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Alone:
    """A document with expected facts, and what was found in it."""

    expected: Expected
    #: in reading order, as every system is given it
    text: str
    found: Found
    #: IRI of an entity or an observation → where it comes from
    origins: dict[str, Origin]
    #: a relation as `Found` has it, or an attribute likewise → where it comes from
    relations: dict[tuple[str, str, str], Origin]

    def report(self) -> Report:
        """The scores, as `minsheng evaluate` gives them."""
        return compare(self.expected.gold, self.found)


def build_alone(expected: Expected) -> Alone:
    """Reads a document and makes its graph, with no other document in it.

    Raises:
        InputError: the document cannot be read.

    Example:
        >>> build_alone(own()[0]).report().entities.f1  # doctest: +SKIP
        0.83
    """
    source = read(expected.path, expected.path.name)
    store = stored(Extractor().extract(source))
    origins = {fact: Origin(float(confidence), rule) for fact, confidence, rule in rows(store, _ORIGINS)}
    said = {
        (subject, predicate.removeprefix(str(MS)), object_): origins[statement]
        for statement, subject, predicate, object_ in rows(store, _STATEMENTS)
    }
    return Alone(expected, source.text, find(store, document_iri(source.name)), origins, said)


def stored(facts: DocumentFacts) -> Store:
    """The facts of one document as a graph in memory."""
    resolver, writer, store = Resolver(), QuadWriter(), Store()
    resolver.add(facts)
    resolver.settle()
    lines = writer.document(facts, resolver.of(facts.name)) + writer.shared()
    store.load("".join(lines), RdfFormat.N_QUADS)
    return store
