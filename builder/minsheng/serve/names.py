"""All names of a snapshot in one long text, to be searched by any part of them or by pinyin.

One text and a few arrays, since every worker shares them: objects by the hundred thousand would be
copied page by page as soon as they are touched.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from minsheng.graph.pairs import pairs
from minsheng.vocabulary import MS, RDF, RDFS, SKOS, entity_classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store

    from minsheng.serve.loaded import Loaded

#: Names that one search looks at: a part that more names have tells nothing.
_LOOKED_AT: Final = 5_000
_LATIN = re.compile(r"[a-z0-9' ]+")


class Entry(NamedTuple):
    """A thing of the graph, by what it is called."""

    iri: str
    label: str
    #: local name of its class
    kind: str


class Strings:
    """Many texts as one."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = [f"{text}\n" for text in texts]
        self._text = "".join(parts)
        self._starts = array("L", [0])
        total = 0
        for part in parts:
            total += len(part)
            self._starts.append(total)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def having(self, part: str) -> Iterator[int]:
        """The numbers of the texts that have `part` in them, in order."""
        start = self._text.find(part)
        while start >= 0:
            number = bisect_right(self._starts, start) - 1
            yield number
            start = self._text.find(part, self._starts[number + 1])

    def beginning(self, part: str) -> Iterator[int]:
        """The numbers of the texts that begin with `part`."""
        if self._text.startswith(part):
            yield 0
        start = self._text.find(f"\n{part}")
        while start >= 0:
            number = bisect_right(self._starts, start + 1) - 1
            if number >= len(self):
                return
            yield number
            start = self._text.find(f"\n{part}", start + 1)


class Names:
    """The entities of a snapshot, and a search over labels, other names and pinyin."""

    def __init__(self, entries: Sequence[Entry], spellings: Sequence[tuple[str, int]]) -> None:
        self._kinds = entity_classes()
        self._iris = Strings(entry.iri for entry in entries)
        self._labels = Strings(entry.label for entry in entries)
        places = {name: at for at, name in enumerate(self._kinds)}
        self._kind = array("B", (places[entry.kind] for entry in entries))
        self._counts = self._counted(Counter(self._kind))
        self._spelled = Strings(spelling for spelling, _ in spellings)
        self._owner = array("L", (number for _, number in spellings))

    def __len__(self) -> int:
        return len(self._iris)

    def entry(self, number: int) -> Entry:
        """The entity of a number."""
        return Entry(self._iris[number], self._labels[number], self._kinds[self._kind[number]])

    def counts(self, numbers: Sequence[int] | None = None) -> dict[str, int]:
        """Number of entities by class, in the order of the ontology, without the empty ones.

        All entities are counted, unless their numbers are given.
        """
        if numbers is None:
            return dict(self._counts)
        return self._counted(Counter(self._kind[number] for number in numbers))

    def _counted(self, found: Mapping[int, int]) -> dict[str, int]:
        return {name: found[at] for at, name in enumerate(self._kinds) if at in found}

    def of_class(self, kind: str) -> list[int]:
        """The numbers of the entities of a class."""
        at = self._kinds.index(kind)
        return [number for number, found in enumerate(self._kind) if found == at]

    def search(self, text: str) -> list[int]:
        """The numbers of the entities one of whose names has `text` in it, the likest first.

        A name that is the text comes before those that begin with it, these before all others; then
        the shorter name wins.

        Example:
            >>> names = Names([Entry("e:1", "青河小学", "School")], [("青河小学", 0), ("qinghexiaoxue", 0)])
            >>> names.search("Qing He")
            [0]
        """
        wanted = spelling(text)
        if not wanted:
            return []
        ranks: dict[int, tuple[int, int]] = {}
        for lines in (self._spelled.beginning(wanted), self._spelled.having(wanted)):
            for _, line in zip(range(_LOOKED_AT), lines, strict=False):
                owner, rank = self._owner[line], _rank(self._spelled[line], wanted)
                ranks[owner] = min(ranks.get(owner, rank), rank)
        return sorted(ranks, key=lambda owner: (*ranks[owner], owner))


def _rank(found: str, wanted: str) -> tuple[int, int]:
    return (0 if found == wanted else 1 if found.startswith(wanted) else 2), len(found)


def spelling(text: str) -> str:
    """A name as it is searched: in lower case, and pinyin without spaces.

    Example:
        >>> spelling("Da Du Kou"), spelling(" 大渡口 小学")
        ('dadukou', '大渡口 小学')
    """
    plain = " ".join(text.lower().split())
    return re.sub("[' ]", "", plain) if _LATIN.fullmatch(plain) else plain


def names(loaded: Loaded) -> Names:
    """The names of a snapshot; `loaded.prepared(names)` has them ready."""
    kinds = {MS[name]: name for name in entity_classes()}
    found: dict[str, str] = {}
    for iri, name in kinds.items():
        for quad in loaded.store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(iri), None):
            found.setdefault(quad.subject.value, name)  # type: ignore[union-attr]
    labels = {iri: min(texts) for iri, texts in _texts(loaded.store, RDFS.label, found).items()}
    order = sorted(found)
    entries = [Entry(iri, labels.get(iri, iri), found[iri]) for iri in order]
    spellings: dict[tuple[str, int], None] = {}
    numbers = {iri: number for number, iri in enumerate(order)}
    for prop in (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel, MS.pinyin):
        for iri, texts in _texts(loaded.store, prop, found).items():
            for text in sorted(texts):
                spellings[spelling(text), numbers[iri]] = None
                if prop == MS.pinyin:
                    spellings["".join(word[0] for word in text.lower().split()), numbers[iri]] = None
    return Names(entries, sorted(spellings, key=lambda pair: (pair[1], pair[0])))


def _texts(store: Store, prop: str, owners: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for iri, value in pairs(store, prop):
        if isinstance(value, Literal) and iri in owners:
            found.setdefault(iri, set()).add(value.value)
    return found
