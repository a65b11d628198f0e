"""The first page and the search, made in a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from minsheng.errors import UsageError
from minsheng.export import FORMATS
from minsheng.graph.pairs import pairs
from minsheng.queries import catalogue
from minsheng.serve.linking import linker
from minsheng.serve.names import Entry, names
from minsheng.serve.page import render
from minsheng.vocabulary import MS, RDFS, SKOS, classes

if TYPE_CHECKING:
    from pyoxigraph import Store

    from minsheng.serve.loaded import Loaded

#: Results on a page of the search.
PAGE: Final = 30
#: Places on the first page, those with most things first.
_PLACES: Final = 30
#: Levels of places above a thing: community, town, district, city, province.
_LEVELS: Final = 5
#: The questions that the first page offers.
_QUESTIONS: Final = (
    "facilities-in-place", "group-members", "capacity-by-district", "compare-places", "recently-opened",
    "contradictions", "awards", "programmes-in-place",
)  # fmt: skip


class Found(NamedTuple):
    """One result of a search."""

    iri: str
    label: str
    #: local name of its class
    kind: str
    #: other names
    also: tuple[str, ...]
    #: names of the places where it is
    places: tuple[str, ...]


class Page(NamedTuple):
    """A page of results."""

    found: tuple[Found, ...]
    total: int
    #: numbers of results by class, whatever class was chosen
    counts: dict[str, int]


def start(loaded: Loaded) -> str:
    """The first page."""
    known = loaded.prepared(names)
    return render(
        "explorer.html", counts=known.counts(), classes=classes(), total=len(known),
        documents=loaded.manifest.documents, places=loaded.prepared(places),
        link=linker(loaded.manifest.base), questions=[catalogue.load(name) for name in _QUESTIONS],
        formats=tuple(FORMATS),
    )  # fmt: skip


def results(loaded: Loaded, text: str, kind: str | None, page: int) -> str:
    """A page of the search."""
    found = search(loaded, text, kind, page)
    return render(
        "search.html", text=text, kind=kind, page=page, found=found, classes=classes(),
        link=linker(loaded.manifest.base), last=(found.total - 1) // PAGE,
    )  # fmt: skip


def search(loaded: Loaded, text: str, kind: str | None, page: int) -> Page:
    """Results of a search; without a text, everything of a class.

    Raises:
        UsageError: `name-unknown`, for a class that there is not.
    """
    known = loaded.prepared(names)
    counts = known.counts()
    if kind is not None and kind not in classes():
        raise UsageError("name-unknown", name=kind[:80], kind="class", near=", ".join(counts))
    if text.strip():
        numbers = known.search(text)
        counts = known.counts(numbers)
        numbers = [number for number in numbers if kind is None or known.entry(number).kind == kind]
    else:
        numbers = known.of_class(kind) if kind else []
    shown = numbers[page * PAGE : (page + 1) * PAGE]
    found = tuple(_found(loaded.store, known.entry(number)) for number in shown)
    return Page(found, len(numbers), counts)


def _found(store: Store, entry: Entry) -> Found:
    thing = NamedNode(entry.iri)
    also = {
        quad.object.value
        for quad in store.quads_for_pattern(thing, NamedNode(SKOS.altLabel), None, None)
        if isinstance(quad.object, Literal)
    }
    where = (quad.object for quad in store.quads_for_pattern(thing, NamedNode(MS.locatedIn), None, None))
    places = {label(store, place) for place in where if isinstance(place, NamedNode)}
    return Found(*entry, tuple(sorted(also)), tuple(sorted(places)))


def label(store: Store, thing: NamedNode) -> str:
    """What a thing is called, its IRI if it has no name."""
    texts = (quad.object for quad in store.quads_for_pattern(thing, NamedNode(RDFS.label), None, None))
    return min((text.value for text in texts if isinstance(text, Literal)), default=thing.value)


def places(loaded: Loaded) -> list[tuple[str, str, int]]:
    """IRI, name and number of things of the places that have most."""
    above: dict[str, set[str]] = {}
    for iri, wider in pairs(loaded.store, MS.locatedIn):
        if isinstance(wider, NamedNode):
            above.setdefault(iri, set()).add(wider.value)
    counts: dict[str, int] = {}
    known = loaded.prepared(names)
    for number in range(len(known)):
        entry = known.entry(number)
        if entry.kind == "Place" or entry.iri not in above:
            continue
        for place in _around(entry.iri, above):
            counts[place] = counts.get(place, 0) + 1
    most = sorted(counts, key=lambda iri: (-counts[iri], iri))[:_PLACES]
    return [(iri, label(loaded.store, NamedNode(iri)), counts[iri]) for iri in most]


def _around(thing: str, above: dict[str, set[str]]) -> set[str]:
    around: set[str] = set()
    nearest = above.get(thing, set())
    for _ in range(_LEVELS):
        around |= nearest
        nearest = {wider for place in nearest for wider in above.get(place, ())} - around
    return around
