"""A name as it is compared: its places apart, its spelling settled, its numbers and kind read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from minsheng.language.lexicon import lexicon
from minsheng.matching.spelling import numbers, plain, spelled

if TYPE_CHECKING:
    from minsheng.language.lexicon import Head
    from minsheng.matching.areas import Areas

#: 实验小学（青河区）: what stands in brackets at the end.
_BRACKETED = re.compile(r"^(.+?)[(（\[【]([^()（）\[\]【】]+)[)）\]】]\s*$")


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of one name that are compared."""

    #: the name without marks and spaces, simplified
    plain: str
    #: the same with numbers as figures and endings written out
    folded: str
    #: `folded` without the places at its beginning
    bare: str
    #: keys of the places that the name says it is in; several where a place's name is one of many
    places: tuple[str, ...]
    #: the last of the places as it is written, "" if there is none
    place: str

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name, places left out."""
        return numbers(self.bare)

    @property
    def head(self) -> Head | None:
        """What kind of thing the end of the name says it is."""
        return head_of(self.bare)


def form(name: str, areas: Areas) -> Form:
    """The form of a name among the places of a graph.

    Example:
        >>> from minsheng.matching.areas import Areas
        >>> found = form("大渡口区第九十五中学", Areas({}, {}))
        >>> found.folded, found.bare, found.places
        ('大渡口区95中学', '95中学', ('500104',))
    """
    text = plain(name)
    if (outside := _BRACKETED.match(unicodedata.normalize("NFKC", name))) and areas.keys(plain(outside[2])):
        text = plain(outside[2]) + plain(outside[1])
    split = areas.split(text)
    bare = spelled(split.rest)
    place = split.places[-1] if split.places else ""
    folded = "".join(split.places) + bare if place else bare
    return Form(text, folded, bare, areas.keys(place) if place else (), place)


@lru_cache(maxsize=1 << 14)
def head_of(name: str) -> Head | None:
    """The longest word of the lexicon that a spelled name ends in, with the class and kind that it gives.

    Example:
        >>> head_of("柳溪社区卫生服务中心").kind
        'community-health-centre'
    """
    words = lexicon()
    for start in range(len(name) - 1):
        ending = name[start:]
        head = words.heads.get(ending) or words.tails.get(ending)
        if head is not None:
            return head
    return None
