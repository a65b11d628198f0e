"""N-Triples and N-Quads: one fact a line, for tools that stream and sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.export.descriptions import by_graph
from minsheng.export.exporter import Exporter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from minsheng.export.descriptions import Description


class NTriples(Exporter):
    """The union of all graphs."""

    def feed(self, description: Description) -> None:
        """Writes a line for each fact of a subject."""
        end = " .\n" if description.graph is None else f" <{description.graph}> .\n"
        subject = str(description.subject)
        self.write("".join(f"{subject} <{p}> {object_}{end}" for p, object_ in description.properties))


class NQuads(NTriples):
    """Each fact with its named graph, graph by graph."""

    def descriptions(self) -> Iterable[Description]:
        """Each graph's subjects for themselves."""
        return by_graph(self.scope.store)
