"""GraphML, as Gephi, Cytoscape and yEd open it: entities, and the relations between them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from minsheng.export.exporter import Exporter
from minsheng.export.xml import legal
from minsheng.graph.network import network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.export.descriptions import Description


class GraphMl(Exporter):
    """One node an entity, one edge a statement; attributes are text, confidence a number."""

    def descriptions(self) -> Iterable[Description]:
        """Nothing: the network is read whole when the export ends."""
        return ()

    def finish(self) -> None:
        """Reads the network and writes it."""
        import networkx as nx

        graph = network(self.scope.store)
        edges = (attributes for *_, attributes in graph.edges(data=True))
        for attributes in (*(node for _, node in graph.nodes(data=True)), *edges):
            for name, value in attributes.items():
                if isinstance(value, str):
                    attributes[name], replaced = legal(value)
                    self.replaced += replaced
        document = BytesIO()
        nx.write_graphml_xml(graph, document, named_key_ids=True)
        self.size += self.file.write(document.getvalue())
