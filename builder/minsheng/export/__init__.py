"""A graph in the formats of other systems, each in a fixed order, byte-identical for the same graph."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from minsheng.export.exporter import Exporter
    from minsheng.graph import Graph

__all__ = ["FORMATS", "SEVERAL", "Exported", "Format", "export"]


class Format(NamedTuple):
    """A format on offer."""

    suffix: str
    media_type: str
    #: module of this package and the name of its exporter
    home: tuple[str, str]
    #: whether it is text that a terminal can show
    text: bool = True


FORMATS = {
    "turtle": Format(".ttl", "text/turtle", ("turtle", "Turtle")),
    "trig": Format(".trig", "application/trig", ("turtle", "Trig")),
    "nquads": Format(".nq", "application/n-quads", ("lines", "NQuads")),
    "ntriples": Format(".nt", "application/n-triples", ("lines", "NTriples")),
    "jsonld": Format(".jsonld", "application/ld+json", ("jsonld", "JsonLd")),
    "rdfxml": Format(".rdf", "application/rdf+xml", ("rdfxml", "RdfXml")),
    "graphml": Format(".graphml", "application/graphml+xml", ("graphml", "GraphMl")),
    "rdf12": Format(".ttl", "text/turtle; version=1.2", ("rdf12", "Rdf12")),
    "schemaorg": Format(".jsonld", "application/ld+json", ("schemaorg", "SchemaOrg")),
    "cpsv-ap": Format(".ttl", "text/turtle", ("cpsv", "CpsvAp")),
    "dcat-ap": Format(".ttl", "text/turtle", ("dataset", "DcatAp")),
    "geojson": Format(".geojson", "application/geo+json", ("geojson", "GeoJson")),
    "hsds": Format(".json", "application/json", ("hsds", "Hsds")),
    "neo4j": Format(".zip", "application/zip", ("neo4j", "Neo4j"), text=False),
    "csv": Format(".zip", "application/zip", ("tables", "Tables"), text=False),
}
#: Formats of several files: a path that does not end in `.zip` becomes a folder.
SEVERAL = frozenset({"csv", "neo4j"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    #: bytes, before a folder of tables was unpacked
    size: int
    seconds: float
    #: control characters that XML cannot hold, written as U+FFFD
    replaced: int = 0
    #: term, reason and count of what the format could not carry
    losses: tuple[dict[str, object], ...] = ()
    #: how much of it was left out
    lost: int = 0


def export(graph: Graph, form: str, output: str | Path | BinaryIO) -> Exported:
    """Writes a graph to a file, which appears whole or not at all, or to an open binary stream.

    Args:
        graph: an opened graph.
        form: a key of `FORMATS`.
        output: `csv` and `neo4j` to a path that does not end in `.zip` make a folder of tables.

    Raises:
        GraphError: the folder to write into does not exist, or a predicate has no place in XML.

    Example:
        >>> export(open_graph("graph"), "turtle", "graph.ttl").size        # doctest: +SKIP
        612340
    """
    from minsheng.export.writing import replacing, unpacking

    if not isinstance(output, str | Path):
        return _write(graph, form, output)
    path = Path(output)
    folder = form in SEVERAL and path.suffix != ".zip"
    with unpacking(path) if folder else replacing(path) as file:
        return _write(graph, form, file)


def _write(graph: Graph, form: str, file: BinaryIO) -> Exported:
    from minsheng.export.content import Content

    start = time.perf_counter()
    module, name = FORMATS[form].home
    kind: type[Exporter] = getattr(import_module(f"minsheng.export.{module}"), name)
    with Content(graph.store, graphs=kind.graphs) as content:
        exporter = kind(file, content)
        exporter.run()
    seconds = time.perf_counter() - start
    losses = exporter.losses
    return Exported(exporter.size, seconds, exporter.replaced, tuple(losses.rows()), losses.total())
