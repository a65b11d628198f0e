"""A graph as people hold it: everything that can be asked of one, in one object."""

from __future__ import annotations

import weakref
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.graph.store import StoredGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    import rdflib

    from minsheng.graph.endpoint import Endpoint
    from minsheng.graph.rows import Engine
    from minsheng.graph.store import Term
    from minsheng.queries import Result
    from minsheng.view import PageReport


class Graph(StoredGraph):
    """A graph folder, opened read-only; `open_graph` makes it.

    Example:
        >>> graph = open_graph("graph")  # doctest: +SKIP
        >>> graph.query("group-members", group="银杏小学教育集团").to_pandas()  # doctest: +SKIP
    """

    @property
    def engine(self) -> Engine:
        """What holds the graph and answers queries: the embedded store, or an endpoint."""
        return self.store

    def query(
        self,
        question: str | Path,
        *,
        limit: int | None = None,
        timeout: float | None = None,
        **params: object,
    ) -> Result:
        """Answers a named question, an `.rq` file, or SPARQL; see `minsheng.queries.run`.

        `limit` counts rows (0: all), `timeout` is in seconds; `params` are the question's own.

        Raises:
            UsageError: unknown question or parameter, or a refused query.
            InputError: the query is not SPARQL.
            QueryTimeout: stopped at its time limit.
        """
        return self.ask(question, params, limit=limit, timeout=timeout)

    def ask(
        self,
        question: str | Path,
        params: Mapping[str, object],
        *,
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Result:
        """Like `query`, with the parameters by name, whatever they are called."""
        from minsheng.queries import run

        return run(self._asked, question, params, limit=limit, timeout=timeout)

    @property
    def _asked(self) -> Path | Endpoint:
        """What questions are put to: a folder, so that one which takes too long can be stopped."""
        return self.snapshot.store

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Entities and relations as a directed multigraph; see `minsheng.graph.network`."""
        from minsheng.graph.network import network

        return network(self.engine)

    def to_rdflib(self) -> rdflib.Dataset:
        """All quads as an rdflib dataset whose default graph is the union of the documents.

        It is held in memory, at about 1.5 kB a quad.
        """
        from pyoxigraph import RdfFormat
        from rdflib import Dataset

        dataset = Dataset(default_union=True)
        for name in self.store.named_graphs():
            triples = self.store.dump(format=RdfFormat.N_TRIPLES, from_graph=name)
            dataset.graph(name.value).parse(data=triples, format="nt")
        return dataset

    def view(
        self,
        output: str | Path,
        focus: str | None = None,
        depth: int = 1,
        query: str | None = None,
        limit: int = 2000,
        **params: object,
    ) -> PageReport:
        """Writes one self-contained HTML page: the whole graph, a neighbourhood, or a query's result.

        Args:
            output: the file to write.
            focus: name or IRI of the entity in the middle.
            depth: how many relations away from it the page reaches.
            query: a question whose result is drawn, with its `params`.
            limit: most entities on the page.
        """
        from minsheng.view import write_page

        if query is None:
            return write_page(self.engine, output, focus, depth, limit=limit)
        found = self.ask(query, params)
        rows = [getattr(term, "value", "") for row in found.rows for term in row]
        return write_page(self.engine, output, focus, depth, rows, limit=limit)


class RemoteGraph(Graph):
    """A graph behind a SPARQL endpoint; `open_graph` makes it.

    Questions, counts, paths and pages are asked of the endpoint. What only the embedded engine can do,
    shapes and exports, works on a copy of the graph, which is made when it is first needed and goes when
    this object does.

    Example:
        >>> open_graph("http://localhost:7878/query").query("groups").rows  # doctest: +SKIP
    """

    remote = True

    def __init__(self, url: str) -> None:
        from minsheng.graph.endpoint import Endpoint

        self._endpoint = Endpoint(url)

    def __getattr__(self, name: str) -> object:
        """The attributes of a folder: those of the copy."""
        if name not in ("path", "snapshot", "manifest"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        from tempfile import TemporaryDirectory

        from minsheng.graph.copying import copy

        scratch = TemporaryDirectory(prefix="minsheng-", ignore_cleanup_errors=True)
        weakref.finalize(self, scratch.cleanup)
        copy(self._endpoint, Path(scratch.name) / "graph")
        super().__init__(Path(scratch.name) / "graph")
        return self.__dict__[name]

    @property
    def engine(self) -> Engine:
        """The endpoint."""
        return self._endpoint

    @property
    def _asked(self) -> Path | Endpoint:
        return self._endpoint

    @cached_property
    def _count(self) -> int:
        from minsheng.graph.copying import sizes

        return sum(sizes(self._endpoint).values())

    def __len__(self) -> int:
        return self._count

    def select(
        self,
        sparql: str,
        substitutions: Mapping[str, str | Term] | None = None,
        document: str | None = None,
    ) -> list[dict[str, Term]]:
        """The rows of a SELECT, asked of the endpoint; see `StoredGraph.select`."""
        from pyoxigraph import NamedNode

        from minsheng.queries.remote import select

        bound = {
            name: NamedNode(term) if isinstance(term, str) else term
            for name, term in (substitutions or {}).items()
        }
        return select(self._endpoint, sparql, bound, document)


def open_graph(path: str | Path) -> Graph:
    """Opens a graph for reading; it shows the state of this moment, whatever is built later.

    Args:
        path: a graph folder, or the URL of a SPARQL endpoint, which is then asked.

    Raises:
        GraphError: there is no graph, or it is another version's, or damaged; an endpoint's errors come
            when it is first asked.

    Example:
        >>> len(open_graph("graph"))  # doctest: +SKIP
        41230
    """
    address = str(path)
    return RemoteGraph(address) if address.startswith(("http://", "https://")) else Graph(Path(path))
