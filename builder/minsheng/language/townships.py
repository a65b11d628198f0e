"""Towns and subdistricts that a text names: in full, and for short where the county is known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from minsheng.language.gazetteer import MUNICIPALITIES, Division, gazetteer
from minsheng.language.lexicon import lexicon
from minsheng.language.places import PlaceName
from minsheng.language.segmentation import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.language.segmentation import Words

_KIND = re.compile("(?:(?:[\u4e00-\u9fff]{1,5}族)+(?=乡)|镇?(?=街道))?(?:街道|地区|镇|乡)$")
#: Parts of speech that the segmenter gives to names of places.
_CALLED = frozenset({"ns", "nr", "nz", "nrt", "x"})
#: What stands behind the short form of a town and makes it another name.
_OTHER = re.compile("[区县市州省镇乡村路街河江湖山桥站](?!里)|大[街道桥]|社区|小区|庄|湾")
_COUNTY = len("500104")


def town_names(text: str, within: str, words: Words | None = None) -> list[PlaceName]:
    """Towns and subdistricts of the county (or of the city's counties) that the text names in full.

    With the words of the text, those of the county that it names for short too (柳溪 for 柳溪镇), if the
    short form is no everyday word.
    """
    if len(within) < 4 and within not in MUNICIPALITIES:
        return []
    # a 开发区 may be called nothing else
    kinds = lexicon().heads
    towns, (lasts, lengths) = gazetteer().towns_by_name(within), _town_ends(within)
    found = []
    for last in lasts.finditer(text):
        end = last.end()
        for length in lengths[last[0]]:
            name = text[max(0, end - length) : end]
            if name in towns and name not in kinds:
                found.append(PlaceName(end - length, end, name, True, tuple(towns[name])))
    if words is not None and len(within) == _COUNTY:
        taken = {at for place in found for at in range(place.start, place.end)}
        found += _for_short(text, words, within, taken)
    return sorted(found, key=lambda p: p.start)


@cache
def _town_ends(within: str) -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
    """The characters that names of towns end in, and how long those are that end so."""
    lengths: dict[str, set[int]] = {}
    for name in gazetteer().towns_by_name(within):
        lengths.setdefault(name[-1], set()).add(len(name))
    lasts = re.compile(f"[{re.escape(''.join(sorted(lengths)))}]" if lengths else "(?!)")
    return lasts, {last: tuple(sorted(found)) for last, found in lengths.items()}


@cache
def _short_forms(within: str) -> dict[str, tuple[Division, ...]]:
    """Short form → the towns of a county that are called so; what a county or city is called is none."""
    register, forms = gazetteer(), dict[str, list[Division]]()
    for town in register.towns(within):
        short = _KIND.sub("", town.name)
        if len(short) > 1 and not register.short(short) and not register.everyday(short):
            forms.setdefault(short, []).append(town)
            if town.name.endswith("街道"):
                forms.setdefault(short + "街", []).append(town)
    return {short: tuple(towns) for short, towns in forms.items() if len(towns) == 1}


def _for_short(text: str, words: Words, within: str, taken: set[int]) -> Iterator[PlaceName]:
    lexemes = lexicon()
    for short, towns in _short_forms(within).items():
        full = towns[0].name in text
        everyday = gazetteer().ordinary(short) or short in lexemes.generic
        if everyday or short in lexemes.heads or short in lexemes.stops:
            continue
        start = text.find(short)
        while start >= 0:
            end = start + len(short)
            if start not in taken and words.edge(start) and not _OTHER.match(text, end):
                i = words.at(start)
                word = words.words[i]
                whole = words.edge(end) or not known(word)
                usual = short in lexemes.common and not full
                if whole and not usual and (words.tags[i] in _CALLED or not known(short)):
                    yield PlaceName(start, end, short, False, towns)
            start = text.find(short, end)
