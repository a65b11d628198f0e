"""The words that make and end names, read from the tables in `data/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from minsheng.data import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from daachorse import CharwiseDoubleArrayAhoCorasick


@dataclass(frozen=True, slots=True)
class Head:
    """A word that names end in, and the class that it gives them."""

    word: str
    type: str
    kind: str | None
    domain: str | None
    #: open, local, named, quoted, dated, titled: see the head of `data/heads.tsv` and `data/tails.tsv`
    mode: str
    #: programmes, events, awards and documents rather than places and bodies
    abstract: bool


def table(name: str) -> Iterator[list[str]]:
    """Rows of a tab-separated table of `data/`, comments left out."""
    for line in data("language", "data", name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def either(words: Iterable[str]) -> str:
    """The words as alternatives of an expression that share their beginnings; the longest wins.

    Example:
        >>> either(["举办", "举行", "举办了"])
        '举(?:办(?:了)?|行)'
    """
    return _branches(sorted(set(words)))


def _branches(words: list[str]) -> str:
    """What `either` says of words in order, the empty word among them."""
    branches: list[str] = [
        re.escape(first) + _branches([word[1:] for word in group])
        for first, group in groupby(filter(None, words), key=itemgetter(0))
    ]
    if not branches:
        return ""
    if len(branches) == 1 and words[0]:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'' if words[0] else '?'}"


def begun(characters: str, expression: str) -> re.Pattern[str]:
    """What finds an expression fast, as its group 1: matches begin with one of the characters of a set.

    `re` skips to a set that an expression begins with; see `matches`.
    """
    return re.compile(f"[{characters}](?<=(?=({expression}))[\\s\\S])")


def matches(expression: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where the group 1 of an expression of `begun` stands in a text, one match behind the other.

    Example:
        >>> found = matches(begun("第首", "(?<!第)(?:第[一二]|首)届"), "第一届，首届")
        >>> [match.span(1) for match in found]
        [(0, 3), (4, 6)]
    """
    end = 0
    for match in expression.finditer(text):
        if match.start() >= end:
            yield match
            end = match.end(1)


def words(name: str) -> frozenset[str]:
    """All words of a word list of `data/`."""
    return frozenset(word for row in table(name) for cell in row for word in cell.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the search for names knows about words."""

    #: what a word means at the end of a name of a facility, body or place
    heads: dict[str, Head]
    #: what it means at the end of a programme's, event's, award's name
    tails: dict[str, Head]
    stops: frozenset[str]
    generic: frozenset[str]
    #: words that make no name even behind a place
    describing: frozenset[str]
    #: words of two characters that are often used: what is made of them describes
    common: frozenset[str]
    #: old or literary names of regions: 天府, 齐鲁
    regions: frozenset[str]
    #: verbs that stand inside the names of programmes and events as nouns
    nominal: frozenset[str]
    #: verbs that end the search for what follows a quotation
    tail_stops: frozenset[str]
    #: finds the longest head or tail at each place
    automaton: CharwiseDoubleArrayAhoCorasick
    endings: tuple[str, ...]


def _optional(cell: str) -> str | None:
    return None if cell == "-" else cell


@cache
def lexicon() -> Lexicon:
    """The lexicon, read on first use (about 20 ms)."""
    import daachorse

    heads = {
        word: Head(word, type_, _optional(kind), _optional(domain), mode, abstract=False)
        for word, type_, kind, domain, mode in table("heads.tsv")
    }
    tails = {
        word: Head(word, type_, None, _optional(domain), mode, abstract=True)
        for word, type_, domain, mode in table("tails.tsv")
    }
    endings = tuple(sorted({*heads, *tails}))
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
        list(endings), match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    return Lexicon(
        heads,
        tails,
        words("stops.txt"),
        words("generic.txt"),
        words("describing.txt"),
        words("common.txt"),
        words("regions.txt"),
        words("nominal.txt"),
        words("tail_stops.txt"),
        automaton,
        endings,
    )
