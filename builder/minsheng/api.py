"""A graph as people hold it: everything that can be asked of one, in one object."""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.graph.store import StoredGraph

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from minsheng.queries import Result
    from minsheng.view import PageReport


class Graph(StoredGraph):
    """A graph folder, opened read-only; `open_graph` makes it.

    Example:
        >>> graph = open_graph("graph")  # doctest: +SKIP
        >>> graph.query("group-members", group="银杏小学教育集团").to_pandas()  # doctest: +SKIP
    """

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
        from minsheng.queries import run

        return run(self.snapshot.store, question, params, limit=limit, timeout=timeout)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Entities and relations as a directed multigraph; see `minsheng.graph.network`."""
        from minsheng.graph.network import network

        return network(self.store)

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
            return write_page(self.store, output, focus, depth, limit=limit)
        from minsheng.queries import run

        found = run(self.snapshot.store, query, params)
        rows = [getattr(term, "value", "") for row in found.rows for term in row]
        return write_page(self.store, output, focus, depth, rows, limit=limit)


def open_graph(path: str | Path) -> Graph:
    """Opens a graph for reading; it shows the state of this moment, whatever is built later.

    Args:
        path: a graph folder, or the URL of a SPARQL endpoint: then a copy is made in a temporary
            folder, which goes when the graph does.

    Raises:
        GraphError: there is no graph, or it is another version's, or damaged; or the endpoint failed.

    Example:
        >>> len(open_graph("graph"))  # doctest: +SKIP
        41230
    """
    if not str(path).startswith(("http://", "https://")):
        return Graph(Path(path))
    from tempfile import TemporaryDirectory

    from minsheng.graph.endpoint import Endpoint, copy

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="minsheng-"))) / "graph"
        copy(Endpoint(str(path)), folder)
        graph = Graph(folder)
        weakref.finalize(graph, stack.pop_all().close)
    return graph
