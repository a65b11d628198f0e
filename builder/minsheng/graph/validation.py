"""Whether a graph keeps its promises: SHACL shapes, and the checks that compare several nodes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from minsheng import vocabulary
from minsheng.vocabulary import local_name
from minsheng.wording import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    import shacl

    from minsheng.graph.store import StoredGraph

#: Violations listed at most; a graph that breaks a shape everywhere is told once, not a million times.
LIMIT = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A place where a graph breaks a shape or an integrity check."""

    #: Violation, Warning or Info
    severity: str
    #: local name of the shape, or of the check's file
    shape: str
    #: the node that is wrong, in N-Triples syntax
    focus: str
    #: the property, "" if the node itself is meant
    path: str
    #: the value that is wrong, in N-Triples syntax, "" if there is none
    value: str
    message: Text

    @property
    def blocking(self) -> bool:
        """Whether the graph fails by it; a warning is only told."""
        return self.severity == "Violation"

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {**asdict(self), "message": self.message._asdict()}


def validate(graph: StoredGraph | Store) -> list[Violation]:
    """What breaks the shapes of `ontology/shapes.ttl` or the checks of `ontology/integrity`, sorted.

    The union of the documents is looked at, so that an entity that one document names wrongly in the
    light of another is found. At most `LIMIT` violations of the shapes are listed.

    Raises:
        ModuleNotFoundError: the package `shacl` is not installed.

    Example:
        >>> [violation for violation in validate(open_graph("graph")) if violation.blocking]  # doctest: +SKIP
        []
    """
    store = graph if isinstance(graph, Store) else graph.store
    return sorted({*_shapes(store), *_integrity(store)})


def _shapes(store: Store) -> Iterator[Violation]:
    # The engine reads named graphs as one; the ontology tells it the classes above and the schemes.
    text = _nquads(store) + _ontology()
    report = _compiled().validate_text(text, format="nquads", max_results=LIMIT)
    for result in report.results:
        yield Violation(
            result.severity,
            local_name(str(result.root_shape or result.source_shape).strip("<>")),
            result.focus_node,
            local_name(path.strip("<>")) if (path := result.path or "").count("<") == 1 else path,
            result.value or "",
            _both(result.messages),
        )


@cache
def _compiled() -> shacl.Shapes:
    from shacl import Shapes

    return Shapes.from_turtle(vocabulary.shapes().read_text("utf-8"))


@cache
def _ontology() -> str:
    known = Store()
    for file in vocabulary.files():
        known.load(file.read_bytes(), RdfFormat.TURTLE)
    return _nquads(known)


def _nquads(store: Store) -> str:
    data = store.dump(format=RdfFormat.N_QUADS)
    assert data is not None  # None only where an output file is given
    return data.decode()


def _both(messages: Sequence[str]) -> Text:
    """A message in Chinese and English, as the shapes have them: in this order."""
    return Text(messages[0], messages[-1]) if messages else Text("", "")


def _integrity(store: Store) -> Iterator[Violation]:
    for file in vocabulary.integrity_queries():
        text = file.read_text("utf-8")
        for row in store.query(text, use_default_graph_as_union=True):  # type: ignore[union-attr]
            focus, value = row["focus"], row["value"]
            yield Violation("Violation", _stem(file), str(focus), "", str(value or ""), _heading(text))


def _stem(file: Traversable) -> str:
    return file.name.removesuffix(".rq")


def _heading(text: str) -> Text:
    """The first two comment lines of a check: what it means, in Chinese and English."""
    chinese, english = (line.lstrip("# ").strip() for line in text.splitlines()[:2])
    return Text(chinese, english)
