"""How well a line goes with the lines before it by the words that they share: columns have their own."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from minsheng.reading.spacing import segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Lines of a column that a further line is compared with.
REACH = 8
#: What the weight of the shared words, at least so much, says of line and column, in nats.
_STEPS = ((8.0, 1.6), (4.0, 1.1), (2.0, 0.6), (1.0, 0.2), (0.0, -0.45))
#: Words in more than this share of the lines are shared by all columns.
_COMMON = 0.2
#: Fewer lines say less.
_ENOUGH = 6


class Cohesion:
    """The words of a page's lines, weighed by how few lines have them.

    Example:
        >>> cohesion = Cohesion(["小学的教师", "医院的床位", "教师的办公室", "天气", "车站", "桥", "街"])
        >>> cohesion.gain([0, 0, 0, 0, 0, 0], 2) > 0 > cohesion.gain([1, 1, 1, 1, 1, 1], 2)
        True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        cut = segmenter()
        self._words = [
            frozenset(word for word in cut(text, False) if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff")
            for text in texts
        ]
        times = Counter(word for words in self._words for word in words)
        most = max(2.0, _COMMON * len(texts))
        self._weights = {word: math.log(len(texts) / n) for word, n in times.items() if 1 < n <= most}

    def gain(self, recent: Iterable[int], line: int) -> float:
        """How much likelier the line stands in the column of the recent lines than in any, in nats."""
        before = list(recent)
        wanted = [word for word in self._words[line] if word in self._weights]
        shared = sum(
            self._weights[word] for word in wanted if any(word in self._words[other] for other in before)
        )
        value = next(value for least, value in _STEPS if shared >= least)
        return value * min(1.0, len(before) / _ENOUGH)
