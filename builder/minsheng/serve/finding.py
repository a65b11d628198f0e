"""All spellings of a snapshot in the order of the question `search`, which then looks at few things."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from minsheng.serve.names import Strings
from minsheng.vocabulary import prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from minsheng.queries.named import NamedQuery
    from minsheng.serve.loaded import Loaded

#: The question that is narrowed, its parameter, and the variable of what it finds.
_QUESTION: Final = "search"
_TEXT: Final = "text"
_FOUND: Final = "entity"
#: What the question finds, whatever its text.
_ALL: Final = """
SELECT DISTINCT ?name ?label ?entity WHERE {
  ?entity rdfs:label|skos:altLabel|skos:hiddenLabel|ms:pinyin ?name .
  FILTER EXISTS { ?entity a ?type FILTER(?type != skos:Concept) }
  FILTER EXISTS { ?entity prov:wasDerivedFrom ?evidence }
  ?entity rdfs:label+ ?label .
}
"""


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
    rows = loaded.store.query(_ALL, prefixes=dict(prefixes()), use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found = [
        (len(name.value), label.value, name.value, entity.value)
        for name, label, entity in rows
        if isinstance(name, Literal) and isinstance(label, Literal) and isinstance(entity, NamedNode)
    ]
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
