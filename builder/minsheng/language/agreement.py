"""Names that a text agrees on: where one reading is another with a verb before it, the shorter holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.context import PROPER_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context
    from minsheng.records import Mention

#: Parts of speech that no name begins with, if the text has the name without them too.
_OTHER = frozenset({"v", "q", "d", "p", "c", "r"})
#: Verbs of one character that stand before names.
_GLUED = "集入至到在由向于赴进访"


def agreed(context: Context, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, those cut at the left of which the rest is a name elsewhere: 入学|银杏社区.

    Args:
        context: the document.
        mentions: what was found by heads.
    """
    found = list(mentions)
    names: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for mention in found:
        names[mention.type, mention.kind].add(mention.name)
    for mention in found:
        known = names[mention.type, mention.kind]
        shorter = (mention.name[k:] for k in range(1, len(mention.name) - 2))
        name = next((n for n in shorter if n in known), "")
        start = mention.end - len(name)
        if name and _is_foreign(context, mention.start, start):
            yield replace(mention, start=start, name=name)
        else:
            yield mention


def _is_foreign(context: Context, start: int, end: int) -> bool:
    """Whether the words between two positions hold a verb or function word, and nothing proper."""
    words = context.words
    if not words.edge(end):
        # the segmenter glues a verb of one character to an unknown word: 集澄溪
        begin = words.starts[words.at(end)]
        return end - begin == 1 and context.text[begin] in _GLUED
    inside = range(words.at(start), words.at(end - 1) + 1)
    if any(words.starts[i] in context.places or words.tags[i] in PROPER_TAGS for i in inside):
        return False
    return any(words.tags[i] in _OTHER for i in inside)
