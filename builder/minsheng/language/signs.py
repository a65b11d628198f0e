"""What speaks for or against a span being a name: features of its words and of those around it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.openings import Opening

#: Parts of speech of proper names: a feature tells the part of speech, not the word.
_PROPER = ("nr", "ns", "nt", "nz")
_MARKS = frozenset("，。；！？：:、（）()\n!?;,+＋ \u3000“‘《「『”’》」』")
_PUNCTUATION = re.compile("[，。！？；]")
#: What begins a text is its headline or says what it is about, in characters.
_BEGINNING = 60
_EDGE = "#"
_SPACE = "␣"


class Signs:
    """Reads the features of the candidates of one document.

    Args:
        context: the document.

    Example:
        >>> from minsheng.language.names import context_of
        >>> from minsheng.language.openings import Opening
        >>> from minsheng.language.segmentation import segment
        >>> text = "该区启动暖心陪伴工程。"
        >>> found = Signs(context_of(text, segment(text), [])).of(Opening(4, 10, "head", "工程"))
        >>> "before=启动 Programme" in found and "after=。" in found
        True
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._text = context.text
        self._words = context.words
        self._shown = [
            _shown(word, tag) for word, tag in zip(self._words.words, self._words.tags, strict=True)
        ]
        self._new = [len(word) > 1 and not known(word) for word in self._words.words]
        self._stop = [word in context.lexicon.stops for word in self._words.words]

    def of(self, opening: Opening) -> list[str]:
        """The features of a candidate."""
        found = self.alone(opening)
        found.append(f"kind={opening.kind}")
        if opening.kind == "quote":
            found.extend(self._quoted(opening.start, opening.end))
        return found

    def alone(self, opening: Opening) -> list[str]:
        """The features of a span, whatever makes it a candidate."""
        first, last = self._words.at(opening.start), self._words.at(opening.end - 1)
        head = self._head(opening)
        found = [f"head={head}"]
        found.extend(self._inside(opening, first, last))
        found.extend(self._around(opening, first, last, head))
        found.extend(self._repeated(opening.start, opening.end, first))
        return found

    def _head(self, opening: Opening) -> str:
        lexicon = self._context.lexicon
        head = lexicon.heads.get(opening.word) or lexicon.tails.get(opening.word)
        return f"{head.type}:{head.mode}" if head else "none"

    def word(self, i: int) -> str:
        """A word by its index as features show it; beyond the text a sign."""
        return self._shown[i] if 0 <= i < len(self._shown) else _EDGE

    def tag(self, i: int) -> str:
        """Its part of speech; beyond the text a sign."""
        return self._words.tags[i] if 0 <= i < len(self._words.tags) else _EDGE

    def _inside(self, opening: Opening, first: int, last: int) -> Iterator[str]:
        """Of the words of the candidate."""
        start, end = opening.start, opening.end
        words, text = self._words, self._text
        yield f"first={self.word(first)}"
        yield f"first-tag={self.tag(first)}"
        yield f"last={self.word(last)}"
        if last > first:
            yield f"last-two={self.word(last - 1)}{self.word(last)}"
        yield f"last-tag={self.tag(last)}"
        yield f"ending={text[end - 2 : end]}"
        yield f"words={min(last - first + 1, 8)}"
        for i in range(first + 1, last):
            yield f"inside={self.word(i)}"
        yield f"unknown={min(2, sum(self._new[first:last]))}"
        yield f"stops={sum(self._stop[first:last])}"
        if any(c in "“‘《" for c in text[start + 1 : end - 1]):
            yield "holds-quotation"
        if not words.edge(start):
            yield "begins-in-word"
        if not words.edge(end):
            yield "ends-in-word"
        place = self._context.places.get(start)
        yield f"place-first={place is not None and place <= end}"
        if place is not None and place <= end:
            while place in self._context.places and self._context.places[place] <= end:
                place = self._context.places[place]
            yield f"behind-place={min(end - place, 9)}"

    def _around(self, opening: Opening, first: int, last: int, head: str) -> Iterator[str]:
        """Of the words before and behind it."""
        start, end, text = opening.start, opening.end, self._text
        words = self._words
        inner = words.starts[first] < start
        before = words.words[first][: start - words.starts[first]] if inner else self.word(first - 1)
        tail = words.starts[last] + len(words.words[last]) > end
        after = words.words[last][end - words.starts[last] :] if tail else self.word(last + 1)
        type_ = head.partition(":")[0]
        yield f"after={after}"
        yield f"before={before} {type_}"
        yield f"after={after} {type_}"
        before_tag, after_tag = self.tag(first - 1), self.tag(last + 1)
        yield f"before-tag={before_tag}"
        yield f"after-tag={after_tag}"
        yield f"last-tag={self.tag(last)} {after_tag}"
        left = text[start - 1] if start else _EDGE
        right = text[end] if end < len(text) else _EDGE
        yield f"between={_mark(left)}{_mark(right)}"
        if start in self._context.place_ends:
            yield "after-place"
        if end in self._context.places:
            yield "before-place"
        if start < _BEGINNING:
            yield "beginning"

    def _repeated(self, start: int, end: int, first: int) -> Iterator[str]:
        """Of where else the text has the same words, and what stands beside them there."""
        text, surface = self._text, self._text[start:end]
        count = text.count(surface)
        yield f"count={min(count, 4)}"
        if count > 1:
            if first and self._words.starts[first] == start:
                yield f"always-longer={text.count(self._words.words[first - 1] + surface) == count}"
            at = self._places(surface)
            yield f"lefts={min(3, len({text[i - 1 : i] for i in at}))}"
            yield f"rights={min(3, len({text[i + end - start : i + end - start + 1] for i in at}))}"

    def _places(self, surface: str) -> list[int]:
        """Where the text has the words."""
        found: list[int] = []
        at = self._text.find(surface)
        while at >= 0:
            found.append(at)
            at = self._text.find(surface, at + len(surface))
        return found

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


def frequent(features: list[list[str]], documents: list[int], least: int) -> list[str]:
    """The features that at least so many documents have, sorted.

    Args:
        features: those of each candidate.
        documents: the document of each candidate.
        least: number of documents.

    Example:
        >>> frequent([["a", "b"], ["a"], ["b"]], [1, 2, 1], 2)
        ['a']
    """
    seen: Counter[str] = Counter()
    pairs = {(f, d) for found, d in zip(features, documents, strict=True) for f in found}
    seen.update(f for f, _ in pairs)
    return sorted(f for f, n in seen.items() if n >= least)
