"""A graph pushed to another store, named graph by named graph, so that one that was broken off goes on.

What a store was sent is noted in the graph folder, a line a named graph. A graph is sent again if it has
changed since, or if the store no longer holds as many triples of it; what is gone from the folder is removed
there, too, as far as it was sent from here. Nothing that others put into the store is touched.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, RdfFormat

from minsheng.errors import GraphError, UsageError
from minsheng.graph.calling import NOBODY, Login
from minsheng.graph.copying import sizes
from minsheng.graph.endpoint import Endpoint
from minsheng.graph.folder import PUSHED
from minsheng.graph.notes import UNDER_WAY, Notes
from minsheng.graph.sending import GraphStore, Line, Updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from minsheng.graph.sending import Sender
    from minsheng.graph.store import StoredGraph

#: Where servers speak the Graph Store Protocol: how they call themselves, the end of the address of queries,
#: and what stands there instead.
_PLACES = (
    ("oxigraph", "/query", "/store"),
    ("virtuoso", "/sparql", "/sparql-graph-crud-auth"),
    ("apache jena fuseki", "/query", "/data"),
    ("apache jena fuseki", "/sparql", "/data"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph is pushed to.

    Without `graph_store` and `update`, the address of the Graph Store Protocol is found by what the
    server calls itself.
    """

    #: of its queries
    endpoint: str
    #: of the Graph Store Protocol
    graph_store: str | None = None
    #: of updates
    update: str | None = None
    login: Login = NOBODY


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was sent, or would be; named graphs by IRI."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]
    #: named graphs that the store had already
    unchanged: int
    #: triples sent
    triples: int
    #: where to
    store: str

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def push(
    graph: StoredGraph,
    target: Target,
    *,
    everything: bool = False,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Makes the store hold what the graph holds; see the module's words.

    Args:
        graph: an opened graph folder.
        target: where to.
        everything: send all, whatever is noted.
        dry_run: send nothing, only tell what would be.
        progress: called with the number of named graphs done, and of all to be sent or removed.
        sleep: waits between attempts.

    Raises:
        UsageError: `push-where`: it is unknown where the server takes graphs.
        GraphError: the store refuses, fails, cannot be reached, or holds other numbers of triples afterwards;
            or the graph folder cannot be written.

    Example:
        >>> push(open_graph("graph"), Target("http://localhost:7878/query")).triples  # doctest: +SKIP
        41230
    """
    endpoint = Endpoint(target.endpoint)
    sender = _sender(target, endpoint, sleep)
    notes = Notes(graph.path / PUSHED, sender.url)
    there = {} if everything else _there(endpoint)
    ours = {name: (digest, count) for name, digest, count in _digests(graph)}
    due = [
        name
        for name, (digest, count) in ours.items()
        if everything or notes.digests.get(name) != digest or there.get(name) != count
    ]
    gone = sorted(notes.digests.keys() - ours.keys())
    triples = sum(ours[name][1] for name in due)
    pushed = Pushed(tuple(due), tuple(gone), len(ours) - len(due), triples, sender.url)
    if dry_run:
        return pushed
    with notes:
        for done, name in enumerate((*due, *gone), 1):
            notes.note(name, UNDER_WAY)
            if name in ours:
                sender.replace(name, _lines(graph, name))
                notes.note(name, ours[name][0])
            else:
                sender.remove(name)
                notes.note(name, None)
            if progress is not None:
                progress(done, len(due) + len(gone))
    _compare(endpoint, {name: count for name, (_, count) in ours.items()})
    return pushed


def _sender(target: Target, endpoint: Endpoint, sleep: Callable[[float], None]) -> Sender:
    if target.update is not None:
        return Updates(Line(target.update, target.login, sleep))
    place = target.graph_store or _place(endpoint)
    return GraphStore(Line(place, target.login, sleep))


def _place(endpoint: Endpoint) -> str:
    """The address of the Graph Store Protocol, by what the server calls itself."""
    parts = urlsplit(endpoint.url)
    for name, end, instead in _PLACES:
        if endpoint.name.lower().startswith(name) and parts.path.endswith(end):
            return parts._replace(path=parts.path.removesuffix(end) + instead, query="").geturl()
    raise UsageError("push-where", server=endpoint.name or "?")


def _there(endpoint: Endpoint) -> dict[str, int]:
    """Triples by named graph, of the documents that the store holds now."""
    try:
        return sizes(endpoint)
    except GraphError as error:
        if error.key == "endpoint-empty":
            return {}
        raise


def _compare(endpoint: Endpoint, counts: dict[str, int]) -> None:
    # Asked anew: whether it holds documents has changed.
    there = _there(Endpoint(endpoint.address))
    for name, count in counts.items():
        if there.get(name) != count:
            found = there.get(name, 0)
            raise GraphError("push-differs", file=endpoint.url, graph=name, found=found, count=count)


def _digests(graph: StoredGraph) -> Iterator[tuple[str, str, int]]:
    """IRI, digest and number of triples of each named graph, sorted."""
    names = (name.value for name in graph.store.named_graphs() if isinstance(name, NamedNode))
    for name in sorted(names):
        lines = _lines(graph, name)
        yield name, sha256("".join(lines).encode()).hexdigest(), len(lines)


def _lines(graph: StoredGraph, name: str) -> list[str]:
    """The triples of a named graph as sorted lines."""
    data = graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(name)) or b""
    return sorted(data.decode().splitlines(keepends=True))
