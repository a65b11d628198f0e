"""How much of two names is the same, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def common(one: str, other: str, weights: Sequence[float]) -> float:
    """The weight of the heaviest run of characters, gaps allowed, that both texts have in this order.

    Args:
        one: a text.
        other: another.
        weights: what each character of `one` weighs.

    Example:
        >>> common("川外", "四川外国语大学", [3.0, 2.0])
        5.0
    """
    row = [0.0] * (len(other) + 1)
    for character, weight in zip(one, weights, strict=True):
        if character not in other:
            continue
        before = 0.0
        for at, candidate in enumerate(other, 1):
            above = row[at]
            if character == candidate and before + weight > above:
                row[at] = before + weight
            elif row[at - 1] > above:
                row[at] = row[at - 1]
            before = above
    return row[-1]


def slip(one: str, other: str) -> tuple[str, str] | None:
    """What one slip turns into what: a character put for another, left out, added, or two exchanged.

    None where the texts are equal or more than one slip apart.

    Example:
        >>> slip("柳西小学", "柳溪小学"), slip("柳小学", "柳溪小学"), slip("溪柳小学", "柳溪小学")
        (('西', '溪'), ('', '溪'), ('溪柳', '柳溪'))
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return None
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    changed = one[start : len(one) - end], other[start : len(other) - end]
    if max(map(len, changed)) == 1:
        return changed
    return changed if len(changed[0]) == 2 and changed[0] == changed[1][::-1] else None


def shortens(short: str, full: str) -> bool:
    """Whether the characters of one text stand in the other in their order, its first among the first three.

    Example:
        >>> shortens("川外", "四川外国语大学"), shortens("外川", "四川外国语大学")
        (True, False)
    """
    if len(short) < 2 or len(short) >= len(full) or short[0] not in full[:3]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)
