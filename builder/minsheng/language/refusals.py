"""What was looked at as a name and refused, with the reason: for explaining, aside from the search itself.

The search for names keeps no record of what it refuses; here its decisions are taken once more, for the
words that end names and for quotation marks, and told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.language.boundaries import MEASURES, examined
from minsheng.language.names import context_of
from minsheng.language.quoted import weighed
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context
    from minsheng.language.lexicon import Head
    from minsheng.language.places import PlaceName
    from minsheng.language.segmentation import Words

#: Where a clause begins, no name goes on to the left.
_BREAKS = "。！？；!?;，,：:、\n+＋"
#: Modes of heads that name nothing without marks or an edition.
_MARKED = frozenset({"quoted", "titled", "dated", "placed"})


@dataclass(frozen=True, slots=True)
class RefusedName:
    """Words that end like a name, or stand in quotation marks, and are none."""

    start: int
    end: int
    #: what they lack: see `boundaries.examined`; `verb` where one stands before the last word, `signs` where
    #: quotation marks were weighed
    reason: str
    #: the word that names end in, "" for quotation marks
    word: str = ""
    #: class that it would give
    type: str | None = None
    #: mode of that word: open, local, named …
    mode: str | None = None
    #: the word before, which ended the search to the left; "" at the start of a clause
    stopped_by: str = ""
    #: of quotation marks: sign → weight, and the sum that makes a name
    signs: tuple[tuple[str, int], ...] = ()
    needed: int = 0


def refused_names(text: str, words: Words, places: Iterable[PlaceName]) -> list[RefusedName]:
    """What was refused in a text, in order.

    Example:
        >>> from minsheng.language.segmentation import segment
        >>> text = "优质小学越来越多。"
        >>> [(r.reason, text[r.start : r.end]) for r in refused_names(text, segment(text), [])]
        [('generic', '优质小学')]
    """
    context = context_of(text, words, places)
    found = [*_heads(context), *_quotations(context)]
    return sorted(found, key=lambda each: (each.start, -each.end, each.reason))


def _heads(context: Context) -> Iterator[RefusedName]:
    for start, end, index in context.lexicon.automaton.find(context.text):
        word = context.lexicon.endings[index]
        if not _whole(context, start, end):
            continue
        heads = (context.lexicon.heads.get(word), context.lexicon.tails.get(word))
        refused = [_examined(context, head, start, end) for head in heads if head is not None]
        if all(refused):
            yield next(each for each in refused if each is not None)


def _examined(context: Context, head: Head, start: int, end: int) -> RefusedName | None:
    """What the words that end in this head lack, None if nothing."""
    floor = max(context.text.rfind(mark, 0, start) for mark in _BREAKS) + 1
    candidate = examined(context, head, start, floor)
    reason, widest = candidate.lacking, candidate.widest
    if not reason:
        return None
    i = context.words.at(widest - 1)
    stopped = context.words.words[i] if widest > floor else ""
    if head.mode in _MARKED:
        reason = head.mode
    elif reason == "bare":
        counted = stopped in MEASURES and i > 0 and context.words.tags[i - 1] == "m"
        verb = stopped and context.words.tags[i] == "v"
        reason = "counted" if counted else "generic" if widest < start else "verb" if verb else "bare"
    return RefusedName(min(candidate.edge, widest), end, reason, head.word, head.type, head.mode, stopped)


def _whole(context: Context, start: int, end: int) -> bool:
    """Whether the head is a word or ends one, as the search demands."""
    words = context.words
    unknown = not known(words.words[words.at(end)]) if end < len(context.text) else True
    return words.edge(end) or unknown


def _quotations(context: Context) -> Iterator[RefusedName]:
    for each in weighed(context):
        if sum(each.signs.values()) < each.needed:
            signs = tuple(each.signs.items())
            yield RefusedName(each.start, each.end, "signs", signs=signs, needed=each.needed)
