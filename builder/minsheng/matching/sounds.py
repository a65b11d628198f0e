"""Names by their pinyin: with and without spaces, and by the first letters alone."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from minsheng.identity import pinyin
from minsheng.matching.grams import Grams

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Syllables become single characters from here on, so that they are compared as characters are.
_FIRST = 0xE000
_LONGEST = 6
#: The first letters of fewer syllables mean too many names.
_TELLING = 3
_PIECE = re.compile(r"[a-zv]+|\d+")


@lru_cache(maxsize=1 << 13)
def reading(character: str) -> str:
    """How a character is read by itself, without tone.

    Example:
        >>> reading("溪"), reading("西")
        ('xi', 'xi')
    """
    return pinyin(character)


class Sounds:
    """The pinyin of names.

    Args:
        readings: the pinyin of names, syllables apart, by number.

    Example:
        >>> sounds = Sounds(["liu xi xiao xue", "gui hua xiao xue"])
        >>> sounds.exact("LiuXi xiaoxué"), sounds.exact("lxxx"), sounds.near("liuxi zhongxue", 1)
        ([0], [0], [0])
    """

    def __init__(self, readings: Sequence[str]) -> None:
        self._codes: dict[str, str] = {}
        self._readings = readings
        self._joined: defaultdict[str, list[int]] = defaultdict(list)
        self._initials: defaultdict[str, list[int]] = defaultdict(list)
        coded = []
        for number, reading_ in enumerate(readings):
            syllables = reading_.split()
            coded.append("".join(map(self._code, syllables)))
            self._joined["".join(syllables)].append(number)
            if len(syllables) >= _TELLING:
                self._initials[_first_letters(syllables)].append(number)
        #: joined pinyin in its order
        self._order = sorted(self._joined)
        #: the names, each syllable a character
        self.grams = Grams(coded)

    def exact(self, asked: str) -> list[int]:
        """Numbers of the names that are read so, else of those whose first letters these are."""
        letters = letters_of(asked)
        return self._joined.get(letters) or self._initials.get(letters) or []

    def spells(self, asked: str) -> bool:
        """Whether a name is read so from end to end."""
        return letters_of(asked) in self._joined

    def spelled(self, name: int) -> tuple[str, str]:
        """A name's pinyin without spaces, and its first letters."""
        syllables = self._readings[name].split()
        return "".join(syllables), _first_letters(syllables)

    def beginning(self, letters: str) -> Iterator[int]:
        """Numbers of the names whose pinyin begins with these letters, in the order of the pinyin."""
        for at in range(bisect_left(self._order, letters), len(self._order)):
            if not self._order[at].startswith(letters):
                return
            yield from self._joined[self._order[at]]

    def near(self, asked: str, most: int) -> list[int]:
        """Numbers of the names that share most syllables, best first."""
        return self.grams.near(self.coded(asked), most)

    def coded(self, asked: str) -> str:
        """A text in letters, each syllable that the names have as a character; other letters are left out."""
        spaced = _folded(asked).split()
        return "".join(code for piece in spaced for run in _PIECE.findall(piece) for code in self._cut(run))

    def _cut(self, run: str) -> Iterator[str]:
        """The fewest known syllables that make up a run of letters; what fits none is skipped."""
        # best[i]: (letters left out, syllables, where the last begins) for the first i letters
        best: list[tuple[int, int, int]] = [(0, 0, 0)]
        for end in range(1, len(run) + 1):
            skipped, syllables, _ = best[end - 1]
            options = [(skipped + 1, syllables, end - 1)]
            for start in range(max(0, end - _LONGEST), end):
                if run[start:end] in self._codes:
                    skipped, syllables, _ = best[start]
                    options.append((skipped, syllables + 1, start))
            best.append(min(options))
        found, end = [], len(run)
        while end:
            start = best[end][2]
            found.append(self._codes.get(run[start:end], ""))
            end = start
        return reversed(found)

    def _code(self, syllable: str) -> str:
        return self._codes.setdefault(syllable, chr(_FIRST + len(self._codes)))


def letters_of(text: str) -> str:
    """The letters and figures of a text in letters: without tones, spaces and marks.

    Example:
        >>> letters_of("Liǔxī Xiǎoxué"), letters_of("nǚ'ér")
        ('liuxixiaoxue', 'nver')
    """
    return "".join(_PIECE.findall(_folded(text)))


def _first_letters(syllables: Sequence[str]) -> str:
    return "".join(each if each.isdigit() else each[0] for each in syllables)


def _folded(text: str) -> str:
    """Lower case, ü as v, without tones; apostrophes part syllables."""
    parted = unicodedata.normalize("NFD", text.lower().replace("'", " ").replace("’", " "))
    with_v = parted.replace("u\u0308", "v")
    return "".join(each for each in with_v if not unicodedata.combining(each))
