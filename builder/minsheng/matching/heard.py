"""A name in letters, compared by its sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.matching.alignment import common, slip
from minsheng.matching.features import ENOUGH, Features, openness, overlaps
from minsheng.matching.index import NEAR
from minsheng.matching.sounds import letters_of

if TYPE_CHECKING:
    from minsheng.matching.features import Fit
    from minsheng.matching.index import Index


class Heard:
    """A name in letters, compared with the pinyin of many.

    Args:
        index: the names of the graph.
        text: the letters, with or without spaces and tones.
    """

    __slots__ = ("_coded", "_index", "_letters", "_sounds", "_taken", "_weights", "names")

    def __init__(self, index: Index, text: str) -> None:
        self._index = index
        self._sounds = index.sounds
        self._letters = letters_of(text)
        self._coded = self._sounds.coded(text)
        self._weights = self._sounds.grams.weights(self._coded)
        self._taken = self._sounds.spells(text)
        #: numbers of the names that it may stand for, sorted
        self.names = sorted({*self._sounds.exact(text), *self._sounds.near(text, NEAR)})

    def features(self, name: int, fit: Fit) -> Features:
        """What speaks for and against the name of that number."""
        grams = self._sounds.grams
        theirs = grams.texts[name]
        both = common(self._coded, theirs, self._weights)
        asked, told, shared = overlaps(both, sum(self._weights), sum(grams.weights(theirs)))
        joined, initials = self._sounds.spelled(name)
        heard = self._letters == joined
        return Features(
            **dict.fromkeys(Features._fields, 0.0)
            | {
                "asked": asked,
                "told": told,
                "shared": min(1.0, shared / ENOUGH),
                "slip": float(slip(self._coded, theirs) is not None),
                "taken": float(self._taken and not heard),
                "open": openness(self._index.holders[name]) if heard and not fit.value else 0.0,
                "heard": float(heard),
                "initials": float(self._letters == initials != joined),
                "type_differs": float(fit.type_differs),
                "value": fit.value,
                "value_differs": fit.value_differs,
            }
        )
