"""Names that a mistaken one may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Suggestions in a message: more than a line of them helps nobody.
SUGGESTIONS = 5


def near(name: str, known: Iterable[str]) -> str:
    """The names most like `name`, one line, `…` if there are none.

    Names that contain it, or that it contains, come first: people leave parts of names out.

    Example:
        >>> near("银杏小学", ["青石镇", "银杏小学教育集团", "银杏中学"])
        '银杏小学教育集团, 银杏中学'
    """
    pool = sorted(set(known))
    parts = [other for other in pool if len(name) > 1 and other and (name in other or other in name)]
    close = get_close_matches(name, pool, n=SUGGESTIONS, cutoff=0.5)
    return ", ".join(list(dict.fromkeys((*sorted(parts, key=len), *close)))[:SUGGESTIONS]) or "…"
