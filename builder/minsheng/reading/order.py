"""Reading order: fragments of interleaved columns put back where their sentences go on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from minsheng.reading.enumerations import with_enumerations_together
from minsheng.reading.fragments import Fragment
from minsheng.reading.matching import followers, next_followers

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

#: Fragments matched at a time; a printed page has fewer.
_PAGE = 300
#: A printed text of more fragments is a book, which has one column.
_LONGEST = 1500


def page_in_reading_order(fragments: Sequence[Fragment], starts: Container[int] = ()) -> list[Fragment]:
    """The fragments of a page printed in columns with broken sentences joined, in the order of the page.

    A sentence that goes on elsewhere takes the fragment that continues it; the joined fragment stands
    where its longest fragment stood. Fragments that end where their sentence ends stay in their place.
    Credits, which the page's maker put where there was room, go to its end.

    Args:
        fragments: the page's lines or paragraphs, without stray spaces; those of a kind other than ""
            and "paragraph" are left alone.
        starts: indices of fragments that are known to begin a paragraph.
    """
    if len(fragments) > _LONGEST:
        return with_sentences_joined(fragments)
    ordered: list[Fragment] = []
    for first in range(0, len(fragments), _PAGE):
        page = fragments[first : first + _PAGE]
        begun = {i for i in range(len(page)) if first + i in starts}
        ordered += _joined(page, followers(page, begun))
    ordered = with_enumerations_together(ordered)
    bylines = [fragment for fragment in ordered if fragment.kind == "byline"]
    return [fragment for fragment in ordered if fragment.kind != "byline"] + bylines


def with_sentences_joined(fragments: Sequence[Fragment], starts: Container[int] = ()) -> list[Fragment]:
    """The fragments of a text in order, sentences joined that break off and go on with the next one.

    Args:
        fragments: the text's lines or paragraphs.
        starts: indices of fragments that are known to begin a paragraph.
    """
    return _joined(fragments, next_followers(fragments, starts))


def _joined(fragments: Sequence[Fragment], following: dict[int, int]) -> list[Fragment]:
    """Chains of fragments as one each; chains that follow each other on the page stay together."""
    continued = set(following.values())
    chains: dict[int, list[int]] = {}
    for i in range(len(fragments)):
        if i not in continued:
            chains[i] = [i]
            while chains[i][-1] in following:
                chains[i].append(following[chains[i][-1]])
    stride = _stride(following)
    columns: list[list[int]] = []
    taken: set[int] = set()
    for i in chains:
        if i in taken:
            continue
        taken.add(i)
        column = [i]
        # Read line by line, a paragraph's successor stands as far off as a line's; else it is the next.
        while stride > 1 and (after := chains[column[-1]][-1] + stride) in chains and after not in taken:
            if fragments[after].kind or fragments[column[-1]].kind:
                break
            column.append(after)
            taken.add(after)
        columns.append(column)
    columns.sort(key=lambda column: _place([k for i in column for k in chains[i]], fragments))
    return [_merged([fragments[k] for k in chains[i]]) for column in columns for i in column]


def _stride(following: dict[int, int]) -> int:
    """The distance at which most fragments go on: 1, or the number of columns read line by line."""
    jumps = Counter(j - i for i, j in following.items() if j > i)
    jump, times = max(jumps.items(), key=lambda item: (item[1], -item[0]), default=(1, 0))
    return jump if times * 2 > len(following) else 1


def _place(places: list[int], fragments: Sequence[Fragment]) -> int:
    """Where joined fragments stand on the page: with the longest."""
    return max(places, key=lambda k: (len(fragments[k].text), -k))


def _merged(chain: list[Fragment]) -> Fragment:
    if len(chain) == 1:
        return chain[0]
    return Fragment.of([run for fragment in chain for run in fragment.runs], "paragraph")
