"""What speaks for or against a span being a name: features of its words and of those around it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from minsheng.language.marks import CLOSING, OPENING
from minsheng.language.occurrences import occurrences
from minsheng.language.openings import BREAKS
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context
    from minsheng.language.openings import Opening
    from minsheng.records import Mention

#: Parts of speech of proper names: a feature tells the part of speech, not the word.
_PROPER = ("nr", "ns", "nt", "nz")
_MARKS = BREAKS | OPENING | CLOSING
_OPENED = re.compile("[“‘《]")
_PUNCTUATION = re.compile("[，。！？；]")
#: What begins a text is its headline or says what it is about, in characters.
_BEGINNING = 60
#: How far around a candidate its words are sought again, in characters.
_NEAR = 4000
#: How many words before a candidate its verb is sought in, in its clause.
_GOVERNED = 6
_CLAUSE_ENDS = frozenset("，。；：、！？\n")
#: Names are alike that share so many characters at either end.
_ALIKE = 2
#: What the features begin with that `Signs.repeated` tells.
REPEATED = ("count=", "always-longer=", "lefts=", "rights=")
_EDGE = "#"
_SPACE = "␣"


class _End(NamedTuple):
    """What candidates have in common that end at one place, in one head."""

    #: index of the last word
    last: int
    #: class that the head gives
    type: str
    #: the character behind, as features show it
    mark: str
    features: tuple[str, ...]


class Signs:
    """Reads the features of the candidates of one document.

    Args:
        context: the document.
        named: what rules find in it.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.openings import Opening
        >>> from minsheng.language.segmentation import segment
        >>> text = "该区启动暖心陪伴工程。"
        >>> found = Signs(context_of(text, segment(text), []), []).of(Opening(4, 10, "head", "工程"))
        >>> "before=启动 Programme" in found and "verb=启动" in found
        True
    """

    def __init__(self, context: Context, named: Iterable[Mention]) -> None:
        self._context = context
        self._text = context.text
        self._words = context.words
        self._stops = context.lexicon.stops
        #: (end, head) → what candidates that end so have in common
        self._ends: dict[tuple[int, str], _End] = {}
        #: how many of the mentions begin, and how many end so
        self._firsts: Counter[str] = Counter()
        self._lasts: Counter[str] = Counter()
        for mention in named:
            self._firsts[mention.name[:_ALIKE]] += 1
            self._lasts[mention.name[-_ALIKE:]] += 1

    def of(self, opening: Opening) -> list[str]:
        """The features of a candidate."""
        return [*self.near(opening), *self.repeated(opening)]

    def near(self, opening: Opening) -> list[str]:
        """Those of them that need no search through the text."""
        found = self._worded(opening)
        found.append(f"kind={opening.kind}")
        found.extend(self._governed(opening))
        found.extend(self._alike(opening))
        if opening.kind == "quote":
            found.extend(self._quoted(opening.start, opening.end))
        return found

    def alone(self, opening: Opening) -> list[str]:
        """The features of a span, whatever makes it a candidate."""
        return [*self._worded(opening), *self.repeated(opening)]

    def _worded(self, opening: Opening) -> list[str]:
        """Of the words of a span and those beside it."""
        key = opening.end, opening.word
        end = self._ends.get(key)
        if end is None:
            end = self._ends[key] = self._end(opening)
        first = self._words.at(opening.start)
        found = [*end.features]
        found.extend(self._inside(opening.start, opening.end, first, end.last))
        found.extend(self._before(opening.start, first, end))
        return found

    def _head(self, opening: Opening) -> str:
        lexicon = self._context.lexicon
        head = lexicon.heads.get(opening.word) or lexicon.tails.get(opening.word)
        return f"{head.type}:{head.mode}" if head else "none"

    def word(self, i: int) -> str:
        """A word by its index as features show it; beyond the text a sign."""
        words = self._words
        return _shown(words.words[i], words.tags[i]) if 0 <= i < len(words.words) else _EDGE

    def tag(self, i: int) -> str:
        """Its part of speech; beyond the text a sign."""
        return self._words.tags[i] if 0 <= i < len(self._words.tags) else _EDGE

    def _end(self, opening: Opening) -> _End:
        """Of the end of a candidate and the words behind it."""
        end, text, words = opening.end, self._text, self._words
        last = words.at(end - 1)
        head = self._head(opening)
        type_ = head.partition(":")[0]
        tail = words.starts[last] + len(words.words[last]) > end
        after = words.words[last][end - words.starts[last] :] if tail else self.word(last + 1)
        tag, after_tag = self.tag(last), self.tag(last + 1)
        found = [
            f"head={head}",
            f"last={self.word(last)}",
            f"last-tag={tag}",
            f"ending={text[end - 2 : end]}",
            f"after={after}",
            f"after={after} {type_}",
            f"after-tag={after_tag}",
            f"last-tag={tag} {after_tag}",
        ]
        if not words.edge(end):
            found.append("ends-in-word")
        if end in self._context.places:
            found.append("before-place")
        return _End(last, type_, _mark(text[end] if end < len(text) else _EDGE), tuple(found))

    def _inside(self, start: int, end: int, first: int, last: int) -> list[str]:
        """Of the words of the candidate."""
        text, places = self._text, self._context.places
        words, tags = self._words.words[first : last + 1], self._words.tags[first : last + 1]
        shown = list(map(_shown, words, tags))
        found = [
            f"first={shown[0]}",
            f"first-tag={tags[0]}",
            f"words={min(len(words), 8)}",
            f"unknown={min(2, sum(map(_new, words[:-1])))}",
            f"stops={sum(map(self._stops.__contains__, words[:-1]))}",
        ]
        if last > first:
            found.append(f"last-two={shown[-2]}{shown[-1]}")
            found += [f"inside={word}" for word in shown[1:-1]]
        if _OPENED.search(text, start + 1, end - 1):
            found.append("holds-quotation")
        if self._words.starts[first] != start:
            found.append("begins-in-word")
        place = places.get(start)
        if place is None or place > end:
            found.append("place-first=False")
        else:
            while place in places and places[place] <= end:
                place = places[place]
            found.append("place-first=True")
            found.append(f"behind-place={min(end - place, 9)}")
        return found

    def _before(self, start: int, first: int, end: _End) -> list[str]:
        """Of what stands before it."""
        words = self._words
        at = words.starts[first]
        before = words.words[first][: start - at] if at < start else self.word(first - 1)
        left = self._text[start - 1] if start else _EDGE
        found = [
            f"before={before} {end.type}",
            f"before-tag={self.tag(first - 1)}",
            f"between={_mark(left)}{end.mark}",
        ]
        if start in self._context.place_ends:
            found.append("after-place")
        if start < _BEGINNING:
            found.append("beginning")
        return found

    def repeated(self, opening: Opening) -> list[str]:
        """Of where else the text has the same words, and what stands beside them there."""
        start, end, text = opening.start, opening.end, self._text
        surface = text[start:end]
        low, high = max(0, start - _NEAR), end + _NEAR
        count = text.count(surface, low, high)
        found = [f"count={min(count, 4)}"]
        if count > 1:
            first = self._words.at(start)
            if first and self._words.starts[first] == start:
                longer = self._words.words[first - 1] + surface
                found.append(f"always-longer={text.count(longer, low, high) == count}")
            at = list(occurrences(text, surface, low, high))
            found.append(f"lefts={min(3, len({text[i - 1 : i] for i in at}))}")
            found.append(f"rights={min(3, len({text[i + end - start : i + end - start + 1] for i in at}))}")
        return found

    def _governed(self, opening: Opening) -> tuple[str, ...]:
        """The nearest verb before it in its clause."""
        words = self._words
        first = words.at(opening.start)
        for i in range(first - 1, max(first - 1 - _GOVERNED, -1), -1):
            if words.words[i] in _CLAUSE_ENDS:
                break
            if words.tags[i][0] == "v":
                verb = f"verb={self.word(i)}"
                return verb, f"{verb} {opening.kind}"
        return ()

    def _alike(self, opening: Opening) -> Iterator[str]:
        """Whether names that rules find in the text begin or end like it."""
        inner = opening.kind == "quote"
        name = self._text[opening.start + inner : opening.end - inner]
        for what, count in (("last", self._lasts[name[-_ALIKE:]]), ("first", self._firsts[name[:_ALIKE]])):
            if count:
                yield f"{what}-known={min(count, 3)}"

    def _quoted(self, start: int, end: int) -> Iterator[str]:
        """Of a quotation, its marks included."""
        text, words = self._text, self._words
        inner = text[start + 1 : end - 1]
        yield f"quoted={text[start]} {min(len(inner), 20)}"
        if end < len(text):
            i = words.at(end)
            yield f"quoted-after={self.word(i)} {self.tag(i)}"
        if _PUNCTUATION.search(inner):
            yield "quoted-clauses"
        if "·" in inner or " " in inner:
            yield "quoted-dot"
        outer = self._context.quoted.get(start)
        if outer is not None:
            yield "quoted-inside"


@lru_cache(maxsize=1 << 15)
def _new(word: str) -> bool:
    """Whether the segmenter made up the word."""
    return len(word) > 1 and not known(word)


@lru_cache(maxsize=1 << 15)
def _shown(word: str, tag: str) -> str:
    """A word, or its part of speech if it is a proper name, or a sign if it is unknown."""
    if tag.startswith(_PROPER):
        return f"<{tag}>"
    if word.isspace():
        return _SPACE
    return word if len(word) == 1 or known(word) else "<new>"


def _mark(character: str) -> str:
    """A mark as it is, white space and all others by a sign."""
    return _SPACE if character.isspace() else character if character in _MARKS else "x"
