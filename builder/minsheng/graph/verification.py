"""Whether the sources still say, character for character, what the graph quotes of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.errors import MinshengError, UsageError
from minsheng.graph.cache import open_cache
from minsheng.reading import find_sources, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Literal

    from minsheng.graph.store import StoredGraph

#: Stands in a quotation for a character of a private name.
MASK = "＊"
#: Stands for a character of a source that is not the one quoted.
OTHER = "□"

_QUOTATIONS = """SELECT DISTINCT ?evidence ?start ?end ?exact {
    ?evidence prov:wasQuotedFrom ?document ; oa:start ?start ; oa:end ?end ; oa:exact ?exact }
    ORDER BY ?start ?end"""
_FILES = """SELECT DISTINCT ?name ?digest {
    ?document a ms:SourceDocument ; dcterms:identifier ?name
    OPTIONAL { ?document schema:sha256 ?digest } } ORDER BY ?name"""
_STRAY = """SELECT DISTINCT ?evidence ?graph {
    GRAPH ?graph { ?evidence prov:wasQuotedFrom ?document } FILTER(?graph != ?document) }
    ORDER BY ?evidence"""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where the graph and its source disagree.

    `reason` is `missing` (the source cannot be read), `changed` (the file is another than the one that
    was read), `beyond` (the quotation ends after its source), `differs` (other characters stand there)
    or `stray` (evidence that stands in another document's graph, whose IRI is given).
    """

    #: name of the document
    document: str
    reason: str
    #: of the quotation, in code points of the decoded file; None where the whole document is meant
    start: int | None = None
    end: int | None = None
    #: what the graph says
    quoted: str = ""
    #: what stands in the source, where it agrees with the quotation; other characters as □, since a
    #: source that has changed may name private people there. For `missing`, why it cannot be read
    found: str = ""

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` looked at, and every disagreement, by document and offset."""

    documents: int
    quotations: int
    mismatches: tuple[Mismatch, ...]

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def verify(graph: StoredGraph, sources: Sequence[str | Path] | None = None) -> Verified:
    """Reads the sources again, and compares every quotation with what stands at its place.

    Masked characters (＊) may stand for anything, one for one. Without `sources` the files are looked for
    where they were when the graph was built.

    Raises:
        InputError: a path of `sources` does not exist.
        UsageError: `verify-sources`: none are given, and the graph is behind an endpoint.

    Example:
        >>> verify(open_graph("graph")).mismatches  # doctest: +SKIP
        ()
    """
    if sources is None and graph.remote:
        raise UsageError("verify-sources")
    given = None if sources is None else {name: path for path, name in find_sources(sources)}
    iris = {document.name: document.iri for document in graph.documents()}
    stray = _rows(graph, _STRAY)
    seen = [Mismatch(row["graph"].value, "stray", quoted=row["evidence"].value) for row in stray]
    documents = quotations = 0
    for name, kept, digest in _read(graph):
        if given is not None and name not in given:
            continue
        quotes = [] if name not in iris else _rows(graph, _QUOTATIONS, iris[name])
        documents += 1
        quotations += len(quotes)
        seen.extend(_compare(name, kept if given is None else given[name], digest, quotes))
    return Verified(documents, quotations, tuple(seen))


def _read(graph: StoredGraph) -> Iterator[tuple[str, Path, str]]:
    """Name, path and digest of the files that were read; an endpoint knows no paths."""
    if graph.remote:
        for row in _rows(graph, _FILES):
            yield row["name"].value, Path(), row["digest"].value if "digest" in row else ""
        return
    with open_cache(graph.snapshot.facts) as cache:
        for name, kept in cache.sources():
            yield name, Path(kept.path), kept.digest


def _rows(graph: StoredGraph, query: str, document: str | None = None) -> list[dict[str, Literal]]:
    return graph.select(query, document=document)  # type: ignore[return-value]


def _compare(name: str, path: Path, digest: str, quotes: list[dict[str, Literal]]) -> Iterator[Mismatch]:
    try:
        source = read(path, name)
    except MinshengError as error:
        yield Mismatch(name, "missing", found=str(error.cause))
        return
    if digest and source.digest != digest:
        yield Mismatch(name, "changed", quoted=digest, found=source.digest)
    for quote in quotes:
        start, end, exact = int(quote["start"].value), int(quote["end"].value), quote["exact"].value
        found = source.original[start:end]
        if end > len(source.original):
            yield Mismatch(name, "beyond", start, end, exact, _agreeing(exact, found))
        elif not agrees(exact, found):
            yield Mismatch(name, "differs", start, end, exact, _agreeing(exact, found))


def _agreeing(exact: str, found: str) -> str:
    return "".join(there if there == said else OTHER for said, there in zip_longest(exact, found) if there)


def agrees(exact: str, found: str) -> bool:
    """Whether a quotation is what stands in the source, masked characters aside.

    Example:
        >>> agrees("＊＊说食堂开了", "老周说食堂开了")
        True
    """
    if exact == found:
        return True
    return len(exact) == len(found) and all(a in (b, MASK) for a, b in zip(exact, found, strict=True))
