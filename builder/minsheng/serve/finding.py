"""All spellings of a snapshot in the order of the question `search`, which then looks at few things."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from minsheng.graph.pairs import pairs
from minsheng.serve.names import Strings
from minsheng.vocabulary import MS, RDFS, SKOS, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minsheng.queries.named import NamedQuery
    from minsheng.serve.loaded import Loaded

#: The question that is narrowed, its parameter, and the variable of what it finds.
_QUESTION: Final = "search"
_TEXT: Final = "text"
_FOUND: Final = "entity"
#: What the question may be about, whatever its text.
_THINGS: Final = """
SELECT DISTINCT ?entity WHERE {
  ?entity rdfs:label ?label .
  FILTER EXISTS { ?entity a ?type FILTER(?type != skos:Concept) }
  FILTER EXISTS { ?entity prov:wasDerivedFrom ?evidence }
}
"""
#: What it searches.
_NAMES: Final = (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, MS.pinyin)


class Spellings:
    """Names in lower case and without spaces, each with the thing that has it, in an order.

    Example:
        >>> Spellings([("yinxing", "urn:a"), ("银杏小学", "urn:a"), ("杏林", "urn:b")]).having("杏", 5)
        ['urn:a', 'urn:b']
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        listed = list(pairs)
        numbers = {iri: number for number, iri in enumerate(dict.fromkeys(iri for _, iri in listed))}
        self._names = Strings(name for name, _ in listed)
        self._owners = array("L", (numbers[iri] for _, iri in listed))
        self._iris = Strings(numbers)

    def having(self, text: str, most: int) -> list[str]:
        """The things with the first `most` names that have a text in them, each once."""
        lines = islice(self._names.having(plain(text)), most)
        return [self._iris[number] for number in dict.fromkeys(self._owners[line] for line in lines)]


def plain(text: str) -> str:
    """A text as it is compared.

    Example:
        >>> plain("Yin Xing")
        'yinxing'
    """
    return text.lower().replace(" ", "")


def spellings(loaded: Loaded) -> Spellings:
    """The spellings of a snapshot; each name stands there once for each label of its owner."""
    rows = loaded.store.query(_THINGS, prefixes=dict(prefixes()), use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    labels: dict[str, set[str]] = {row[0].value: set() for row in rows if isinstance(row[0], NamedNode)}
    for iri, label in pairs(loaded.store, RDFS.label):
        if iri in labels and isinstance(label, Literal):
            labels[iri].add(label.value)
    found = {
        (len(name.value), label, name.value, iri)
        for prop in _NAMES
        for iri, name in pairs(loaded.store, prop)
        if isinstance(name, Literal)
        for label in labels.get(iri, ())
    }
    return Spellings((plain(name).replace("\n", " "), iri) for _, _, name, iri in sorted(found))


def narrowed(loaded: Loaded, query: NamedQuery, values: Mapping[str, str], rows: int) -> NamedQuery:
    """The question `search` about the things of its first `rows` rows alone; others as they are."""
    text = values.get(_TEXT, "")
    if query.name != _QUESTION or not plain(text) or spellings in loaded.later:
        return query
    things = loaded.prepared(spellings).having(text, rows)
    listed = " ".join(f"<{iri}>" for iri in things)
    head, brace, rest = query.text.partition("WHERE {")
    return replace(query, text=f"{head}{brace} VALUES ?{_FOUND} {{ {listed} }}{rest}")
