"""Whether a name that a rule found begins where the rule says: a word sooner or later, as texts taught.

The rules stop at words that they know; what they do not know they take in or leave out: 报送|柳溪镇政府.
`data/edges_learned.tsv` says what speaks for a beginning; `benchmarks/training.py` learns it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from minsheng.language.openings import Opening, Shut
from minsheng.language.weights import weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.context import Context
    from minsheng.language.signs import Signs
    from minsheng.language.survey import Survey
    from minsheng.records import Mention

EDGES = ("language", "data", "edges_learned.tsv")
#: By how much another beginning must be likelier than the rule's, in hundredths of a logit.
MARGIN = 100
#: How many words before the rule's beginning are thought of.
_REACH = 4
#: Rules that search for the beginning of what ends in a head.
_SEARCHING = frozenset({"head-open", "head-named", "head-local", "head-long", "attested", "project"})
#: Features that mean another thing where the name would be longer or shorter.
_MOVED = (
    "first=",
    "first-tag=",
    "before-tag=",
    "before=",
    "place-first=",
    "after-place",
    "count=",
    "always-longer=",
    "lefts=",
    "words=",
    "begins-in-word",
)


def beginnings(context: Context, mention: Mention, head: int) -> list[int]:
    """Where a name may begin: at its words up to its head, and a few words before it.

    Args:
        context: the document.
        mention: a name that a rule found.
        head: where its head begins.
    """
    words, text = context.words, context.text
    found = {mention.start}
    for i in range(words.at(mention.start) + 1, words.at(max(head, mention.start)) + 1):
        # a name keeps the places that it begins with
        if words.starts[i] <= head and words.starts[i] not in context.place_ends:
            found.add(words.starts[i])
    at = mention.start
    for _ in range(_REACH):
        i = words.at(at - 1) if at else 0
        if not at or not text[at - 1].isalnum() or words.tags[i][0] in "uyf":
            break
        at = words.starts[i]
        found.add(at)
    return sorted(found)


def edge_features(signs: Signs, context: Context, mention: Mention, start: int, head: str) -> list[str]:
    """What speaks for and against a name's beginning at a place."""
    move = "same" if start == mention.start else "longer" if start < mention.start else "shorter"
    own = signs.alone(Opening(start, mention.end, "head", head))
    found = [*own, f"move={move}", f"move={move} {mention.rule}", f"move={move} {mention.type}"]
    found.extend(f"{move} {feature}" for feature in own if feature.startswith(_MOVED))
    if move != "same":
        first, last = sorted((start, mention.start))
        moved = range(context.words.at(first), context.words.at(last - 1) + 1)
        tags = [signs.tag(i) for i in moved]
        found.append(f"{move} by={min(3, len(moved))}")
        found.append(f"{move} tags={' '.join(tags[:4])}")
        found.extend(f"{move} word={signs.word(i)}" for i in moved)
        found.extend(f"{move} tag={tag}" for tag in tags)
    was = context.words.at(mention.start)
    found.append(f"{move} rule-before-tag={signs.tag(was - 1)}")
    found.append(f"{move} rule-first-tag={signs.tag(was)}")
    return found


def searched(surveyed: Survey) -> Iterator[tuple[Mention, str, int]]:
    """The mentions whose beginning a rule sought inside a clause, with their head and where it begins."""
    text = surveyed.context.text
    heads = {end: (word, start) for word, start, end, _ in surveyed.hits}
    for mention in surveyed.named:
        clause = mention.start and text[mention.start - 1].isalnum()
        if clause and mention.end in heads and mention.rule in _SEARCHING:
            word, start = heads[mention.end]
            if mention.start < start:
                yield mention, word, start


def with_learned_edges(surveyed: Survey) -> list[Mention]:
    """The mentions, those that begin elsewhere more likely moved there; none crosses another by it."""
    context, named = surveyed.context, surveyed.named
    table = weights(*EDGES)
    shut = Shut(named)
    moved: dict[int, Mention] = {}
    for mention, word, head in searched(surveyed):
        sums = {
            start: table.sums(edge_features(surveyed.signs, context, mention, start, word))[0]
            for start in beginnings(context, mention, head)
        }
        best = max(sums, key=lambda start: (sums[start], start))
        if sums[best] - sums[mention.start] >= MARGIN and not shut.crossed(best, mention.end):
            moved[id(mention)] = replace(mention, start=best, name=context.text[best : mention.end])
    return [moved.get(id(mention), mention) for mention in named]
