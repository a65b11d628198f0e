"""Names that share one head at the end of their list: 雅兰、桂湾和开明社区, 宽坪、枫坝两镇."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.language.confidence import confidence
from minsheng.language.segmentation import known
from minsheng.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minsheng.language.context import Context

#: Heads of areas that are left out in a list but for its last item.
_HEADS = ("街道", "社区", "小区", "镇", "乡", "村")
_KINDS = {
    "街道": "subdistrict",
    "社区": "community",
    "小区": "estate",
    "镇": "town",
    "乡": "township",
    "村": "village",
}
_JOINED = frozenset("、和与及")
_FIGURES = {figure: n for n, figure in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNTED = re.compile(
    r"([一二两三四五六七八九十\d](?:(?<=\d)\d)?)个?(街道|社区|小区|镇|乡|村)(?![一-鿿]{0,1}[级民])"
)
#: The last item of a list, its head behind it.
_LISTED = re.compile(
    "[、和与及](?P<item>(?:(?![等的各个全所多])[一-鿿]){2,4}?)(?P<head>社区|小区|街道)(?![工服办级医治])"
)
#: So many bare items stand before it at least.
_FEWEST = 2
_HAN = re.compile(r"[一-鿿]+")
_LONGEST, _SHORTEST = 4, 2
#: Parts of speech that no name of a place is made of.
_OTHER = frozenset({"p", "c", "u", "uj", "ul", "r", "d", "m", "t", "x", "q"})


def shared_heads(context: Context, areas: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions of the bare items of such lists; the head restored is an alias of each.

    Args:
        context: the document.
        areas: the towns, communities and estates found by their heads.
    """
    for area in areas:
        head = next((h for h in _HEADS if area.name.endswith(h)), None)
        if head is not None and context.text[area.start - 1 : area.start] in _JOINED:
            for start, end in _bare(context, area.start - 1):
                if _proper(context, start, end):
                    yield _named(context, start, end, head)
    known_ends = {area.end for area in areas}
    for last in _LISTED.finditer(context.text):
        if last.end() in known_ends or not context.words.edge(last.end()):
            continue
        spans = list(_bare(context, last.start("item") - 1))
        named = [span for span in spans if _proper(context, *span)]
        if len(spans) >= _FEWEST and len(named) * 2 > len(spans) and _plain(context, last.group("item")):
            yield from (_named(context, start, end, last.group("head")) for start, end in spans)
            yield _whole(context, last.start("item"), last.end(), last.group("head"))
    for count in _COUNTED.finditer(context.text):
        figure = count.group(1)
        number = int(figure) if figure.isdigit() else _FIGURES[figure]
        for through in (False, True):
            spans = list(_bare(context, count.start(), through=through))
            if len(spans) == number > 1:
                for start, end in spans:
                    yield _named(context, start, end, count.group(2))
                break


def _plain(context: Context, item: str) -> bool:
    """Whether the last item says nothing of what kind they are: 新都社区, but not 老旧社区."""
    lexicon = context.lexicon
    return item not in lexicon.generic and item not in lexicon.stops and item not in lexicon.common


def _whole(context: Context, start: int, end: int, head: str) -> Mention:
    name = context.text[start:end]
    return Mention(start, end, name, "Place", "list-shared", confidence("list-shared"), _KINDS[head])


def _named(context: Context, start: int, end: int, head: str) -> Mention:
    name = context.text[start:end]
    return Mention(
        start, end, name, "Place", "list-shared", confidence("list-shared"), _KINDS[head], (name + head,)
    )


def _bare(context: Context, end: int, *, through: bool = False) -> Iterator[tuple[int, int]]:
    """Items without a head that end at `end` and before it, from the last to the first.

    Known places end the list, unless they are counted with it (`through`).
    """
    while True:
        start = _start(context, end)
        if start is None and through:
            start = context.place_ends.get(end)
        if start is None:
            return
        yield start, end
        if start == 0 or context.text[start - 1] not in _JOINED:
            return
        end = start - 1


def _start(context: Context, end: int) -> int | None:
    """Where the item begins: at a mark or the end of a place, or before the words that it is made of."""
    words = context.words
    at = end
    while at > 0 and end - at < _LONGEST and at not in context.place_ends:
        i = words.at(at - 1)
        word = words.words[i]
        if not _HAN.fullmatch(word) or not _fits(context, i) or end - words.starts[i] > _LONGEST:
            break
        at = words.starts[i]
        if context.text[at - 1 : at] in _JOINED:
            break
    item = context.text[at:end]
    if at in context.places or end - at < _SHORTEST or item.endswith((*_HEADS, *"区县市站")):
        return None
    return at


def _proper(context: Context, start: int, end: int) -> bool:
    """Whether an item is more than a common noun; where items are counted this needs no asking."""
    words = context.words
    inside = range(words.at(start), words.at(end - 1) + 1)
    if any(words.tags[i] in ("ns", "nr", "nz", "nt") or not known(words.words[i]) for i in inside):
        return True
    return all(len(words.words[i]) == 1 for i in inside)


def _fits(context: Context, i: int) -> bool:
    word, tag = context.words.words[i], context.words.tags[i]
    if word in context.lexicon.stops or word in context.lexicon.generic or word in context.lexicon.heads:
        return False
    return tag not in _OTHER and not (tag in ("v", "vn") and len(word) > 1 and known(word))
