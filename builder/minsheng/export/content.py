"""All that a store says in a fixed order, however large it is: subject by subject, or graph by graph.

The order is that of the lines of N-Triples; a temporary file holds them, so that they are read twice and
the store, which is slower, once.
"""

from __future__ import annotations

import tempfile
from functools import cached_property
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, BinaryIO, cast

import pyoxigraph as ox

from minsheng.export.descriptions import Description
from minsheng.export.scope import Scope
from minsheng.export.sorting import ROOM, Sorter
from minsheng.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    _Graph = ox.DefaultGraph | ox.NamedNode | ox.BlankNode

_TYPE = RDF.type
#: Lines that are parsed at a time.
_BLOCK = 4096


class Content:
    """The union of the graphs of a store, or each graph for itself; sorted when it is first asked for.

    Example:
        >>> with Content(ox.Store()) as content:
        ...     list(content.descriptions())
        []
    """

    def __init__(self, store: ox.Store, *, graphs: bool = False) -> None:
        self.store = store
        self._graphs = graphs
        self._format = ox.RdfFormat.N_QUADS if graphs else ox.RdfFormat.N_TRIPLES

    def __enter__(self) -> Content:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Throws the lines away."""
        if "_file" in self.__dict__:
            self._file.close()

    def blocks(self) -> Iterator[bytes]:
        """The lines, many at a time: N-Triples of a union, N-Quads of graphs."""
        self._file.seek(0)
        return _blocks(self._file)

    def descriptions(self) -> Iterator[Description]:
        """Subject by subject; where each graph stands for itself, within one graph after the other."""
        # The store has checked the IRIs once.
        quads = (quad for block in self.blocks() for quad in ox.parse(block, self._format, lenient=True))
        of_subject = attrgetter("graph_name", "subject") if self._graphs else attrgetter("subject")
        for key, said in groupby(quads, key=of_subject):
            pairs = [(quad.predicate.value, quad.object) for quad in said]
            # Lines with one predicate are in the order of their objects already.
            pairs.sort(key=lambda pair: (pair[0] != _TYPE, pair[0]))
            graph, subject = key if self._graphs else (None, key)
            yield Description(subject, tuple(pairs), getattr(graph, "value", None))

    @cached_property
    def scope(self) -> Scope:
        """The prefixes of its IRIs."""
        self._file.seek(0)
        return Scope.of(self._file)

    @cached_property
    def _file(self) -> BinaryIO:
        file = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=ROOM))  # noqa: SIM115 - closed by close
        graphs: list[_Graph] = [ox.DefaultGraph(), *sorted(self.store.named_graphs(), key=str)]
        if not self._graphs:
            _write(file, self._lines(graphs))
            return file
        for graph in graphs:
            end = b" .\n" if isinstance(graph, ox.DefaultGraph) else f" {graph} .\n".encode()
            _write(file, (line[:-3] + end for line in self._lines([graph])))
        return file

    def _lines(self, graphs: Iterable[_Graph]) -> Iterator[bytes]:
        with Sorter() as lines:
            for graph in graphs:
                self.store.dump(cast("BinaryIO", lines), ox.RdfFormat.N_TRIPLES, from_graph=graph)
            yield from lines


def _write(file: BinaryIO, lines: Iterable[bytes]) -> None:
    # All lines at once would be held in memory before the file sees how many they are.
    for block in _blocks(lines):
        file.write(block)


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    left = iter(lines)
    while block := b"".join(islice(left, _BLOCK)):
        yield block
