"""N-Triples and N-Quads: one fact a line, sorted, for tools that stream and compare."""

from __future__ import annotations

from minsheng.export.exporter import Exporter


class NTriples(Exporter):
    """The union of all graphs, in the order of its bytes."""

    def run(self) -> None:
        """Copies the lines, which are sorted already."""
        for block in self.content.blocks():
            self.size += self.file.write(block)


class NQuads(NTriples):
    """Each fact with its named graph, graph by graph."""

    graphs = True
