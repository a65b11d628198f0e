"""What the rules for names find in a text, and what they were sought with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from minsheng.language.context import Context
    from minsheng.language.signs import Signs
    from minsheng.records import Mention


class Hit(NamedTuple):
    """A head in a text."""

    word: str
    start: int
    end: int
    #: no name that ends in it begins before this
    floor: int


class Survey(NamedTuple):
    """The mentions that the rules find in a text, and what they were sought with."""

    context: Context
    #: heads, in text order
    hits: list[Hit]
    #: in text order; nested ones follow the one that holds them
    named: list[Mention]
    #: reads what speaks for a span's being a name
    signs: Signs
