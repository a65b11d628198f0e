"""Parts of a page that an enumeration holds together: 从两个方面入手。 … 一方面，…"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minsheng.reading.fragments import Fragment

#: A sentence that announces parts to come, and what the first of them begins with.
_ANNOUNCED = re.compile("[两二三四五六几多]个?(?:大)?(?:方面|层面|维度|环节|步|招|点)[^。；]{0,12}。$")
_FIRST = re.compile("一方面|一是|首先|第一[，,、是]|其一")
_ASIDE = frozenset(("title", "heading", "caption"))


def with_enumerations_together(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments of a page with the announcement of parts right before the first of them.

    What stands together with either, up to the next heading or caption, moves with it; the shorter of the
    two moves to the longer. Only an announcement and a beginning that are the only ones are put together.

    Example:
        >>> from minsheng.reading.fragments import Fragment
        >>> from minsheng.reading.offsets import Run
        >>> texts = ["该镇从两方面破题。", "养老有新招", "食堂开了。", "一方面，请来厨师，定好菜单。"]
        >>> page = [Fragment.of([Run(text, 0)], "heading" if "招" in text else "") for text in texts]
        >>> [fragment.text[:4] for fragment in with_enumerations_together(page)]
        ['养老有新', '食堂开了', '该镇从两', '一方面，']
    """
    ends = [i for i, fragment in enumerate(fragments) if _announces(fragment)]
    firsts = [i for i, fragment in enumerate(fragments) if _FIRST.match(fragment.text)]
    if len(ends) != 1 or len(firsts) != 1 or firsts[0] == ends[0] + 1:
        return list(fragments)
    end, first = ends[0], firsts[0]
    head = range(_back(fragments, end), end + 1)
    tail = range(first, _ahead(fragments, first))
    if set(head) & set(tail):
        return list(fragments)
    moved, stays = sorted((head, tail), key=lambda part: sum(len(fragments[i].text) for i in part))
    rest = [i for i in range(len(fragments)) if i not in moved]
    place = rest.index(stays[0]) if stays is tail else rest.index(stays[-1]) + 1
    return [fragments[i] for i in (*rest[:place], *moved, *rest[place:])]


def _announces(fragment: Fragment) -> bool:
    return fragment.kind not in _ASIDE and _ANNOUNCED.search(fragment.text) is not None


def _back(fragments: Sequence[Fragment], index: int) -> int:
    """Where the stretch of running text begins that ends with a fragment."""
    while index and fragments[index - 1].kind not in _ASIDE:
        index -= 1
    return index


def _ahead(fragments: Sequence[Fragment], index: int) -> int:
    """Where the stretch of running text ends that begins with a fragment."""
    while index < len(fragments) and fragments[index].kind not in _ASIDE:
        index += 1
    return index
