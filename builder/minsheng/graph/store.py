"""Read access to a graph: its current snapshot, opened read-only."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples, Store, Variable

from minsheng.graph import folder
from minsheng.vocabulary import sparql_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import BlankNode, Quad, Triple

    Term = NamedNode | Literal | BlankNode | Triple

_DOCUMENTS = """SELECT DISTINCT ?document ?name ?title {
    ?document a ms:SourceDocument ; dcterms:identifier ?name ; rdfs:label ?title } ORDER BY ?name"""


class SourceDocument(NamedTuple):
    """A document of the graph."""

    iri: str
    #: as the build named it: posix path below the folder given
    name: str
    title: str


class StoredGraph:
    """One snapshot of a graph folder; it stays the same while it is open, whatever is built meanwhile.

    Raises:
        GraphError: the folder is no graph, of another version, or damaged.

    Example:
        >>> graph = StoredGraph(Path("graph"))  # doctest: +SKIP
        >>> graph.select("SELECT ?s { ?s a ms:School }")  # doctest: +SKIP
        [{'s': <NamedNode …>}]
    """

    #: whether it is behind an endpoint
    remote = False

    def __init__(self, path: Path) -> None:
        #: the graph folder
        self.path = path
        #: the snapshot that is open
        self.snapshot = folder.current(path)
        self.manifest = self.snapshot.manifest()
        self.store  # noqa: B018 - a damaged store is told when it is opened

    @cached_property
    def store(self) -> Store:
        """The engine's own store; named graphs are documents: query with `use_default_graph_as_union`."""
        try:
            return Store.read_only(str(self.snapshot.store))
        except (OSError, RuntimeError) as error:  # the engine has both for a store that is broken
            raise folder.damaged(self.snapshot.store, error) from error

    def __len__(self) -> int:
        """Number of quads."""
        return len(self.store)

    def select(
        self,
        sparql: str,
        substitutions: Mapping[str, str | Term] | None = None,
        document: str | None = None,
    ) -> list[dict[str, Term]]:
        """The rows of a SELECT over all documents, or over one; the ontology's prefixes are declared.

        Unbound variables are left out of a row. A substituted variable must stand in the projection; a
        string given for it is an IRI.

        Raises:
            TypeError: the query is no SELECT.
            SyntaxError: it is not SPARQL.
        """
        bound = {
            Variable(name): NamedNode(term) if isinstance(term, str) else term
            for name, term in (substitutions or {}).items()
        }
        found = self.store.query(
            sparql_prefixes() + sparql,
            use_default_graph_as_union=document is None,
            default_graph=None if document is None else NamedNode(document),
            substitutions=bound,
        )
        if isinstance(found, (QueryBoolean, QueryTriples)):
            raise TypeError("not a SELECT query")
        names = [variable.value for variable in found.variables]
        return [
            {name: term for name, term in zip(names, row, strict=True) if term is not None} for row in found
        ]

    def quads(self, document: str | None = None) -> Iterator[Quad]:
        """All quads, or those of the document of that IRI, in no particular order."""
        graph = None if document is None else NamedNode(document)
        return self.store.quads_for_pattern(None, None, None, graph)

    def documents(self) -> list[SourceDocument]:
        """The documents, sorted by name."""
        return [
            SourceDocument(*(row[key].value for key in ("document", "name", "title")))  # type: ignore[union-attr]
            for row in self.select(_DOCUMENTS)
        ]
