"""Towns that a text calls otherwise than the gazetteer: without their people, or misprinted."""

from __future__ import annotations

import re

from minsheng.language.gazetteer import Division, gazetteer

#: Code points go by radical and strokes: so near, characters look alike, 磴 and 磔; 昌 and 教 do not.
_ALIKE = 0x30
_PEOPLE = re.compile(r"(?<=..)(?:[\u4e00-\u9fff]{1,5}族)+(?=[乡镇]$)")


def town_called(name: str, within: str) -> list[Division]:
    """Towns below a division that a name means, by code, be it misprinted by one character that looks alike.

    Example:
        >>> town_called("跳磴镇", "500104"), town_called("跳磔镇", "500104")
        ([Division(code='500104103', name='跳磴镇')], [Division(code='500104103', name='跳磴镇')])
    """
    found = gazetteer().town(name, within) or _of_a_people(name, within)
    if found or len(within) != len("500104"):
        return found
    return [d for d in gazetteer().towns(within) if one_off(d.name, name)]


def _of_a_people(name: str, within: str) -> list[Division]:
    """Towns whose full name says of what people they are: 马岭乡 for 马岭苗族乡."""
    if len(within) != len("500104"):
        return []
    return [d for d in gazetteer().towns(within) if _PEOPLE.sub("", d.name) == name != d.name]


def one_off(right: str, seen: str) -> bool:
    """Whether names of three characters or more differ in one that looks alike, and is not their last."""
    if len(right) != len(seen) or len(right) < 3:
        return False
    different = [i for i, (a, b) in enumerate(zip(right, seen, strict=True)) if a != b]
    if len(different) != 1 or different[0] == len(right) - 1 or (len(right) == 3 and different[0] == 0):
        return False
    a, b = right[different[0]], seen[different[0]]
    return abs(ord(a) - ord(b)) <= _ALIKE
