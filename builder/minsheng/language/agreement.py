"""Names that a text agrees on: where one reading is another with a verb before it, the shorter holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.context import LOCAL, PROPER_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context
    from minsheng.records import Mention

#: Parts of speech that no name begins with, if the text has the name without them too.
_OTHER = frozenset({"v", "q", "d", "p", "c", "r"})
#: Parts of speech of characters that names begin with.
_NAMING = frozenset({"a", "n", "ng", "nr", "nz", "ns", "b", "zg"})
#: Verbs of one character that stand before names.
_GLUED = "集入至到在由向于赴进访"


def agreed(context: Context, mentions: Iterable[Mention]) -> Iterable[Mention]:
    """The mentions, those cut at the left of which the rest is a name elsewhere: 入学|银杏社区.

    Args:
        context: the document.
        mentions: what was found by heads.
    """
    found = _widened(context, mentions)
    names: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for mention in found:
        names[mention.type, mention.kind].add(mention.name)
    final: list[Mention] = []
    for mention in found:
        known = names[mention.type, mention.kind]
        shorter = (mention.name[k:] for k in range(1, len(mention.name) - 2))
        name = next((n for n in shorter if n in known), "")
        start = mention.end - len(name)
        if name and _is_foreign(context, mention.start, start):
            final.append(replace(mention, start=start, name=name))
        else:
            final.append(mention)
    return _completed(context, final)


def _completed(context: Context, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, with the character before each where the text has a name with it: 是会|仙桥社区."""
    names = {(m.type, m.kind, m.name) for m in mentions}
    for mention in mentions:
        longer = context.text[mention.start - 1 : mention.end] if mention.start else ""
        if (mention.type, mention.kind, longer) in names and mention.start not in context.places:
            yield replace(mention, start=mention.start - 1, name=longer)
        else:
            yield mention


def _widened(context: Context, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, with the character before each where it is the same wherever the text has the name.

    The segmenter may take the first character of a name for a word of its own: 新|柳新区.
    """
    found = list(mentions)
    before: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: Counter[tuple[str, str]] = Counter()
    for mention in found:
        key = (mention.type, mention.name)
        before[key].add(_character(context, mention.start))
        times[key] += 1
    return [
        replace(mention, start=mention.start - 1, name=next(iter(characters)) + mention.name)
        if times[mention.type, mention.name] > 1 and len(characters) == 1 and "" not in characters
        else mention
        for mention in found
        for characters in [before[mention.type, mention.name]]
    ]


def _character(context: Context, start: int) -> str:
    """The character before a position if it is a word that may begin a name, else ""."""
    words = context.words
    if not start or start in context.place_ends or start in context.places:
        return ""
    i = words.at(start - 1)
    word = words.words[i]
    single = len(word) == 1 and "\u4e00" <= word <= "\u9fff" and words.tags[i] in _NAMING
    return word if single and word not in context.lexicon.stops and word not in LOCAL else ""


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
